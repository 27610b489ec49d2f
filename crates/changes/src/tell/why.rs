//! The reason and the size of a change: state, description, commits.

use std::collections::BTreeMap;

use super::names::{count, lines, listed};
use super::said::{finished, paragraphs, things};
use super::writer::{Writer, at};
use super::{At, UntoldWhy};
use crate::language::definition;
use crate::limits;
use crate::model::{Change, ChangeKind, Commit, Side, State};
use crate::prose::{self, is_code};

pub(super) fn tell(writer: &mut Writer<'_>) {
    let change = writer.change;
    writer.section("What changes and why", 2);
    let mut opening = vec![kind(change)];
    opening.extend(convention(change));
    opening.extend(size(change));
    let at = main_place(change);
    writer.say(opening, at);
    let description = prose::prose(&change.description);
    let told = paragraphs(writer, &description, limits::DESCRIPTION_WORDS_MAX);
    let shown = things(writer, &description);
    let is_silent = told.is_empty() && shown.is_empty();
    let items = items(change);
    for sentences in told {
        let at = place_of(change, &items, &sentences);
        writer.say(sentences, at);
    }
    if !shown.is_empty() {
        writer.say(vec![format!("The description also has {}, not read here.", listed(&shown))], None);
    }
    if change.commits.len() > 1 {
        commits(writer);
    } else if is_silent && change.kind != ChangeKind::Diff {
        writer.say(vec!["The author gives no reason beyond the title.".to_owned()], None);
    }
}

fn kind(change: &Change) -> String {
    let commits = change.commits.len();
    let of = if commits > 0 { format!(" of {}", count(commits, "commit")) } else { String::new() };
    match (change.kind, change.state) {
        (ChangeKind::Diff, _) => "This is a change without a message.".to_owned(),
        (ChangeKind::Patches, _) if commits == 1 => "This is one commit.".to_owned(),
        (ChangeKind::Patches, _) => format!("This is a series{of}."),
        (ChangeKind::Review, State::Unknown) => format!("This is a proposed change{of}."),
        (ChangeKind::Review, State::Open) => format!("This is a proposed change{of}, still open."),
        (ChangeKind::Review, State::Draft) => format!("This is a draft of a change{of}."),
        (ChangeKind::Review, State::Merged) => format!("This is a change{of} that has been merged."),
        (ChangeKind::Review, State::Closed) => {
            format!("This is a proposed change{of} that was closed without being merged.")
        }
    }
}

/// The type that the title names, and whether it breaks existing use.
fn convention(change: &Change) -> Option<String> {
    let commit = crate::diff::commit(None, &change.title);
    let kind = TYPES.iter().find(|(name, _)| Some(*name) == commit.convention.as_deref()).map(|(_, kind)| *kind);
    match (kind, commit.is_breaking) {
        (Some(kind), true) => Some(format!("Its title calls it {kind} that breaks existing use.")),
        (Some(kind), false) => Some(format!("Its title calls it {kind}.")),
        (None, true) => Some("Its title says that it breaks existing use.".to_owned()),
        (None, false) => None,
    }
}

/// A title without the type of its convention, and without the mark of a draft.
pub(super) fn bare_title(title: &str) -> String {
    let line = prose::line(title);
    let line = ["Draft: ", "WIP: ", "Draft:", "[WIP] "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .unwrap_or(&line)
        .trim();
    let commit = crate::diff::commit(None, line);
    let rest = commit.convention.as_ref().and_then(|_| line.split_once(':')).map_or(line, |(_, rest)| rest.trim());
    super::review::capital(rest)
}

fn size(change: &Change) -> Option<String> {
    let files = u32::try_from(change.files.len()).unwrap_or(u32::MAX).saturating_add(change.more_files);
    if files == 0 {
        return None;
    }
    let (added, removed) = change.files.iter().fold((0_u32, 0_u32), |(added, removed), file| {
        (added.saturating_add(file.added), removed.saturating_add(file.removed))
    });
    let mut paths: Vec<&str> = change.files.iter().map(|file| file.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let files = u32::try_from(paths.len()).unwrap_or(u32::MAX).saturating_add(change.more_files);
    let lines = lines(added, removed).map(|lines| format!(", with {lines}")).unwrap_or_default();
    Some(format!("It touches {}{lines}.", count(files, "file")))
}

/// The file most lines of which change.
fn main_place(change: &Change) -> Option<At> {
    let own = change.files.iter().filter(|file| file.is_own() && file.first_line().is_some());
    own.max_by_key(|file| file.added.saturating_add(file.removed)).and_then(|file| at(file, None))
}

/// The place of the first file or item of the diff that sentences name.
fn place_of(change: &Change, items: &BTreeMap<String, At>, sentences: &[String]) -> Option<At> {
    let text = sentences.join(" ");
    let named: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let by_path = change.files.iter().find(|file| {
        let last = file.path.rsplit('/').next().unwrap_or_default();
        named.iter().any(|name| *name == file.path || *name == last) || (last.contains('.') && text.contains(last))
    });
    let bare = |name: &&str| name.trim_end_matches("()").rsplit(['.', ':']).next().unwrap_or_default().to_owned();
    let by_item = || named.iter().find_map(|name| items.get(&bare(name)).cloned());
    by_path.and_then(|file| at(file, None)).or_else(by_item)
}

/// The places of the items that the diff shows the declarations of.
fn items(change: &Change) -> BTreeMap<String, At> {
    let mut items = BTreeMap::new();
    for file in change.files.iter().filter(|file| file.is_own()) {
        for line in file.lines() {
            let Some(item) = definition(&file.path, &line.text) else { continue };
            let place = line.changed_at().or_else(|| line.new.map(|line| (line, Side::New)));
            if let Some(place) = at(file, place) {
                items.entry(item.name).or_insert(place);
            }
        }
    }
    items
}

fn commits(writer: &mut Writer<'_>) {
    let change = writer.change;
    let is_review = change.kind == ChangeKind::Review;
    let budget = limits::DESCRIPTION_WORDS_MAX.div_ceil(change.commits.len().min(limits::COMMITS_TOLD_MAX));
    for (index, commit) in change.commits.iter().take(limits::COMMITS_TOLD_MAX).enumerate() {
        let Some(subject) = subject(commit) else { continue };
        let order = match index {
            0 => "The first commit",
            _ if index + 1 == change.commits.len() => "The last commit",
            1 => "The second commit",
            2 => "The third commit",
            _ => "The next commit",
        };
        let mut sentences = vec![format!("{order}: {subject}")];
        // A review's description says why; patches have no other.
        if !is_review || change.description.is_empty() {
            let body = prose::prose(&commit.body);
            sentences.extend(paragraphs(writer, &body, budget).into_iter().flatten());
            things(writer, &body);
        }
        let file = commit.id.as_ref().and_then(|id| {
            let mut of_commit = change.files.iter().filter(|file| file.revision.as_ref() == Some(id) && file.is_own());
            of_commit.find(|file| file.first_line().is_some())
        });
        writer.item(sentences, file.filter(|_| !is_review).and_then(|file| at(file, None)));
    }
    let rest = change.commits.len().saturating_sub(limits::COMMITS_TOLD_MAX);
    if rest > 0 {
        writer.say(vec![format!("{} follow.", count(rest, "more commit"))], None);
        writer.leave(UntoldWhy::Condensed, u32::try_from(rest).unwrap_or(u32::MAX), 0);
    }
}

/// The words for types of conventional commits.
const TYPES: [(&str, &str); 10] = [
    ("feat", "a feature"),
    ("feature", "a feature"),
    ("fix", "a fix"),
    ("docs", "documentation"),
    ("doc", "documentation"),
    ("refactor", "a refactoring"),
    ("perf", "a speed-up"),
    ("test", "tests"),
    ("style", "style"),
    ("revert", "a revert"),
];

/// A subject as a sentence; none if it is code.
fn subject(commit: &Commit) -> Option<String> {
    let line = prose::line(&commit.subject);
    if line.is_empty() || is_code(&line) {
        return None;
    }
    let Some(convention) = &commit.convention else { return Some(finished(&line)) };
    let (head, rest) = line.split_once(':')?;
    let scope = head
        .split_once('(')
        .and_then(|(_, scope)| scope.split_once(')'))
        .map(|(scope, _)| format!(" in {}", prose::name(scope)));
    let scope = scope
        .filter(|_| head.contains('(') && prose::is_name(head.split(['(', ')']).nth(1).unwrap_or_default()))
        .unwrap_or_default();
    let kind = TYPES.iter().find(|(name, _)| name == convention).map_or("upkeep", |(_, kind)| kind);
    let breaking = if commit.is_breaking { " that breaks existing use" } else { "" };
    Some(finished(&format!("{kind}{scope}{breaking}: {}", rest.trim())))
}
