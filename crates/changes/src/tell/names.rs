//! Names, numbers and lists in sentences.

use std::collections::BTreeMap;

use crate::limits::NAMES_TOLD_MAX;
use crate::model::FileChange;
use crate::prose::{is_name, name};

/// `1 line`, `2 lines`, `1 entry`, `2 entries`.
pub(super) fn count(count: impl TryInto<u64>, noun: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    if count == 1 {
        return format!("1 {noun}");
    }
    match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        Some(stem) => format!("{count} {stem}ies"),
        None if noun.ends_with('h') || noun.ends_with('s') => format!("{count} {noun}es"),
        None => format!("{count} {noun}s"),
    }
}

/// `a`, `a and b`, `a, b and c`, `a, b, c, d and 3 more`.
pub(super) fn listed(names: &[String]) -> String {
    let shown = names.get(..NAMES_TOLD_MAX.min(names.len())).unwrap_or_default();
    let rest = names.len() - shown.len();
    match (shown, rest) {
        ([], _) => String::new(),
        ([only], 0) => only.clone(),
        ([head @ .., last], 0) => format!("{} and {last}", head.join(", ")),
        (shown, rest) => format!("{} and {rest} more", shown.join(", ")),
    }
}

/// Lines added and removed; none if neither.
pub(super) fn lines(added: u32, removed: u32) -> Option<String> {
    match (added, removed) {
        (0, 0) => None,
        (added, 0) => Some(format!("{} added", count(added, "line"))),
        (0, removed) => Some(format!("{} removed", count(removed, "line"))),
        (added, removed) => Some(format!("{} added and {removed} removed", count(added, "line"))),
    }
}

/// The short names of files.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The number of files of the change that share a name.
    shared: BTreeMap<String, u32>,
}

/// Names that say nothing without the folder.
const COMMON: [&str; 12] = [
    "mod.rs",
    "lib.rs",
    "main.rs",
    "index.js",
    "index.ts",
    "__init__.py",
    "main.py",
    "README.md",
    "Cargo.toml",
    "package.json",
    "main.go",
    "CMakeLists.txt",
];

impl Names {
    pub(super) fn of(files: &[FileChange]) -> Names {
        let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        let mut shared = BTreeMap::new();
        for path in paths {
            *shared.entry(last(path).to_owned()).or_default() += 1;
        }
        Names { shared }
    }

    /// The file's name; with its folder where another file has the same.
    pub(super) fn file(&self, path: &str) -> String {
        let own = last(path);
        let folder = path.rsplit('/').nth(1).filter(|folder| !folder.is_empty());
        let is_shared = self.shared.get(own).is_some_and(|count| *count > 1) || COMMON.contains(&own);
        match folder.filter(|_| is_shared) {
            Some(folder) => format!("{} in {}", quoted(own), quoted(folder)),
            None => quoted(own),
        }
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A name in backticks, if it can be said as one.
fn quoted(own: &str) -> String {
    if is_name(own) {
        return name(own);
    }
    let plain: String = own.chars().map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.contains(|c: char| c.is_ascii_alphanumeric()) {
        format!("\"{plain}\"")
    } else {
        "a file with an unusual name".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_read_well() {
        assert_eq!(
            (count(1_u32, "entry"), count(2_u32, "entry"), count(0_u32, "line")),
            ("1 entry".into(), "2 entries".into(), "0 lines".into())
        );
        assert_eq!(count(2_u32, "patch"), "2 patches");
        let names: Vec<String> = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec();
        assert_eq!(listed(&names[..1]), "a");
        assert_eq!(listed(&names[..3]), "a, b and c");
        assert_eq!(listed(&names), "a, b, c, d and 2 more");
    }
}
