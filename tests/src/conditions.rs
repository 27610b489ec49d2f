//! Conditional requests for a file and the answer to each: `tests/golden/http/conditions.txt`, filled in for one file.

use std::fs;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::repository;

/// A file that can be asked for: its validators, as its headers have them, and its size.
pub struct File {
    pub etag: String,
    pub modified: String,
    pub size: usize,
}

/// A row of the table.
pub struct Conditional {
    /// The row, as it is written.
    pub row: String,
    pub method: String,
    pub headers: Vec<(String, String)>,
    /// A status, and after 206 the part.
    pub answer: String,
    /// The reference that departs from the RFC here, and its answer.
    pub departs: Option<(String, String)>,
}

/// Reads the table for a file.
pub fn conditionals(file: &File) -> Result<Vec<Conditional>> {
    let table = fs::read_to_string(repository().join("tests/golden/http/conditions.txt"))?;
    let words = words(file)?;
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| conditional(row, &words).with_context(|| format!("malformed: {row}"))).collect()
}

fn words(file: &File) -> Result<Vec<(String, String)>> {
    let then = httpdate::parse_http_date(&file.modified)?;
    let mut words = vec![
        ("\"one\"".to_owned(), file.etag.clone()),
        ("{size}".to_owned(), file.size.to_string()),
        ("{last}".to_owned(), (file.size - 1).to_string()),
        ("{tail}".to_owned(), (file.size - 10).to_string()),
    ];
    let second = Duration::from_secs(1);
    for (name, moment) in [("then", then), ("before", then - second), ("after", then + second)] {
        let date = httpdate::fmt_http_date(moment);
        words.push((format!("{{{name}, RFC 850}}"), rfc_850(&date).context("a date")?));
        words.push((format!("{{{name}, asctime}}"), asctime(moment, &date).context("a date")?));
        words.push((format!("{{{name}}}"), date));
    }
    Ok(words)
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`
fn rfc_850(date: &str) -> Option<String> {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let (name, rest) = date.split_once(", ")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    let [day, month, year, time, zone] = fields.as_slice() else { return None };
    let name = days.into_iter().find(|day| day.starts_with(name))?;
    Some(format!("{name}, {day}-{month}-{} {time} {zone}", year.get(2..)?))
}

/// `Sun Nov  6 08:49:37 1994`, checked by somebody else's parser.
fn asctime(moment: SystemTime, date: &str) -> Option<String> {
    let (name, rest) = date.split_once(", ")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    let [day, month, year, time, _] = fields.as_slice() else { return None };
    let text = format!("{name} {month} {:>2} {time} {year}", day.trim_start_matches('0'));
    httpdate::parse_http_date(&text).is_ok_and(|read| read == moment).then_some(text)
}

fn conditional(row: &str, words: &[(String, String)]) -> Option<Conditional> {
    let filled = words.iter().fold(row.to_owned(), |row, (word, text)| row.replace(word, text));
    let (request, answers) = filled.split_once(" => ")?;
    let (answer, departs) = match answers.split_once(" ~ ") {
        Some((answer, departs)) => (answer, Some(departs.split_once(" # ")?.0.split_once(' ')?)),
        None => (answers, None),
    };
    let mut fields = request.split(" | ");
    let method = fields.next()?.to_owned();
    let headers = fields.map(|field| field.split_once(": ")).collect::<Option<Vec<_>>>()?;
    Some(Conditional {
        row: row.to_owned(),
        method,
        headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        answer: answer.to_owned(),
        departs: departs.map(|(name, answer)| (name.to_owned(), answer.to_owned())),
    })
}
