//! Master: all clips become one MP3, measured, corrected and checked before it is kept.

use futures::stream::{self, StreamExt};
use job::{Failure, Job, Lease, Mastered, Output};
use protocol::Code;

use super::timeline::{put, timeline, title};
use super::{Done, band, failed, lost};
use crate::faults::{self, Layer};
use crate::io::egress::body;
use crate::io::lease_guard::still_held;
use crate::keys;
use crate::ports::{Artifacts, Ports, Sound};

/// Clips fetched ahead: the platform allows six connections, and the index may need one.
const CLIPS_AHEAD: usize = 4;

pub(crate) async fn perform(ports: &impl Ports, job: &Job, lease: Lease) -> Done {
    let timeline = timeline(ports, job)?;
    let title = title(job);
    let tags = audio::Tags {
        cover: if job.has_cover() { ports.sound().cover(&title, job.spec().colors.as_ref()) } else { Vec::new() },
        title,
        artist: job.speakers().iter().map(|host| host.name.as_str()).collect::<Vec<_>>().join(" and "),
        album: "Cuepoint".to_owned(),
    };
    let band = band(job);
    let mut assembler = audio::Assembler::new(band, &timeline, &tags).map_err(|error| failed(&error))?;
    let lost_turns = assemble(ports, job, &mut assembler).await?;
    if !lost_turns.is_empty() {
        return Ok((Output::ClipsLost { turns: lost_turns }, Vec::new()));
    }
    let mut mp3 = assembler.finish().map_err(|error| failed(&error))?;
    let mut measured = ports.sound().measure(&mp3, band).map_err(|error| failed(&error))?;
    if audio::correct(&mut mp3, band, &measured).map_err(|error| failed(&error))? {
        measured = ports.sound().measure(&mp3, band).map_err(|error| failed(&error))?;
    }
    audio::verify(&measured, &timeline)
        .map_err(|defect| Failure::permanent(Code::EpisodeDefective, defect.to_string()))?;
    let mastered = Mastered {
        size_bytes: mp3.len() as u64,
        duration_ms: measured.duration_ms,
        loudness_lufs: measured.loudness_lufs,
        true_peak_dbtp: measured.true_peak_dbtp,
    };
    still_held(ports, lease)?;
    if faults::is_off(job, Layer::Tidiness) {
        put(ports, job, "draft.mp3", (body::EPISODE, mp3.clone())).await?;
    }
    put(ports, job, "episode.mp3", (body::EPISODE, mp3)).await?;
    Ok((Output::Mastered(mastered), Vec::new()))
}

/// Adds every clip in order, and returns the turns whose clips are missing.
async fn assemble(ports: &impl Ports, job: &Job, assembler: &mut audio::Assembler<'_>) -> Result<Vec<u16>, Failure> {
    let mut lost_turns = Vec::new();
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let tenant = &job.spec().tenant;
    let clip = |turn: &job::Turn<'_>| {
        let (number, key) = (turn.number, keys::clip(tenant, &turn.speech));
        async move { (number, ports.artifacts().get(&key).await) }
    };
    let mut clips = stream::iter(turns.iter().map(clip)).buffered(CLIPS_AHEAD);
    while let Some((turn, clip)) = clips.next().await {
        match clip? {
            None => lost_turns.push(turn),
            Some(clip) if lost_turns.is_empty() => assembler.push(&clip).map_err(|error| failed(&error))?,
            Some(_) => {}
        }
    }
    Ok(lost_turns)
}
