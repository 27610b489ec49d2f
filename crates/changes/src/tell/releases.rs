//! Change logs: the newest releases, what breaks first.

use super::names::count;
use super::said::finished;
use super::writer::Writer;
use super::{At, Told, UntoldWhy};
use crate::limits;
use crate::model::{Change, Entry, Note, Release, Side};
use crate::prose::{self, Block};

pub(super) fn tell(title: &str, releases: &[Release], more: u32) -> Told {
    let none = Change::default();
    let mut writer = Writer::new(&none);
    let title = prose::line(title);
    let title = if title.is_empty() { "Change log".to_owned() } else { title };
    let told: Vec<&Release> =
        releases.iter().filter(|release| !release.notes.is_empty()).take(limits::RELEASES_TOLD_MAX).collect();
    for release in &told {
        self::release(&mut writer, release);
    }
    let named = releases.iter().filter(|release| !release.notes.is_empty()).count();
    let rest = u32::try_from(named.saturating_sub(told.len())).unwrap_or(u32::MAX).saturating_add(more);
    if rest > 0 {
        writer.section("Earlier", 2);
        writer.say(vec![format!("{} before these are not told.", count(rest, "release"))], None);
        writer.leave(UntoldWhy::Condensed, rest, 0);
    }
    writer.finish(title)
}

fn release(writer: &mut Writer<'_>, release: &Release) {
    let date = release.date.as_ref().map(|date| format!(" - {date}")).unwrap_or_default();
    writer.section(&format!("{}{date}", prose::line(&release.name)), 2);
    let mut opening = Vec::new();
    if release.is_yanked {
        opening.push("This release was withdrawn.".to_owned());
    }
    if release.is_prerelease {
        opening.push("It is a release for trying out.".to_owned());
    }
    let breaking = release.notes.iter().flat_map(|note| &note.entries).filter(|entry| entry.is_breaking).count();
    if breaking > 0 {
        opening.push(format!(
            "{} in it {} existing use.",
            count(breaking, "change"),
            if breaking == 1 { "breaks" } else { "break" }
        ));
    }
    let place = release.notes.iter().flat_map(|note| &note.entries).find_map(at);
    writer.say(opening, place);
    let mut told = 0;
    let (first, rest): (Vec<&Note>, Vec<&Note>) =
        release.notes.iter().partition(|note| note.entries.iter().any(|entry| entry.is_breaking));
    for note in first.into_iter().chain(rest) {
        if !note.heading.is_empty() {
            writer.section(&prose::line(&note.heading), 3);
        }
        for entry in &note.entries {
            if told >= limits::ENTRIES_TOLD_MAX {
                writer.leave(UntoldWhy::Condensed, 1, prose::words(&entry.text));
                continue;
            }
            told += 1;
            self::entry(writer, entry);
        }
    }
}

fn at(entry: &Entry) -> Option<At> {
    (entry.line > 0).then(|| At { path: String::new(), line: entry.line, side: Side::New, revision: None })
}

fn entry(writer: &mut Writer<'_>, entry: &Entry) {
    let mut sentences = Vec::new();
    for block in prose::prose(&entry.text).blocks {
        match block {
            Block::Text(text) => sentences.extend(text.iter().map(|sentence| finished(sentence))),
            Block::Heading(text) => sentences.push(finished(&text)),
            Block::Code(_, words) => writer.leave(UntoldWhy::Code, 1, words),
            Block::Quote(words) => writer.leave(UntoldWhy::Quote, 1, words),
            Block::Table(words) => writer.leave(UntoldWhy::Table, 1, words),
            Block::Picture => writer.leave(UntoldWhy::Picture, 1, 0),
        }
    }
    writer.item(sentences, at(entry));
}
