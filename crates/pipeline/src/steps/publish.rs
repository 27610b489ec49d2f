//! Publish: chapters and transcripts, written beside the finished audio, and the episode's place in the feeds.

use futures::future::try_join_all;
use job::{Job, Lease, Output};

use super::Done;
use super::listing::{list, listing};
use super::timeline::{put, timeline, title};
use crate::io::egress::body;
use crate::io::lease_guard::still_held;
use crate::ports::Ports;

pub(crate) async fn perform(ports: &impl Ports, job: &Job, lease: Lease) -> Done {
    let timeline = timeline(ports, job)?;
    let (cues, chapters) = (&timeline.cues, &timeline.chapters);
    let files = [
        ("chapters.json", body::CHAPTERS, captions::chapters_json(&title(job), chapters)),
        ("transcript.vtt", body::TRANSCRIPT, captions::webvtt(cues)),
        ("transcript.srt", body::TRANSCRIPT, captions::subrip(cues)),
        ("transcript.json", body::TRANSCRIPT, captions::transcript_json(cues)),
    ];
    try_join_all(files.map(|(name, payload, text)| put(ports, job, name, (payload, text.into_bytes())))).await?;
    still_held(ports, lease)?;
    // Whoever hears that the job has succeeded finds its episode in the feed. If the index fails, the projection makes up for it.
    if let Err(failure) = list(ports, job, listing(ports, job)?).await {
        tracing::warn!(job = %job.spec().id, detail = failure.detail, "an episode is not listed yet");
    }
    Ok((Output::Published, Vec::new()))
}
