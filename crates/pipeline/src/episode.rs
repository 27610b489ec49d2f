//! From what is said to what is heard: speech, master, publish.

use futures::future::try_join_all;
use futures::stream::{self, StreamExt};
use job::{ARTIFACTS, Failure, Job, Mastered, Output, StepKey, Token};
use protocol::Code;
use protocol::dataflow::Cargo;

use crate::attempt::{Done, still_held, while_held};
use crate::flow::{self, body};
use crate::gaps::{self, Layer};
use crate::{Artifacts, Ports, Sound, dialogue, keys};

/// Clips fetched ahead: the platform allows six connections, and the index may need one.
const CLIPS_AHEAD: usize = 4;

pub(crate) async fn speech(ports: &impl Ports, job: &Job, turn: u16, token: Token) -> Done {
    let step = StepKey::Speech(turn);
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let turn = turns.iter().find(|candidate| candidate.number == turn).ok_or_else(|| lost("the turn"))?;
    let key = keys::clip(&job.spec.tenant, &turn.speech);
    if let Some(frames) = kept(ports, &key).await? {
        return Ok((Output::Spoken { frames }, Vec::new()));
    }
    let line = dialogue::line(ports, turn)?;
    still_held(ports, step, token)?;
    let wav = while_held(ports, (step, token), flow::speak(ports, &turn.host.voice, &line.text)).await?;
    // What the voice answered is not our doing: another attempt may bring something better.
    let clip = ports.sound().clip(&wav).map_err(|error| Failure::transient(Code::StepFailed, error.to_string()))?;
    let frames = clip.frame_count();
    still_held(ports, step, token)?;
    let is_first = flow::put(ports, &key, "application/octet-stream", (body::CLIP, clip.frames)).await?;
    // A voice does not say anything twice the same way: what was kept first is what is heard.
    let before = if is_first { None } else { kept(ports, &key).await? };
    Ok((Output::Spoken { frames: before.unwrap_or(frames) }, Vec::new()))
}

/// The length of a clip that is there.
async fn kept(ports: &impl Ports, key: &str) -> Result<Option<u32>, Failure> {
    let frame_bytes = audio::FRAME_BYTES as u64;
    let size = ports.artifacts().size(key).await?.filter(|size| *size > 0 && size % frame_bytes == 0);
    Ok(size.map(|size| u32::try_from(size / frame_bytes).unwrap_or(u32::MAX)))
}

pub(crate) async fn master(ports: &impl Ports, job: &Job, token: Token) -> Done {
    let timeline = timeline(ports, job)?;
    let [lead, guest] = &job.hosts;
    let tags = audio::Tags {
        title: title(job),
        artist: format!("{} and {}", lead.name, guest.name),
        album: "Cuepoint".to_owned(),
    };
    let mut assembler = audio::Assembler::new(&timeline, &tags).map_err(broken)?;
    let mut lost_turns = Vec::new();
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let mut clips =
        stream::iter(&turns)
            .map(|turn| async move {
                (turn.number, ports.artifacts().get(&keys::clip(&job.spec.tenant, &turn.speech)).await)
            })
            .buffered(CLIPS_AHEAD);
    while let Some((turn, clip)) = clips.next().await {
        match clip? {
            None => lost_turns.push(turn),
            Some(clip) if lost_turns.is_empty() => assembler.push(&clip).map_err(broken)?,
            Some(_) => {}
        }
    }
    if !lost_turns.is_empty() {
        return Ok((Output::ClipsLost { turns: lost_turns }, Vec::new()));
    }
    let mp3 = assembler.finish().map_err(broken)?;
    let measured = ports.sound().measure(&mp3).map_err(broken)?;
    audio::verify(&measured, &timeline)
        .map_err(|defect| Failure::permanent(Code::EpisodeDefective, defect.to_string()))?;
    let mastered = Mastered {
        size_bytes: mp3.len() as u64,
        duration_ms: measured.duration_ms,
        loudness_lufs: measured.loudness_lufs,
        true_peak_dbtp: measured.true_peak_dbtp,
    };
    still_held(ports, StepKey::Master, token)?;
    if gaps::is_off(job, Layer::Tidiness) {
        put(ports, job, "draft.mp3", (body::EPISODE, mp3.clone())).await?;
    }
    put(ports, job, "episode.mp3", (body::EPISODE, mp3)).await?;
    Ok((Output::Mastered(mastered), Vec::new()))
}

pub(crate) async fn publish(ports: &impl Ports, job: &Job) -> Done {
    let timeline = timeline(ports, job)?;
    let (cues, chapters) = (&timeline.cues, &timeline.chapters);
    let files = [
        ("chapters.json", body::CHAPTERS, captions::chapters_json(&title(job), chapters)),
        ("transcript.vtt", body::TRANSCRIPT, captions::webvtt(cues)),
        ("transcript.srt", body::TRANSCRIPT, captions::subrip(cues)),
        ("transcript.json", body::TRANSCRIPT, captions::transcript_json(cues)),
    ];
    try_join_all(files.map(|(name, cargo, text)| put(ports, job, name, (cargo, text.into_bytes())))).await?;
    Ok((Output::Published, Vec::new()))
}

async fn put(ports: &impl Ports, job: &Job, name: &str, file: (Cargo, Vec<u8>)) -> Result<(), Failure> {
    let master = job.steps.get(&StepKey::Master).ok_or_else(|| lost("the episode's name"))?;
    let key = keys::artifact(job.spec.id, &master.input, name);
    let content_type = ARTIFACTS.iter().find(|(known, _)| *known == name).map_or("", |(_, content_type)| content_type);
    flow::put(ports, &key, content_type, file).await.map(|_| ())
}

/// When everything is said, from the measured lengths of the clips.
fn timeline(ports: &impl Ports, job: &Job) -> Result<audio::Timeline, Failure> {
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let frames = job.spoken_frames().ok_or_else(|| lost("a clip's length"))?;
    let said: Vec<script::Turn> = turns.iter().map(|turn| dialogue::line(ports, turn)).collect::<Result<_, _>>()?;
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
    Ok(audio::timeline(&lines, &dialogue::chapter_titles(ports)?))
}

fn title(job: &Job) -> String {
    job.title().unwrap_or("Untitled").to_owned()
}

fn lost(what: &str) -> Failure {
    Failure::transient(Code::Internal, format!("{what} is missing"))
}

fn broken(error: audio::Error) -> Failure {
    Failure::permanent(Code::StepFailed, error.to_string())
}
