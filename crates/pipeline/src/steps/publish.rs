//! Publish: chapters and transcripts, written beside the finished audio.

use futures::future::try_join_all;
use job::{Job, Output};

use super::Done;
use super::timeline::{put, timeline, title};
use crate::io::egress::body;
use crate::ports::Ports;

pub(crate) async fn perform(ports: &impl Ports, job: &Job) -> Done {
    let timeline = timeline(ports, job)?;
    let (cues, chapters) = (&timeline.cues, &timeline.chapters);
    let files = [
        ("chapters.json", body::CHAPTERS, captions::chapters_json(&title(job), chapters)),
        ("transcript.vtt", body::TRANSCRIPT, captions::webvtt(cues)),
        ("transcript.srt", body::TRANSCRIPT, captions::subrip(cues)),
        ("transcript.json", body::TRANSCRIPT, captions::transcript_json(cues)),
    ];
    try_join_all(files.map(|(name, payload, text)| put(ports, job, name, (payload, text.into_bytes())))).await?;
    Ok((Output::Published, Vec::new()))
}
