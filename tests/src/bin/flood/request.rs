//! One hostile request, as bytes: mostly HTTP with something in it that nobody expects, now and then no HTTP at all.

use fuzz::{Corpus, Random, json, mutate};
use protocol::{RELEASES, ROUTES, header};

const NOBODY: &str = "0198c0de-0000-7000-8000-00000000abcd";
const BODY_BYTES_MAX: usize = 8 * 1024;

/// Tokens that are shown, and ids of jobs that exist.
pub(crate) struct Known {
    pub(crate) corpus: Corpus,
    pub(crate) readers: Vec<String>,
    pub(crate) submitter: String,
    pub(crate) admin: String,
    pub(crate) jobs: Vec<String>,
}

pub(crate) struct Request {
    pub(crate) bytes: Vec<u8>,
    /// Set when an answer can be told from the next one: other connections are used once.
    pub(crate) is_sound: bool,
    pub(crate) is_head: bool,
}

pub(crate) fn request(random: &mut Random, known: &Known) -> Request {
    let route = random.pick(ROUTES);
    let method = method(random, route.methods.first().map_or("GET", |method| method.as_str()));
    let target = target(random, route.path, known);
    let has_body = matches!(method.as_str(), "POST" | "PUT" | "PATCH");
    let body = if has_body { body(random, known) } else { Vec::new() };
    let mut head = format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n").into_bytes();
    for (name, value) in headers(random, known, route.path.starts_with("/admin")) {
        head.extend(format!("{name}: ").into_bytes());
        head.extend(value);
        head.extend(b"\r\n");
    }
    let is_head = method == "HEAD";
    let mut is_sound = true;
    match random.below(300) {
        0 => {
            is_sound = false;
            head.extend(b"Transfer-Encoding: chunked\r\n\r\n");
            // It never ends, or its sizes are none.
            head.extend(mutate::bytes(random, chunked(&body), 4_096));
        }
        1 => {
            is_sound = false;
            let length = *random.pick(&[body.len() / 2, body.len() + 10, 3_000_000, usize::MAX]);
            head.extend(format!("Content-Length: {length}\r\n\r\n").into_bytes());
            head.extend(&body);
        }
        2..4 => {
            head.extend(b"Transfer-Encoding: chunked\r\n\r\n");
            head.extend(chunked(&body));
        }
        4..8 => {
            is_sound = false;
            head.extend(b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
            head.extend(b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        }
        8..12 => {
            is_sound = false;
            head.extend(b"\r\n");
            head = mutate::bytes(random, head, 8_192);
        }
        _ if has_body => {
            head.extend(format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes());
            head.extend(&body);
        }
        _ => head.extend(b"\r\n"),
    }
    Request { bytes: head, is_sound, is_head }
}

fn method(random: &mut Random, usual: &str) -> String {
    let other = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    if random.one_in(4) { (*random.pick(&other)).to_owned() } else { usual.to_owned() }
}

fn target(random: &mut Random, path: &str, known: &Known) -> String {
    let id =
        if known.jobs.is_empty() || random.one_in(3) { NOBODY.to_owned() } else { random.pick(&known.jobs).clone() };
    let id = if random.one_in(4) { mutate::text(random, &id, 300) } else { id };
    let mut target = path.replace("{id}", &id);
    if random.one_in(3) {
        let queries =
            ["limit=5", "cursor=0198c0de-0000-7000-8000-00000000abcd", "after=7", "tenant=default", "a=%ff%00&b"];
        let query = *random.pick(&queries);
        target = format!("{target}?{}", mutate::text(random, query, 300));
    }
    if random.one_in(6) {
        target = mutate::text(random, &target, 600);
    }
    // What no address may hold, the server in front refuses before anybody else sees it.
    let escaped =
        |byte| if (0x21_u8..0x7F).contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02x}") };
    let path: String = target.trim_start_matches('/').bytes().map(escaped).collect();
    format!("/{path}")
}

fn headers(random: &mut Random, known: &Known, is_admin: bool) -> Vec<(&'static str, Vec<u8>)> {
    let token = match random.below(20) {
        0 => String::new(),
        1 => mutate::text(random, &known.submitter, 300),
        2 => known.submitter.clone(),
        _ if is_admin => known.admin.clone(),
        _ => random.pick(&known.readers).clone(),
    };
    let mut headers = vec![("Authorization", format!("Bearer {token}").into_bytes())];
    let version = random.pick(&RELEASES).version.to_string();
    let types = ["application/json", "application/json; charset=utf-8", "text/plain", "multipart/form-data"];
    let content_type = if random.one_in(8) { *random.pick(&types) } else { "application/json" };
    let usual = [
        (header::VERSION, version.as_str(), 2),
        (header::IDEMPOTENCY_KEY, "a-key", 1),
        ("Content-Type", content_type, 1),
        (header::CLIENT, "flood/1.0.0", 4),
        ("Range", "bytes=0-99", 4),
        ("If-None-Match", "\"abc\"", 8),
        ("If-Range", "\"abc\"", 8),
        ("If-Match", "\"abc\"", 30),
        ("If-Modified-Since", "Sat, 21 Nov 2026 10:00:00 GMT", 30),
        ("If-Unmodified-Since", "Sat, 21 Nov 2026 10:00:00 GMT", 30),
        ("Origin", "https://app.example", 8),
        ("Access-Control-Request-Method", "POST", 8),
        ("Sec-WebSocket-Protocol", "cuepoint.2026-11-29", 8),
        ("Accept-Encoding", "gzip, br, *;q=0", 8),
        ("Content-Encoding", "gzip", 30),
        ("Expect", "100-continue", 60),
        ("Cookie", "a=b", 20),
    ];
    for (name, value, one_in) in usual {
        if random.one_in(one_in) {
            let mutated = if random.one_in(4) { mutate::text(random, value, 500) } else { value.to_owned() };
            let bytes = mutated.into_bytes().into_iter().filter(|byte| *byte >= b' ' && *byte != 0x7F);
            headers.push((name, bytes.collect()));
        }
    }
    headers
}

fn body(random: &mut Random, known: &Known) -> Vec<u8> {
    let valid = if random.one_in(2) { random.pick(&known.corpus.creates) } else { random.pick(&known.corpus.verbs) };
    match random.below(12) {
        0 => {
            let count = random.length(4_000);
            random.bytes(count)
        }
        1 => "[".repeat(random.length(100_000)).into_bytes(),
        2 => format!("{{\"turn\":{}}}", "9".repeat(random.length(1_000))).into_bytes(),
        3 => mutate::bytes(random, valid.to_string().into_bytes(), BODY_BYTES_MAX),
        _ => json::text(random, valid, BODY_BYTES_MAX).into_bytes(),
    }
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut chunks: Vec<u8> = body
        .chunks(700)
        .flat_map(|part| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat())
        .collect();
    chunks.extend(b"0\r\n\r\n");
    chunks
}
