//! The phrases, in pools by purpose. None may state anything about the source or the world.

mod ending;
mod moves;
mod opening;
mod questions;
mod replies;

/// A set of phrases with the same purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::write) enum Pool {
    Welcome,
    WelcomeUntitled,
    WelcomeAlone,
    WelcomeAloneUntitled,
    LeadSpeaksFor,
    GuestSpeaksFor,
    MoveToNoun,
    MoveToClause,
    Below,
    ListOn,
    Catch,
    Example,
    Reason,
    Alternative,
    Answer,
    Consequence,
    Advice,
    First,
    Then,
    Last,
    Numbers,
    Practice,
    Fixed,
    Added,
    Removed,
    Changed,
    Improved,
    Prompt,
    Farewell,
    FarewellUntitled,
}

type Phrases = (Pool, &'static [&'static str]);

pub(super) const POOLS: [&[Phrases]; 5] =
    [&opening::OPENING, &moves::MOVES, &questions::QUESTIONS, &replies::REPLIES, &ending::ENDING];
