//! Conditional and range requests: a request's conditions and the current file → the answer (RFC 9110, sections 13, 14).
//!
//! Never reads a file or a clock. A malformed condition proves nothing: `If-None-Match` and `If-Range` get the whole file
//! then, `If-Match` is refused, and a date is ignored.

use super::{Method, Selection, select_range};
use crate::values::Timestamp;

/// The headers that a request for a file may have, as they came; those sent several times are joined by commas.
#[derive(Clone, Copy, Debug, Default)]
pub struct Conditions<'a> {
    pub if_match: Option<&'a str>,
    pub if_unmodified_since: Option<&'a str>,
    pub if_none_match: Option<&'a str>,
    pub if_modified_since: Option<&'a str>,
    pub if_range: Option<&'a str>,
    pub range: Option<&'a str>,
}

/// The file as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Current<'a> {
    /// The value of its header `ETag`, quotes included.
    pub etag: &'a str,
    /// The time its header `Last-Modified` tells, in whole seconds, if it has that header.
    pub modified_at: Option<Timestamp>,
    pub size_bytes: u64,
}

/// The answer to a request for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fulfilment {
    Send(Selection),
    /// 304: the client has it.
    NotModified,
    /// 412: the file is not the one that the request is about.
    PreconditionFailed,
}

impl Conditions<'_> {
    /// Evaluates the conditions in the order of RFC 9110, section 13.2.2. HEAD is told what GET would be sent.
    pub fn evaluate(&self, method: Method, file: &Current<'_>) -> Fulfilment {
        let is_read = matches!(method, Method::Get | Method::Head);
        if let Some(tags) = present(self.if_match) {
            if !is_listed(tags, |tag| tag.is_strongly(file.etag)) {
                return Fulfilment::PreconditionFailed;
            }
        } else if file.is_later_than(self.if_unmodified_since) == Some(true) {
            return Fulfilment::PreconditionFailed;
        }
        if let Some(tags) = present(self.if_none_match) {
            if is_listed(tags, |tag| tag.is_weakly(file.etag)) {
                return if is_read { Fulfilment::NotModified } else { Fulfilment::PreconditionFailed };
            }
        } else if is_read && file.is_later_than(self.if_modified_since) == Some(false) {
            return Fulfilment::NotModified;
        }
        let is_same = self.if_range.is_none_or(|validator| file.is_still(validator.trim_matches(SPACE)));
        Fulfilment::Send(match self.range {
            Some(range) if is_read && is_same => select_range(Some(range), file.size_bytes),
            Some(_) | None => Selection::Whole,
        })
    }
}

impl Current<'_> {
    /// Compares `Last-Modified` with the date of a condition; `None` where either is missing or the date is none.
    fn is_later_than(&self, date: Option<&str>) -> Option<bool> {
        Some(whole_seconds(self.modified_at?) > Timestamp::from_http_date(date?)?)
    }

    /// True if the file is the one that this value of `If-Range` names: by a strong tag, or by its very date.
    fn is_still(&self, validator: &str) -> bool {
        if let Some((tag, "")) = Tag::read(validator) {
            return tag.is_strongly(self.etag);
        }
        let date = Timestamp::from_http_date(validator);
        date.is_some() && date == self.modified_at.map(whole_seconds)
    }
}

/// Time as a header has it.
fn whole_seconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_ms(moment.as_ms().div_euclid(1_000).saturating_mul(1_000))
}

/// An entity tag of a request.
struct Tag<'a> {
    is_weak: bool,
    /// With its quotes.
    opaque: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag at the beginning of `text`, and the text after it.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let quoted = text.strip_prefix("W/").unwrap_or(text);
        let inside = quoted.strip_prefix('"')?;
        let (opaque, rest) = quoted.split_at_checked(inside.find('"')?.checked_add(2)?)?;
        let is_tag = opaque.chars().all(|char| char > ' ' && char != '\u{7F}');
        is_tag.then_some((Self { is_weak: quoted.len() < text.len(), opaque }, rest))
    }

    fn is_strongly(&self, etag: &str) -> bool {
        !self.is_weak && self.opaque == etag
    }

    fn is_weakly(&self, etag: &str) -> bool {
        self.opaque == etag.strip_prefix("W/").unwrap_or(etag)
    }
}

/// A header that says something.
fn present(header: Option<&str>) -> Option<&str> {
    header.map(|text| text.trim_matches(SPACE)).filter(|text| !text.is_empty())
}

const SPACE: [char; 2] = [' ', '\t'];

/// True if one of these tags is the file's; `*` is any file's. A malformed member is nobody's.
fn is_listed(list: &str, is_same: impl Fn(&Tag<'_>) -> bool) -> bool {
    if list == "*" {
        return true;
    }
    let mut rest = list;
    loop {
        // A list may have empty members.
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return false;
        }
        let tag = Tag::read(rest).map(|(tag, after)| (tag, after.trim_start_matches(SPACE)));
        match tag.filter(|(_, after)| after.is_empty() || after.starts_with(',')) {
            Some((tag, _)) if is_same(&tag) => return true,
            Some((_, after)) => rest = after,
            None => rest = rest.split_once(',').map_or("", |(_, after)| after),
        }
    }
}

#[cfg(test)]
mod tests;
