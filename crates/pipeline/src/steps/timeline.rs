//! Timeline: the start of each line, from the measured lengths of the clips.

use job::{Failure, Job, StepKind};
use protocol::dataflow::Payload;

use super::lost;
use crate::io::{documents, egress};
use crate::keys;
use crate::ports::{Ports, RequestPorts};

pub(crate) fn timeline(ports: &impl RequestPorts, job: &Job) -> Result<audio::Timeline, Failure> {
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let frames = job.spoken_frames().ok_or_else(|| lost("a clip's length"))?;
    let said = documents::lines(ports, job, &turns)?;
    let lines: Vec<audio::Line<'_>> = turns
        .iter()
        .zip(&said)
        .zip(frames)
        .map(|((turn, said), frames)| audio::Line {
            frames,
            speaker: &turn.host.name,
            text: &said.text,
            chapter: u32::from(turn.chapter),
        })
        .collect();
    Ok(audio::timeline(&lines, &documents::chapter_titles(ports)?))
}

pub(crate) fn title(job: &Job) -> String {
    job.title().unwrap_or("Untitled").to_owned()
}

/// Puts one file of the episode, under the name of all it is made from.
pub(crate) async fn put(ports: &impl Ports, job: &Job, name: &str, file: (Payload, Vec<u8>)) -> Result<(), Failure> {
    let master = job.step(StepKind::Master.key()).ok_or_else(|| lost("the episode's name"))?;
    let key = keys::artifact(job.spec().id, &master.input, name);
    let content_type = job::ARTIFACTS.iter().find(|(known, _)| *known == name).map_or("", |(_, kind)| kind);
    egress::put(ports, &key, content_type, file).await.map(|_| ())
}
