//! The dialogue: assigns each beat to a host, and puts a question, bridge or short answer before it.

use super::beat::{Beat, TurnText};
use super::cue;
use super::heading::{self, Move};
use super::phrases::{Phrases, Pool, Slots};
use super::subject;
use super::vocabulary::{self, Vocabulary};
use crate::document::Document;
use crate::outline::{Outline, without_number};
use crate::pick::refers_back;
use crate::turn::{Host, Turn};
use crate::{limits, speech};

pub(super) struct Dialogue<'a> {
    document: &'a Document,
    outline: &'a Outline,
    chapter: usize,
    hosts: [String; 2],
    /// Empty if the title is only the source's first words.
    title: String,
    known: Vocabulary,
    phrases: Phrases,
    turns: Vec<Turn>,
    last: Host,
    /// Beats since the last question.
    since_question: usize,
    handovers: usize,
}

impl<'a> Dialogue<'a> {
    pub(super) fn new(
        document: &'a Document,
        outline: &'a Outline,
        chapter: usize,
        hosts: &[String; 2],
    ) -> Dialogue<'a> {
        let hosts = hosts.clone().map(|name| spoken_name(&name));
        let seed = outline.title.bytes().fold(7_usize, |seed, byte| (seed * 31 + usize::from(byte)) % 1_009);
        Dialogue {
            document,
            outline,
            chapter,
            hosts,
            title: spoken_title(document, outline),
            known: Vocabulary::of(document),
            phrases: Phrases::new(chapter, outline.chapters.len(), seed),
            turns: Vec::new(),
            last: Host::Guest,
            since_question: 1,
            handovers: chapter,
        }
    }

    pub(super) fn into_turns(self) -> Vec<Turn> {
        self.turns
    }

    pub(super) fn open(&mut self) {
        let welcome = if self.title.is_empty() { Pool::WelcomeUntitled } else { Pool::Welcome };
        for (host, pool) in [(Host::Lead, welcome), (Host::Guest, Pool::Reply), (Host::Lead, Pool::Start)] {
            let phrase = self.phrases.any(pool);
            self.speak(host, phrase, "");
        }
    }

    pub(super) fn close(&mut self) {
        let farewell = if self.title.is_empty() { Pool::FarewellUntitled } else { Pool::Farewell };
        for (host, pool) in [(Host::Lead, farewell), (Host::Guest, Pool::Bye)] {
            let phrase = self.phrases.any(pool);
            self.speak(host, phrase, "");
        }
    }

    pub(super) fn tell(&mut self, beats: &[Beat]) {
        let mut before: Option<&Beat> = None;
        for (index, beat) in beats.iter().enumerate() {
            let is_last = self.chapter + 1 == self.outline.chapters.len() && index + 1 == beats.len() && index > 1;
            match before {
                None if self.chapter == 0 => self.state(Host::Guest, None, beat),
                None => self.enter(beat),
                Some(before) if before.section != beat.section => self.turn_to(before, beat),
                Some(_) if is_last && !refers_back(&beat.first) => self.finish(beat),
                Some(before) => self.go_on(before, beat),
            }
            before = Some(beat);
        }
    }

    /// Says the first beat of a chapter.
    fn enter(&mut self, beat: &Beat) {
        let title = self.outline.chapters.get(self.chapter).map_or("", |plan| plan.title.as_str());
        let path = self.path(beat.section);
        let is_title = |heading: &&str| without_number(heading) == title;
        let heading = path.iter().copied().find(is_title).or_else(|| path.first().copied());
        match heading.filter(|_| self.begins(beat)).map(str::to_owned) {
            Some(heading) => self.bridge(Host::Lead, &heading),
            None => {
                let asked = self.question(&Beat::default(), beat);
                let (phrase, topic) = asked.unwrap_or_else(|| (self.phrases.any(Pool::MoveOn), String::new()));
                self.speak(Host::Lead, phrase, &topic);
            }
        }
        self.state(Host::Guest, None, beat);
    }

    /// Says the first beat of a section within a chapter, after a bridge to the highest heading that is new.
    fn turn_to(&mut self, before: &Beat, beat: &Beat) {
        let old = self.path(before.section);
        let new = self.path(beat.section).into_iter().find(|heading| !old.contains(heading));
        let Some(heading) = new.map(str::to_owned) else { return self.go_on(before, beat) };
        let asker = self.last.other();
        self.bridge(asker, &heading);
        self.state(asker.other(), None, beat);
    }

    /// The headings a section stands under, the highest first.
    fn path(&self, section: usize) -> Vec<&'a str> {
        let mut path = Vec::new();
        let mut level = u8::MAX;
        for section in self.document.sections.iter().take(section + 1).rev() {
            if section.level < level && !section.heading.is_empty() {
                path.push(section.heading.as_str());
                level = section.level;
            }
        }
        path.reverse();
        path
    }

    /// True if the chapter begins where its section does, not in the middle of it.
    fn begins(&self, beat: &Beat) -> bool {
        let chapters = self.outline.chapters.get(..self.chapter).unwrap_or_default();
        let said = chapters.last().and_then(|plan| plan.sentences.last());
        said.is_none_or(|place| self.document.section_of(place.paragraph) != beat.section)
    }

    fn finish(&mut self, beat: &Beat) {
        if self.last == Host::Lead {
            return self.state(Host::Guest, None, beat);
        }
        let phrase = self.phrases.any(Pool::Finish);
        self.speak(Host::Lead, phrase, "");
        self.state(Host::Guest, None, beat);
    }

    fn bridge(&mut self, asker: Host, heading: &str) {
        match heading::move_to(heading, &self.known) {
            Some(Move::Ask(questions)) => {
                let nth = (self.chapter + self.turns.len()) % questions.len();
                let question = questions.get(nth).copied().unwrap_or_default();
                self.speak(asker, question, "");
            }
            Some(Move::To(pool, topic)) => {
                let phrase = self.phrases.any(pool);
                self.speak(asker, phrase, &topic);
            }
            None => {
                let phrase = self.phrases.any(Pool::MoveOn);
                self.speak(asker, phrase, "");
            }
        }
    }

    /// Says the next beat of a section: after a question that it answers, or by the other host.
    fn go_on(&mut self, before: &Beat, beat: &Beat) {
        let may_ask = self.since_question > 0 && (self.last == Host::Guest || self.since_question > 2);
        let asked = may_ask.then(|| self.question(before, beat)).flatten();
        if let Some((phrase, topic)) = asked {
            let speaker = self.last;
            self.speak(speaker.other(), phrase, &topic);
            return self.state(speaker, None, beat);
        }
        self.since_question += 1;
        self.handovers += 1;
        let speaker = self.last.other();
        let plain = refers_back(&beat.first) || self.handovers.is_multiple_of(2);
        let pool = if self.handovers % 4 == 1 { Pool::Agree } else { Pool::Add };
        let prefix = if plain { None } else { self.phrases.fresh(pool) };
        self.state(speaker, prefix, beat);
    }

    fn question(&mut self, before: &Beat, beat: &Beat) -> Option<(&'static str, String)> {
        let text = |beat: &Beat| beat.turns.iter().map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ");
        if let Some(pool) = cue::cue(&beat.first) {
            return self.phrases.fresh(pool).map(|phrase| (phrase, String::new()));
        }
        if let Some((pool, topic)) = subject::question(&beat.first, &text(before), &self.known) {
            return self.phrases.fresh(pool).map(|phrase| (phrase, topic));
        }
        let figures = cue::figures(&beat.first).filter(|_| !refers_back(&beat.first));
        let pool = figures.or_else(|| (self.since_question > 1).then_some(Pool::Prompt))?;
        self.phrases.fresh(pool).map(|phrase| (phrase, String::new()))
    }

    fn speak(&mut self, host: Host, template: &str, topic: &str) {
        let [lead, guest] = &self.hosts;
        let slots = Slots { lead, guest, title: &self.title, topic };
        let text = speech::capitalised(&slots.fill(template));
        self.turns.push(Turn { host, text, cites: Vec::new() });
        self.since_question = 0;
    }

    fn state(&mut self, host: Host, prefix: Option<&str>, beat: &Beat) {
        let mut prefix = prefix;
        for TurnText { text, cites } in &beat.turns {
            let joined = prefix.take().map(|prefix| format!("{prefix} {text}"));
            let text = joined.filter(|joined| joined.len() <= limits::TURN_CHARS_MAX).unwrap_or_else(|| text.clone());
            self.turns.push(Turn { host, text, cites: cites.clone() });
        }
        self.last = host;
    }
}

/// Words of a title; one this long that opens the first sentence was cut out of it.
const DERIVED_WORDS_MIN: usize = 6;

/// The title as it is said; empty if it is only the beginning of the first sentence.
fn spoken_title(document: &Document, outline: &Outline) -> String {
    let said = speech::phrase(&outline.title).map(|title| vocabulary::inline(&title)).unwrap_or_default();
    let first = document.paragraphs.first().and_then(|paragraph| paragraph.sentences.first());
    let is_start = first.is_some_and(|first| {
        let (first, said) = (first.to_ascii_lowercase(), said.to_ascii_lowercase());
        let whole = first.trim_end_matches(['.', '!', '?']) == said;
        whole || (said.split(' ').count() >= DERIVED_WORDS_MIN && first.starts_with(&said))
    });
    if is_start || said.len() > limits::TITLE_CHARS_MAX { String::new() } else { said }
}

/// A host's name without characters that a voice cannot say.
fn spoken_name(name: &str) -> String {
    let signs = |c: char| if c.is_ascii_alphanumeric() || c == '\'' { c } else { ' ' };
    let plain: String = name.chars().map(signs).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = plain.chars().take(limits::HOST_CHARS_MAX).collect();
    let has_letters = plain.contains(|c: char| c.is_ascii_alphanumeric());
    if has_letters { plain.trim().to_owned() } else { "your host".to_owned() }
}
