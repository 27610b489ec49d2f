//! The conversation: what reviewers asked, the answers, and what is left open.

use super::names::count;
use super::said::speech;
use super::writer::{Writer, at};
use super::{At, UntoldWhy};
use crate::limits;
use crate::model::{ChangeKind, Comment, Review, Side, Thread, Verdict, Who};
use crate::open::{self, Open, is_open};
use crate::prose;

/// Names people by their part in the conversation.
#[derive(Default)]
pub(super) struct Voices {
    last: Option<Who>,
    seen: Vec<u32>,
}

impl Voices {
    /// "A reviewer" first, "another reviewer" for somebody else, "the reviewer" again, "the author".
    pub(super) fn name(&mut self, who: Who) -> &'static str {
        let name = match who {
            Who::Author => "the author",
            Who::Reviewer(number) if self.seen.is_empty() => {
                self.seen.push(number);
                "a reviewer"
            }
            Who::Reviewer(number)
                if self.seen.contains(&number) && (self.seen.len() == 1 || self.last == Some(who)) =>
            {
                "the reviewer"
            }
            Who::Reviewer(number) if self.seen.contains(&number) => "one of the reviewers",
            Who::Reviewer(number) => {
                self.seen.push(number);
                "another reviewer"
            }
        };
        self.last = Some(who);
        name
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

pub(super) fn tell(writer: &mut Writer<'_>) {
    let change = writer.change;
    writer.section("The review", 2);
    let mut voices = Voices::default();
    for review in &change.reviews {
        self::review(writer, review, &mut voices);
    }
    verdicts(writer);
    let settled: Vec<&Thread> = change.threads.iter().filter(|thread| !is_open(thread)).collect();
    for thread in settled.iter().take(limits::THREADS_TOLD_MAX) {
        self::thread(writer, thread, true);
    }
    let rest = settled.len().saturating_sub(limits::THREADS_TOLD_MAX);
    if rest > 0 {
        writer.say(vec![format!("{} are settled too.", count(rest, "more thread"))], None);
        writer.leave(UntoldWhy::Condensed, u32::try_from(rest).unwrap_or(u32::MAX), 0);
    }
    let asked: Vec<&Comment> = open::questions(&change.comments).collect();
    let is_asked = |comment: &&Comment| asked.iter().any(|asked| std::ptr::eq(*asked, *comment));
    let others: Vec<&Comment> = change.comments.iter().filter(|comment| !is_asked(comment)).collect();
    for comment in others.iter().take(limits::THREADS_TOLD_MAX) {
        let sentences = self::comment(writer, comment, &mut voices, "", limits::COMMENT_WORDS_MAX);
        writer.say(sentences, None);
    }
    let unheard = others.len().saturating_sub(limits::THREADS_TOLD_MAX);
    writer.leave(UntoldWhy::Condensed, u32::try_from(unheard).unwrap_or(u32::MAX), 0);
    let still = change.threads.len() - settled.len();
    if still > 0 && !writer.is_empty() {
        let are = if still == 1 { "is" } else { "are" };
        writer.say(vec![format!("{} {are} still open, and told at the end.", count(still, "thread"))], None);
    }
}

/// A verdict with words.
fn review(writer: &mut Writer<'_>, review: &Review, voices: &mut Voices) {
    if review.body.is_empty() {
        return;
    }
    let name = capital(voices.name(review.who));
    let verb = match review.verdict {
        Verdict::Approved => "approves",
        Verdict::ChangesRequested => "requests changes",
        Verdict::Dismissed => "gave a verdict that was dismissed later",
        Verdict::Commented => "comments on the whole",
    };
    let sentences = speech(writer, &prose::prose(&review.body), (&name, verb), limits::COMMENT_WORDS_MAX);
    writer.say(sentences, None);
}

/// The verdicts without words, counted.
fn verdicts(writer: &mut Writer<'_>) {
    let silent = |verdict: Verdict| {
        let reviews = writer.change.reviews.iter().filter(|review| review.body.is_empty() && review.verdict == verdict);
        reviews.map(|review| review.who).collect::<std::collections::BTreeSet<Who>>().len()
    };
    let tell = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("A reviewer {one}, without a word.")),
        count => Some(format!("{count} reviewers {many}, without a word.")),
    };
    let sentences = [
        tell(silent(Verdict::Approved), "approves", "approve"),
        tell(silent(Verdict::ChangesRequested), "requests changes", "request changes"),
        tell(silent(Verdict::Dismissed), "gave a verdict that was dismissed", "gave verdicts that were dismissed"),
    ];
    writer.say(sentences.into_iter().flatten().collect(), None);
}

/// A comment as sentences, the first of which says whose it is.
fn comment(
    writer: &mut Writer<'_>,
    comment: &Comment,
    voices: &mut Voices,
    place: &str,
    words_max: usize,
) -> Vec<String> {
    let name = voices.name(comment.who);
    let opening = if place.is_empty() { capital(name) } else { format!("{place}, {name}") };
    let verb = match (comment.who, open::asks(&comment.body)) {
        (_, true) => "asks",
        (Who::Author, false) if place.is_empty() => "answers",
        (Who::Author | Who::Reviewer(_), false) => "writes",
    };
    speech(writer, &prose::prose(&comment.body), (&opening, verb), words_max)
}

/// The state of a thread, in words; nothing where it was answered and the source does not say more.
fn state_words(thread: &Thread) -> &'static str {
    match (thread.is_resolved, open::is_answered(thread)) {
        (Some(true), _) => ", in a thread that is resolved",
        (Some(false), true) => ", in a thread that is not resolved though it was answered",
        (Some(false), false) => ", in a thread that is not resolved and has no answer",
        (None, true) => "",
        (None, false) => ", in a thread without an answer",
    }
}

/// The place of a thread, in words.
fn place_words(writer: &Writer<'_>, thread: &Thread) -> String {
    if thread.path.is_empty() {
        return "On the whole".to_owned();
    }
    let file = writer.names.file(&thread.path);
    match thread.line {
        Some(line) if thread.is_outdated => format!("On what was line {line} of {file}"),
        Some(line) if thread.side == Side::Old => format!("On the old line {line} of {file}"),
        Some(line) => format!("On line {line} of {file}"),
        None => format!("On {file}"),
    }
}

/// The line of a thread, where the source shows that it is there.
fn place_of(writer: &Writer<'_>, thread: &Thread) -> Option<At> {
    let own = thread.line.filter(|_| thread.is_shown).map(|line| At {
        path: thread.path.clone(),
        line,
        side: thread.side,
        revision: thread.revision.clone(),
    });
    // A conversation on a file as a whole is at its first changed line.
    own.or_else(|| {
        let file = writer.change.files.iter().find(|file| file.path == thread.path);
        file.filter(|_| thread.line.is_none()).and_then(|file| at(file, None))
    })
}

fn thread(writer: &mut Writer<'_>, thread: &Thread, whole: bool) {
    let mut voices = Voices::default();
    let place = format!("{}{}", place_words(writer, thread), state_words(thread));
    let mut sentences = Vec::new();
    let (count, words_max) = if whole { (usize::MAX, limits::COMMENT_WORDS_MAX) } else { (1, limits::SHORT_WORDS_MAX) };
    for (index, comment) in thread.comments.iter().take(count).enumerate() {
        let place = if index == 0 { place.as_str() } else { "" };
        sentences.extend(self::comment(writer, comment, &mut voices, place, words_max));
    }
    let unheard = thread.comments.iter().skip(count);
    let (parts, words) = unheard.fold((0_u32, 0_u32), |(parts, words), comment| {
        (parts.saturating_add(1), words.saturating_add(prose::words(&comment.body)))
    });
    writer.leave(UntoldWhy::Condensed, parts, words);
    let at = place_of(writer, thread);
    if is_open(thread) { writer.say_open(sentences, at) } else { writer.say(sentences, at) }
}

pub(super) fn open(writer: &mut Writer<'_>) {
    let change = writer.change;
    writer.section("What is left open", 2);
    let points = open::points(change);
    let (mut threads, mut others, mut untold) = (0_usize, 0_usize, 0_u32);
    for point in &points {
        match point {
            Open::Thread(thread) => {
                self::thread(writer, thread, threads < limits::THREADS_TOLD_MAX);
                threads += 1;
                continue;
            }
            Open::Request(_) => continue,
            Open::Question(_) | Open::Task(_) | Open::Mark(_) if others >= limits::POINTS_TOLD_MAX => {
                untold = untold.saturating_add(1);
                continue;
            }
            Open::Question(_) | Open::Task(_) | Open::Mark(_) => others += 1,
        }
        match point {
            // Threads are told above, requests once for all of them below.
            Open::Thread(_) | Open::Request(_) => {}
            Open::Question(comment) => {
                let sentences = self::comment(
                    writer,
                    comment,
                    &mut Voices::default(),
                    "Without an answer so far",
                    limits::COMMENT_WORDS_MAX,
                );
                writer.say(sentences, None);
            }
            Open::Task(task) => {
                writer.item(vec![super::said::finished(&format!("A task is not ticked off: {}", task.text))], None)
            }
            Open::Mark(mark) => {
                let file = writer.names.file(&mark.file.path);
                let text = if mark.text.is_empty() {
                    format!("{file} gains a note that something is to be done.")
                } else {
                    super::said::finished(&format!("{file} gains a note of something to be done: {}", mark.text))
                };
                writer.item(vec![text], at(mark.file, Some((mark.line, Side::New))));
            }
        }
    }
    if untold > 0 {
        let are = if untold == 1 { "is" } else { "are" };
        writer.say(vec![format!("{} {are} open too.", count(untold, "more point"))], None);
        writer.leave(UntoldWhy::Condensed, untold, 0);
    }
    let requests = points.iter().filter(|point| matches!(point, Open::Request(_))).count();
    match requests {
        0 => {}
        1 => writer.say(vec!["A reviewer asked for changes, and has not approved since.".to_owned()], None),
        many => writer.say(vec![format!("{many} reviewers asked for changes, and have not approved since.")], None),
    }
    let done = open::tasks(change).filter(|task| task.is_done).count();
    if done > 0 {
        let are = if done == 1 { "is" } else { "are" };
        writer.say(vec![format!("{} of the description {are} ticked off.", count(done, "task"))], None);
    }
    if points.is_empty() && change.kind == ChangeKind::Review {
        writer.say(vec!["As far as the source says, nothing is left open.".to_owned()], None);
    }
}
