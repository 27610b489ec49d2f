//! Requests and answers of HTTP, and bodies of forms: none of it is said, and what is secret is marked so.

use super::line::{Line, Taken};
use super::secret;
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::Block;

const METHODS: [&str; 7] = ["GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD ", "OPTIONS "];

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    let line = scan.at(index);
    if !opens(line.text) && !is_form(line.text) && !is_secret_header(line.text) {
        return None;
    }
    let head = opens(line.text);
    let mut count = if head { paragraph(scan, index) } else { 1 };
    let body = index + count + 1;
    if head && is_body(scan.at(body)) {
        count += 1 + paragraph(scan, body);
    }
    let mut blocks: Vec<Block> = Vec::new();
    for line in scan.lines.iter().skip(index).take(count).filter(|line| !line.is_blank()) {
        let why = if secret::is_secret(line.text) { Why::Secret } else { Why::Code };
        match blocks.last_mut() {
            Some(Block::Left(left)) if left.why == why => {
                left.text.push('\n');
                left.text.push_str(line.text);
            }
            Some(_) | None => blocks.push(Block::left(why, line.text)),
        }
    }
    Some(Taken::new(count, blocks))
}

fn paragraph(scan: &Scan<'_>, index: usize) -> usize {
    scan.lines.iter().skip(index).take_while(|line| !line.is_blank()).count()
}

/// `POST /token HTTP/1.1`, `GET /lids`, `HTTP/1.1 200 OK`.
fn opens(line: &str) -> bool {
    let path = METHODS.iter().find_map(|method| line.strip_prefix(method)).map(str::trim_start);
    let request = path.is_some_and(|path| {
        let words = path.split_whitespace().count();
        (path.starts_with('/') && words == 1) || (words == 2 && path.contains(" HTTP/"))
    });
    let status = line.strip_prefix("HTTP/").is_some_and(|rest| {
        let code = rest.split(' ').nth(1).unwrap_or_default();
        code.len() == 3 && code.chars().all(|c| c.is_ascii_digit())
    });
    request || status
}

fn is_body(line: Line<'_>) -> bool {
    line.text.starts_with(['{', '[', '<']) || is_form(line.text)
}

/// `grant_type=password&username=ada`.
fn is_form(line: &str) -> bool {
    let one = !line.contains(' ') && line.contains('=') && line.contains('&') && !line.contains("://");
    one && line.split('&').all(|part| part.is_empty() || part.contains('='))
}

/// A header that carries a secret, on a line of its own.
fn is_secret_header(line: &str) -> bool {
    let few = line.split_whitespace().count() <= 4;
    let header = line.split_once(": ").is_some_and(|(name, _)| !name.contains(' '));
    few && header && secret::is_secret(line) && line.contains(|c: char| c.is_ascii_digit() || c == '=')
}
