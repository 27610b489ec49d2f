//! Grounding of turns that paraphrase: weaker than `check`, which wants the sentences of the source themselves.
//!
//! Tells every defect, so that a model can mend its answer. It judges words, not meaning. Known gaps: a name or a number
//! that stands beside the same words elsewhere, and two numbers of one sentence; a deed in other words; a negation or an
//! opposite of a word that the source does not have; an opposite outside the table; a short sentence of common words, which
//! passes for a remark; a negation that a paraphrase of the denied word hides.

mod binding;
mod contrary;
mod form;
mod number;
mod opposites;
mod orders;
mod pairs;
mod polarity;
mod reason;
mod source;
mod statement;
mod stem;
mod title;
mod token;
mod vocabulary;

use std::collections::BTreeSet;

use protocol::Language;

use crate::document::Document;
use crate::limits;
use crate::speech;
use crate::turn::Turn;
pub(crate) use orders::is_order;
use reason::{Defects, Reason as R};
pub use reason::{Reason, Ungrounded};
use source::{Sentence, Source};
pub(crate) use title::Titles;

/// Names and words beside the source that turns are judged by.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The names of the two hosts, who may address each other.
    pub hosts: [String; 2],
    /// Words of our own prompt that must never come back.
    pub canaries: Vec<String>,
    /// Ends of addresses that the source itself says: "crates dot io".
    pub addresses: Vec<String>,
}

/// Paragraphs that one turn may cite.
pub(crate) const CITES_MAX: usize = 8;
/// Characters of a question; a longer one could hide a statement.
const QUESTION_CHARS_MAX: usize = 160;

/// Sentences of a section that may claim nothing, whatever their share.
const REMARKS_MIN: usize = 4;

/// The defects of a script from a model, in the order of its turns; none if it is grounded.
pub fn grounded(turns: &[Turn], document: &Document, rules: &Rules) -> Vec<Ungrounded> {
    recited(&mut turns.to_vec(), document, rules, &[])
}

/// The defects of the turns of a section. A statement that its turn cites wrongly is held against the section's other
/// paragraphs, and each turn's cites become those that its statements stand on.
pub(crate) fn recited(turns: &mut [Turn], document: &Document, rules: &Rules, section: &[u32]) -> Vec<Ungrounded> {
    let mut defects = Defects::default();
    if turns.is_empty() || turns.len() > limits::TURNS_MAX {
        defects.add(0, R::TurnCount, "");
        return defects.into_vec();
    }
    let mut source = Source::new(document, &rules.hosts);
    for paragraph in section {
        source.load(*paragraph);
    }
    let mut judged = Judged::default();
    for turn in 0..turns.len() {
        let next: Vec<u32> = turns.get(turn + 1).into_iter().flat_map(|next| next.cites.iter().copied()).collect();
        let Some(one) = turns.get_mut(turn) else { break };
        form::check(turn, &one.text, rules, &mut defects);
        check_cites(turn, one, &mut source, &mut defects);
        // What is longer has been told, and costs no more than its beginning.
        let text: String = one.text.chars().take(limits::TURN_CHARS_MAX).collect();
        for cite in next.iter().take(CITES_MAX) {
            source.load(*cite);
        }
        if let Some(canary) = orders::canary(&text, &rules.canaries) {
            defects.add(turn, R::Canary, canary);
        }
        let cited: Vec<u32> = one.cites.iter().copied().take(CITES_MAX).collect();
        let scope = Scope { cited: &cited, next: &next, section, source: &source, rules };
        let mut stands_on: Vec<u32> = Vec::new();
        for sentence in speech::sentences(&text, Language::English) {
            for cite in judged.sentence(turn, &sentence, &scope, &mut defects) {
                if !stands_on.contains(&cite) {
                    stands_on.push(cite);
                }
            }
        }
        if !section.is_empty() {
            one.cites = stands_on;
            if one.cites.len() > CITES_MAX {
                defects.add(turn, R::CiteCount, &one.cites.len().to_string());
            }
        }
        let stands_on = one.cites.iter().copied().take(CITES_MAX);
        if let Some(quote) = statement::altered_quote(&text, &source.evidence(stands_on.chain(section.iter().copied())))
        {
            defects.add(turn, R::Quote, &quote);
        }
        if defects.is_full() {
            break;
        }
    }
    for (turn, remark) in judged.remarks.iter().skip(REMARKS_MIN.max(judged.sentences / 2)) {
        defects.add(*turn, R::CiteMissing, remark);
    }
    defects.into_vec()
}

/// The ends of the addresses that some paragraphs say.
pub(crate) fn said_addresses(document: &Document, paragraphs: &[u32]) -> Vec<String> {
    let told = paragraphs.iter().filter_map(|paragraph| document.paragraph(*paragraph));
    told.flat_map(|paragraph| &paragraph.sentences).flat_map(|text| form::said_addresses(text)).collect()
}

/// The defects that normalization would hide, of a text as a model wrote it; `turn` is 0.
pub(crate) fn written(text: &str, rules: &Rules) -> Vec<Ungrounded> {
    let mut defects = Defects::default();
    form::check_written(0, text, rules, &mut defects);
    if let Some(canary) = orders::canary(text, &rules.canaries) {
        defects.add(0, R::Canary, canary);
    }
    defects.into_vec()
}

fn check_cites(turn: usize, one: &Turn, source: &mut Source<'_>, defects: &mut Defects) {
    if one.cites.len() > CITES_MAX {
        defects.add(turn, R::CiteCount, &one.cites.len().to_string());
    }
    for cite in one.cites.iter().take(CITES_MAX) {
        if source.load(*cite).is_none() {
            defects.add(turn, R::CiteUnknown, &cite.to_string());
        }
    }
}

/// The surroundings of a sentence.
struct Scope<'s> {
    cited: &'s [u32],
    /// The cites of the next turn, which answers a question.
    next: &'s [u32],
    /// The paragraphs that a cite may be corrected to.
    section: &'s [u32],
    source: &'s Source<'s>,
    rules: &'s Rules,
}

/// The sentences judged so far.
#[derive(Default)]
struct Judged {
    said: BTreeSet<String>,
    sentences: usize,
    /// The last one, with its turn.
    last: Option<(usize, Sentence)>,
    /// Those that claim nothing, with their turns.
    remarks: Vec<(usize, String)>,
}

impl Judged {
    /// The paragraphs that a sentence stands on.
    fn sentence(&mut self, turn: usize, text: &str, scope: &Scope<'_>, defects: &mut Defects) -> Vec<u32> {
        self.sentences += 1;
        let mut sentence = Sentence::new(&without_hosts(text, &scope.rules.hosts));
        sentence.forget(&scope.rules.hosts);
        if let Some((_, last)) = self.last.as_ref().filter(|(of, _)| *of == turn) {
            sentence.follow(last);
        }
        let stands_on = self.judge(turn, text, &sentence, scope, defects);
        self.last = Some((turn, sentence));
        stands_on
    }

    fn judge(
        &mut self,
        turn: usize,
        text: &str,
        sentence: &Sentence,
        scope: &Scope<'_>,
        defects: &mut Defects,
    ) -> Vec<u32> {
        let Scope { cited, next, section, source, rules } = *scope;
        if vocabulary::is_generic(text, &rules.hosts) {
            return Vec::new();
        }
        if is_order(text) {
            defects.add(turn, R::Order, text);
        }
        if let Some(word) = source.obeyed(sentence) {
            defects.add(turn, R::Order, word);
        }
        if !vocabulary::is_english(&sentence.tokens) {
            defects.add(turn, R::NotEnglish, text);
        }
        if !self.said.insert(sentence.plain.clone()) {
            defects.add(turn, R::Repeated, text);
        }
        if text.ends_with(['?']) {
            if text.chars().count() > QUESTION_CHARS_MAX {
                defects.add(turn, R::QuestionTooLong, text);
            }
            let asked = cited.iter().chain(next).chain(section).copied();
            let evidence = source.evidence(asked);
            for (reason, words) in statement::claims(sentence, source, &evidence, R::QuestionClaim, R::QuestionClaim) {
                defects.add(turn, reason, &words);
            }
            for (reason, words) in statement::turned_in_question(sentence, source, &evidence) {
                defects.add(turn, reason, &words);
            }
            return source.sharing(sentence, cited);
        }
        if statement::is_empty(sentence) {
            return source.sharing(sentence, cited);
        }
        let (faults, stands_on) = stand(sentence, scope);
        let unsupported = faults.iter().all(|(reason, _)| matches!(reason, R::Cover | R::CiteMissing));
        if !faults.is_empty() && unsupported && statement::is_remark(text, sentence, source) {
            self.remarks.push((turn, text.to_owned()));
            return source.sharing(sentence, cited);
        }
        for (reason, words) in faults {
            defects.add(turn, reason, if reason == R::CiteMissing { text } else { &words });
        }
        stands_on
    }
}

/// True for a fault that other paragraphs can mend.
fn is_missing(reason: Reason) -> bool {
    matches!(reason, R::Cover | R::CiteMissing | R::Number | R::Name | R::Unit | R::Pair)
}

/// The faults of a statement, and the paragraphs it stands on: those it cites if they support it, else those of its
/// section that do.
fn stand(statement: &Sentence, scope: &Scope<'_>) -> (Vec<statement::Fault>, Vec<u32>) {
    let Scope { cited, section, source, .. } = *scope;
    let around: Vec<u32> = section.iter().copied().filter(|one| !cited.contains(one)).collect();
    let around = source.evidence(cited.iter().copied().chain(around));
    let judge = |cites: &[u32]| match cites {
        [] => vec![(R::CiteMissing, String::new())],
        cites => statement::faults(statement, source, &source.evidence(cites.iter().copied()), &around),
    };
    let mut best = (judge(cited), cited.to_vec());
    if !best.0.iter().any(|(reason, _)| is_missing(*reason)) {
        best.1 = source.sharing(statement, cited);
        return best;
    }
    let near = source.nearest(statement, section);
    let first: Vec<u32> = near.iter().copied().take(1).collect();
    let with = |more: &[u32]| cited.iter().chain(more).copied().collect::<Vec<u32>>();
    for cites in [first.clone(), with(&first), near.clone(), with(&near)] {
        let faults = judge(&cites);
        if faults.len() < best.0.len() || best.1.is_empty() {
            best = (faults, cites);
        }
        // More paragraphs mend what is missing, and not what is said otherwise.
        if !best.0.iter().any(|(reason, _)| is_missing(*reason)) {
            break;
        }
    }
    best.1 = source.sharing(statement, &best.1);
    best
}

/// The sentence without the name of a host at its beginning or its end: "Right, Ada, ...", "..., Ben."
fn without_hosts(text: &str, hosts: &[String; 2]) -> String {
    let mut text = text.to_owned();
    for host in hosts.iter().filter(|host| !host.is_empty()) {
        text = text.replace(&format!(", {host},"), ",");
        for mark in ['.', '!', '?'] {
            text = text.replace(&format!(", {host}{mark}"), &mark.to_string());
        }
        text = text.strip_prefix(&format!("{host}, ")).map_or(text.clone(), str::to_owned);
    }
    text
}
