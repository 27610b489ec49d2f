//! Script: one chapter's dialogue, checked against the source before it is kept.

use job::{Failure, Job, Output, Written, limits};
use protocol::Code;

use super::{Done, failed};
use crate::io::documents::{DOCUMENT, OUTLINE, digest_of_line, keep, recall, script_key};
use crate::ports::Ports;

pub(crate) fn perform(ports: &impl Ports, job: &Job, chapter: u16) -> Done {
    let document: script::Document = recall(ports, DOCUMENT)?;
    let outline: script::Outline = recall(ports, OUTLINE)?;
    let hosts = job.hosts().clone().map(|host| host.name);
    let turns = script::write(&document, &outline, usize::from(chapter), &hosts).map_err(|error| failed(&error))?;
    script::check(&turns, &document, &outline).map_err(|defect| failed(&defect))?;
    if turns.len() > usize::from(limits::TURNS_MAX / 2) {
        return Err(Failure::permanent(Code::StepFailed, format!("the chapter has {} turns", turns.len())));
    }
    let written = turns
        .iter()
        .map(|turn| Written { host: u8::from(turn.host == script::Host::Guest), text: digest_of_line(&turn.text) });
    let output = Output::Written { turns: written.collect() };
    Ok((output, vec![keep(script_key(chapter), &turns)?]))
}
