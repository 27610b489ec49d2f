//! Issues: what it is about, what was said, what is open.

use super::names::{count, listed};
use super::review::{Voices, capital};
use super::said::{finished, paragraphs, speech, things};
use super::writer::Writer;
use super::{Told, UntoldWhy};
use crate::limits;
use crate::model::{Change, Comment, Issue, State, Who};
use crate::open::{asks, questions};
use crate::prose;

pub(super) fn tell(issue: &Issue) -> Told {
    let none = Change::default();
    let mut writer = Writer::new(&none);
    writer.section("What it is about", 2);
    let state = match issue.state {
        State::Open | State::Draft => "This is an open issue",
        State::Closed | State::Merged => "This is a closed issue",
        State::Unknown => "This is an issue",
    };
    let labels: Vec<String> =
        issue.labels.iter().map(|label| prose::line(label)).filter(|label| !label.is_empty()).collect();
    let labels = if labels.is_empty() { String::new() } else { format!(", labelled {}", listed(&labels)) };
    writer.say(vec![format!("{state}{labels}.")], None);
    let description = prose::prose(&issue.description);
    for sentences in paragraphs(&mut writer, &description, limits::DESCRIPTION_WORDS_MAX) {
        writer.say(sentences, None);
    }
    let shown = things(&mut writer, &description);
    if !shown.is_empty() {
        writer.say(vec![format!("The description also has {}, not read here.", listed(&shown))], None);
    }
    writer.section("What was said", 2);
    let mut voices = Voices::default();
    for comment in issue.comments.iter().take(limits::THREADS_TOLD_MAX) {
        let sentences = self::comment(&mut writer, comment, &mut voices);
        writer.say(sentences, None);
    }
    let rest = issue.comments.len().saturating_sub(limits::THREADS_TOLD_MAX);
    writer.leave(UntoldWhy::Condensed, u32::try_from(rest).unwrap_or(u32::MAX), 0);
    writer.section("What is left open", 2);
    for task in description.tasks.iter().filter(|task| !task.is_done) {
        writer.item(vec![finished(&format!("A task is not ticked off: {}", task.text))], None);
    }
    let asked = questions(&issue.comments).count();
    if asked > 0 && matches!(issue.state, State::Open | State::Unknown) {
        writer.say(
            vec![format!(
                "{} by others {} no answer of the author.",
                count(asked, "question"),
                if asked == 1 { "has" } else { "have" }
            )],
            None,
        );
    }
    writer.leave(UntoldWhy::Bot, issue.bot_comments, 0);
    writer.leave(UntoldWhy::System, issue.system_notes, 0);
    writer.finish(prose::line(&issue.title))
}

fn comment(writer: &mut Writer<'_>, comment: &Comment, voices: &mut Voices) -> Vec<String> {
    let name = match voices.name(comment.who) {
        "a reviewer" => "somebody",
        "another reviewer" => "somebody else",
        "the reviewer" => "the same person",
        "one of the reviewers" => "one of them",
        other => other,
    };
    let verb = if asks(&comment.body) {
        "asks"
    } else if comment.who == Who::Author {
        "adds"
    } else {
        "writes"
    };
    speech(writer, &prose::prose(&comment.body), (&capital(name), verb), limits::COMMENT_WORDS_MAX)
}
