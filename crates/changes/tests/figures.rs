//! Figures over real diffs, reviews, issues and change logs: printed, and asserted.

mod common;

use changes::{At, Change, Side, Source, SourceKind, Told, action, parse, tell};
use common::{fixtures, is_code_line, squeezed};

/// Lines added and removed of each file, as git or unidiff counted them.
fn counted(text: &str) -> Vec<(u32, u32, String)> {
    let row = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        // A binary file has a dash.
        let mut number = || parts.next().unwrap_or_default().parse().unwrap_or(0);
        let (added, removed) = (number(), number());
        (added, removed, parts.next().unwrap_or_default().to_owned())
    };
    text.lines().map(row).collect()
}

fn change(source: &Source) -> Option<&Change> {
    match source {
        Source::Change(change) => Some(change),
        Source::Issue(_) | Source::Changelog { .. } => None,
    }
}

#[test]
fn files_and_lines_are_those_that_git_counts() {
    let (mut diffs, mut files, mut lines) = (0, 0, 0);
    for fixture in fixtures("diffs") {
        let Some(expected) = fixture.numstat() else { continue };
        let source = parse(SourceKind::Diff, &fixture.text).unwrap();
        let ours: Vec<(u32, u32, String)> =
            change(&source).unwrap().files.iter().map(|file| (file.added, file.removed, file.path.clone())).collect();
        let expected = counted(&expected);
        assert_eq!(ours, expected, "{}", fixture.name);
        diffs += 1;
        files += ours.len();
        lines += ours.iter().map(|(added, removed, _)| added + removed).sum::<u32>();
    }
    println!("{diffs} diffs, {files} files, {lines} changed lines: all as counted by another program");
    assert!(diffs >= 24 && files >= 100);
}

/// True if the place is a line that the source shows to be there.
fn resolves(at: &At, source: &Source, text: &str) -> bool {
    match source {
        Source::Change(change) => {
            let of_file = change.files.iter().any(|file| {
                let path = match at.side {
                    Side::Old => file.old_path.as_ref().unwrap_or(&file.path),
                    Side::New => &file.path,
                };
                path == &at.path && file.has_line(at.line, at.side)
            });
            let of_thread = change.threads.iter().any(|thread| {
                thread.is_shown
                    && thread.path == at.path
                    && thread.line == Some(at.line)
                    && thread.revision == at.revision
            });
            of_file || of_thread
        }
        Source::Issue(_) => false,
        Source::Changelog { .. } => at.line >= 1 && (at.line as usize) <= text.lines().count(),
    }
}

fn sentences(told: &Told) -> impl Iterator<Item = &str> {
    told.sections.iter().flat_map(|section| &section.paragraphs).flat_map(|one| &one.sentences).map(String::as_str)
}

#[test]
fn no_line_of_code_is_told_and_every_place_exists() {
    let (mut sources, mut projects, mut paragraphs, mut placed) = (0, std::collections::BTreeSet::new(), 0, 0);
    let (mut read, mut unresolved, mut broken) = (Vec::new(), 0, Vec::new());
    for fixture in ["diffs", "reviews", "issues", "changelogs"].into_iter().flat_map(fixtures) {
        let source = parse(fixture.kind, &fixture.text).unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        let told = tell(&source);
        assert!(!told.title.is_empty() && sentences(&told).count() > 0, "{}", fixture.name);
        sources += 1;
        projects.insert(fixture.project().to_owned());
        for paragraph in told.sections.iter().flat_map(|section| &section.paragraphs) {
            paragraphs += 1;
            if let Some(at) = &paragraph.at {
                placed += 1;
                if !resolves(at, &source, &fixture.text) {
                    broken.push(format!("{}: {at:?}", fixture.name));
                }
            }
        }
        if let Some(change) = change(&source) {
            let said = squeezed(&sentences(&told).collect::<Vec<_>>().join(" "));
            let own = change.files.iter().flat_map(|file| file.lines().map(move |line| (file, line)));
            read.extend(
                own.filter(|(file, line)| is_code_line(&file.path, &line.text))
                    .filter(|(_, line)| said.contains(&squeezed(&line.text)))
                    .map(|(file, line)| format!("{}: {}: {}", fixture.name, file.path, line.text)),
            );
            unresolved += change.threads.iter().filter(|thread| thread.is_resolved == Some(false)).count();
        }
    }
    println!("{sources} sources of {} projects: {paragraphs} paragraphs, {placed} with a place", projects.len());
    println!(
        "{} lines of code read, {} places that do not exist, {unresolved} unresolved threads",
        read.len(),
        broken.len()
    );
    assert!(sources >= 30 && projects.len() >= 10, "{sources} {projects:?}");
    assert_eq!((read, broken), (Vec::<String>::new(), Vec::<String>::new()));
}

#[test]
fn every_unresolved_thread_is_told_and_an_action() {
    let mut count = 0;
    for fixture in fixtures("reviews") {
        let source = parse(SourceKind::Review, &fixture.text).unwrap();
        let open: Vec<_> =
            change(&source).unwrap().threads.iter().filter(|thread| thread.is_resolved == Some(false)).collect();
        let told = tell(&source);
        let left = told.sections.iter().find(|section| section.heading == "What is left open");
        let action = action(&source).unwrap_or_default();
        for thread in &open {
            let is_told = left.unwrap().paragraphs.iter().any(|one| {
                one.sentences.iter().any(|sentence| sentence.contains("thread that is not resolved"))
                    && (thread.line.is_none() || one.sentences[0].contains(&format!("line {}", thread.line.unwrap())))
            });
            assert!(is_told, "{}: {thread:?}", fixture.name);
            let place = thread.line.map_or(thread.path.clone(), |line| format!("{}:{line}", thread.path));
            assert!(action.contains(&place), "{}: {place}", fixture.name);
        }
        count += open.len();
    }
    println!("{count} unresolved threads: each told, each an action");
    assert!(count >= 3);
}

#[test]
fn no_name_of_a_person_is_told() {
    for fixture in fixtures("reviews").into_iter().chain(fixtures("issues")) {
        let source = parse(fixture.kind, &fixture.text).unwrap();
        let model = serde_json::to_string(&source).unwrap();
        // The fixtures call everybody person-1, person-2 and so on: logins never reach the model but inside of texts.
        let told = serde_json::to_string(&tell(&source)).unwrap();
        assert!(!model.contains("\"login\"") && !model.contains("\"username\""), "{}", fixture.name);
        assert!(!told.contains("@person-"), "{}: {told}", fixture.name);
    }
}
