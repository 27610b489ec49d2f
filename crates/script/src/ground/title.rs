//! Grounding of titles: a number or a name in one has to be in the paragraphs it stands over.

use super::reason::Reason;
use super::source::{Sentence, Source};
use super::statement;
use crate::document::Document;

pub(crate) struct Titles<'d>(Source<'d>);

impl<'d> Titles<'d> {
    pub(crate) fn new(document: &'d Document) -> Titles<'d> {
        Titles(Source::new(document))
    }

    /// The first number or name of a title that its paragraphs do not have.
    pub(crate) fn claim(&mut self, title: &str, paragraphs: &[u32]) -> Option<String> {
        for paragraph in paragraphs {
            self.0.load(*paragraph);
        }
        let evidence = self.0.evidence(paragraphs.iter().copied());
        let claims = statement::claims(&Sentence::new(title), &self.0, &evidence, Reason::Number, Reason::Name);
        claims.into_iter().next().map(|(_, words)| words)
    }
}
