//! Transcripts and chapters, read by the letter and by ffprobe, and against each other.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::tools;

use crate::subtitles::{self, Cue};
use crate::trial::shared;
use crate::world::World;

const VTT_LINE_CHARS_MAX: usize = 65;
const SRT_LINE_CHARS_MAX: usize = 32;
const SRT_LINES_MAX: usize = 2;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(the_chapters_are_in_the_podcast_namespaces_form),
        shared(the_json_transcript_is_a_conversation_of_the_two_hosts),
        shared(nobody_reads_out_markup_or_says_a_sentence_twice),
        shared(the_webvtt_says_what_the_json_says_at_the_same_times),
        shared(the_subrip_says_what_the_json_says_at_the_same_times),
        shared(ffprobe_reads_every_cue_of_both),
    ]
}

/// One turn as the JSON transcript has it.
struct Segment {
    speaker: String,
    start_ms: u64,
    end_ms: u64,
    body: String,
}

fn segments(world: &World) -> Result<Vec<Segment>> {
    let transcript = world.article.json("transcript.json")?;
    ensure!(transcript.get("version").is_some_and(|version| version == "1.0.0"), "{transcript}");
    let segments = transcript.get("segments").and_then(Value::as_array).context("segments")?;
    segments.iter().map(segment).collect()
}

fn segment(segment: &Value) -> Result<Segment> {
    let text = |field: &str| segment.get(field).and_then(Value::as_str).map(str::to_owned).context("a text");
    let read = || -> Result<Segment> {
        let (start_ms, end_ms) = (time_ms(segment, "startTime")?, time_ms(segment, "endTime")?);
        Ok(Segment { speaker: text("speaker")?, start_ms, end_ms, body: text("body")? })
    };
    read().with_context(|| segment.to_string())
}

fn time_ms(value: &Value, field: &str) -> Result<u64> {
    let seconds = value.get(field).and_then(Value::as_f64).with_context(|| format!("{field}: {value}"))?;
    Ok((seconds * 1000.0).round() as u64)
}

fn chapter_starts_ms(world: &World) -> Result<Vec<u64>> {
    let document = world.article.json("chapters.json")?;
    let chapters = document.get("chapters").and_then(Value::as_array).context("chapters")?;
    chapters.iter().map(|chapter| time_ms(chapter, "startTime")).collect()
}

fn the_chapters_are_in_the_podcast_namespaces_form(world: &World) -> Result<()> {
    let document = world.article.json("chapters.json")?;
    ensure!(document.get("version").is_some_and(|version| version == "1.2.0"), "{document}");
    let chapters = document.get("chapters").and_then(Value::as_array).context("chapters")?;
    let starts = chapter_starts_ms(world)?;
    ensure!(starts.first() == Some(&0) && starts.is_sorted_by(|a, b| a < b), "{starts:?}");
    let titles: Vec<&str> = chapters.iter().filter_map(|chapter| chapter.get("title")?.as_str()).collect();
    ensure!(titles.len() == chapters.len() && titles.iter().all(|title| !title.trim().is_empty()), "{titles:?}");
    let count = world.article.view.pointer("/episode/chapters").and_then(Value::as_u64);
    ensure!(count == Some(chapters.len() as u64), "{count:?} chapters were announced");
    // An app that cuts times to whole seconds still starts within the chapter or before it.
    let segments = segments(world)?;
    for start_ms in starts {
        let said = |segment: &&Segment| segment.start_ms <= start_ms / 1000 * 1000 && start_ms < segment.end_ms;
        let cut = segments.iter().find(said).filter(|segment| segment.start_ms < start_ms);
        ensure!(cut.is_none(), "a chapter starts in the middle of a turn, at {start_ms} ms");
    }
    Ok(())
}

fn the_json_transcript_is_a_conversation_of_the_two_hosts(world: &World) -> Result<()> {
    let segments = segments(world)?;
    let hosts = ["/hosts/0/name", "/hosts/1/name"].map(|path| world.article.view.pointer(path).and_then(Value::as_str));
    for host in hosts.map(Option::unwrap_or_default) {
        let turns = segments.iter().filter(|segment| segment.speaker == host).count();
        ensure!(turns * 4 >= segments.len(), "{host} speaks {turns} of {} turns", segments.len());
    }
    ensure!(segments.iter().all(|segment| hosts.contains(&Some(&segment.speaker))), "a third speaker");
    ensure!(segments.iter().all(|segment| segment.start_ms < segment.end_ms), "a turn that takes no time");
    ensure!(segments.iter().all(|segment| !segment.body.trim().is_empty()), "a turn without words");
    ensure_gaps(&segments, &chapter_starts_ms(world)?)?;
    let spoken = world.article.view.pointer("/progress/turns_total").and_then(Value::as_u64);
    ensure!(spoken == Some(segments.len() as u64), "{spoken:?} turns were announced");
    Ok(())
}

fn nobody_reads_out_markup_or_says_a_sentence_twice(world: &World) -> Result<()> {
    let mut said = BTreeSet::new();
    for Segment { body, .. } in &segments(world)? {
        let mark = ["http", "```", "`", "|", "#", "](", "{", "**", "---"].iter().find(|mark| body.contains(**mark));
        ensure!(mark.is_none(), "{mark:?} is read out: {body}");
        // Short ones are what people say to each other all the time.
        let long = body.split_inclusive(['.', '?', '!']).map(str::trim).filter(|sentence| sentence.len() > 40);
        for sentence in long {
            ensure!(said.insert(sentence.to_lowercase()), "said twice: {sentence}");
        }
    }
    Ok(())
}

/// A breath between two speakers; a new chapter may take a longer one.
fn ensure_gaps(segments: &[Segment], chapter_starts_ms: &[u64]) -> Result<()> {
    for pair in segments.windows(2) {
        let [before, after] = pair else { continue };
        let gap_ms = after.start_ms.checked_sub(before.end_ms).context("two turns at once")?;
        let is_chapter = chapter_starts_ms.iter().any(|start| (before.end_ms..=after.start_ms).contains(start));
        let fits = match (is_chapter, before.speaker == after.speaker) {
            (true, _) => (300..=2_000).contains(&gap_ms),
            (false, true) => (100..=500).contains(&gap_ms),
            (false, false) => (300..=500).contains(&gap_ms),
        };
        ensure!(fits, "{gap_ms} ms between {:?} and {:?}", before.body, after.body);
    }
    Ok(())
}

fn the_webvtt_says_what_the_json_says_at_the_same_times(world: &World) -> Result<()> {
    let cues = subtitles::vtt(&world.article.text("transcript.vtt")?)?;
    let widest = cues.iter().flat_map(|cue| &cue.lines).map(|line| line.chars().count()).max();
    ensure!(widest <= Some(VTT_LINE_CHARS_MAX), "a line of {widest:?} characters");
    let plain = |speaker: &str, cue: &Cue| -> Result<String> {
        let text = cue.lines.join(" ");
        let words = text.strip_prefix(&format!("<v {speaker}>")).with_context(|| format!("not {speaker}: {text}"))?;
        ensure!(!words.contains('<'), "a tag in the words: {words}");
        Ok(words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    ensure_same(&segments(world)?, &cues, plain)
}

fn the_subrip_says_what_the_json_says_at_the_same_times(world: &World) -> Result<()> {
    let cues = subtitles::srt(&world.article.text("transcript.srt")?)?;
    let widest = cues.iter().flat_map(|cue| &cue.lines).map(|line| line.chars().count()).max();
    ensure!(widest <= Some(SRT_LINE_CHARS_MAX), "a line of {widest:?} characters");
    ensure!(cues.iter().all(|cue| cue.lines.len() <= SRT_LINES_MAX), "a cue of more than two lines");
    let plain = |speaker: &str, cue: &Cue| -> Result<String> {
        let text = cue.lines.join(" ");
        let words = text.strip_prefix(&format!("{speaker}: ")).with_context(|| format!("not {speaker}: {text}"))?;
        ensure!(!words.contains('<'), "a tag in the words: {words}");
        Ok(words.to_owned())
    };
    ensure_same(&segments(world)?, &cues, plain)
}

/// Each turn is one cue or several on end, which together say it and take its time.
fn ensure_same(segments: &[Segment], cues: &[Cue], plain: impl Fn(&str, &Cue) -> Result<String>) -> Result<()> {
    let mut left = cues;
    for segment in segments {
        let count = left.iter().take_while(|cue| cue.end_ms <= segment.end_ms).count();
        let (own, rest) = left.split_at(count);
        let words = own.iter().map(|cue| plain(&segment.speaker, cue)).collect::<Result<Vec<_>>>()?.join(" ");
        ensure!(words == segment.body, "{words:?} is not {:?}", segment.body);
        ensure!(own.first().map(|cue| cue.start_ms) == Some(segment.start_ms), "it starts late: {words}");
        ensure!(own.last().map(|cue| cue.end_ms) == Some(segment.end_ms), "it ends early: {words}");
        left = rest;
    }
    ensure!(left.is_empty(), "nobody says this: {left:?}");
    Ok(())
}

fn ffprobe_reads_every_cue_of_both(world: &World) -> Result<()> {
    let vtt = subtitles::vtt(&world.article.text("transcript.vtt")?)?;
    let srt = subtitles::srt(&world.article.text("transcript.srt")?)?;
    for (name, cues) in [("transcript.vtt", vtt), ("transcript.srt", srt)] {
        let path = world.article.path(name);
        let output = tools::ffprobe(&["-v", "warning", "-show_packets", "-of", "json", &path.to_string_lossy()])?;
        ensure!(output.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let found: Value = serde_json::from_slice(&output.stdout)?;
        let packets = found.get("packets").and_then(Value::as_array).context("packets")?;
        ensure!(packets.len() == cues.len(), "{name}: {} of {} cues", packets.len(), cues.len());
        for (packet, cue) in packets.iter().zip(&cues) {
            let ms = |field: &str| -> Option<u64> {
                let seconds: f64 = packet.get(field)?.as_str()?.parse().ok()?;
                Some((seconds * 1000.0).round() as u64)
            };
            let times = (ms("pts_time"), ms("duration_time"));
            ensure!(times == (Some(cue.start_ms), Some(cue.end_ms - cue.start_ms)), "{name}: {packet} is not {cue:?}");
        }
    }
    Ok(())
}
