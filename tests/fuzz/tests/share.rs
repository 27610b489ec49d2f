//! A small share of `make fuzz`, and the checks that its runs are repeatable and meaningful.

use std::collections::BTreeSet;

use fuzz::{Corpus, PARSERS, Parser, Verdict, meet};

const CASES: u64 = 3_000;
const FIRST_SEED: u64 = 1_000_000_000;

fn seeds(parser: &Parser) -> std::ops::Range<u64> {
    let shares: u64 = PARSERS.iter().map(|parser| parser.share).sum();
    FIRST_SEED..FIRST_SEED + (CASES * parser.share).div_ceil(shares)
}

#[test]
fn every_parser_accepts_or_refuses_any_input() {
    let corpus = Corpus::read().unwrap();
    for parser in &PARSERS {
        let mut verdicts = BTreeSet::new();
        for seed in seeds(parser) {
            let verdict = meet(parser, &corpus, seed);
            verdicts.insert(
                verdict.unwrap_or_else(|finding| {
                    panic!("make fuzz CASES=1 SEED={seed} PARSER={}: {finding}", parser.name)
                }),
            );
        }
        assert!(verdicts.iter().any(|verdict| matches!(verdict, Verdict::Refused(_))), "{}: all is taken", parser.name);
        let takes = parser.name == "provider" || verdicts.contains(&Verdict::Taken);
        assert!(takes, "{}: nothing is taken, so nothing is known of what follows", parser.name);
    }
}

#[test]
fn a_seed_repeats_its_case() {
    let corpus = Corpus::read().unwrap();
    for parser in &PARSERS {
        for seed in 0..10 {
            assert_eq!(meet(parser, &corpus, seed), meet(parser, &corpus, seed), "{} {seed}", parser.name);
        }
    }
}
