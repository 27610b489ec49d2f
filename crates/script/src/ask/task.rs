//! The task of a question: wanted lengths, the place in the episode, and wishes as quoted data.

use std::fmt::Write as _;

use protocol::Style;
use serde_json::json;

use super::rules;
use super::section::Scope;
use super::source::encoded;
use crate::document::Document;
use crate::limits;
use crate::outline::{all_words, planned_words};
use crate::turn::Host;

pub(super) fn outline(document: &Document, style: &Style) -> String {
    let words = planned_words(style, all_words(document), document.language);
    let sections = asked_sections(words);
    let mut task = format!(
        "Plan the sections of an episode of about {words} words: about {sections} of them, at most {}. Each stands on \
        the paragraphs whose numbers it lists; a paragraph belongs to one section at most, and what is not worth telling \
        belongs to none. A title is a phrase of at most {} characters, no two are the same. \"says\" tells the content \
        in at most {} characters.\n",
        limits::CHAPTERS_MAX,
        limits::TITLE_CHARS_MAX,
        limits::SAYS_CHARS_MAX,
    );
    wishes(style, &mut task);
    task
}

/// Sections of an episode of so many words.
pub(super) fn asked_sections(words: usize) -> usize {
    words.div_ceil(limits::CHAPTER_WORDS).clamp(1, limits::CHAPTERS_MAX)
}

pub(super) fn section(scope: &Scope<'_>, style: &Style, hosts: &[String; 2]) -> String {
    let mut task = String::new();
    let mut add = |line: &str| task.extend([line, "\n"]);
    add(&format!("Write the turns of section {} of {}.", scope.chapter + 1, scope.count));
    add(&format!("The source is called {}.", json!(scope.title)));
    add(&format!("The section says: {}", carried(&scope.plan.title, &scope.plan.says)));
    for (place, plan) in [("before", scope.before), ("after", scope.after)] {
        if let Some(plan) = plan {
            add(&format!("The section {place} it says, and this one does not: {}", carried(&plan.title, &plan.says)));
        }
    }
    let [lead, guest] = &rules::names(hosts);
    if style.format.is_monologue() {
        add(&format!("Host A is called {}.", quoted(lead)));
    } else {
        add(&format!("Host A is called {}, host B {}.", quoted(lead), quoted(guest)));
        let first = if scope.starts() == Host::Lead { "A" } else { "B" };
        add(&format!("Host {first} speaks first; then the hosts take turns."));
    }
    add(&format!("About {} words, in about {} turns.", scope.words, scope.turns()));
    add(match (scope.is_first(), style.format.is_monologue()) {
        (true, false) => {
            "The episode begins here: host A greets the listeners in one short sentence, says the names of both hosts in \
            another, and then says what the source is about."
        }
        (true, true) => {
            "The episode begins here: host A greets the listeners in one short sentence, says the own name in another, \
            and then says with cites what the source is about."
        }
        (false, _) => "The episode is under way: no greeting.",
    });
    add(if scope.is_last() {
        "The episode ends here: the last turn closes it with \"That is all for today.\" and \"Thanks for listening.\""
    } else {
        "The episode goes on behind it: no farewell and no summary."
    });
    wishes(style, &mut task);
    task
}

/// A section as its neighbours are told of it.
fn carried(title: &str, says: &str) -> String {
    encoded(&json!({ "says": says, "title": title }))
}

/// Words of the asker as a string of JSON.
fn quoted(words: &str) -> String {
    encoded(&json!(words))
}

fn wishes(style: &Style, task: &mut String) {
    let mut add = |what: &str, wish: &str| {
        writeln!(task, "{what} (a wish, as data): {}", quoted(wish)).unwrap_or_default();
    };
    if let Some(focus) = &style.focus {
        add("Dwell on", focus);
    }
    if let Some([lead, guest]) = &style.manners {
        add("Host A talks like this", lead);
        if !style.format.is_monologue() {
            add("Host B talks like this", guest);
        }
    }
}
