//! Files: what is risky about them, the tests, and the rest; generated, vendored, lock and binary files are counted.

use super::interface::touched;
use super::names::{count, lines, listed};
use super::writer::{Writer, at};
use super::{At, UntoldWhy};
use crate::language::definition;
use crate::limits::FILES_TOLD_MAX;
use crate::model::{Change, ChangeKind, FileChange, LineKind, Role, Side, Status};
use crate::prose;
use crate::risk::RULES;

pub(super) fn risk(writer: &mut Writer<'_>) {
    let change = writer.change;
    if !change.files.iter().any(|file| matches!(file.role, Role::Source | Role::Test | Role::Config)) {
        return;
    }
    writer.section("Risk", 2);
    for rule in &RULES {
        let found: Vec<(&FileChange, Option<(u32, Side)>)> =
            change.files.iter().filter_map(|file| rule.find(file).map(|line| (file, line))).collect();
        let Some((first, line)) = found.iter().find(|(file, _)| file.is_own()).or(found.first()) else { continue };
        let mut names: Vec<String> = found.iter().map(|(file, _)| writer.names.file(&file.path)).collect();
        names.dedup();
        let [one, many] = rule.verbs;
        let verb = if names.len() == 1 { one } else { many };
        writer.say(vec![format!("{} {verb} {}.", listed(&names), rule.tells)], at(first, *line));
    }
    if writer.is_empty() {
        let told = "It touches neither authentication nor cryptography, stored data, automation or dependencies, and removes no test.";
        writer.say(vec![told.to_owned()], None);
    }
}

pub(super) fn tests(writer: &mut Writer<'_>) {
    let change = writer.change;
    writer.section("Tests", 2);
    let tests: Vec<&FileChange> = change.files.iter().filter(|file| file.role == Role::Test).collect();
    let has_source = change.files.iter().any(|file| file.role == Role::Source && file.added > 0);
    let inline = change.files.iter().any(|file| {
        file.role == Role::Source
            && file.lines().any(|line| line.kind == LineKind::Added && line.text.trim_start().starts_with("#[test]"))
    });
    if tests.is_empty() {
        if inline {
            writer.say(vec!["Tests are added beside the code they test.".to_owned()], None);
        } else if has_source {
            writer.say(vec!["No test changes with it.".to_owned()], None);
        }
        return;
    }
    for file in tests.iter().take(FILES_TOLD_MAX) {
        let mut sentences = vec![one(writer, file, false)];
        let mut new: Vec<String> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for line in file.lines().filter(|line| line.kind == LineKind::Added) {
            let Some(item) = definition(&file.path, &line.text) else { continue };
            let is_test =
                item.kind != "class" && (item.name.to_lowercase().starts_with("test") || file.path.ends_with(".rs"));
            let name = prose::name(&item.name);
            if is_test && seen.insert(name.clone()) {
                new.push(name);
            }
        }
        match new.as_slice() {
            [] => {}
            [only] => sentences.push(format!("A test in it is new: {only}.")),
            new => sentences.push(format!("{} in it are new: {}.", count(new.len(), "test"), listed(new))),
        }
        writer.say(sentences, at(file, None));
    }
    more(writer, &tests, "test file");
}

/// Says how many files of a kind are not told one by one.
fn more(writer: &mut Writer<'_>, files: &[&FileChange], noun: &str) {
    let rest = files.get(FILES_TOLD_MAX..).unwrap_or_default();
    if rest.is_empty() {
        return;
    }
    let (added, removed) = sum(rest);
    let lines = lines(added, removed).map(|lines| format!(", with {lines}")).unwrap_or_default();
    let change = if rest.len() == 1 { "changes" } else { "change" };
    let place = rest.iter().find_map(|file| at(file, None));
    writer.say(vec![format!("{} {change} too{lines}.", count(rest.len(), &format!("more {noun}")))], place);
    writer.leave(UntoldWhy::Condensed, u32::try_from(rest.len()).unwrap_or(u32::MAX), 0);
}

fn sum(files: &[&FileChange]) -> (u32, u32) {
    files
        .iter()
        .fold((0, 0), |(added, removed), file| (file.added.saturating_add(added), file.removed.saturating_add(removed)))
}

pub(super) fn rest(writer: &mut Writer<'_>) {
    let change = writer.change;
    writer.section("The rest", 2);
    for (role, noun) in [(Role::Source, "source file"), (Role::Config, "file of configuration"), (Role::Docs, "")] {
        let mut files: Vec<&FileChange> = change.files.iter().filter(|file| file.role == role).collect();
        files.sort_by_key(|file| std::cmp::Reverse(file.added.saturating_add(file.removed)));
        if role == Role::Docs {
            docs(writer, &files);
            continue;
        }
        for (index, file) in files.iter().take(FILES_TOLD_MAX).enumerate() {
            let sentence = one(writer, file, index % 2 == 1);
            writer.say(vec![sentence], at(file, None));
        }
        let plural = files.len() > FILES_TOLD_MAX + 1 && noun != "source file";
        let noun = if plural { noun.replacen("file", "files", 1) } else { noun.to_owned() };
        match (plural, files.get(FILES_TOLD_MAX..)) {
            (true, Some(rest)) => {
                let place = rest.iter().find_map(|file| at(file, None));
                writer.say(vec![format!("{} more {noun} change too.", rest.len())], place);
                writer.leave(UntoldWhy::Condensed, u32::try_from(rest.len()).unwrap_or(u32::MAX), 0);
            }
            (_, _) => more(writer, &files, &noun),
        }
    }
    counted(writer, change);
}

/// Files of documentation, in one sentence; what became of a single one is told.
fn docs(writer: &mut Writer<'_>, files: &[&FileChange]) {
    match files {
        [] => {}
        [only] => {
            let sentence = one(writer, only, false);
            writer.say(vec![sentence], at(only, None));
        }
        files => {
            let names: Vec<String> = files.iter().map(|file| writer.names.file(&file.path)).collect();
            let (added, removed) = sum(files);
            let with = lines(added, removed).map(|lines| format!(", with {lines}")).unwrap_or_default();
            let place = files.iter().find_map(|file| at(file, None));
            writer.say(vec![format!("The documentation changes too: {}{with}.", listed(&names))], place);
        }
    }
}

/// Files that are counted, not told.
fn counted(writer: &mut Writer<'_>, change: &Change) {
    let mut said: Vec<String> = Vec::new();
    let mut place: Option<At> = None;
    for (role, noun, why) in [
        (Role::Generated, "generated file", UntoldWhy::Generated),
        (Role::Vendored, "vendored file", UntoldWhy::Vendored),
        (Role::Lock, "lock file", UntoldWhy::Lock),
        (Role::Binary, "binary file", UntoldWhy::Binary),
    ] {
        let files: Vec<&FileChange> = change.files.iter().filter(|file| file.role == role).collect();
        if files.is_empty() {
            continue;
        }
        let (added, removed) = sum(&files);
        let size = added.saturating_add(removed);
        let lines = if size > 0 { format!(" with {}", count(size, "changed line")) } else { String::new() };
        said.push(format!("{}{lines}", count(files.len(), noun)));
        place = place.or_else(|| files.iter().find_map(|file| at(file, None)));
        let words = files.iter().fold(0_u32, |words, file| words.saturating_add(file.words));
        writer.leave(why, u32::try_from(files.len()).unwrap_or(u32::MAX), words);
    }
    if !said.is_empty() {
        writer.say(vec![format!("Counted, and not told: {}.", listed(&said))], place);
    }
    if change.more_files > 0 {
        writer.say(vec![format!("{} were not looked at.", count(change.more_files, "more file"))], None);
    }
}

/// One file: what happened to it, where in it, how much.
fn one(writer: &Writer<'_>, file: &FileChange, turned: bool) -> String {
    let name = writer.names.file(&file.path);
    let lines = lines(file.added, file.removed);
    let with = lines.as_ref().map(|lines| format!(", with {lines}")).unwrap_or_default();
    if file.modes.is_submodule() {
        return format!("The submodule {name} moves to another commit.");
    }
    let mode = match file.modes.made_executable().filter(|_| file.status != Status::Added) {
        Some(true) => " and becomes executable",
        Some(false) => " and is no longer executable",
        None => "",
    };
    match file.status {
        Status::Added => format!("{name} is new{with}."),
        Status::Deleted => format!("{name} is deleted{with}."),
        Status::Renamed | Status::Copied => {
            let old = file.old_path.as_deref().unwrap_or_default();
            let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
            let same_name = old.rsplit('/').next() == file.path.rsplit('/').next();
            let verb = if file.status == Status::Copied { "is a copy of" } else { "was called" };
            let what = match folder(&file.path).rsplit('/').next() {
                Some(to) if same_name && file.status == Status::Renamed && prose::is_name(to) => {
                    format!("{name} moves to the folder {}", prose::name(to))
                }
                Some(_) | None if same_name && file.status == Status::Renamed => {
                    format!("{name} moves to another folder")
                }
                Some(_) | None => format!("{name} {verb} {}", writer.names.file(old)),
            };
            format!("{what}{with}{mode}.")
        }
        Status::Modified if lines.is_none() && mode.is_empty() => format!("{name} changes without a changed line."),
        Status::Modified if lines.is_none() => format!("{name} keeps its lines{mode}."),
        Status::Modified => {
            let places: Vec<String> =
                touched(file).iter().filter(|name| prose::is_name(name)).map(|name| prose::name(name)).collect();
            let lines = lines.unwrap_or_default();
            match places.as_slice() {
                [] if turned && mode.is_empty() => format!("{name} has {lines}."),
                [] => format!("{name} changes{with}{mode}."),
                places if turned && mode.is_empty() => format!("{name} has {lines}, in {}.", listed(places)),
                places => format!("{name} changes in {}{with}{mode}.", listed(places)),
            }
        }
    }
}

/// Counts the lines that no sentence reads.
pub(super) fn count_lines(writer: &mut Writer<'_>) {
    let change = writer.change;
    let hunks: usize = change.files.iter().filter(|file| file.is_own()).map(|file| file.hunks.len()).sum();
    let own: Vec<&FileChange> = change.files.iter().filter(|file| file.is_own()).collect();
    let words = own.iter().fold(0_u32, |words, file| words.saturating_add(file.words));
    writer.leave(UntoldWhy::Diff, u32::try_from(hunks).unwrap_or(u32::MAX), words);
    writer.leave(UntoldWhy::Bot, change.bot_comments, 0);
    writer.leave(UntoldWhy::System, change.system_notes, 0);
    if change.kind == ChangeKind::Diff && own.iter().any(|file| file.is_cut) {
        writer.say(vec!["The diff breaks off before its end.".to_owned()], None);
    }
}
