//! Jobs that are not, addresses that lead nowhere, and methods they do not take.

use super::{Bad, NOBODY, bad};

const READS: [&str; 6] =
    ["", "/episode.mp3", "/chapters.json", "/transcript.vtt", "/transcript.srt", "/transcript.json"];

pub(super) fn all() -> Vec<Bad> {
    let mut all = Vec::new();
    for part in READS {
        all.push(get(format!("reading no job{part}"), (404, "job_not_found"), format!("/v1/jobs/{NOBODY}{part}")));
        let malformed = (400, "malformed_job_id");
        all.push(get(format!("reading a malformed id{part}"), malformed, format!("/v1/jobs/not-an-id{part}")));
    }
    for verb in ["cancel", "resume"] {
        all.push(post(format!("{verb} of no job"), (404, "job_not_found"), format!("/v1/jobs/{NOBODY}/{verb}")));
        let malformed = (400, "malformed_job_id");
        all.push(post(format!("{verb} of a malformed id"), malformed, format!("/v1/jobs/{}/{verb}", &NOBODY[1..])));
    }
    let shouted = format!("/v1/jobs/{}", NOBODY.to_uppercase());
    all.push(get("an id in capitals".to_owned(), (400, "malformed_job_id"), shouted));
    all.push(get("an id that climbs".to_owned(), (400, "malformed_job_id"), "/v1/jobs/..%2fadmin".to_owned()));
    all.push(get(
        "a watch without an upgrade".to_owned(),
        (426, "upgrade_required"),
        format!("/v1/jobs/{NOBODY}/watch"),
    ));
    all.extend(paths());
    all.extend(queries());
    all.extend(methods());
    all
}

fn paths() -> Vec<Bad> {
    let nowhere = ["/v1", "/v1/", "/v1/jobs/", "/v2/jobs", "/V1/jobs", "/healthz/", "/v1/jobs//watch"];
    let mut all: Vec<Bad> = nowhere
        .into_iter()
        .map(|path| get(format!("nothing at {path}"), (404, "not_found"), path.to_owned()))
        .collect();
    for part in ["nothing", "episode.mp3/0", "episode.wav", "Cancel"] {
        all.push(get(format!("nothing at job {part}"), (404, "not_found"), format!("/v1/jobs/{NOBODY}/{part}")));
    }
    all
}

fn queries() -> Vec<Bad> {
    let queries = ["limit=0", "limit=101", "limit=-1", "limit=ten", "limit=", "cursor=first", "page=2"];
    let list = |query: &str| get(format!("a list with {query}"), (400, "malformed_query"), format!("/v1/jobs?{query}"));
    queries.into_iter().map(list).collect()
}

fn methods() -> Vec<Bad> {
    let job = format!("/v1/jobs/{NOBODY}");
    let mut all = vec![
        method("DELETE", "/v1/jobs", "POST, GET, HEAD"),
        method("PUT", "/v1/jobs", "POST, GET, HEAD"),
        method("POST", "/healthz", "GET, HEAD"),
        method("POST", "/versions", "GET, HEAD"),
        method("DELETE", "/openapi.json", "GET, HEAD"),
        method("PATCH", &job, "GET, HEAD, DELETE"),
        method("PUT", &job, "GET, HEAD, DELETE"),
        method("GET", &format!("{job}/restore"), "POST"),
        method("GET", &format!("{job}/purge"), "POST"),
        method("POST", &format!("{job}/watch"), "GET"),
        method("GET", &format!("{job}/cancel"), "POST"),
        method("GET", &format!("{job}/resume"), "POST"),
    ];
    for file in &READS[1..] {
        all.push(method("PUT", &format!("{job}{file}"), "GET, HEAD"));
    }
    all
}

fn method(method: &'static str, path: &str, allow: &'static str) -> Bad {
    let path = path.to_owned();
    let name = format!("{method} {}", path.replace(NOBODY, "job"));
    bad(name, (405, "method_not_allowed"), move |client| client.ask(method, &path).send()).with("Allow", allow)
}

fn get(name: String, expected: (u16, &'static str), path: String) -> Bad {
    bad(name, expected, move |client| client.get(&path))
}

fn post(name: String, expected: (u16, &'static str), path: String) -> Bad {
    bad(name, expected, move |client| client.ask("POST", &path).send())
}
