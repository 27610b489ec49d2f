//! Outline: the choice of sections that become chapters.

use job::{Failure, Output, limits};
use protocol::{Code, Coverage, LeftOut};

use super::Done;
use crate::io::documents::{DOCUMENT, OUTLINE, digest, keep, recall};
use crate::ports::Ports;

pub(crate) fn perform(ports: &impl Ports) -> Done {
    let document: script::Document = recall(ports, DOCUMENT)?;
    let outline = script::outline(&document);
    let chapters = u16::try_from(outline.chapters.len()).unwrap_or(u16::MAX);
    if chapters == 0 || chapters > limits::CHAPTERS_MAX {
        return Err(Failure::permanent(Code::StepFailed, format!("the outline has {chapters} chapters")));
    }
    let kept = keep(OUTLINE.to_owned(), &outline)?;
    let coverage = Some(coverage(&script::coverage(&document, &outline)));
    Ok((Output::Outlined { outline: digest(&kept), chapters, coverage }, vec![kept]))
}

fn coverage(of: &script::Coverage) -> Coverage {
    let left = of.left.iter().map(|left| LeftOut { why: left.why.into(), parts: left.parts, words: left.words });
    Coverage { statements: of.statements, said: of.said, left_out: left.collect() }
}
