//! A good submission under headers that are not.

use protocol::header::{IDEMPOTENCY_KEY, VERSION};
use protocol::limits::BODY_BYTES_MAX;
use serde_json::Value;

use super::{Bad, bad};
use crate::work;

pub(super) fn all() -> Vec<Bad> {
    let key = (400, "idempotency_key_malformed");
    let media = (415, "unsupported_media_type");
    let (malformed, unsupported) = ((400, "malformed_version"), (400, "unsupported_version"));
    let too_new = (400, "version_too_new");
    let mut all = vec![
        bad("no idempotency key", (400, "idempotency_key_missing"), |client| {
            client.submit("", &work::note("keys")).without(IDEMPOTENCY_KEY).send()
        }),
        under("an idempotency key of two words", key, IDEMPOTENCY_KEY, b"two words"),
        under("an idempotency key too long", key, IDEMPOTENCY_KEY, &[b'k'; 256]),
        under("an idempotency key beyond ASCII", key, IDEMPOTENCY_KEY, "schl\u{fc}ssel".as_bytes()),
        bad("no content type", media, |client| {
            client.submit(&work::key(), &work::note("types")).without("Content-Type").send()
        }),
        under("plain text", media, "Content-Type", b"text/plain"),
        under("a form", media, "Content-Type", b"application/x-www-form-urlencoded"),
        under("a version that is no date", malformed, VERSION, b"latest"),
        under("a version on no day", malformed, VERSION, b"2026-02-30"),
        under("an empty version", malformed, VERSION, b""),
        under("a version beyond ASCII", malformed, VERSION, "2026-11-2\u{fc}".as_bytes()),
        under("a version in bytes that are no text", malformed, VERSION, b"2026-11-2\xff"),
        under("a huge version", malformed, VERSION, &[b'9'; 8_000]),
        bad("the same version in two headers", malformed, |client| {
            let ask = client.submit(&work::key(), &work::note("headers"));
            ask.header(VERSION, "2026-11-20").header(VERSION, "2026-11-20").send()
        }),
        under("two versions", malformed, VERSION, b"2026-11-20, 2026-11-20"),
        under("a version of the future", too_new, VERSION, b"2031-01-01").with("Retry-After", "30"),
        under("a version before the first", unsupported, VERSION, b"2020-01-01"),
        bad("an unknown version of an open address", too_new, |client| {
            client.ask("GET", "/healthz").header(VERSION, "2031-01-01").send()
        }),
    ];
    all.extend(tokens());
    all
}

fn tokens() -> Vec<Bad> {
    let unauthorized = (401, "unauthorized");
    let all = vec![
        bad("no token", unauthorized, |client| {
            client.submit(&work::key(), &work::note("tokens")).without("Authorization").send()
        }),
        bad("no token and a body of all that is allowed", unauthorized, |client| {
            client.submit(&work::key(), &Value::Null).without("Authorization").body(" ".repeat(BODY_BYTES_MAX)).send()
        }),
        bad("no token for a list", unauthorized, |client| {
            client.ask("GET", "/v1/jobs").without("Authorization").send()
        }),
        under("a wrong token", unauthorized, "Authorization", b"Bearer wrong"),
        under("an empty token", unauthorized, "Authorization", b"Bearer "),
        bad("the token under another scheme", unauthorized, |client| {
            let ask = client.submit(&work::key(), &work::note("schemes")).without("Authorization");
            ask.header("Authorization", format!("Basic {}", client.token)).send()
        }),
        bad("the token and more", unauthorized, |client| {
            let ask = client.submit(&work::key(), &work::note("suffixes")).without("Authorization");
            ask.header("Authorization", format!("Bearer {}0", client.token)).send()
        }),
    ];
    all.into_iter().map(|bad| bad.with("WWW-Authenticate", "Bearer")).collect()
}

fn under(name: &str, expected: (u16, &'static str), header: &'static str, value: &[u8]) -> Bad {
    let value = value.to_vec();
    bad(name, expected, move |client| {
        client.submit(&work::key(), &work::note("headers")).without(header).header(header, &value).send()
    })
}
