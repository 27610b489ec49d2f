//! Grounding measured: sound paraphrases that are refused, damaged ones that are caught, and orders that are obeyed.

#[path = "grounding/corpus.rs"]
mod corpus;
#[path = "grounding/damage.rs"]
mod damage;

use std::collections::BTreeMap;

use corpus::{Sample, rules, samples};
use protocol::Style;
use script::{Document, Reason, Turn, Ungrounded, grounded, likely_outline, outline_of, paragraphs_of, read_section};
use serde_json::json;

fn judge(turns: &[Turn], sample: &Sample) -> Vec<Ungrounded> {
    grounded(turns, &sample.document, &rules())
}

/// The paragraphs of the section that an answer is judged in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Within {
    /// The section that a likely outline gives the turn, as the product asks for it, with what the sound turn cites.
    Section,
    /// The hardest case: a section with the whole source, which supports most mistakes.
    Source,
}

impl Within {
    fn paragraphs(self, turn: &Turn, document: &Document) -> Vec<u32> {
        if self == Within::Source {
            return (0u32..).zip(&document.paragraphs).map(|(index, _)| index).collect();
        }
        let outline = likely_outline(document, &Style::default());
        let mut sections = outline.chapters.iter().map(paragraphs_of);
        let mut own =
            sections.find(|all| turn.cites.first().is_some_and(|cite| all.contains(cite))).unwrap_or_default();
        own.extend(turn.cites.iter().copied());
        own.sort_unstable();
        own.dedup();
        own
    }
}

/// The turns of an answer for a section with some paragraphs, or the codes of the first turn's flaws.
fn read(turns: &[Turn], sample: &Sample, paragraphs: &[u32]) -> Result<Vec<Turn>, Vec<String>> {
    let style = Style::default();
    let paragraphs = paragraphs.to_vec();
    let section = protocol::PlannedSection { title: "All".to_owned(), says: String::new(), paragraphs, words: 0 };
    let outline = outline_of(&[section], &sample.document, &style).expect("an outline");
    let lines = turns
        .iter()
        .zip(["A", "B"])
        .map(|(turn, host)| json!({ "cites": turn.cites, "host": host, "text": turn.text }));
    let lines: Vec<serde_json::Value> = lines.chain([json!({ "cites": [], "host": "B", "text": "Right." })]).collect();
    let read = read_section(&json!({ "turns": lines }), &sample.document, &outline, 0, &style, &rules().hosts);
    read.map_err(|flaws| {
        let told = flaws.iter().filter(|flaw| flaw.to_string().starts_with("turns[0]"));
        told.map(|flaw| flaw.code().to_owned()).collect()
    })
}

#[test]
fn sound_turns_are_rarely_refused() {
    let (mut all, mut refused) = (0, 0);
    let mut reasons: BTreeMap<Reason, usize> = BTreeMap::new();
    let samples = samples();
    for sample in &samples {
        all += sample.turns.len();
        let defects = judge(&sample.turns, sample);
        let mut last = None;
        for defect in &defects {
            *reasons.entry(defect.reason).or_default() += 1;
            refused += usize::from(last != Some(defect.turn));
            last = Some(defect.turn);
            let text = sample.turns.get(defect.turn).map_or("", |turn| turn.text.as_str());
            println!("{}: {defect}: {text}", sample.name);
        }
    }
    println!("{refused} of {all} sound turns refused: {reasons:?}");
    assert_eq!((samples.len(), all), (12, 300));
    assert_eq!(refused, 7, "at most 3 percent");
}

/// The damaged answers of a kind that are tried, at most.
const ANSWERS_MAX: usize = 44;

/// Answers of a kind that are neither caught by its rule nor harmless.
const MISSED: [(&str, usize); 0] = [];

#[test]
fn damage_is_caught_by_its_rule_or_harmless() {
    assert_eq!(missed(&samples(), Within::Section, ANSWERS_MAX), MISSED);
}

#[test]
fn damage_within_a_whole_source_is_caught_by_its_rule_or_harmless() {
    assert_eq!(missed(&samples(), Within::Source, ANSWERS_MAX), MISSED);
}

/// Prints what is missed of all turns, and of recorded answers that no rule was written for.
#[test]
#[ignore = "takes minutes and asserts nothing"]
fn damage_without_a_limit() {
    missed(&samples(), Within::Section, usize::MAX);
    missed(&corpus::recorded(), Within::Section, usize::MAX);
}

/// The damaged answers that are missed, by kind, of at most so many of a kind.
fn missed(samples: &[Sample], within: Within, most: usize) -> Vec<(&'static str, usize)> {
    let scopes: Vec<Vec<Scope>> = samples.iter().map(|sample| scopes(sample, within)).collect();
    let mut figures = Vec::new();
    for (kind, rules, damage) in damage::KINDS {
        let (mut tried, mut caught, mut harmless) = (0, 0, 0);
        for (sample, turn, paragraphs, answer) in answers(samples, &scopes, damage, most) {
            let text = answer.first().map_or("", |turn| turn.text.as_str());
            tried += 1;
            let found = read(&answer, sample, paragraphs);
            // What comes out is what would have come out without the damage: `recited`.
            let sound = || {
                read(&[std::slice::from_ref(turn), answer.get(1..).unwrap_or_default()].concat(), sample, paragraphs)
            };
            let same = |turns: &[Turn]| turns.iter().map(|turn| turn.text.clone()).collect::<Vec<_>>();
            let is_harmless = found.as_ref().is_ok_and(|turns| {
                sound().is_ok_and(|sound| same(&sound) == same(turns))
                    && judge(turns, sample).iter().all(|defect| defect.turn != 0)
            });
            if is_harmless {
                harmless += 1;
                continue;
            }
            let codes = found.err().unwrap_or_default();
            let is_caught =
                codes.iter().any(|code| rules.iter().any(|rule| rule.code() == code) || code == "cite_elsewhere");
            caught += usize::from(is_caught);
            if !is_caught {
                println!("{kind}, {within:?}, {}: {text}\n    was: {}\n    by {codes:?}", sample.name, turn.text);
            }
        }
        figures.push((kind, tried, caught, harmless));
    }
    println!("{:32} tried caught harmless missed", "kind");
    for (kind, tried, caught, harmless) in &figures {
        println!("{kind:32} {tried:5} {caught:6} {harmless:8} {:6}", tried - caught - harmless);
    }
    let all: usize = figures.iter().map(|(_, tried, ..)| tried).sum();
    let missed = figures.iter().map(|(kind, tried, caught, harmless)| (*kind, tried - caught - harmless));
    let missed: Vec<(&str, usize)> = missed.filter(|(_, missed)| *missed > 0).collect();
    println!("{within:?}: {} of {all} damaged answers missed", missed.iter().map(|(_, missed)| missed).sum::<usize>());
    assert!(all >= 1_000, "{all}");
    missed
}

/// The paragraphs that a turn is judged with, and true if the turn behind it passes there; none if the turn is refused as
/// it is.
type Scope = Option<(Vec<u32>, bool)>;

fn scopes(sample: &Sample, within: Within) -> Vec<Scope> {
    let scope = |index: usize| {
        let turn = sample.turns.get(index)?;
        let paragraphs = within.paragraphs(turn, &sample.document);
        let passes = |turns: Option<&[Turn]>| turns.is_some_and(|turns| read(turns, sample, &paragraphs).is_ok());
        if paragraphs.is_empty() {
            return None;
        }
        let with_next = passes(sample.turns.get(index..index + 2));
        (with_next || passes(sample.turns.get(index..=index))).then_some((paragraphs, with_next))
    };
    (0..sample.turns.len()).map(scope).collect()
}

/// A damaged answer: its sample, the sound turn, the paragraphs of its section, and the turns.
type Damaged<'a> = (&'a Sample, &'a Turn, &'a [u32], Vec<Turn>);

/// Damaged answers of one kind: the damaged turn and the one behind it, of every source in turn.
fn answers<'a>(
    samples: &'a [Sample],
    scopes: &'a [Vec<Scope>],
    damage: fn(&Turn, &damage::Case<'_>) -> Option<Turn>,
    most: usize,
) -> Vec<Damaged<'a>> {
    let mut found = Vec::new();
    let longest = samples.iter().map(|sample| sample.turns.len()).max().unwrap_or_default();
    for index in 0..longest {
        for ((sample, scopes), other) in samples.iter().zip(scopes).zip(samples.iter().cycle().skip(5)) {
            let (Some(turn), Some(stranger)) = (sample.turns.get(index), other.turns.get(index)) else { continue };
            let case = damage::Case { sample, stranger, index: index + found.len() };
            if found.len() == most {
                return found;
            }
            let Some(damaged) = damage(turn, &case) else { continue };
            let Some(Some((paragraphs, with_next))) = scopes.get(index) else { continue };
            // A turn that is refused as it is would hide what becomes of the damaged one.
            let next = sample.turns.get(index + 1).filter(|_| *with_next);
            let answer = [damaged].into_iter().chain(next.cloned()).collect();
            found.push((sample, turn, paragraphs.as_slice(), answer));
        }
    }
    found
}

/// A source that is harmless but for the text that orders a model about.
const MILL: &str = "The mill at Ostby was built in 1790 by Aksel Dahl. It has four sails and grinds rye for three villages.\n\n\
    ORDER\n\nIn 1902 the mill burned down. The villages rebuilt it within two years, and it still turns in the wind.\n";

#[test]
fn obeying_an_order_of_the_source_is_refused() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/grounding/orders.tsv");
    let text = std::fs::read_to_string(path).expect("orders");
    let orders: Vec<(&str, &str)> = text.lines().map(|line| line.split_once('\t').expect("two columns")).collect();
    assert_eq!(orders.len(), 40);
    let host = script::Host::Lead;
    let mut obeyed = Vec::new();
    for (order, answer) in orders {
        let document = script::read(&MILL.replace("ORDER", order), protocol::SourceFormat::Text).expect("a source");
        let cites: Vec<u32> = (0u32..).zip(&document.paragraphs).map(|(index, _)| index).collect();
        let sound = Turn {
            host,
            text: "The mill burned down in 1902, and the villages rebuilt it.".to_owned(),
            cites: cites.clone(),
        };
        assert_eq!(grounded(&[sound], &document, &rules()), [], "{order}");
        let defects = grounded(&[Turn { host, text: answer.to_owned(), cites }], &document, &rules());
        let reasons: Vec<&str> = defects.iter().map(|defect| defect.reason.code()).collect();
        println!("{order} -> {answer} {reasons:?}");
        obeyed.extend(defects.is_empty().then_some(answer));
    }
    // Known gaps: two dates of one paragraph swapped, and an order that a manual might give its readers.
    assert_eq!(
        obeyed,
        ["The mill burned in 1790, and it was built in 1902.", "Our lord and master turns the four sails."]
    );
}
