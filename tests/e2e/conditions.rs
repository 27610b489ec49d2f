//! Conditional requests: the table by RFC 9110, held against implementations that nobody here wrote, and against the service.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::json;
use tests::tools::reference;
use tests::{Answer, Conditional, File, conditionals};

use crate::trial::{own, shared};
use crate::work::ARTIFACTS;
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(the_table_is_what_others_answer_where_they_follow_the_rfc),
        shared(every_request_of_the_table_is_answered_so),
        shared(an_unchanged_file_is_known_by_the_date_it_was_sent_with),
        shared(a_file_that_is_not_the_one_meant_is_refused_with_a_code),
    ]
}

/// Those it can be asked for.
const RANGES: &str = "send";
const CONDITIONS: &str = "django";

fn the_table_is_what_others_answer_where_they_follow_the_rfc() -> Result<()> {
    let file = File { etag: "\"one\"".to_owned(), modified: "Sat, 21 Nov 2026 10:00:00 GMT".to_owned(), size: 100 };
    let rows = conditionals(&file)?;
    let requests: Vec<_> = rows
        .iter()
        .map(|row| json!({ "method": row.method, "headers": row.headers.iter().cloned().collect::<BTreeMap<_, _>>() }))
        .collect();
    let asked = json!({ "etag": file.etag, "modified": file.modified, "size": file.size, "requests": requests });
    let mut wrong = Vec::new();
    let mut confirmed = vec![false; rows.len()];
    for (name, script) in [(RANGES, "send.mjs"), (CONDITIONS, "conditional.py")] {
        let answers = reference(script, &asked)?;
        ensure!(answers.len() == rows.len(), "{name}: {} answers to {} requests", answers.len(), rows.len());
        for ((row, answer), confirmed) in rows.iter().zip(&answers).zip(&mut confirmed) {
            let expected = row.expected_of(name);
            *confirmed |= *answer == row.answer && (name == RANGES || !row.asks_for_a_range());
            if *answer != expected {
                wrong.push(format!("{name} answers {answer}, not {expected}: {}", row.row));
            }
        }
    }
    let agreed = confirmed.iter().filter(|confirmed| **confirmed).count();
    println!("conditions: {} rows, {agreed} of them answered so by send or Django", rows.len());
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (row, confirmed) in rows.iter().zip(confirmed) {
        ensure!(confirmed || row.departs.is_some(), "nobody answers so: {}", row.row);
    }
    ensure!(agreed >= 60, "{agreed} rows are confirmed");
    Ok(())
}

trait Expected {
    fn expected_of(&self, reference: &str) -> String;
    fn asks_for_a_range(&self) -> bool;
}

impl Expected for Conditional {
    /// The answer of a reference: the RFC's, unless the row says otherwise; Django knows no ranges.
    fn expected_of(&self, reference: &str) -> String {
        let departure = self.departs.as_ref().filter(|(name, _)| name == reference);
        let answer = departure.map_or(&self.answer, |(_, answer)| answer);
        let is_part = answer.starts_with("206") || answer == "416";
        if reference == CONDITIONS && is_part { "200".to_owned() } else { answer.clone() }
    }

    /// True if the answer is more than its conditions decide.
    fn asks_for_a_range(&self) -> bool {
        let is_sent = !matches!(self.answer.as_str(), "304" | "412");
        is_sent && self.headers.iter().any(|(name, _)| name == "Range")
    }
}

fn said(answer: &Answer) -> String {
    let range = answer.header("Content-Range");
    let part = range.strip_prefix("bytes ").and_then(|range| range.split_once('/')).map(|(part, _)| part);
    match part {
        Some(part) if answer.status == 206 => format!("206 {part}"),
        Some(_) | None => answer.status.to_string(),
    }
}

fn ask(world: &World, name: &str, method: &str, headers: &[(String, String)]) -> Result<Answer> {
    let ask = world.client.ask(method, &world.article.address(name));
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).send()
}

fn file(world: &World, name: &str) -> Result<File> {
    let head = ask(world, name, "HEAD", &[])?;
    let [etag, modified] = ["ETag", "Last-Modified"].map(|header| head.header(header).to_owned());
    Ok(File { etag, modified, size: world.article.bytes(name)?.len() })
}

/// Files take no other methods than GET and HEAD.
fn every_request_of_the_table_is_answered_so(world: &World) -> Result<()> {
    let name = "transcript.vtt";
    let whole = world.article.bytes(name)?;
    let (mut asked, mut wrong) = (0, Vec::new());
    for row in conditionals(&file(world, name)?)?.into_iter().filter(|row| row.method != "POST") {
        let answer = ask(world, name, &row.method, &row.headers)?;
        asked += 1;
        let sent = match answer.status {
            200 if row.method == "GET" => whole.as_slice(),
            206 if row.method == "GET" => {
                let (start, last) =
                    row.answer.strip_prefix("206 ").and_then(|part| part.split_once('-')).context("a part")?;
                whole.get(start.parse()?..=last.parse()?).context("a part of the file")?
            }
            412 | 416 => answer.body.as_slice(),
            _ => &[],
        };
        if said(&answer) != row.answer || answer.body != sent {
            wrong.push(format!("{} with {} bytes: {}", said(&answer), answer.body.len(), row.row));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    ensure!(asked >= 90, "{asked} requests");
    Ok(())
}

fn an_unchanged_file_is_known_by_the_date_it_was_sent_with(world: &World) -> Result<()> {
    for (name, _) in ARTIFACTS {
        let File { etag, modified, .. } = file(world, name)?;
        for header in ["If-Modified-Since", "If-Unmodified-Since"] {
            let answer = ask(world, name, "GET", &[(header.to_owned(), modified.clone())])?;
            let expected = if header == "If-Modified-Since" { 304 } else { 200 };
            ensure!(answer.status == expected, "{name}, {header}: {}", answer.status);
            ensure!(answer.body.is_empty() == (expected == 304), "{name}, {header}: {} bytes", answer.body.len());
            let said = [answer.header("ETag"), answer.header("Last-Modified")];
            ensure!(said == [etag.as_str(), modified.as_str()], "{name}, {header}: {:?}", answer.headers);
        }
    }
    Ok(())
}

fn a_file_that_is_not_the_one_meant_is_refused_with_a_code(world: &World) -> Result<()> {
    let headers = [("If-Match".to_owned(), "\"other\"".to_owned())];
    let answer = ask(world, "episode.mp3", "GET", &headers)?;
    ensure!(answer.status == 412, "{}", answer.status);
    ensure!(answer.header("Content-Type") == "application/problem+json", "{:?}", answer.headers);
    ensure!(answer.json()?.get("code").is_some_and(|code| code == "precondition_failed"), "{}", answer.text());
    let head = ask(world, "episode.mp3", "HEAD", &headers)?;
    ensure!(head.status == 412 && head.body.is_empty(), "{} {}", head.status, head.text());
    Ok(())
}
