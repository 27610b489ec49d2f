//! The phrases, in pools by purpose. None may state anything about the source or the world.

mod ending;
mod french;
mod german;
mod italian;
mod moves;
mod opening;
mod questions;
mod replies;
mod spanish;

use protocol::Language;

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

const ENGLISH: [&[Phrases]; 5] =
    [&opening::OPENING, &moves::MOVES, &questions::QUESTIONS, &replies::REPLIES, &ending::ENDING];

/// The pools of a language.
pub(super) fn pools(language: Language) -> &'static [&'static [Phrases]] {
    match language {
        Language::English => &ENGLISH,
        Language::German => &[&german::GERMAN],
        Language::Spanish => &[&spanish::SPANISH],
        Language::French => &[&french::FRENCH],
        Language::Italian => &[&italian::ITALIAN],
    }
}
