//! An outline as a text file: a heading per section, its fields, and the source's paragraphs for reference.

use protocol::{OutlineView, SectionView};

use super::{Fault, Lines, Sheet, note, plain, ranges, replaced};

const HELP: &str = "Each section begins with `## ` and its title, and becomes a chapter. Sections can be changed, moved, added \
                    and removed. `says` is what a section says, in a sentence; `words` is its spoken length (without it, the \
                    service plans one); `paragraphs` are the source's paragraphs it stands on, each in one section at most. \
                    Lines that begin with `>` are not read.";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Says,
    Words,
    Paragraphs,
}

impl Field {
    const ALL: [Self; 3] = [Self::Says, Self::Words, Self::Paragraphs];

    const fn name(self) -> &'static str {
        match self {
            Self::Says => "says",
            Self::Words => "words",
            Self::Paragraphs => "paragraphs",
        }
    }

    /// The field that a line begins, and the rest of the line.
    fn of(line: &str) -> Option<(Self, &str)> {
        let (name, rest) = line.split_once(':')?;
        let field = Self::ALL.into_iter().find(|field| field.name() == name.trim_ascii())?;
        Some((field, rest))
    }
}

impl Sheet for OutlineView {
    const NAME: &'static str = "Outline";

    fn body(&self) -> String {
        let Self { sections, paragraphs } = self;
        let mut text = note(HELP);
        let paragraph = |number: u32| {
            let words = usize::try_from(number).ok().and_then(|index| paragraphs.get(index));
            words.map(|words| note(&format!("[{number}] {words}"))).unwrap_or_default()
        };
        for section in sections.iter().map(shown) {
            text.push_str(&format!("\n## {}\n", section.title));
            text.push_str(format!("says: {}", section.says).trim_ascii_end());
            if section.words > 0 {
                text.push_str(&format!("\nwords: {}", section.words));
            }
            text.push_str(&format!("\nparagraphs: {}\n\n", ranges(&section.paragraphs)));
            section.paragraphs.iter().for_each(|number| text.push_str(&paragraph(*number)));
        }
        let is_told = |number: &u32| sections.iter().any(|section| section.paragraphs.contains(number));
        let untold: String = (0..count(paragraphs)).filter(|number| !is_told(number)).map(paragraph).collect();
        if !untold.is_empty() {
            text.push_str(&format!("\n> Paragraphs in no section:\n>\n{untold}"));
        }
        text
    }

    fn read(&self, lines: &mut Lines<'_>) -> Result<Self, Fault> {
        let mut drafts: Vec<Draft> = Vec::new();
        for (number, line) in lines.by_ref() {
            match (line.strip_prefix("## "), drafts.last_mut()) {
                (Some(title), _) => drafts.push(Draft::new(number, plain(title))?),
                _ if line.starts_with('#') => {
                    return Err(Fault::new(number, "a section begins with `## ` and its title"));
                }
                (None, Some(draft)) => draft.take(number, line)?,
                (None, None) => return Err(Fault::new(number, "this is in no section: `## ` and a title begin one")),
            }
        }
        if drafts.is_empty() {
            return Err(Fault::new(lines.at, "an outline has at least one section"));
        }
        let mut taken: Vec<u32> = Vec::new();
        let mut sections = Vec::new();
        for draft in drafts {
            let (line, section) = draft.finished()?;
            for number in &section.paragraphs {
                if *number >= count(&self.paragraphs) {
                    return Err(Fault::new(line, format!("the source has no paragraph {number}")));
                }
                if taken.contains(number) {
                    return Err(Fault::new(line, format!("paragraph {number} stands twice")));
                }
                taken.push(*number);
            }
            // As it was, to the letter: a section that stays keeps its script.
            let same = self.sections.iter().find(|before| shown(before) == section);
            sections.push(same.cloned().unwrap_or(section));
        }
        Ok(Self { sections, paragraphs: self.paragraphs.clone() })
    }

    fn changes(&self, after: &Self) -> Vec<String> {
        changes(&shown_all(self), &shown_all(after))
    }

    fn settled(mut self, taken: &Self) -> Self {
        let sections = self.sections.iter_mut().zip(&taken.sections);
        for (section, taken) in sections.filter(|(section, _)| section.words == 0) {
            section.words = taken.words;
        }
        self
    }
}

/// A section that is being read.
struct Draft {
    section: SectionView,
    /// Number of its first line.
    line: usize,
    /// The fields so far, with the numbers of their lines.
    fields: Vec<(Field, usize)>,
    /// Number of the last line.
    last: usize,
    paragraphs: String,
}

impl Draft {
    fn new(line: usize, title: String) -> Result<Self, Fault> {
        if title.is_empty() {
            return Err(Fault::new(line, "a section has a title"));
        }
        let section = SectionView { title, says: String::new(), paragraphs: Vec::new(), words: 0 };
        Ok(Self { section, line, fields: Vec::new(), last: line, paragraphs: String::new() })
    }

    fn take(&mut self, line: usize, text: &str) -> Result<(), Fault> {
        // A line that an editor has broken goes on in the next; a misspelled field is no such line.
        let is_field = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase());
        let goes_on = self.last + 1 == line && !text.split_once(':').is_some_and(|(name, _)| is_field(name));
        self.last = line;
        let (field, rest) = match (Field::of(text), self.fields.last()) {
            (Some((field, _)), _) if self.fields.iter().any(|(known, _)| *known == field) => {
                return Err(Fault::new(line, format!("the section has `{}:` twice", field.name())));
            }
            (Some((field, rest)), _) => {
                self.fields.push((field, line));
                (field, rest)
            }
            (None, Some((field @ (Field::Says | Field::Paragraphs), _))) if goes_on => (*field, text),
            (None, Some(_) | None) => {
                return Err(Fault::new(line, "expected `says:`, `words:` or `paragraphs:`"));
            }
        };
        match field {
            Field::Says => self.section.says = plain(&format!("{} {rest}", self.section.says)),
            Field::Paragraphs => self.paragraphs.push_str(&format!(" {rest}")),
            Field::Words => {
                let words = rest.trim_ascii().parse();
                self.section.words = words.map_err(|_| Fault::new(line, "`words` is a number"))?;
            }
        }
        Ok(())
    }

    /// The section, and the number of the line of its paragraphs.
    fn finished(mut self) -> Result<(usize, SectionView), Fault> {
        let Some((_, line)) = self.fields.iter().find(|(field, _)| *field == Field::Paragraphs) else {
            return Err(Fault::new(self.line, "the section has no `paragraphs:`"));
        };
        self.section.paragraphs = numbers(&self.paragraphs).map_err(|why| Fault::new(*line, why))?;
        Ok((*line, self.section))
    }
}

/// Reads `0-3, 7`, in order.
fn numbers(text: &str) -> Result<Vec<u32>, String> {
    let malformed = |part: &str| format!("paragraphs are numbers and ranges, as in `0-3, 7`, not `{part}`");
    let mut numbers: Vec<u32> = Vec::new();
    for part in text.split(',').map(str::trim_ascii) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.trim_ascii().parse::<u32>().map_err(|_| malformed(part));
        let (first, last) = (number(first)?, number(last)?);
        if first > last || last - first >= RANGE_MAX {
            return Err(malformed(part));
        }
        numbers.extend(first..=last);
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Paragraphs of one range: more than any source has.
const RANGE_MAX: u32 = 1 << 20;

fn count(paragraphs: &[String]) -> u32 {
    u32::try_from(paragraphs.len()).unwrap_or(u32::MAX)
}

/// A section as its file shows it.
fn shown(section: &SectionView) -> SectionView {
    let SectionView { title, says, paragraphs, words } = section;
    let mut paragraphs = paragraphs.clone();
    paragraphs.sort_unstable();
    SectionView { title: plain(title), says: plain(says), paragraphs, words: *words }
}

fn shown_all(outline: &OutlineView) -> Vec<SectionView> {
    outline.sections.iter().map(shown).collect()
}

/// The differences between two lists of sections. A section is the same one if it is equal, else if it has the same title, else
/// if it stands on the same paragraphs.
fn changes(before: &[SectionView], after: &[SectionView]) -> Vec<String> {
    let mut origins: Vec<Option<usize>> = vec![None; after.len()];
    let is_same: [fn(&SectionView, &SectionView) -> bool; 3] = [
        |before, after| before == after,
        |before, after| before.title == after.title,
        |before, after| before.paragraphs == after.paragraphs,
    ];
    for is_same in is_same {
        for (index, section) in after.iter().enumerate() {
            let free = |origin: &usize| !origins.contains(&Some(*origin));
            let found = (0..).zip(before).filter(|(_, old)| is_same(old, section)).map(|(origin, _)| origin).find(free);
            if let Some(origin) = origins.get_mut(index).filter(|origin| origin.is_none()) {
                *origin = found;
            }
        }
    }
    let mut lines = Vec::new();
    let removed = (0..).zip(before).filter(|(origin, _)| !origins.contains(&Some(*origin)));
    lines.extend(removed.map(|(_, section)| format!("- section {}", summary(section))));
    let mut furthest = None;
    for (section, origin) in after.iter().zip(origins) {
        let Some(old) = origin.and_then(|origin| before.get(origin)) else {
            lines.push(format!("+ section {}", summary(section)));
            continue;
        };
        let moved = if origin < furthest { " (moved)" } else { "" };
        furthest = furthest.max(origin);
        let fields = fields(old, section);
        if !fields.is_empty() || !moved.is_empty() {
            lines.push(format!("  section \"{}\"{moved}", old.title));
            lines.extend(fields);
        }
    }
    lines
}

fn summary(section: &SectionView) -> String {
    format!("\"{}\", paragraphs {}", section.title, ranges(&section.paragraphs))
}

fn fields(before: &SectionView, after: &SectionView) -> Vec<String> {
    let words = |section: &SectionView| match section.words {
        0 => "words: as the service plans".to_owned(),
        words => format!("words: {words}"),
    };
    let texts = |section: &SectionView| {
        [
            format!("title: {}", section.title),
            format!("says: {}", section.says),
            words(section),
            format!("paragraphs: {}", ranges(&section.paragraphs)),
        ]
    };
    let pairs = texts(before).into_iter().zip(texts(after));
    pairs.filter(|(before, after)| before != after).flat_map(|(before, after)| replaced(&before, &after)).collect()
}

#[cfg(test)]
mod tests;
