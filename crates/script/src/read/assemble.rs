//! Blocks → document: the title, the sections, and each sentence as it is said. What is not said is counted.

mod byline;
mod speaker;
mod table;
pub(super) mod title;

use protocol::Language;

use super::block::{Block, Text, label};
use crate::document::{Document, Paragraph, Section};
use crate::left::{Left, Why};
use crate::marks::{CODE_CLOSE, CODE_OPEN};
use crate::outline::without_number;
use crate::{left, pick, release, speech, status, wording};
use speaker::Speakers;

/// A document, and what became of each part of its source.
pub struct Account {
    pub document: Document,
    /// The sentences, headings and titles that are said, as written.
    pub told: Vec<String>,
    pub left: Vec<Left>,
}

/// Words from which a paragraph in a section about the text is prose.
const PROSE_WORDS_MIN: usize = 6;
/// Words of a line of code that is read out where a sentence announces it.
const LINE_WORDS_MAX: usize = 8;
/// First words of sentences that every change log has, and of what a page asks of its readers for itself.
const FORMALITIES: [(&str, Why); 12] = [
    ("all notable changes to", Why::Metadata),
    ("the format is based on keep a changelog", Why::Metadata),
    ("this project adheres to semantic versioning", Why::Metadata),
    ("and this project adheres to semantic versioning", Why::Metadata),
    ("subscribe to", Why::Navigation),
    ("did you like this", Why::Navigation),
    ("follow us", Why::Navigation),
    ("sign up for our", Why::Navigation),
    ("share this", Why::Navigation),
    ("made with ", Why::Navigation),
    ("star us", Why::Navigation),
    ("was this page helpful", Why::Navigation),
];

pub(crate) fn account(blocks: &[Block], language: Language) -> Account {
    let (title, title_at) = title::title(blocks, language);
    let bylines = byline::bylines(blocks);
    let mut build = Build::new(title, language, Speakers::of(blocks));
    build.section(String::new(), 1);
    for (index, (block, is_byline)) in blocks.iter().zip(bylines).enumerate() {
        let rest = blocks.get(index + 1..).unwrap_or_default();
        match block {
            Block::Title(text) => build.told.push(text.clone()),
            Block::Heading { text, .. } if Some(index) == title_at => build.told.push(text.clone()),
            Block::Heading { level, text } => build.heading(*level, text),
            Block::Text(text) if is_byline => build.leave(Why::Byline, &text.text),
            Block::Text(text) => build.text(text, rest),
            Block::Table(table) => build.table(table),
            Block::Left(left) if left.why == Why::Code && std::mem::take(&mut build.code_is_said) => {
                build.told.push(left.text.clone());
            }
            Block::Left(left) if is_command(left, index.checked_sub(1).and_then(|before| blocks.get(before))) => {
                build.command(&left.text);
            }
            // The text beside it says it.
            Block::Left(left) if left.why == Why::Repeated && left.counted.is_none() => {
                build.told.push(left.text.clone())
            }
            Block::Left(left) => build.left.push(left.clone()),
        }
    }
    build.finish()
}

struct Build {
    document: Document,
    told: Vec<String>,
    left: Vec<Left>,
    speakers: Speakers,
    /// The reason why lists of this section are left out, and the level of its heading.
    apparatus: Option<(u8, Why)>,
    /// The label that this section's sentences take along, and the level of its heading.
    status: Option<(u8, &'static str)>,
    /// True if the next block of code is said by the sentence that announces it.
    code_is_said: bool,
    /// The level of the heading of what is not released yet.
    unreleased: Option<u8>,
}

impl Build {
    fn new(title: String, language: Language, speakers: Speakers) -> Build {
        let document = Document { title, language, voices: speakers.voices.clone(), ..Document::default() };
        Build {
            document,
            told: Vec::new(),
            left: Vec::new(),
            speakers,
            apparatus: None,
            status: None,
            code_is_said: false,
            unreleased: None,
        }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.document.paragraphs.len()).unwrap_or(u32::MAX)
    }

    fn leave(&mut self, why: Why, text: &str) {
        self.left.push(Left::new(why, text));
    }

    fn section(&mut self, heading: String, level: u8) {
        let (first, end) = (self.count(), self.count());
        self.document.sections.push(Section { heading, level, first, end });
    }

    fn heading(&mut self, level: u8, text: &str) {
        let heading = label(text);
        let lower = heading.to_lowercase();
        self.apparatus = self.apparatus.filter(|(above, _)| level > *above);
        self.status = self.status.filter(|(above, _)| level > *above);
        self.unreleased = self.unreleased.filter(|above| level > *above);
        if release::is_unreleased(&heading) {
            self.unreleased = Some(level);
        }
        if let Some((_, why)) = wording::of(self.document.language).apparatus.iter().find(|(name, _)| *name == lower) {
            self.apparatus = Some((level, *why));
        }
        if let Some(label) = status::of_heading(without_number(&heading), self.document.language) {
            self.status = Some((level, label));
        }
        self.told.push(text.to_owned());
        self.section(heading, level);
        self.speakers.pause();
    }

    fn text(&mut self, text: &Text, rest: &[Block]) {
        self.told.extend(text.speaker.clone());
        self.told.extend(text.label.clone());
        self.told.extend(text.item.and_then(|item| item.number).map(|number| number.to_string()));
        if self.unreleased.is_some() && text.text.split_whitespace().count() < PROSE_WORDS_MIN && is_nothing(&text.text)
        {
            return self.leave(Why::Metadata, &text.text);
        }
        if let Some((_, why)) = self.apparatus {
            let words = text.text.split_whitespace().count();
            let prose = text.item.is_none() && words >= PROSE_WORDS_MIN && !text.text.starts_with(['[', '^']);
            if !prose {
                return self.leave(why, &text.text);
            }
        }
        let mut sentences = self.sentences(text);
        let remark = sentences.last_mut().and_then(|last| self.announce(last, rest));
        let unsaid = sentences.is_empty() && self.left.last().is_some_and(|left| left::is_content(left.why));
        let before = self.document.paragraphs.len();
        self.paragraph(sentences, text.item.map_or(0, |item| item.depth), text.speaker.as_deref());
        if let Some(paragraph) = self.document.paragraphs.get_mut(before) {
            (paragraph.at, paragraph.open) = (text.at.clone(), text.open);
        }
        if unsaid && text.item.is_some() {
            self.remark(wording::of(self.document.language).item);
        }
        if let Some(remark) = remark {
            self.remark(remark);
        }
    }

    /// The sentences of a text as they are said.
    fn sentences(&mut self, text: &Text) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        let mut lost: Option<Why> = None;
        let label = label_of(text, self.document.language).or_else(|| self.status.map(|(_, label)| label.to_owned()));
        let voice = self.speakers.introduction(text, self.document.language);
        for written in speech::sentences(&text.text, self.document.language) {
            let points = || speech::points_at_page(&written, self.document.language) || is_bare_pointer(&written);
            let why = formality(&written).or_else(|| points().then_some(Why::Pointer));
            // A sentence that refers to a dropped one would seem to refer to the one before that.
            let why = why.or_else(|| lost.filter(|_| pick::refers_back(&written, self.document.language)));
            // What a pure pointer points at is not what the next sentence refers to.
            lost = why.filter(|why| *why != Why::Pointer);
            if let Some(why) = why {
                self.leave(why, &written);
                continue;
            }
            let Some(said) = self.say(&written) else {
                lost = Some(Why::Unspeakable);
                continue;
            };
            let first = sentences.is_empty();
            let said = match label.as_deref().filter(|_| first) {
                Some(label) => status::labelled(label, &said),
                None => said,
            };
            sentences.push(match voice.as_deref().filter(|_| first) {
                Some(voice) => format!("{voice} {said}"),
                None => said,
            });
        }
        sentences
    }

    /// A sentence as it is said; keeps what of it is not.
    fn say(&mut self, written: &str) -> Option<String> {
        let spoken = speech::spoken(written, self.document.language);
        match spoken.text {
            Some(_) => self.told.push(written.to_owned()),
            None if spoken.left.is_empty() => self.leave(Why::Unspeakable, written),
            None => {}
        }
        self.left.extend(spoken.left.into_iter().map(|left| Left::new(reason(left.why), left.text)));
        spoken.text
    }

    /// The remark where a sentence announces something that is not said; a line of code is added to the sentence instead.
    fn announce(&mut self, sentence: &mut String, rest: &[Block]) -> Option<&'static str> {
        if !sentence.ends_with(':') {
            return None;
        }
        let language = self.document.language;
        let wording = wording::of(language);
        match rest.iter().find(|block| !is_inline(block)) {
            Some(Block::Left(Left { why: Why::Code, text, .. })) => {
                match one_line(text).and_then(|line| spoken_code(line, language)) {
                    Some(line) => {
                        sentence.push_str(&format!(" {line}."));
                        self.code_is_said = true;
                        None
                    }
                    None => wording.code.get(self.document.paragraphs.len() % wording.code.len()).copied(),
                }
            }
            Some(Block::Left(Left { why: Why::Formula, .. })) => Some(wording.formula),
            Some(Block::Left(Left { why: Why::Picture, .. })) => Some(wording.picture),
            Some(Block::Left(Left { why: Why::Diff, .. })) => Some(wording.diff),
            Some(Block::Text(_) | Block::Table(_)) => None,
            Some(Block::Left(_) | Block::Title(_) | Block::Heading { .. }) | None => {
                sentence.pop();
                sentence.push('.');
                None
            }
        }
    }

    /// A command that stands alone under its heading.
    fn command(&mut self, code: &str) {
        match one_line(code).and_then(|line| spoken_code(line, self.document.language)) {
            Some(line) => {
                self.told.push(code.to_owned());
                self.paragraph(vec![format!("{}.", speech::capitalised(&line))], 0, None);
            }
            None => self.leave(Why::Code, code),
        }
    }

    fn paragraph(&mut self, sentences: Vec<String>, depth: u8, speaker: Option<&str>) {
        if !sentences.is_empty() {
            let speaker = speaker.map(str::to_owned);
            self.document.paragraphs.push(Paragraph {
                item: depth > 0,
                sentences,
                depth,
                speaker,
                remark: false,
                at: None,
                open: false,
            });
        }
        let end = self.count();
        if let Some(section) = self.document.sections.last_mut() {
            section.end = end;
        }
    }

    fn remark(&mut self, text: &str) {
        self.paragraph(vec![text.to_owned()], 0, None);
        if let Some(paragraph) = self.document.paragraphs.last_mut() {
            paragraph.remark = true;
        }
    }

    fn table(&mut self, table: &super::block::Table) {
        let (written, left) = table::summary(table, self.document.language);
        let said: Vec<String> = written.iter().filter_map(|sentence| self.say(sentence)).collect();
        if said.is_empty() {
            let all = [&table.caption].into_iter().chain(&table.header).chain(table.rows.iter().flatten());
            let text = all.cloned().collect::<Vec<_>>().join(" ");
            return self.leave(Why::Table, &text);
        }
        if !left.is_empty() {
            self.leave(Why::Table, &left.join(" "));
        }
        for sentence in said {
            let depth = u8::from(!sentence.ends_with(':'));
            self.paragraph(vec![sentence], depth, None);
        }
    }

    fn finish(mut self) -> Account {
        let levels: Vec<u8> = self.document.sections.iter().map(|section| section.level).skip(1).collect();
        let mut below = levels.into_iter();
        // A section without paragraphs stays if it has subsections.
        self.document.sections.retain(|section| {
            let holds = below.next().is_some_and(|level| level > section.level && !section.heading.is_empty());
            section.first < section.end || holds
        });
        self.document.left = left::summed(&self.left);
        Account { document: self.document, told: self.told, left: self.left }
    }
}

/// The label of a text: its admonition's name, its task's state.
fn label_of(text: &Text, language: Language) -> Option<String> {
    let wording = wording::of(language);
    let done = text.item.and_then(|item| item.done).map(|done| if done { wording.done } else { wording.open });
    text.label.as_deref().map(|label| wording.admonition(label)).or_else(|| done.map(str::to_owned))
}

/// True for what stands inside or beside a paragraph and ends none.
fn is_inline(block: &Block) -> bool {
    matches!(
        block,
        Block::Left(Left {
            why: Why::Struck | Why::Reference | Why::Navigation | Why::Hidden | Why::Repeated | Why::Link | Why::Secret,
            ..
        })
    )
}

/// True for a link's word that says nothing without the link: "Here."
fn is_bare_pointer(sentence: &str) -> bool {
    let bare = sentence.trim().trim_end_matches(['.', ':', '!']).to_lowercase();
    ["here", "this", "link", "read more", "more"].contains(&bare.as_str())
}

/// True for "Nothing yet."
fn is_nothing(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["nothing", "none", "no changes"].iter().any(|start| lower.starts_with(start))
}

/// True for a block of code right under a heading.
fn is_command(left: &Left, before: Option<&Block>) -> bool {
    left.why == Why::Code && matches!(before, Some(Block::Heading { .. }))
}

/// A line of code as it is said, if it is short enough.
fn spoken_code(line: &str, language: Language) -> Option<String> {
    let said = speech::phrase(&format!("{CODE_OPEN}{line}{CODE_CLOSE}"), language)?;
    (said.split(' ').count() <= LINE_WORDS_MAX).then_some(said)
}

/// The reason to leave out a formality.
fn formality(sentence: &str) -> Option<Why> {
    let sentence = sentence.trim();
    let starts = |start: &str| sentence.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    FORMALITIES.iter().find(|(start, _)| starts(start)).map(|(_, why)| *why)
}

/// A block of code of one line, without a shell's prompt.
fn one_line(code: &str) -> Option<&str> {
    let code = code.trim();
    let line = code.strip_prefix("$ ").unwrap_or(code);
    (!line.is_empty() && !line.contains('\n')).then_some(line)
}

/// The reason why a part of a sentence is not said.
fn reason(why: speech::Why) -> Why {
    match why {
        speech::Why::Reference => Why::Reference,
        speech::Why::Pointer => Why::Pointer,
        speech::Why::Link | speech::Why::Mail => Why::Link,
        speech::Why::Code => Why::Code,
        speech::Why::Foreign => Why::Foreign,
        speech::Why::Secret => Why::Secret,
        speech::Why::Sign => Why::Unspeakable,
        speech::Why::TooLong => Why::Condensed,
    }
}
