//! The estimate of an episode: length and cost, before anything is created.

use protocol::{CreateJob, EMBEDDED_WRITER, Estimate, Problem, Timestamp, WriterEstimate};
use script::Turn;
use writer::Provider;

use super::RedactedJob;
use super::hosts::check_hosts;
use super::submit::check_title;
use crate::provider::{Likely, likely_cost};
use crate::steps::document;

/// Estimates what a request would make, by each writer. Length and number of turns are those of the first one.
///
/// # Errors
/// The problem that creating it would be answered with.
pub fn estimate(fit: RedactedJob, providers: &[Provider], now: Timestamp) -> Result<Estimate, Problem> {
    // A voice costs the same whichever it is.
    let wishes = fit.wishes_for_voices();
    let CreateJob { source, title, hosts, style, .. } = fit.request;
    if !wishes {
        check_hosts(&hosts)?;
    }
    check_title(title.as_deref())?;
    let document = document(&source.text, source.format)?;
    // No model is asked to write in another language.
    let providers = if document.language.is_english() { providers } else { &[] };
    let names = hosts.clone().map(|host| host.name);
    let (outline, cannot) = script::outline_in(&document, &style);
    let chapters = 0..outline.chapters.len();
    let turns: Vec<Turn> = chapters
        .flat_map(|chapter| script::write_in(&document, &outline, chapter, &names, &style).unwrap_or_default())
        .collect();
    let quoted = script::spoken_words(&turns);
    let planned = script::likely_outline(&document, &style);
    let likely: Vec<(&Provider, Likely)> = providers
        .iter()
        .filter_map(|provider| Some((provider, likely_cost(provider, &document, &planned, &style, &hosts, now)?)))
        .collect();
    let (words, count, sections) = if likely.is_empty() {
        (quoted, turns.len(), outline.chapters.len())
    } else {
        let words = planned.chapters.iter().map(|plan| plan.words as usize).sum();
        (words, words / WORDS_PER_TURN + 1, planned.chapters.len())
    };
    let embedded = WriterEstimate {
        writer: EMBEDDED_WRITER.to_owned(),
        model: None,
        calls: 0,
        tokens: Default::default(),
        cost: Default::default(),
        cannot: cannot.into_iter().map(|one| one.as_str().to_owned()).collect(),
    };
    let by_model = likely.into_iter().map(|(provider, likely)| WriterEstimate {
        writer: provider.name.clone(),
        model: Some(provider.model.clone()),
        calls: likely.calls,
        tokens: likely.tokens,
        cost: likely.cost,
        cannot: Vec::new(),
    });
    Ok(Estimate {
        sections: count32(sections),
        turns: count32(count),
        words: count32(words),
        seconds: count32(script::seconds_in(words, document.language)),
        writers: by_model.chain([embedded]).collect(),
    })
}

/// Words of a turn that a model writes: two sentences.
const WORDS_PER_TURN: usize = 35;

fn count32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
