//! Grounding of titles: a number or a name in one has to be in the paragraphs it stands over.

use super::reason::Reason;
use super::source::{SENTENCES_MAX, Sentence, Source};
use super::statement;
use crate::document::Document;

pub(crate) struct Titles<'d> {
    document: &'d Document,
    source: Source<'d>,
}

impl<'d> Titles<'d> {
    pub(crate) fn new(document: &'d Document) -> Titles<'d> {
        Titles { document, source: Source::new(document, &[String::new(), String::new()]) }
    }

    /// The first number or name of a title that its paragraphs do not have.
    pub(crate) fn claim(&mut self, title: &str, paragraphs: &[u32]) -> Option<String> {
        // No more is loaded than the evidence takes.
        let mut sentences = 0;
        for paragraph in paragraphs {
            if sentences < SENTENCES_MAX && self.source.load(*paragraph).is_some() {
                sentences += self.document.paragraph(*paragraph).map_or(0, |one| one.sentences.len());
            }
        }
        let evidence = self.source.evidence(paragraphs.iter().copied());
        let claims = statement::claims(&Sentence::new(title), &self.source, &evidence, Reason::Number, Reason::Name);
        // A name of the source is no false promise over another part of it.
        let false_claim = |(reason, words): &(Reason, String)| *reason != Reason::Name || !self.source.is_named(words);
        claims.into_iter().find(false_claim).map(|(_, words)| words)
    }
}
