//! `fuzz [cases] [first seed] [parser]`: runs cases of all parsers, or of one; a failure prints how to repeat it.
#![expect(clippy::disallowed_methods, reason = "how long cases take is measured outside of them")]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fuzz::{Corpus, PARSERS, Parser, Verdict, meet};

const CASES: u64 = 1_200_000;
const SHOWN_MAX: usize = 5;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let cases = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(CASES);
    let first = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let only = arguments.next().filter(|name| !name.is_empty());
    let corpus = match Corpus::read() {
        Ok(corpus) => corpus,
        Err(error) => {
            eprintln!("the fixtures cannot be read: {error}");
            return ExitCode::FAILURE;
        }
    };
    // A finding is told once, below.
    std::panic::set_hook(Box::new(|_| {}));
    let chosen: Vec<&Parser> =
        PARSERS.iter().filter(|parser| only.as_ref().is_none_or(|name| parser.name == name)).collect();
    let shares: u64 = chosen.iter().map(|parser| parser.share).sum();
    let started = Instant::now();
    let (mut met, mut findings) = (0, 0);
    for parser in chosen {
        let run = run(parser, &corpus, first, (cases * parser.share).div_ceil(shares));
        print(parser, &run);
        met += run.cases;
        findings += run.findings.len();
    }
    println!("{met} cases from seed {first} in {:.1} s, {findings} findings", started.elapsed().as_secs_f64());
    if findings == 0 && met > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Default)]
struct Run {
    cases: u64,
    verdicts: BTreeMap<Verdict, u64>,
    findings: Vec<(u64, String)>,
    spent: Duration,
    slowest: (Duration, u64),
}

/// Runs the cases on every processor.
fn run(parser: &Parser, corpus: &Corpus, first: u64, cases: u64) -> Run {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let started = Instant::now();
    let mut whole = std::thread::scope(|scope| {
        let some = |offset| {
            let seeds = (0..cases).skip(offset).step_by(threads).map(move |case| first.wrapping_add(case));
            scope.spawn(move || meet_all(parser, corpus, seeds))
        };
        let parts: Vec<_> = (0..threads).map(some).collect();
        let parts = parts.into_iter().map(|part| part.join().expect("invariant: a case catches its panic"));
        parts.fold(Run::default(), Run::and)
    });
    whole.spent = started.elapsed();
    whole
}

fn meet_all(parser: &Parser, corpus: &Corpus, seeds: impl Iterator<Item = u64>) -> Run {
    let mut run = Run::default();
    for seed in seeds {
        let started = Instant::now();
        match meet(parser, corpus, seed) {
            Ok(verdict) => *run.verdicts.entry(verdict).or_default() += 1,
            Err(finding) => run.findings.push((seed, finding)),
        }
        run.cases += 1;
        run.slowest = run.slowest.max((started.elapsed(), seed));
    }
    run
}

impl Run {
    fn and(mut self, other: Self) -> Self {
        self.cases += other.cases;
        for (verdict, count) in other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
        self.findings.extend(other.findings);
        self.slowest = self.slowest.max(other.slowest);
        self
    }
}

fn print(parser: &Parser, run: &Run) {
    let (slowest, seed) = run.slowest;
    let taken = run.verdicts.get(&Verdict::Taken).copied().unwrap_or_default();
    println!(
        "{:<12} {:>8} cases {:>7.1} s {:>3} % taken, slowest {:>6.1} ms (seed {seed})",
        parser.name,
        run.cases,
        run.spent.as_secs_f64(),
        100 * taken / run.cases.max(1),
        slowest.as_secs_f64() * 1_000.0,
    );
    let refusals = run.verdicts.iter().filter_map(|(verdict, count)| match verdict {
        Verdict::Taken => None,
        Verdict::Refused(code) => Some(format!("{code} {count}")),
    });
    let refusals: Vec<_> = refusals.collect();
    if !refusals.is_empty() {
        println!("             {}", refusals.join(", "));
    }
    for (seed, finding) in run.findings.iter().take(SHOWN_MAX) {
        println!("  {finding}\n  make fuzz CASES=1 SEED={seed} PARSER={}", parser.name);
    }
}
