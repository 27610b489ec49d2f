//! The dialogue: the hosts take turns with the beats, and say each heading where its section begins.

use protocol::Language;

use super::beat::Beat;
use super::heading::{self, Move};
use super::phrases::{Phrases, Pool, Slots};
use super::vocabulary::{self, Vocabulary};
use super::{cue, remark};
use crate::document::Document;
use crate::outline::Outline;
use crate::turn::{Host, Turn};
use crate::{limits, release, speech, wording};

/// One turn in so many may say nothing of the source.
const FILLER_ONE_IN: usize = 8;

pub(super) struct Dialogue<'a> {
    document: &'a Document,
    outline: &'a Outline,
    chapter: usize,
    hosts: [String; 2],
    /// Empty if the title is only the source's first words.
    title: String,
    known: &'a Vocabulary<'a>,
    phrases: Phrases,
    turns: Vec<Turn>,
    fillers: usize,
    next: Host,
    /// True if the lead speaks alone.
    alone: bool,
}

impl<'a> Dialogue<'a> {
    pub(super) fn new(
        document: &'a Document,
        outline: &'a Outline,
        chapter: usize,
        hosts: &[String; 2],
        (known, alone): (&'a Vocabulary<'a>, bool),
    ) -> Dialogue<'a> {
        let hosts = hosts.clone().map(|name| spoken_name_in(&name, document.language));
        let seed = outline.title.bytes().fold(7_usize, |seed, byte| (seed * 31 + usize::from(byte)) % 1_009);
        Dialogue {
            document,
            outline,
            chapter,
            hosts,
            title: spoken_title(document, outline),
            known,
            phrases: Phrases::new(document.language, chapter, outline.chapters.len(), seed),
            turns: Vec::new(),
            fillers: 0,
            next: outline.chapters.get(chapter).map(|plan| plan.starts).filter(|_| !alone).unwrap_or_default(),
            alone,
        }
    }

    pub(super) fn into_turns(self) -> Vec<Turn> {
        self.turns
    }

    pub(super) fn open(&mut self) {
        let pool = match (self.alone, self.title.is_empty()) {
            (false, false) => Pool::Welcome,
            (false, true) => Pool::WelcomeUntitled,
            (true, false) => Pool::WelcomeAlone,
            (true, true) => Pool::WelcomeAloneUntitled,
        };
        let welcome = self.filled(pool, "");
        let mut text = format!("{welcome} {}", remark::share(self.document, self.outline));
        for (name, pool) in self.spoken_speakers().into_iter().zip([Pool::GuestSpeaksFor, Pool::LeadSpeaksFor]) {
            let voice = self.filled(pool, &name);
            text.push_str(&format!(" {voice}"));
        }
        self.filler(text);
    }

    pub(super) fn close(&mut self) {
        let pool = if self.title.is_empty() { Pool::FarewellUntitled } else { Pool::Farewell };
        let mut parts = remark::absences(self.document, self.outline);
        parts.push(self.filled(pool, ""));
        self.filler(parts.join(" "));
    }

    pub(super) fn tell(&mut self, beats: &[Beat]) {
        let mut path = self.path_before(beats.first());
        let mut section = None;
        for beat in beats {
            let mut prefix = String::new();
            if section != Some(beat.section) {
                let new = self.path(beat.section);
                let headings: Vec<&str> = new.iter().copied().filter(|heading| !path.contains(heading)).collect();
                prefix = self.enter(&headings, &new);
                (path, section) = (new, Some(beat.section));
            } else if beat.goes_on {
                prefix = self.phrases.fresh(Pool::ListOn).unwrap_or_default().to_owned();
            } else {
                self.ask(beat);
            }
            self.state(&prefix, beat);
        }
    }

    /// Says the headings of a section; what stands before its first sentence in the same turn.
    fn enter(&mut self, headings: &[&str], path: &[&str]) -> String {
        let in_release = path.iter().chain([&self.document.title.as_str()]).any(|above| is_release(above));
        let mut prefix: Vec<String> = Vec::new();
        for (nth, heading) in headings.iter().enumerate() {
            let is_last = nth + 1 == headings.len();
            match heading::move_to(heading, self.known, in_release) {
                Some(Move::Question(question)) if is_last => {
                    prefix.push(question);
                    let text = prefix.join(" ");
                    prefix.clear();
                    self.speak(text, Vec::new());
                }
                Some(Move::Generic { question, .. }) if is_last && self.may_fill() => {
                    prefix.push(question.to_owned());
                    let text = prefix.join(" ");
                    prefix.clear();
                    self.filler(text);
                }
                Some(Move::Generic { statement, .. }) => prefix.push(statement.to_owned()),
                Some(Move::Question(sentence) | Move::Sentence(sentence)) => prefix.push(sentence),
                Some(Move::To(pool, topic)) => {
                    let pool = if prefix.is_empty() { pool } else { Pool::Below };
                    prefix.push(self.filled(pool, &topic));
                }
                None => {}
            }
        }
        prefix.join(" ")
    }

    /// Asks a question that fits before a beat, where there is room for one.
    fn ask(&mut self, beat: &Beat) {
        if beat.speaker.is_some() || !self.may_fill() || self.turns.last().is_some_and(|turn| turn.text.ends_with('?'))
        {
            return;
        }
        let pool =
            cue::cue(&beat.first, self.document.language).or_else(|| cue::figures(&beat.first, self.document.language));
        if let Some(question) = pool.and_then(|pool| self.phrases.fresh(pool)) {
            self.filler(question.to_owned());
        }
    }

    fn may_fill(&self) -> bool {
        !self.alone && (self.fillers + 1) * FILLER_ONE_IN <= self.turns.len() + 1
    }

    /// The headings a section stands under, the highest first.
    fn path(&self, section: usize) -> Vec<&'a str> {
        let mut path = Vec::new();
        // A section without a heading ends the one above it.
        let own = self.document.sections.get(section).filter(|section| section.heading.is_empty());
        let mut level = own.map_or(u8::MAX, |own| own.level);
        for section in self.document.sections.iter().take(section + 1).rev() {
            if section.level < level && !section.heading.is_empty() {
                path.push(section.heading.as_str());
                level = section.level;
            }
        }
        path.reverse();
        path
    }

    /// The headings that are said already where a chapter begins.
    fn path_before(&self, first: Option<&Beat>) -> Vec<&'a str> {
        let chapters = self.outline.chapters.get(..self.chapter).unwrap_or_default();
        let last = chapters.iter().rev().find_map(|plan| plan.sentences.last());
        let before = last.map(|place| self.document.section_of(place.paragraph));
        match (before, first) {
            (Some(before), Some(first)) if before == first.section => self.path(before),
            (Some(before), Some(first)) => {
                let (before, new) = (self.path(before), self.path(first.section));
                let shared = before.iter().zip(&new).take_while(|(one, other)| one == other).count();
                // A chapter names the section it is in, even if the one before it was in the same.
                new.get(..shared.min(new.len().saturating_sub(1))).unwrap_or_default().to_vec()
            }
            (None, _) | (_, None) => Vec::new(),
        }
    }

    fn state(&mut self, prefix: &str, beat: &Beat) {
        let rest =
            if beat.list_rest > 0 { remark::list_rest(beat.list_rest, self.document.language) } else { String::new() };
        let chars = prefix.len() + beat.text.len() + rest.len() + 2;
        // Headings that do not fit before the statements have a turn of their own.
        let apart = chars > limits::TURN_CHARS_MAX;
        if apart && !prefix.is_empty() {
            self.speak(prefix.to_owned(), Vec::new());
        }
        if let Some(host) = self.host_of(beat)
            && host != self.next
        {
            let go_on = self.filled(Pool::Prompt, "");
            self.filler(go_on);
        }
        let text = format!("{} {} {rest}", if apart { "" } else { prefix }, beat.text);
        self.speak(text.trim().to_owned(), beat.cites.clone());
    }

    /// The host who speaks for the speaker of a beat.
    fn host_of(&self, beat: &Beat) -> Option<Host> {
        let [one, other] = self.document.voices.as_slice() else { return None };
        let speaker = beat.speaker.as_ref().filter(|_| !self.alone)?;
        // The guest has the first word after the opening.
        if speaker == one { Some(Host::Guest) } else { (speaker == other).then_some(Host::Lead) }
    }

    /// The names of the two speakers; none where one host speaks alone, or where they are letters of a list of questions and answers.
    fn spoken_speakers(&self) -> Vec<String> {
        let names = self.document.voices.iter().filter(|name| name.chars().count() > 1);
        let names: Vec<String> = names.filter_map(|name| speech::phrase(name, self.document.language)).collect();
        if names.len() == 2 && !self.alone { names } else { Vec::new() }
    }

    fn filled(&mut self, pool: Pool, topic: &str) -> String {
        let template = self.phrases.any(pool);
        let [lead, guest] = &self.hosts;
        let slots = Slots { lead, guest, title: &self.title, topic };
        speech::capitalised(&slots.fill(template))
    }

    fn filler(&mut self, text: String) {
        self.fillers += 1;
        self.speak(text, Vec::new());
    }

    fn speak(&mut self, text: String, cites: Vec<u32>) {
        self.turns.push(Turn { host: self.next, text, cites });
        self.next = if self.alone { Host::Lead } else { self.next.other() };
    }
}

/// True for the heading of a release, and for the title of a change log.
fn is_release(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    release::number(heading).is_some() || ["release", "changelog", "change log"].iter().any(|word| lower.contains(word))
}

/// Words of a title; one this long that opens the first sentence was cut out of it.
const DERIVED_WORDS_MIN: usize = 6;

/// The title as it is said; empty if it is only the beginning of the first sentence.
fn spoken_title(document: &Document, outline: &Outline) -> String {
    let said =
        speech::phrase(&outline.title, document.language).map(|title| vocabulary::inline(&title)).unwrap_or_default();
    let first = document.paragraphs.first().and_then(|paragraph| paragraph.sentences.first());
    let is_start = first.is_some_and(|first| {
        let (first, said) = (first.to_lowercase(), said.to_lowercase());
        let whole = first.trim_end_matches(['.', '!', '?']) == said;
        whole || (said.split(' ').count() >= DERIVED_WORDS_MIN && first.starts_with(&said))
    });
    if is_start || said.len() > limits::TITLE_CHARS_MAX { String::new() } else { said }
}

/// A host's name without characters that a voice cannot say.
pub(crate) fn spoken_name(name: &str) -> String {
    spoken_name_in(name, Language::English)
}

/// A host's name with the letters of a language.
fn spoken_name_in(name: &str, language: Language) -> String {
    let signs = |c: char| if speech::is_letter(c, language) || c.is_ascii_digit() || c == '\'' { c } else { ' ' };
    let plain: String = name.chars().map(signs).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = plain.chars().take(limits::HOST_CHARS_MAX).collect();
    let has_letters = plain.contains(char::is_alphanumeric);
    if has_letters { plain.trim().to_owned() } else { wording::of(language).host.to_owned() }
}
