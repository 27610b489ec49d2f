//! Structure of the sources: how large files and folders are, and which way the rooms import.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use tests::repository;

use crate::Figure;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut lines = Vec::new();
    let mut fullest = (0, String::new());
    for krate in fs::read_dir(repository().join("crates"))? {
        walk(&krate?.path().join("src"), &mut lines, &mut fullest)?;
    }
    lines.sort_unstable();
    let (median, largest) =
        (lines.get(lines.len() / 2).copied().unwrap_or_default(), lines.last().copied().unwrap_or_default());
    let arrows = Command::new(repository().join(".ci/arrows")).output()?;
    let climbing = String::from_utf8_lossy(&arrows.stdout).lines().count();
    let (count, folder) = fullest;
    Ok(vec![
        Figure {
            name: "imports against the order of crates and rooms",
            asked: "0".to_owned(),
            reached: climbing.to_string(),
            how: ".ci/arrows".to_owned(),
            holds: arrows.status.success() && climbing == 0,
        },
        Figure {
            name: "files in one source folder",
            asked: "at most 15".to_owned(),
            reached: count.to_string(),
            how: folder,
            holds: count <= 15,
        },
        Figure {
            name: "lines of a source file",
            asked: "median 100, at most 400".to_owned(),
            reached: format!("median {median}, at most {largest}"),
            how: format!("{} files of crates/*/src", lines.len()),
            holds: median <= 100 && largest <= 400,
        },
    ])
}

/// Adds the length of every Rust file, and keeps the folder that has most of them.
fn walk(folder: &Path, lines: &mut Vec<usize>, fullest: &mut (usize, String)) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let mut files = 0;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, lines, fullest)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files += 1;
            lines.push(fs::read_to_string(&path)?.lines().count());
        }
    }
    if files > fullest.0 {
        *fullest = (files, folder.strip_prefix(repository()).unwrap_or(folder).display().to_string());
    }
    Ok(())
}
