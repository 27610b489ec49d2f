//! Speech: one turn's clip, spoken once and kept for every job of the tenant that says the same with the same voice.

use audio::Band;
use job::{Failure, Job, Lease, Output};
use protocol::Code;

use super::{Done, band, lost};
use crate::io::documents;
use crate::io::egress::{self, body};
use crate::io::lease_guard::{still_held, while_held};
use crate::keys;
use crate::ports::{Artifacts, Ports, Sound};

pub(crate) async fn perform(ports: &impl Ports, job: &Job, lease: Lease) -> Done {
    let turns = job.spoken_turns().ok_or_else(|| lost("the script"))?;
    let turn = turns.iter().find(|turn| turn.number == lease.step.number).ok_or_else(|| lost("the turn"))?;
    let key = keys::clip(&job.spec().tenant, &turn.speech);
    let band = band(job);
    if let Some(frames) = kept(ports, &key, band).await? {
        return Ok((Output::Spoken { frames }, Vec::new()));
    }
    let line = documents::line(ports, turn)?;
    let text = documents::pronounced(ports, job, &line.text)?;
    still_held(ports, lease)?;
    let take = job.step(lease.step).map_or(0, |step| step.bad_takes);
    let sound = while_held(ports, lease, egress::speak(ports, &turn.host.voice, &text, take)).await?;
    let clip = ports.sound().clip(&sound, band).map_err(|error| unusable(&error))?;
    audio::check_pace(clip.duration_ms(), &text).map_err(|defect| unusable(&defect))?;
    let frames = clip.frame_count();
    still_held(ports, lease)?;
    let is_first = egress::put(ports, &key, "application/octet-stream", (body::CLIP, clip.frames)).await?;
    // A voice does not say anything twice the same way: what was kept first is what is heard.
    let before = if is_first { None } else { kept(ports, &key, band).await? };
    Ok((Output::Spoken { frames: before.unwrap_or(frames) }, Vec::new()))
}

/// A sound that is no speech is never kept: the line is spoken again, and a voice may do better at the next take.
fn unusable(reason: &impl ToString) -> Failure {
    Failure::bad_take(Code::StepFailed, reason.to_string())
}

/// The length of a clip that is there.
async fn kept(ports: &impl Ports, key: &str, band: Band) -> Result<Option<u32>, Failure> {
    let frame_bytes = band.frame_bytes() as u64;
    let size = ports.artifacts().size(key).await?.filter(|size| *size > 0 && size % frame_bytes == 0);
    Ok(size.map(|size| u32::try_from(size / frame_bytes).unwrap_or(u32::MAX)))
}
