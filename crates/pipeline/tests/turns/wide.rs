//! Jobs in the wide form: 48 kHz, where the voices of all who speak have more than 24 kHz can hold.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use audio::Band;
use job::{ENGINE_VERSION, WIDE_SINCE};
use pipeline::{ReadJob, Submission};
use protocol::{EpisodeFormat, Gender, Host, JobStatus, Line, Redactions, Revise, Style, VoiceView, WireVersion};

use super::memory::{self, Memory, SOURCE, done};
use super::{redacted, run};

fn voice(name: &str, gender: Gender, sample_rate: Option<u32>) -> VoiceView {
    let (name, sample) = (name.to_owned(), String::new());
    VoiceView { name, language: Some("en-US".to_owned()), gender: Some(gender), sample_rate, sample }
}

/// The job, spoken by two voices of these rates; `unlisted` is that of a provider whose list does not say.
fn read(rates: [Option<u32>; 2], unlisted: Option<u32>) -> ReadJob {
    let [first, second] = rates;
    let offered = [voice("ada", Gender::Female, first), voice("ben", Gender::Male, second)];
    let mut job = redacted(SOURCE).read().unwrap();
    job.choose_voices(&offered, unlisted).unwrap();
    job
}

fn submission(job: ReadJob, memory: &Memory) -> Submission {
    let id = "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap();
    Submission::new(id, memory::tenant(), WireVersion::CURRENT, job, memory.time()).unwrap()
}

/// A job of two wide voices, done.
fn made() -> Memory {
    let memory = Memory::new();
    memory.speak_at(48_000);
    pipeline::submit(&memory, submission(read([Some(48_000), Some(44_100)], None), &memory)).unwrap();
    run(&memory);
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
    memory
}

/// Asserts that its files are of this form, and as long as its transcript.
fn assert_is(memory: &Memory, band: Band) {
    let job = memory.job();
    let mp3 = memory.published("episode.mp3");
    let measured = audio::measure(&mp3, band).unwrap();
    assert!((measured.loudness_lufs + 16.0).abs() < 0.5 && measured.true_peak_dbtp <= -1.0, "{measured:?}");
    assert_eq!(measured.duration_ms, measured.header_duration_ms);
    assert_eq!(measured.duration_ms, job.mastered().unwrap().duration_ms);
    let transcript: serde_json::Value = serde_json::from_slice(&memory.published("transcript.json")).unwrap();
    let last = transcript.get("segments").unwrap().as_array().unwrap().last().unwrap();
    let end = last.get("endTime").unwrap().as_f64().unwrap();
    assert_eq!((end * 1_000.0).round() as u64, measured.duration_ms);
    assert_eq!(job.view().episode.unwrap().size_bytes, mp3.len() as u64);
}

#[test]
fn voices_that_have_it_make_a_wide_episode() {
    let memory = made();
    assert!(memory.job().spec().is_wide);
    assert_is(&memory, Band::Wide);
}

#[test]
fn a_revised_episode_stays_wide_whatever_its_new_voices_have() {
    let memory = made();
    let spoken = memory.spoken();
    let hosts = Some([Host::new("Nora", "ada"), Host::new("Miles", "low")]);
    let line = Line { turn: 0, text: "Oh.".to_owned() };
    memory.speak_at(16_000);
    done(pipeline::revise(&memory, Revise { hosts, lines: vec![line] }, Redactions::new()));
    run(&memory);
    assert_eq!((memory.job().status(), memory.job().revision()), (JobStatus::Succeeded, 2));
    assert!(memory.spoken() > spoken);
    assert_is(&memory, Band::Wide);
}

#[test]
fn a_clip_is_kept_for_its_form_alone() {
    let (wide, narrow) = (made(), super::submitted());
    narrow.keep_clips_of(&wide);
    run(&narrow);
    assert!(narrow.spoken() > 0 && narrow.spoken() == wide.spoken());
    assert_is(&narrow, Band::Narrow);
    let again = Memory::new();
    again.keep_clips_of(&wide);
    pipeline::submit(&again, submission(read([Some(48_000), Some(44_100)], None), &again)).unwrap();
    run(&again);
    assert_eq!((again.spoken(), again.job().status()), (0, JobStatus::Succeeded));
    assert!(again.published("episode.mp3") == wide.published("episode.mp3"));
}

#[test]
fn the_form_is_chosen_by_the_voices_of_all_who_speak() {
    let is_wide = |rates, unlisted| {
        let memory = Memory::new();
        submission(read(rates, unlisted), &memory).spec.is_wide
    };
    let can_be = ENGINE_VERSION >= WIDE_SINCE;
    assert_eq!(is_wide([Some(48_000), Some(32_000)], None), can_be);
    assert_eq!(is_wide([None, None], Some(48_000)), can_be);
    assert!(!is_wide([None, None], None) && !is_wide([Some(48_000), None], None));
    assert!(!is_wide([Some(48_000), Some(24_000)], Some(48_000)));

    let monologue = |rates: [Option<u32>; 2]| {
        let mut request = super::request(SOURCE);
        request.style = Style { format: EpisodeFormat::Brief, ..Style::default() };
        let mut job = pipeline::RedactedJob::of(request, protocol::Redaction::On).read().unwrap();
        let [first, second] = rates;
        job.choose_voices(&[voice("ada", Gender::Female, first), voice("ben", Gender::Male, second)], None).unwrap();
        submission(job, &Memory::new()).spec.is_wide
    };
    assert!(EpisodeFormat::Brief.is_monologue());
    assert_eq!(monologue([Some(48_000), Some(16_000)]), can_be, "the other host says nothing");
    assert!(!monologue([Some(16_000), Some(48_000)]));
}

#[test]
fn a_provider_that_lists_nothing_has_what_its_operator_says() {
    let mut job = redacted(SOURCE).read().unwrap();
    job.choose_voices(&[], Some(48_000)).unwrap();
    let memory = Memory::new();
    pipeline::submit(&memory, submission(job, &memory)).unwrap();
    // It answers with less than that all the same.
    run(&memory);
    assert_is(&memory, Band::Wide);
}
