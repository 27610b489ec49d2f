//! Estimates held against the ledger of recorded scripts, whose tokens an independent tokenizer has counted.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use pipeline::RedactedJob;
use protocol::{CreateJob, EpisodeFormat, Redaction, Source, SourceFormat, Style, Timestamp};
use writer::{Contract, Price, Provider, Usage};

const NOW: Timestamp = Timestamp::from_ms(1_796_042_593_000);
/// The estimate may be so far off, in percent of what the ledger says.
const OVER_PERCENT_MAX: i64 = 20;
const UNDER_PERCENT_MAX: i64 = 10;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/scripts")
}

fn source(name: &str) -> Source {
    let read = |end: &str| std::fs::read_to_string(folder().join(format!("{name}.{end}")));
    match read("md") {
        Ok(text) => Source { format: SourceFormat::Markdown, text },
        Err(_) => Source { format: SourceFormat::Text, text: read("txt").unwrap() },
    }
}

#[test]
fn an_estimate_is_near_what_the_ledger_says() {
    let price = Price::flat(250_000, 2_000_000);
    let provider = Provider {
        name: "openai".to_owned(),
        contract: Contract::OpenAiChat,
        base: "https://models.example/v1".to_owned(),
        model: "m".to_owned(),
        key: None,
        price: Some(price),
    };
    let table = std::fs::read_to_string(folder().join("tokens.tsv")).unwrap();
    let (mut far, mut all) = (Vec::new(), Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [name, calls, input, output] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let (source_name, format) = name.split_once('.').unwrap();
        let style = Style { format: EpisodeFormat::from_wire(format).unwrap(), ..Style::default() };
        let request = CreateJob { style, ..CreateJob::new(source(source_name)) };
        let fit = RedactedJob::of(request, Redaction::Off);
        let estimate = pipeline::estimate(fit, std::slice::from_ref(&provider), NOW).unwrap();
        let by_model = estimate.writers.first().unwrap();
        let usage = Usage { input: input.parse().unwrap(), output: output.parse().unwrap(), ..Usage::default() };
        let paid = price.cost(&usage).unwrap().as_micros() as i64;
        let off = (by_model.cost.likely.as_micros() as i64 - paid) * 100 / paid;
        all.push(off);
        println!(
            "{name}: {off:+} %; {} calls for {calls}, input {} for {input}, output {} for {output}",
            by_model.calls, by_model.tokens.input, by_model.tokens.output
        );
        if !(-UNDER_PERCENT_MAX..=OVER_PERCENT_MAX).contains(&off) {
            far.push(format!("{name} {off:+}"));
        }
        assert!(by_model.cost.most.as_micros() as i64 >= paid, "{name}: no call costs more than the most");
    }
    all.sort_unstable();
    println!("estimates: {} recordings, off by {:+} to {:+} %", all.len(), all.first().unwrap(), all.last().unwrap());
    assert!(far.is_empty(), "{} of {}: {far:?}", far.len(), all.len());
}
