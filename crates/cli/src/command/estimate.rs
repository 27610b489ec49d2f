//! `estimate`: length of an episode, and the cost of its script by each writer.

use protocol::{Estimate, WriterEstimate};

use super::{Session, nothing_new};
use crate::args::EpisodeArgs;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format::{self, one_line};

pub(super) fn estimate(session: &Session, args: &EpisodeArgs, console: &mut Console<'_>) -> Result<Exit, Error> {
    let Some(request) = args.request(session.client.pace(), console)? else { return nothing_new(console) };
    let estimate = session.client.estimate(&request)?;
    if session.global.json {
        console.print_json(&estimate)?;
        return Ok(Exit::Ok);
    }
    let Estimate { sections, turns, words, seconds, writers } = estimate;
    let length = format::clock(u64::from(seconds).saturating_mul(1_000));
    console.print(&format!("about {length} minutes: {words} words, {turns} lines, {sections} sections"))?;
    let heading = ["writer", "model", "calls", "tokens in", "tokens out", "likely", "most", "cannot do"];
    let rows: Vec<_> = writers.iter().map(row).collect();
    console.print(&format::columns(heading, &rows))?;
    Ok(Exit::Ok)
}

fn row(writer: &WriterEstimate) -> [String; 8] {
    let WriterEstimate { writer, model, calls, tokens, cost, cannot } = writer;
    [
        one_line(writer),
        one_line(model.as_deref().unwrap_or("-")),
        calls.to_string(),
        tokens.input.to_string(),
        tokens.output.to_string(),
        cost.likely.short(),
        cost.most.short(),
        one_line(&cannot.join(", ")),
    ]
}
