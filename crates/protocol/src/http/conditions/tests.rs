//! The table of conditional requests, `tests/golden/http/conditions.txt`, and what holds for any request.

use proptest::prelude::*;

use super::*;

const TABLE: &str = include_str!("../../../../../tests/golden/http/conditions.txt");
/// 2026-11-21T10:00:00.640Z: headers have whole seconds.
const FILE: Current<'_> =
    Current { etag: "\"one\"", modified_at: Some(Timestamp::from_ms(1_795_255_200_640)), size_bytes: 100 };
const WORDS: [(&str, &str); 10] = [
    ("{then}", "Sat, 21 Nov 2026 10:00:00 GMT"),
    ("{then, RFC 850}", "Saturday, 21-Nov-26 10:00:00 GMT"),
    ("{then, asctime}", "Sat Nov 21 10:00:00 2026"),
    ("{before}", "Sat, 21 Nov 2026 09:59:59 GMT"),
    ("{before, RFC 850}", "Saturday, 21-Nov-26 09:59:59 GMT"),
    ("{before, asctime}", "Sat Nov 21 09:59:59 2026"),
    ("{after}", "Sat, 21 Nov 2026 10:00:01 GMT"),
    ("{size}", "100"),
    ("{last}", "99"),
    ("{tail}", "90"),
];

fn conditions<'a>(headers: &[(&str, &'a str)]) -> Conditions<'a> {
    let mut conditions = Conditions::default();
    for (name, value) in headers {
        let field = match *name {
            "If-Match" => &mut conditions.if_match,
            "If-Unmodified-Since" => &mut conditions.if_unmodified_since,
            "If-None-Match" => &mut conditions.if_none_match,
            "If-Modified-Since" => &mut conditions.if_modified_since,
            "If-Range" => &mut conditions.if_range,
            "Range" => &mut conditions.range,
            other => panic!("{other} is no condition"),
        };
        assert!(field.replace(value).is_none(), "{name} twice");
    }
    conditions
}

fn said(fulfilment: Fulfilment) -> String {
    match fulfilment {
        Fulfilment::Send(Selection::Whole) => "200".to_owned(),
        Fulfilment::Send(Selection::Part { start, length }) => format!("206 {start}-{}", start + length - 1),
        Fulfilment::Send(Selection::Unsatisfiable) => "416".to_owned(),
        Fulfilment::NotModified => "304".to_owned(),
        Fulfilment::PreconditionFailed => "412".to_owned(),
    }
}

#[test]
fn every_request_of_the_table_is_answered_as_the_rfc_has_it() {
    let (mut rows, mut wrong) = (0, Vec::new());
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let row = WORDS.iter().fold(line.to_owned(), |row, (word, text)| row.replace(word, text));
        let (request, answer) = row.split_once(" => ").unwrap();
        let answer = answer.split(" ~ ").next().unwrap();
        let mut fields = request.split(" | ");
        let method = match fields.next().unwrap() {
            "GET" => Method::Get,
            "HEAD" => Method::Head,
            "POST" => Method::Post,
            other => panic!("{other} is no method"),
        };
        let headers: Vec<_> = fields.map(|field| field.split_once(": ").unwrap()).collect();
        let given = said(conditions(&headers).evaluate(method, &FILE));
        rows += 1;
        if given != answer {
            wrong.push(format!("{line}: {given}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(rows >= 110, "{rows} rows");
}

#[test]
fn a_file_without_a_date_is_known_by_its_tag_alone() {
    let feed = Current { modified_at: None, ..FILE };
    let then = Some("Sat, 21 Nov 2026 10:00:00 GMT");
    let range = Some("bytes=0-1");
    for (conditions, answer) in [
        (Conditions { if_modified_since: then, ..Conditions::default() }, "200"),
        (Conditions { if_unmodified_since: then, ..Conditions::default() }, "200"),
        (Conditions { if_range: then, range, ..Conditions::default() }, "200"),
        (Conditions { if_range: Some("\"one\""), range, ..Conditions::default() }, "206 0-1"),
        (Conditions { if_none_match: Some("\"one\""), if_modified_since: then, ..Conditions::default() }, "304"),
    ] {
        assert_eq!(said(conditions.evaluate(Method::Get, &feed)), answer, "{conditions:?}");
    }
}

/// A server between us and the client may have compressed a text, and made its tag weak.
#[test]
fn a_weak_tag_of_our_own_names_a_file_only_weakly() {
    let weak = Current { etag: "W/\"one\"", ..FILE };
    let answer =
        |header, value| said(conditions(&[(header, value), ("Range", "bytes=0-1")]).evaluate(Method::Get, &weak));
    for tag in ["\"one\"", "W/\"one\""] {
        assert_eq!(answer("If-None-Match", tag), "304", "{tag}");
        assert_eq!(answer("If-Match", tag), "412", "{tag}");
        assert_eq!(answer("If-Range", tag), "200", "{tag}");
    }
}

#[test]
fn an_empty_condition_is_none_and_an_empty_if_range_fits_nothing() {
    for name in ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"] {
        for empty in ["", " ", "\t"] {
            let answer = conditions(&[(name, empty), ("Range", "bytes=0-1")]).evaluate(Method::Get, &FILE);
            assert_eq!(said(answer), "206 0-1", "{name}");
        }
    }
    assert_eq!(said(conditions(&[("If-Range", ""), ("Range", "bytes=0-1")]).evaluate(Method::Get, &FILE)), "200");
}

proptest! {
    /// An exact tag is never answered with the file again, and another tag never with 304, whatever else is asked.
    #[test]
    fn a_tag_decides_over_any_date(tag in "[!#-+.-~]{0,12}", date in ".{0,40}", list in "[W/\", a-c*]{0,24}") {
        let etag = format!("\"{tag}\"");
        let file = Current { etag: &etag, ..FILE };
        let known = format!("{list}, {etag}");
        for if_none_match in [etag.as_str(), &format!("W/{etag}"), &format!("\"-{tag}\", {etag}")] {
            let asked = conditions(&[("If-None-Match", if_none_match), ("If-Modified-Since", &date)]);
            prop_assert_eq!(asked.evaluate(Method::Get, &file), Fulfilment::NotModified);
        }
        let other = format!("\"-{tag}\"");
        let asked = conditions(&[("If-None-Match", &other), ("If-Modified-Since", &date)]);
        prop_assert_eq!(asked.evaluate(Method::Get, &file), Fulfilment::Send(Selection::Whole));
        // Any list ends, and what is refused as If-Match is none that If-None-Match knows.
        let refused = conditions(&[("If-Match", &known)]).evaluate(Method::Get, &file);
        let unknown = conditions(&[("If-None-Match", &known)]).evaluate(Method::Get, &file);
        prop_assert!(unknown != Fulfilment::Send(Selection::Whole) || refused == Fulfilment::PreconditionFailed);
    }
}
