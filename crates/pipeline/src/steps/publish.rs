//! Publish: chapters and transcripts, written beside the finished audio, and the episode's place in the feeds.

use futures::future::try_join_all;
use job::{Failure, Job, Lease, Output};
use protocol::CodeLine;

use super::listing::{list, listing};
use super::timeline::{put, timeline, title};
use super::{Done, lost};
use crate::io::documents;
use crate::io::egress::body;
use crate::io::lease_guard::still_held;
use crate::ports::Ports;

/// The lines of code behind each spoken line, with the number of its chapter.
fn code(ports: &impl Ports, job: &Job) -> Result<Vec<(u16, Vec<CodeLine>)>, Failure> {
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let lines = documents::lines(ports, job, &turns)?;
    let code = documents::code_lines(ports)?;
    let of_line = |(turn, line): (&job::Turn<'_>, &script::Turn)| (turn.chapter, documents::cited(&code, &line.cites));
    Ok(turns.iter().zip(&lines).map(of_line).collect())
}

fn of_lines(code: Vec<(u16, Vec<CodeLine>)>) -> Vec<Vec<CodeLine>> {
    code.into_iter().map(|(_, code)| code).collect()
}

/// The same of each chapter in which something is spoken, each line of code once.
fn of_chapters(code: &[(u16, Vec<CodeLine>)]) -> Vec<Vec<CodeLine>> {
    let chapters = code.chunk_by(|(one, _), (other, _)| one == other);
    chapters.map(|lines| documents::each_once(lines.iter().flat_map(|(_, code)| code))).collect()
}

pub(crate) async fn perform(ports: &impl Ports, job: &Job, lease: Lease) -> Done {
    let timeline = timeline(ports, job)?;
    let (cues, chapters) = (&timeline.cues, &timeline.chapters);
    let code = code(ports, job)?;
    let files = [
        ("chapters.json", body::CHAPTERS, captions::chapters_json(&title(job), chapters, &of_chapters(&code))),
        ("transcript.vtt", body::TRANSCRIPT, captions::webvtt(cues)),
        ("transcript.srt", body::TRANSCRIPT, captions::subrip(cues)),
        ("transcript.json", body::TRANSCRIPT, captions::transcript_json(cues, &of_lines(code))),
    ];
    try_join_all(files.map(|(name, payload, text)| put(ports, job, name, (payload, text.into_bytes())))).await?;
    still_held(ports, lease)?;
    // Whoever hears that the job has succeeded finds its episode in the feed. If the index fails, the projection makes up for it.
    if let Err(failure) = list(ports, job, listing(ports, job)?).await {
        tracing::warn!(job = %job.spec().id, detail = failure.detail, "an episode is not listed yet");
    }
    Ok((Output::Published, Vec::new()))
}
