//! Grounding measured: sound paraphrases that are refused, damaged ones that are caught, and orders that are obeyed.

#[path = "grounding/corpus.rs"]
mod corpus;
#[path = "grounding/damage.rs"]
mod damage;

use std::collections::BTreeMap;

use corpus::{Sample, rules, samples};
use script::{Reason, Turn, Ungrounded, grounded};

fn judge(turns: &[Turn], sample: &Sample) -> Vec<Ungrounded> {
    grounded(turns, &sample.document, &rules())
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
    assert!(refused <= 5, "{refused}: at most 3 percent, as it was measured");
}

/// The damaged answers of a kind that are tried, at most.
const ANSWERS_MAX: usize = 44;

/// Answers of a kind that no rule catches; every other kind is caught whole. The gaps are in the docs of `ground`.
const MISSED: [(&str, usize); 10] = [
    ("number of the same paragraph", 5),
    ("unit changed", 1),
    ("name swapped", 2),
    ("name of the same paragraph", 20),
    ("negation dropped", 9),
    ("negation added", 4),
    ("opposite", 5),
    ("cite of another paragraph", 4),
    ("cite missing", 3),
    ("superlative added", 1),
];

#[test]
fn damage_is_caught_by_its_rule() {
    let samples = samples();
    let (mut all, mut caught_all) = (0, 0);
    let mut figures = Vec::new();
    for (kind, rules, damage) in damage::KINDS {
        let (mut tried, mut caught, mut named) = (0, 0, 0);
        for (sample, turn, answer) in answers(&samples, damage) {
            let text = answer.first().map_or("", |turn| turn.text.as_str());
            let defects: Vec<Ungrounded> =
                judge(&answer, sample).into_iter().filter(|defect| defect.turn == 0).collect();
            tried += 1;
            caught += usize::from(!defects.is_empty());
            let by_rule = defects.iter().any(|defect| rules.contains(&defect.reason));
            named += usize::from(by_rule);
            if !by_rule {
                println!("{kind}, {}: {text}\n    was: {}\n    by {defects:?}", sample.name, turn.text);
            }
        }
        (all, caught_all) = (all + tried, caught_all + caught);
        figures.push((kind, tried, caught, named));
    }
    for (kind, tried, caught, named) in &figures {
        println!("{kind:32} {caught:3} of {tried:3} caught, {named:3} by its rule");
    }
    println!("{caught_all} of {all} damaged answers caught");
    assert!(all >= 1_000, "{all}");
    let missed = |(kind, tried, _, named): &(&'static str, usize, usize, usize)| (*kind, tried - named);
    let missed: Vec<(&str, usize)> = figures.iter().map(missed).filter(|(_, missed)| *missed > 0).collect();
    assert_eq!(missed, MISSED);
    assert_eq!((caught_all, all), (1_128, 1_182));
}

/// Damaged answers of one kind: the damaged turn and the one behind it, of every source in turn.
fn answers(
    samples: &[Sample],
    damage: fn(&Turn, &damage::Case<'_>) -> Option<Turn>,
) -> Vec<(&Sample, &Turn, Vec<Turn>)> {
    let mut found = Vec::new();
    let longest = samples.iter().map(|sample| sample.turns.len()).max().unwrap_or_default();
    for index in 0..longest {
        for (sample, other) in samples.iter().zip(samples.iter().cycle().skip(5)) {
            let (Some(turn), Some(stranger)) = (sample.turns.get(index), other.turns.get(index)) else { continue };
            let case = damage::Case { sample, stranger, index: index + found.len() };
            if found.len() == ANSWERS_MAX {
                return found;
            }
            let Some(damaged) = damage(turn, &case) else { continue };
            if !judge(std::slice::from_ref(turn), sample).is_empty() {
                continue;
            }
            found.push((sample, turn, [damaged].into_iter().chain(sample.turns.get(index + 1).cloned()).collect()));
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
    // Two dates of one paragraph set swapped are a known gap.
    assert_eq!(obeyed, ["The mill burned in 1790, and it was built in 1902."]);
}
