//! `ledger`: the calls of a job that may have cost money, and their sums.

use protocol::{CallState, JobId, KnownOr, Ledger, LedgerEntry, Money, Tokens};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format::{self, one_line};

pub(super) fn ledger(session: &Session, id: JobId, console: &mut Console<'_>) -> Result<Exit, Error> {
    let ledger = session.client.ledger(id)?;
    if session.global.json {
        console.print_json(&ledger)?;
    } else if ledger.calls.is_empty() {
        console.print("no call was made")?;
    } else {
        let heading = [
            "call",
            "step",
            "attempt",
            "provider",
            "model",
            "state",
            "tokens in",
            "cached",
            "out",
            "most",
            "cost",
            "because",
        ];
        let rows: Vec<_> = ledger.calls.iter().map(row).collect();
        console.print(&format::columns(heading, &rows))?;
        console.print(&Sums::of(&ledger).to_string())?;
    }
    Ok(Exit::Ok)
}

fn row(entry: &LedgerEntry) -> [String; 12] {
    let LedgerEntry { call, step, attempt, provider, model, most, cost, state, tokens, because, .. } = entry;
    let count = |number: fn(&Tokens) -> u64| {
        tokens.as_ref().map_or_else(|| "-".to_owned(), |tokens| number(tokens).to_string())
    };
    let state = match state {
        KnownOr::Known(CallState::Open) => "open".to_owned(),
        KnownOr::Known(CallState::Settled) => "settled".to_owned(),
        KnownOr::Known(CallState::Uncertain) => "uncertain".to_owned(),
        KnownOr::Other(word) => one_line(word),
    };
    [
        call.to_string(),
        one_line(step),
        attempt.to_string(),
        one_line(provider),
        one_line(model),
        state,
        count(|tokens| tokens.input),
        count(|tokens| tokens.cached_input),
        count(|tokens| tokens.output),
        most.short(),
        cost.map_or_else(|| "-".to_owned(), protocol::Money::short),
        one_line(because.as_deref().unwrap_or_default()),
    ]
}

/// The sums of a ledger, as the job's spending has them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    spent: Money,
    /// The part of `spent` for lost answers.
    uncertain: Money,
    under_way: Money,
    tokens: Tokens,
}

impl Sums {
    fn of(ledger: &Ledger) -> Self {
        ledger.calls.iter().fold(Self::default(), |mut sums, call| {
            match call.state {
                KnownOr::Known(CallState::Open) => sums.under_way = sums.under_way.plus(call.most),
                KnownOr::Known(CallState::Uncertain) => {
                    let cost = call.cost.unwrap_or(call.most);
                    sums.spent = sums.spent.plus(cost);
                    sums.uncertain = sums.uncertain.plus(cost);
                }
                KnownOr::Known(CallState::Settled) | KnownOr::Other(_) => {
                    sums.spent = sums.spent.plus(call.cost.unwrap_or_default());
                }
            }
            let Tokens { input, cached_input, output } = call.tokens.unwrap_or_default();
            sums.tokens = Tokens {
                input: sums.tokens.input.saturating_add(input),
                cached_input: sums.tokens.cached_input.saturating_add(cached_input),
                output: sums.tokens.output.saturating_add(output),
            };
            sums
        })
    }
}

impl std::fmt::Display for Sums {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { spent, uncertain, under_way, tokens } = self;
        write!(f, "in all {}", spent.short())?;
        if !uncertain.is_zero() {
            write!(f, ", {} of it for lost answers", uncertain.short())?;
        }
        if !under_way.is_zero() {
            write!(f, "; up to {} under way", under_way.short())?;
        }
        write!(f, "; {} tokens in ({} cached), {} out", tokens.input, tokens.cached_input, tokens.output)
    }
}
