use super::*;

const PAGE: &str = "https://app.example";
const JOB: &str = "/v1/jobs/0198c0de-0000-7000-8000-00000000abcd";

fn value<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

fn origins() -> Origins {
    Origins::parse(" https://app.example  chrome-extension://abcdefghijklmnop http://127.0.0.1:5173 ").unwrap()
}

#[test]
fn every_answer_has_the_security_headers() {
    let plain = security_headers("application/json", false, Some(Operation::ReadJob));
    assert_eq!(value(&plain, "X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(value(&plain, "Referrer-Policy"), Some("no-referrer"));
    assert_eq!(value(&plain, "Cross-Origin-Resource-Policy"), Some("same-origin"));
    assert!(value(&plain, "Content-Security-Policy").unwrap().contains("default-src 'none'"));
    assert_eq!(value(&plain, "Strict-Transport-Security"), None, "a machine of one's own has no certificate");
    assert!(value(&security_headers("", true, None), "Strict-Transport-Security").is_some());
}

#[test]
fn players_of_other_origins_can_embed_an_episode() {
    for operation in [Operation::Episode, Operation::Chapters, Operation::TranscriptVtt, Operation::TranscriptJson] {
        let headers = security_headers("audio/mpeg", true, Some(operation));
        assert_eq!(value(&headers, "Cross-Origin-Resource-Policy"), Some("cross-origin"));
        assert_eq!(value(&headers, "Content-Security-Policy"), None, "it would stop the browser's own player");
    }
}

#[test]
fn without_an_allowed_origin_there_are_no_cors_headers() {
    for list in ["", "   "] {
        let none = Origins::parse(list).unwrap();
        assert_eq!(none.answer(Some(PAGE)), [], "{list}");
        assert_eq!(none.preflight("OPTIONS", JOB, Some(PAGE), Some("GET")), None, "{list}");
    }
}

#[test]
fn an_origin_that_browsers_would_not_write_is_refused() {
    for origin in ["*", "null", "app.example", "https://app.example/", "https://*.example", "HTTPS://APP.EXAMPLE"] {
        assert_eq!(Origins::parse(&format!("{PAGE} {origin}")), Err(MalformedOrigin), "{origin}");
    }
}

#[test]
fn only_pages_of_an_allowed_origin_may_read_answers() {
    for origin in [PAGE, "chrome-extension://abcdefghijklmnop", "http://127.0.0.1:5173"] {
        let headers = origins().answer(Some(origin));
        assert_eq!((value(&headers, ALLOW_ORIGIN), value(&headers, "Vary")), (Some(origin), Some("Origin")));
        assert!(value(&headers, "Access-Control-Expose-Headers").unwrap().contains("Retry-After"));
    }
    for other in [
        None,
        Some(""),
        Some("null"),
        Some("*"),
        Some("http://app.example"),
        Some("https://app.example.evil.example"),
        Some("https://evil.example/https://app.example"),
        Some("https://app.example:8443"),
        Some("https://app.example https://evil.example"),
        Some("HTTPS://app.example"),
    ] {
        let headers = origins().answer(other);
        assert_eq!((value(&headers, ALLOW_ORIGIN), value(&headers, "Vary")), (None, Some("Origin")), "{other:?}");
        assert_eq!(origins().preflight("OPTIONS", JOB, other, Some("GET")), None, "{other:?}");
    }
}

#[test]
fn a_preflight_allows_the_methods_of_the_route_table() {
    let ask = |path| origins().preflight("OPTIONS", path, Some(PAGE), Some("POST"));
    assert_eq!(value(&ask(JOB).unwrap(), "Access-Control-Allow-Methods"), Some("GET, HEAD, DELETE"));
    assert_eq!(value(&ask("/v1/jobs").unwrap(), "Access-Control-Allow-Methods"), Some("POST, GET, HEAD"));
    let headers = ask("/v1/jobs").unwrap();
    let allowed = value(&headers, "Access-Control-Allow-Headers").unwrap();
    assert!(ALLOWED_HEADERS.iter().all(|name| allowed.contains(name)) && allowed.contains("Idempotency-Key"));
    assert_eq!(ask("/nowhere"), None);
    assert_eq!(origins().preflight("OPTIONS", JOB, Some(PAGE), None), None, "it asks nothing");
    assert_eq!(origins().preflight("GET", JOB, Some(PAGE), Some("GET")), None);
}
