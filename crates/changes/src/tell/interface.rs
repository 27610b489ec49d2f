//! The public interface: items that others may use, and that the diff adds, removes or declares in another way.

use std::collections::{BTreeMap, BTreeSet};

use super::UntoldWhy;
use super::names::{count, listed};
use super::writer::{Writer, at};
use crate::language::{Item, Visibility, definition};
use crate::limits::INTERFACE_TOLD_MAX;
use crate::model::{FileChange, Line, LineKind, Role, Side};
use crate::prose;

type At = (u32, Side);

/// The declarations that a file gains and loses.
#[derive(Debug, Default)]
struct Declared {
    added: BTreeMap<Item, At>,
    removed: BTreeMap<Item, At>,
}

fn declared(file: &FileChange) -> Declared {
    let mut declared = Declared::default();
    for line in file.lines() {
        let Some(at) = line.changed_at() else { continue };
        let Some(item) = definition(&file.path, &line.text) else { continue };
        let into = match line.kind {
            LineKind::Added => &mut declared.added,
            LineKind::Removed => &mut declared.removed,
            LineKind::Context => continue,
        };
        into.entry(item).or_insert(at);
    }
    declared
}

/// The names of the functions and types that changed lines stand in, in order.
pub(super) fn touched(file: &FileChange) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for hunk in &file.hunks {
        let name = |text: &str| definition(&file.path, text).map(|item| item.name);
        let mut current = hunk.heading.as_deref().and_then(|heading| name(heading).or_else(|| headed(heading)));
        for line in &hunk.lines {
            current = name(&line.text).or(current);
            let is_changed = |line: &Line| line.changed_at().is_some() && line.text.contains(char::is_alphanumeric);
            if let Some(current) =
                current.as_ref().filter(|current| is_changed(line) && !names.contains(current) && names.len() < 50)
            {
                names.push(current.clone());
            }
        }
    }
    names
}

/// The function of a heading whose type stands in the line above: `lid_open(struct tin *tin)`.
fn headed(heading: &str) -> Option<String> {
    let (name, _) = heading.split_once('(')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && !matches!(name, "if" | "for" | "while" | "switch" | "return")).then(|| name.to_owned())
}

pub(super) fn tell(writer: &mut Writer<'_>) {
    let change = writer.change;
    let files: Vec<&FileChange> =
        change.files.iter().filter(|file| file.role == Role::Source && !file.is_combined).collect();
    if files.is_empty() {
        return;
    }
    writer.section("The public interface", 2);
    let all: Vec<(&FileChange, Declared)> = files.into_iter().map(|file| (file, declared(file))).collect();
    let gained: BTreeSet<String> =
        all.iter().flat_map(|(_, one)| one.added.keys()).map(|item| item.name.clone()).collect();
    let lost: BTreeSet<String> =
        all.iter().flat_map(|(_, one)| one.removed.keys()).map(|item| item.name.clone()).collect();
    let (mut told, mut untold) = (0_usize, 0_u32);
    for (file, declared) in &all {
        let is_public = |item: &Item| item.visibility == Visibility::Public;
        let names = |of: &BTreeMap<Item, At>| of.keys().map(|item| item.name.clone()).collect::<BTreeSet<String>>();
        let (added_here, removed_here) = (names(&declared.added), names(&declared.removed));
        let new: Vec<_> =
            declared.added.iter().filter(|(item, _)| is_public(item) && !lost.contains(&item.name)).collect();
        let gone: Vec<_> =
            declared.removed.iter().filter(|(item, _)| is_public(item) && !gained.contains(&item.name)).collect();
        let moved: Vec<_> = declared
            .removed
            .iter()
            .filter(|(item, _)| is_public(item) && gained.contains(&item.name) && !added_here.contains(&item.name))
            .collect();
        let redeclared: Vec<_> =
            declared.added.iter().filter(|(item, _)| is_public(item) && removed_here.contains(&item.name)).collect();
        let name = writer.names.file(&file.path);
        let mut sentence = |items: &[(&Item, &At)], text: &dyn Fn(&str) -> String| {
            let Some((_, first)) = items.first() else { return };
            if told >= INTERFACE_TOLD_MAX {
                untold = untold.saturating_add(u32::try_from(items.len()).unwrap_or(u32::MAX));
            } else {
                told += 1;
                writer.say(vec![text(&named(items))], at(file, Some(**first)));
            }
        };
        sentence(&new, &|items| format!("{name} gains {items}."));
        let them = if gone.len() > 1 { "them" } else { "it" };
        sentence(&gone, &|items| format!("{name} loses {items}: what uses {them} has to change."));
        sentence(&moved, &|items| format!("{name} gives up {items}, which another file takes over."));
        sentence(&redeclared, &|items| format!("{name} declares {items} in another way."));
    }
    if untold > 0 {
        let change = if untold == 1 { "changes" } else { "change" };
        writer.say(vec![format!("{} {change} too.", count(untold, "more public item"))], None);
        writer.leave(UntoldWhy::Condensed, untold, 0);
    }
    if writer.is_empty() {
        let told =
            "As far as the diff shows, nothing that other code may use is added, removed or declared in another way.";
        writer.say(vec![told.to_owned()], None);
    }
}

/// "the public function `open`", "2 public functions, `open` and `close`", grouped by kind.
fn named(items: &[(&Item, &At)]) -> String {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (item, _) in items {
        let names = kinds.entry(&item.kind).or_default();
        let name = prose::name(&item.name);
        // In order of kind and name.
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    let one = |(kind, names): (&&str, &Vec<String>)| match names.as_slice() {
        [only] => format!("the public {kind} {only}"),
        names => format!("{}, {}", count(names.len(), &format!("public {kind}")), listed(names)),
    };
    let all: Vec<String> = kinds.iter().map(one).collect();
    match all.as_slice() {
        [head @ .., last] if !head.is_empty() => format!("{}, and {last}", head.join("; ")),
        all => all.join(""),
    }
}
