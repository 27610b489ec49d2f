//! Parts at the end of a document that are not said: addresses of authors, variables of an editor, further manuals.

use super::line::{Line, Taken, raw};
use super::number::numbered;
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::Block;

/// Lines of an editor's variables, which it reads only at the end of a file.
const VARIABLES_MAX: usize = 40;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    variables(scan, index).or_else(|| addresses(scan, index)).or_else(|| see_also(scan, index))
}

/// From "Local variables:" to "End:".
fn variables(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let bare = |line: &Line<'_>| line.text.trim_start_matches([';', '#', '/', '*', '%', ' ']).to_lowercase();
    if !bare(&scan.at(index)).starts_with("local variables:") {
        return None;
    }
    let below = scan.lines.iter().skip(index + 1).take(VARIABLES_MAX);
    let end = below.take_while(|line| !line.is_blank()).position(|line| bare(line).starts_with("end:"))?;
    Taken::one(end + 2, Block::left(Why::Metadata, raw(&scan.lines, index, end + 2)))
}

/// "Authors' Addresses" and the deeper lines below.
fn addresses(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    let title = numbered(line.text).map_or(line.text, |numbered| numbered.title).replace('\u{2019}', "'");
    let named =
        ["Authors' Addresses", "Author's Address", "Authors' Address", "Editors' Addresses", "Editor's Address"];
    if line.indent > 0 || !scan.opens(index) || !named.contains(&title.as_str()) {
        return None;
    }
    Taken::one(deeper(scan, index), Block::left(Why::Byline, raw(&scan.lines, index, deeper(scan, index))))
}

/// "SEE ALSO" over nothing but names of manuals: `cp(1), rsync(1)`.
fn see_also(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    if scan.at(index).text != "SEE ALSO" {
        return None;
    }
    let count = deeper(scan, index);
    let below = scan.lines.get(index + 1..index + count).unwrap_or_default();
    let manual = |word: &str| word.trim_end_matches([',', '.', ';']).ends_with(')') && word.contains('(');
    let only = count > 1
        && below.iter().flat_map(|line| line.text.split_whitespace()).all(|word| manual(word) || word == "and");
    only.then(|| Taken::new(count, vec![Block::left(Why::Reference, raw(&scan.lines, index, count))]))
}

/// A line and the deeper ones below, without the blank ones at their end.
fn deeper(scan: &Scan<'_>, index: usize) -> usize {
    let indent = scan.at(index).indent;
    let mut last = index;
    for (at, line) in scan.lines.iter().enumerate().skip(index + 1) {
        if line.is_blank() {
            continue;
        }
        if line.indent <= indent {
            break;
        }
        last = at;
    }
    last + 1 - index
}
