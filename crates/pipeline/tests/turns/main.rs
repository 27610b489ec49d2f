//! Alarm turns on ports in memory: stored, performed, armed and reported results.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod memory;
mod wide;
mod writing;

use artwork::{Palette, Size};
use futures::executor::block_on;
use job::{ARTIFACTS, ENGINE_VERSION, ENGINE_VERSION_MIN, Failure, Input, StepKind, StepStatus};
use memory::{Memory, SOURCE, done};
use pipeline::{Handled, RedactedJob, Submission};
use protocol::dataflow::{Class, Exit};
use protocol::{
    Approve, Change, Code, CreateJob, JobStatus, Line, Redaction, RedactionKind, Redactions, Revise, Show, Source,
    SourceFormat, Style, Timestamp, WireVersion,
};

fn redacted(text: &str) -> RedactedJob {
    RedactedJob::of(request(text), Redaction::On)
}

fn request(text: &str) -> CreateJob {
    let source = Source { format: SourceFormat::Markdown, text: text.to_owned() };
    CreateJob::new(source)
}

fn submitted() -> Memory {
    submitted_text(SOURCE)
}

fn submitted_text(text: &str) -> Memory {
    submitted_job(redacted(text))
}

fn submitted_job(job: RedactedJob) -> Memory {
    let memory = Memory::new();
    let id = "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap();
    let submission =
        Submission::new(id, memory::tenant(), WireVersion::CURRENT, job.read().unwrap(), memory.time()).unwrap();
    pipeline::submit(&memory, submission).unwrap();
    memory
}

/// Rings the alarm whenever it is due, until the job asks for nothing more.
fn run(memory: &Memory) {
    while memory.ring() {
        block_on(pipeline::drive(memory)).unwrap();
    }
}

#[test]
fn a_submission_becomes_an_episode() {
    let memory = submitted();
    run(&memory);
    let job = memory.job();
    assert_eq!(job.status(), JobStatus::Succeeded);
    let keys = memory.artifact_keys();
    for (name, _) in job::ARTIFACTS {
        assert!(keys.contains(&pipeline::keys::published(&job, name).unwrap()), "{name}");
    }
    assert_eq!(memory.projected_status(), Some(JobStatus::Succeeded));
    let seqs: Vec<u64> = memory.updates().iter().map(|update| update.seq).collect();
    assert_eq!(seqs, (1..=job.seq()).collect::<Vec<_>>());
    assert_eq!(memory.told(), memory.updates(), "watchers hear what is stored");
}

/// The MP3 of a job that this engine started.
fn episode_of_engine(engine_version: u32) -> (Memory, Vec<u8>) {
    let memory = submitted();
    memory.start_by_engine(engine_version);
    run(&memory);
    let mp3 = memory.published("episode.mp3");
    assert_eq!(memory.job().engine_version(), engine_version);
    assert_eq!(memory.job().view().episode.unwrap().size_bytes, mp3.len() as u64);
    (memory, mp3)
}

#[test]
fn the_cover_is_in_the_tag_since_engine_4_and_no_other_byte_changes() {
    let (memory, with_cover) = episode_of_engine(ENGINE_VERSION);
    let title = memory.job().title().unwrap().to_owned();
    let cover = artwork::cover(&title, &Palette::of_title(&title), Size::Episode);
    let frame = [&b"\x03image/png\0\x03\0"[..], &cover].concat();
    let at = with_cover.windows(frame.len()).position(|bytes| bytes == frame).unwrap();
    let mut without = with_cover.clone();
    let header = without.drain(at - 10..at + frame.len()).take(4).collect::<Vec<_>>();
    assert_eq!(header, b"APIC");
    for engine_version in ENGINE_VERSION_MIN..4 {
        let (_, earlier) = episode_of_engine(engine_version);
        // The tag's own length is in its header.
        assert!(earlier[10..] == without[10..], "{engine_version}");
    }
}

#[test]
fn egress_is_counted_and_of_the_source_only_spoken_text_leaves() {
    let memory = submitted();
    run(&memory);
    let flows = memory.flows();
    let passed = |exit, class| {
        let passed = flows.passed.iter().find(|passed| (passed.exit, passed.class) == (exit, class));
        passed.map(|passed| (passed.count, passed.bytes))
    };
    let lines = pipeline::script_view(&memory, &memory.job()).unwrap().unwrap().turns;
    let spoken = lines.iter().map(|turn| turn.text.len() as u64).sum();
    assert_eq!(passed(Exit::Voice, Class::Script), Some((lines.len() as u64, spoken)));
    assert_eq!(passed(Exit::ObjectStorage, Class::Source), Some((1, SOURCE.len() as u64)));
    assert_eq!(passed(Exit::BucketKeys, Class::Id).map(|(count, _)| count), Some(lines.len() as u64 + 5));
    let of_source = |exit: &Exit| passed(*exit, Class::Source).is_some();
    assert_eq!(Exit::ALL.into_iter().filter(of_source).collect::<Vec<_>>(), [Exit::ObjectStorage]);
    assert_eq!(flows.attempts_lost, 0);
}

#[test]
fn names_in_a_source_are_redacted_everywhere_and_counted() {
    let memory = submitted_text(&format!("{SOURCE}\n\nAsk jane.doe@example.org about the details of the lease."));
    run(&memory);
    let turns = pipeline::script_view(&memory, &memory.job()).unwrap().unwrap().turns;
    let line = Line { turn: 0, text: "Or call +49 30 901820 for more.".to_owned() };
    done(pipeline::revise(&memory, Revise { hosts: None, lines: vec![line] }, Redactions::new()));
    run(&memory);
    assert!(!memory.everything().contains("jane.doe") && !memory.everything().contains("901820"));
    assert!(turns.iter().any(|turn| turn.text.contains("an e-mail address")), "{turns:?}");
    let counted = [(RedactionKind::MailAddress, 1), (RedactionKind::PhoneNumber, 1)];
    assert_eq!(memory.job().view().redactions, counted.into());
}

#[test]
fn the_same_submission_twice_is_one_job() {
    let memory = submitted();
    run(&memory);
    let before = memory.job();
    let submission = Submission::new(
        before.spec().id,
        memory::tenant(),
        WireVersion::CURRENT,
        redacted(SOURCE).read().unwrap(),
        memory.time(),
    )
    .unwrap();
    let (job, is_new) = pipeline::submit(&memory, submission).unwrap();
    assert!(!is_new);
    assert_eq!(job, before);
}

#[test]
fn a_source_that_cannot_be_spoken_is_refused_before_anything_is_written() {
    let id = "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap();
    let judge = |request| {
        let read = RedactedJob::of(request, Redaction::On).read();
        read.and_then(|read| Submission::new(id, memory::tenant(), WireVersion::CURRENT, read, Timestamp::from_ms(0)))
            .unwrap_err()
            .code
    };
    assert_eq!(judge(request(" \n\t ")), Code::SourceEmpty);
    assert_eq!(judge(request("text\0text")), Code::SourceHasNul);
    // Within the limit as it stands, too long when its numbers are written out.
    assert_eq!(judge(request(&"It grew by 1% 2% 3% 4% 5% 6% 7% 8% 9%. ".repeat(26_000))), Code::SourceTooLarge);
    let mut twins = request(SOURCE);
    twins.hosts = [protocol::Host::new("Nora", "slt"), protocol::Host::new("Nora", "rms")];
    assert_eq!(judge(twins), Code::InvalidField);
    assert_eq!(judge(CreateJob { title: Some(String::new()), ..request(SOURCE) }), Code::InvalidField);
}

#[test]
fn another_request_has_another_digest() {
    let digest = redacted(SOURCE).digest();
    assert_eq!(redacted(SOURCE).digest(), digest);
    assert_ne!(
        RedactedJob::of(CreateJob { title: Some("x".into()), ..request(SOURCE) }, Redaction::On).digest(),
        digest
    );
    assert_ne!(redacted("something else").digest(), digest);
}

#[test]
fn a_show_profile_completes_a_request_and_its_words_are_redacted_too() {
    let manners = ["dry".to_owned(), "asks tom@example.com".to_owned()];
    let style = Style { minutes: Some(9), manners: Some(manners), ..Style::default() };
    let show = Show { style, ..Show::default() };
    let fit = redacted(SOURCE).completed(Some(&show));
    assert_ne!(fit.digest(), redacted(SOURCE).digest(), "what a request is told apart by is made before");
    let text = format!("{fit:?}");
    assert!(text.contains("minutes: Some(9)") && text.contains("dry") && !text.contains("tom@"), "{text}");
    assert_eq!(redacted(SOURCE).completed(None), redacted(SOURCE));
}

#[test]
fn the_alarm_is_armed_before_anything_is_performed() {
    let memory = submitted();
    run(&memory);
    assert!(memory.calls() > 0);
    assert_eq!(memory.calls_unarmed(), 0, "every call outside finds the alarm set");
}

#[test]
fn a_turn_that_dies_in_the_middle_is_taken_up_when_its_leases_end() {
    for dies_after in (1..40).step_by(3) {
        let memory = submitted();
        memory.ring();
        memory.drive_and_die_after(dies_after);
        let died = memory.job().leases_held() as u64;
        run(&memory);
        assert_eq!(memory.job().status(), JobStatus::Succeeded, "died after {dies_after} polls");
        assert_eq!(memory.flows().attempts_lost, died, "what they have sent is not counted, but that they did is");
    }
}

#[test]
fn a_clip_once_spoken_is_never_paid_for_again() {
    let memory = submitted();
    run(&memory);
    let spoken = memory.spoken();
    memory.forget_job();
    let id = "0198c0de-0000-7000-8000-00000000abce".parse().unwrap();
    let submission =
        Submission::new(id, memory::tenant(), WireVersion::CURRENT, redacted(SOURCE).read().unwrap(), memory.time())
            .unwrap();
    pipeline::submit(&memory, submission).unwrap();
    run(&memory);
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
    assert_eq!(memory.spoken(), spoken);
}

#[test]
fn the_clip_that_was_written_first_is_heard() {
    let faster = submitted();
    run(&faster);
    for polls in 4..16 {
        let memory = submitted();
        memory.slow_voice();
        memory.ring();
        memory.drive_around(polls, || memory.keep_clips_of(&faster));
        run(&memory);
        assert_eq!(memory.job().status(), JobStatus::Succeeded, "kept after {polls} polls");
    }
}

#[test]
fn an_answer_that_is_no_speech_is_never_kept_and_asked_for_again() {
    let bad = [&b""[..], b"fLaC", b"{\"error\":\"busy\"}", &memory::tone(2), &vec![0; 9_000]];
    let memory = submitted();
    memory.answer_badly(bad.map(<[u8]>::to_vec).to_vec());
    run(&memory);
    let undisturbed = submitted();
    run(&undisturbed);
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
    let failed = memory.updates().iter().filter(|update| matches!(update.change, Change::AttemptFailed { .. })).count();
    assert_eq!((failed, memory.spoken()), (bad.len(), undisturbed.spoken()));
    // What was of no use is not asked for again: a provider would answer the same from what it has.
    let again = memory.takes().iter().filter(|take| **take > 0).count();
    assert_eq!((again, undisturbed.takes().iter().max()), (bad.len(), Some(&0)));
    assert_eq!(memory.artifact_keys(), undisturbed.artifact_keys());
}

#[test]
fn an_episode_of_clips_of_the_wrong_loudness_is_corrected() {
    let memory = submitted();
    run(&memory);
    let before = *memory.job().mastered().unwrap();
    memory.quieten_clips();
    let line = Line { turn: 0, text: "Oh.".to_owned() };
    done(pipeline::revise(&memory, Revise { hosts: None, lines: vec![line] }, Redactions::new()));
    run(&memory);
    let job = memory.job();
    assert_eq!((job.status(), job.revision()), (JobStatus::Succeeded, 2));
    let after = job.mastered().unwrap();
    assert!((after.loudness_lufs + 16.0).abs() < 0.8, "{before:?} {after:?}");
    assert!(after.true_peak_dbtp <= -1.0, "{after:?}");
}

#[test]
fn a_voice_that_fails_is_asked_again() {
    let memory = submitted();
    memory.fail_voice(2, Failure::transient(Code::Unavailable, "busy"));
    run(&memory);
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
    let failed = memory.updates().iter().filter(|update| matches!(update.change, Change::AttemptFailed { .. })).count();
    assert_eq!(failed, 2);
}

#[test]
fn a_voice_that_refuses_ends_the_job_and_leaves_nothing_of_its_own() {
    let memory = submitted();
    memory.fail_voice(1, Failure::permanent(Code::StepFailed, "no"));
    run(&memory);
    assert_eq!(memory.job().status(), JobStatus::Failed);
    assert!(memory.artifact_keys().iter().all(|key| key.starts_with("clips/")));
    assert_eq!(memory.projected_status(), Some(JobStatus::Failed));
}

#[test]
fn a_turn_that_cannot_load_its_job_tries_again_later() {
    let memory = submitted();
    memory.ring();
    memory.break_store(true);
    assert!(block_on(pipeline::drive(&memory)).is_err());
    memory.break_store(false);
    run(&memory);
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
}

#[test]
fn a_cancel_in_the_middle_stops_the_voice_and_leaves_nothing() {
    for polls in 1.. {
        let memory = submitted();
        memory.ring();
        let (mut asked, mut is_over) = (0, false);
        // The turn goes on after the cancel, as it does in an object that is not reset.
        memory.drive_around(polls, || {
            is_over = matches!(pipeline::handle(&memory, Input::Cancel).unwrap(), Handled::Refused(_));
            asked = memory.asked();
        });
        if is_over {
            assert!(polls > 4, "there was something to cancel");
            return;
        }
        run(&memory);
        assert_eq!(memory.job().status(), JobStatus::Cancelled, "cancelled after {polls} polls");
        assert_eq!(memory.asked(), asked, "cancelled after {polls} polls, the voice was asked again");
        assert!(memory.artifact_keys().iter().all(|key| key.starts_with("clips/")));
        assert!(memory.job().steps().all(|(_, step)| !matches!(step.status, StepStatus::Leased { .. })));
    }
}

fn change(turn: u16, text: &str) -> Revise {
    Revise { hosts: None, lines: vec![Line { turn, text: text.to_owned() }] }
}

/// Nothing but one whole episode, and clips.
fn holds_only_the_published(memory: &Memory) -> bool {
    let job = memory.job();
    let published = job::ARTIFACTS.map(|(name, _)| pipeline::keys::published(&job, name));
    let episodes: Vec<_> =
        memory.artifact_keys().into_iter().filter(|key| !key.starts_with("clips/")).map(Some).collect();
    episodes.len() == published.len() && published.iter().all(|key| episodes.contains(key))
}

#[test]
fn a_changed_line_costs_one_call_and_replaces_the_episode() {
    let memory = submitted();
    run(&memory);
    let spoken = memory.spoken();
    done(pipeline::revise(&memory, change(1, "Something else is said here instead."), Redactions::new()));
    run(&memory);
    assert_eq!((memory.job().status(), memory.spoken()), (JobStatus::Succeeded, spoken + 1));
    assert!(holds_only_the_published(&memory));
    let view = pipeline::script_view(&memory, &memory.job()).unwrap().unwrap();
    assert_eq!(view.turns[1].text, "Something else is said here instead.");
}

#[test]
fn a_revision_at_any_moment_leaves_one_whole_episode() {
    for polls in (1..60).step_by(2) {
        let memory = submitted();
        memory.ring();
        memory.drive_around(polls, || {
            let revised = pipeline::revise(&memory, change(2, "A line that came late."), Redactions::new()).unwrap();
            assert!(matches!(revised, Handled::Done(_)) || memory.job().turns().is_none());
        });
        run(&memory);
        assert_eq!(memory.job().status(), JobStatus::Succeeded, "revised after {polls} polls");
        assert!(holds_only_the_published(&memory), "revised after {polls} polls");
    }
}

#[test]
fn a_line_that_cannot_be_spoken_is_refused() {
    let memory = submitted();
    run(&memory);
    let before = memory.job();
    for text in ["", " ", "größer", &"a".repeat(41), &"word ".repeat(200)] {
        let handled = pipeline::revise(&memory, change(0, text), Redactions::new()).unwrap();
        let Handled::Refused(refused) = handled else { panic!("{text}: {handled:?}") };
        assert_eq!(refused.code, Code::InvalidField, "{text}");
    }
    assert_eq!(memory.job(), before);
}

#[test]
fn a_lost_alarm_is_armed_again_by_the_first_request() {
    let memory = submitted();
    memory.lose_alarm();
    assert!(!memory.ring());
    memory.pass_ms(60_000);
    pipeline::repair(&memory).unwrap();
    run(&memory);
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
}

#[test]
fn coordination_costs_no_more_than_promised() {
    let fixture =
        |name: &str| std::fs::read_to_string(format!("{}/../../tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR")));
    let memory = submitted_text(&(fixture("article.md").unwrap() + &fixture("benchmark.md").unwrap()));
    run(&memory);
    let (turns, cost) = (memory.job().spoken_turns().unwrap().len(), memory.cost());
    println!("{turns} turns: {cost:?}");
    // Each turn is one line, in one attempt of its own; the steps around them are few.
    assert!(cost.loads <= turns * 3 / 2 + 20, "{cost:?}");
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
    // For sixty turns: at most 150 rows and 75 operations of class A; the rest is by the turn.
    assert!(cost.rows_written <= 60 + turns * 3 / 2, "{cost:?}");
    assert!(cost.class_a <= 15 + turns, "{cost:?}");
}

#[test]
fn deleting_a_job_costs_a_list_and_a_delete_for_a_thousand_files() {
    for (litter, calls) in [(0, 1), (995, 1), (996, 2), (2_300, 3)] {
        let memory = submitted();
        run(&memory);
        memory.litter(memory.job().spec().id, litter);
        done(pipeline::handle(&memory, Input::Trash));
        let (files, before) = (litter + ARTIFACTS.len(), memory.cost());
        run(&memory);
        let after = memory.cost();
        let (lists, deletes) = (after.lists - before.lists, after.deletes - before.deletes);
        println!("deleting {files} files: {lists} lists {deletes} deletes");
        assert_eq!((lists, deletes), (calls, calls), "{files} files");
        assert!(memory.is_empty(), "{files} files");
    }
}

#[test]
fn an_erased_job_leaves_nothing_whenever_the_turn_dies() {
    for polls in 1.. {
        let memory = submitted();
        run(&memory);
        done(pipeline::handle(&memory, Input::Trash));
        let (id, erased_at) = (memory.job().spec().id, memory.job().trash().unwrap().erased_at);
        while memory.ring() && memory.time() < erased_at {
            block_on(pipeline::drive(&memory)).unwrap();
        }
        memory.drive_and_die_after(polls);
        let buried_at_once = !memory.buried().is_empty();
        run(&memory);
        assert!(memory.is_empty(), "after {polls}");
        assert!(!memory.artifact_keys().iter().any(|key| key.starts_with("episodes/")), "after {polls}");
        // The index is told last: when that is lost, the sweep finds its row with nothing behind it.
        assert!(memory.buried().iter().all(|buried| *buried == id));
        if buried_at_once {
            return;
        }
    }
}

#[test]
fn clips_that_are_gone_are_spoken_again() {
    let memory = submitted();
    run(&memory);
    let (spoken, episode) = (memory.spoken(), memory.artifact_keys());
    memory.lose("clips/");
    let line = Line { turn: 0, text: "Something else is said here.".to_owned() };
    done(pipeline::revise(&memory, Revise { hosts: None, lines: vec![line] }, Redactions::new()));
    run(&memory);
    assert_eq!((memory.job().status(), memory.job().revision()), (JobStatus::Succeeded, 2));
    assert_eq!(memory.spoken(), 2 * spoken, "every line once more");
    assert_eq!(memory.artifact_keys().len(), episode.len());
}

#[test]
fn a_spurious_alarm_writes_nothing_new() {
    let memory = submitted();
    run(&memory);
    let before = (memory.job(), memory.updates());
    block_on(pipeline::drive(&memory)).unwrap();
    assert_eq!((memory.job(), memory.updates()), before);
    assert!(memory.job().step(StepKind::Publish.key()).is_some());
}

#[test]
fn an_episode_is_listed_before_its_job_has_succeeded_and_with_what_it_cites() {
    let memory = submitted();
    run(&memory);
    let (job, projected) = (memory.job(), memory.projections());
    let listed = projected.iter().find(|entry| entry.episode.is_some()).unwrap();
    assert_eq!((listed.status, listed.published_at.is_some()), (JobStatus::Running, true));
    let last = projected.last().unwrap();
    assert_eq!((last.status, &last.episode), (JobStatus::Succeeded, &listed.episode));
    let listing = last.episode.as_ref().unwrap();
    let view = pipeline::reading(&memory, &job).unwrap();
    assert_eq!((listing.revision, listing.hosts.len(), &listing.chapters), (1, 2, &view.chapters));
    assert_eq!((listing.cites.len(), listing.source.is_some()), (listing.chapters.len(), true));
    let cites: Vec<u32> = view.script.unwrap().turns.into_iter().flat_map(|turn| turn.cites).collect();
    let bounds = |(first, last): (u32, u32)| first <= last && cites.contains(&first) && cites.contains(&last);
    assert!(listing.cites.iter().flatten().copied().all(bounds) && !cites.is_empty(), "{:?}", listing.cites);
    assert_eq!(view.cues.len(), view.chapters.len().max(view.cues.len()));
    assert!(cites.iter().all(|cite| view.paragraphs.get(*cite as usize).is_some()), "a citation leads nowhere");
}

#[test]
fn a_page_has_the_outline_or_the_script_that_waits_for_approval() {
    for approve in [Approve::Plan, Approve::Script] {
        let memory = submitted_job(RedactedJob::of(CreateJob { approve, ..request(SOURCE) }, Redaction::On));
        // Not further: at its next alarm, a week later, the job is cancelled.
        while memory.job().status() == JobStatus::Running && memory.ring() {
            block_on(pipeline::drive(&memory)).unwrap();
        }
        let page = pipeline::reading(&memory, &memory.job()).unwrap();
        let is_plan = approve == Approve::Plan;
        assert_eq!((page.job.approval.is_some(), page.script.is_some()), (true, !is_plan), "{approve:?}");
        assert_eq!(page.sections.is_empty(), !is_plan, "{approve:?}");
        let named = page.sections.iter().flat_map(|section| &section.paragraphs);
        assert!(named.copied().all(|number| page.paragraphs.get(number as usize).is_some()));
        assert!(!page.paragraphs.is_empty());
    }
}

#[test]
fn an_index_that_fails_holds_up_no_episode_and_a_revised_one_is_listed_anew() {
    let memory = submitted();
    memory.fail_listing();
    run(&memory);
    assert_eq!(memory.job().status(), JobStatus::Succeeded);
    let first = memory.projections().last().and_then(|entry| entry.episode.clone()).unwrap();
    done(pipeline::revise(&memory, change(1, "Something else is said here instead."), Redactions::new()));
    run(&memory);
    let second = memory.projections().last().and_then(|entry| entry.episode.clone()).unwrap();
    assert_eq!((first.revision, second.revision, first.master == second.master), (1, 2, false));
}
