//! A pull request of GitHub or a merge request of GitLab, with its review, asked of the host's API.
//!
//! The token goes to the host that it is for, and nowhere else. What is sent on names nobody.

use std::time::Duration;

use changes::SourceKind;
use protocol::{Code, Problem, Source, SourceFormat, limits};
use serde_json::{Map, Value, json};
use ureq::Agent;
use ureq::http::Request;

use super::{Gathered, listing};
use crate::error::Error;
use crate::pace::Pace;

/// Bytes of one answer: a page of a hundred comments of 64 kB.
const ANSWER_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Entries of a page, as many as either host gives.
const PAGE: usize = 100;
/// Pages of a list; ten have a thousand comments.
const PAGES_MAX: usize = 10;

/// GraphQL alone tells which threads are resolved; their first comments tell which they are.
const THREADS: &str = "query($owner:String!,$name:String!,$number:Int!,$after:String){\
    repository(owner:$owner,name:$name){pullRequest(number:$number){reviewThreads(first:100,after:$after){\
    nodes{isResolved isOutdated comments(first:1){nodes{databaseId}}}pageInfo{hasNextPage endCursor}}}}}";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    GitHub,
    GitLab,
}

/// A request by its address.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    kind: Kind,
    /// `https`, or `http` on this machine.
    scheme: String,
    /// With its port, if it names one.
    host: String,
    /// `owner/name`, or the path of a project in its groups.
    project: String,
    number: u64,
}

pub(super) fn review(url: &str, pace: &Pace) -> Result<Gathered, Error> {
    let address = Address::parse(url)?;
    let token = address.token(|name| std::env::var(name).ok());
    let host = Host { agent: agent(pace.timeout()), address, token };
    let answers = match host.address.kind {
        Kind::GitHub => host.pull_request()?,
        Kind::GitLab => host.merge_request()?,
    };
    let text = changes::reduced(&answers).to_string();
    if text.len() > limits::SOURCE_BYTES_MAX {
        let detail =
            format!("a source has at most {} bytes, and this is one of {}", limits::SOURCE_BYTES_MAX, text.len());
        return Err(Problem::because(Code::SourceTooLarge, detail).into());
    }
    let mut gathered = listing::listed(SourceKind::Review, Source { format: SourceFormat::Review, text }, url)?;
    if host.token.is_none() {
        gathered.listing.push_str(&format!("\n  asked without a token: set {}", host.address.variables().1[0]));
    }
    Ok(gathered)
}

fn agent(timeout: Duration) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // A redirect could take the token elsewhere.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(timeout))
        .timeout_per_read(Some(timeout))
        .build();
    config.into()
}

impl Address {
    fn parse(url: &str) -> Result<Address, Error> {
        let unknown = || {
            let known = "https://github.com/OWNER/NAME/pull/1 or https://gitlab.com/GROUP/NAME/-/merge_requests/1";
            Error::Usage(format!("--pr takes the address of a pull request or a merge request, as in {known}"))
        };
        let (scheme, rest) = url.split_once("://").ok_or_else(unknown)?;
        let (host, path) = rest.split_once('/').ok_or_else(unknown)?;
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
        if host.contains('@') || !(scheme == "https" || (scheme == "http" && is_here)) {
            return Err(unknown());
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let (kind, project, rest) = if let Some((project, rest)) = path.split_once("/-/merge_requests/") {
            (Kind::GitLab, project, rest)
        } else {
            let (project, rest) = path.split_once("/pull/").ok_or_else(unknown)?;
            (Kind::GitHub, project, rest)
        };
        let number = rest.split('/').next().and_then(|number| number.parse().ok()).ok_or_else(unknown)?;
        let parts: Vec<&str> = project.split('/').collect();
        let is_plain =
            |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        let enough = if kind == Kind::GitHub { parts.len() == 2 } else { parts.len() >= 2 };
        if !enough || !parts.iter().all(|part| is_plain(part) && *part != "." && *part != "..") {
            return Err(unknown());
        }
        Ok(Address { kind, scheme: scheme.to_owned(), host: host.to_owned(), project: project.to_owned(), number })
    }

    /// The variable that names a host of one's own, and those that may hold a token for this one.
    fn variables(&self) -> (&'static str, [&'static str; 2]) {
        match (self.kind, self.host.as_str()) {
            (Kind::GitHub, "github.com") => ("GH_HOST", ["GITHUB_TOKEN", "GH_TOKEN"]),
            (Kind::GitHub, _) => ("GH_HOST", ["GITHUB_ENTERPRISE_TOKEN", "GH_ENTERPRISE_TOKEN"]),
            (Kind::GitLab, _) => ("GITLAB_HOST", ["GITLAB_TOKEN", "GITLAB_ACCESS_TOKEN"]),
        }
    }

    /// The asker's token for this host. One for another host is never sent: the address may be anybody's.
    fn token(&self, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
        let (own, tokens) = self.variables();
        let is_public = ["github.com", "gitlab.com"].contains(&self.host.as_str());
        let own = variable(own).map(|own| own.trim_start_matches("https://").trim_end_matches('/').to_owned());
        let found = tokens.iter().find_map(|name| variable(name).filter(|token| !token.is_empty()));
        found.filter(|_| is_public || own.as_deref() == Some(self.host.as_str()))
    }

    fn api(&self) -> String {
        match (self.kind, self.host.as_str()) {
            (Kind::GitHub, "github.com") => "https://api.github.com".to_owned(),
            (Kind::GitHub, host) => format!("{}://{host}/api/v3", self.scheme),
            (Kind::GitLab, host) => format!("{}://{host}/api/v4", self.scheme),
        }
    }

    fn graphql(&self) -> String {
        match self.host.as_str() {
            "github.com" => "https://api.github.com/graphql".to_owned(),
            host => format!("{}://{host}/api/graphql", self.scheme),
        }
    }
}

struct Host {
    agent: Agent,
    address: Address,
    token: Option<String>,
}

impl Host {
    fn pull_request(&self) -> Result<Value, Error> {
        let Address { project, number, .. } = &self.address;
        let of = format!("{}/repos/{project}", self.address.api());
        let pull = format!("{of}/pulls/{number}");
        let mut answers = Map::new();
        answers.insert("pull_request".to_owned(), self.json(&pull)?);
        answers.insert("diff".to_owned(), Value::String(self.get(&pull, "application/vnd.github.diff")?));
        for (key, url) in [
            ("commits", format!("{pull}/commits")),
            ("reviews", format!("{pull}/reviews")),
            ("review_comments", format!("{pull}/comments")),
            ("issue_comments", format!("{of}/issues/{number}/comments")),
        ] {
            answers.insert(key.to_owned(), self.all(&url)?);
        }
        // GraphQL answers nobody without a token.
        if self.token.is_some() {
            answers.insert("review_threads".to_owned(), self.threads()?);
        }
        Ok(Value::Object(answers))
    }

    fn merge_request(&self) -> Result<Value, Error> {
        let Address { project, number, .. } = &self.address;
        let project = project.replace('/', "%2F");
        let request = format!("{}/projects/{project}/merge_requests/{number}", self.address.api());
        Ok(json!({
            "merge_request": self.json(&request)?,
            "commits": self.all(&format!("{request}/commits"))?,
            "changes": self.all(&format!("{request}/diffs"))?,
            "discussions": self.all(&format!("{request}/discussions"))?,
        }))
    }

    /// All pages of a list.
    fn all(&self, url: &str) -> Result<Value, Error> {
        let mut all = Vec::new();
        for page in 1..=PAGES_MAX {
            match self.json(&format!("{url}?per_page={PAGE}&page={page}"))? {
                Value::Array(entries) => {
                    let is_last = entries.len() < PAGE;
                    all.extend(entries);
                    if is_last {
                        break;
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                    return Err(self.refused("its answer is no list".to_owned(), false));
                }
            }
        }
        Ok(Value::Array(all))
    }

    /// The threads of the review, with what tells whether each is resolved.
    fn threads(&self) -> Result<Value, Error> {
        let (owner, name) = self.address.project.split_once('/').unwrap_or_default();
        let (mut all, mut after) = (Vec::new(), Value::Null);
        for _ in 0..PAGES_MAX {
            let variables = json!({ "owner": owner, "name": name, "number": self.address.number, "after": after });
            let body = json!({ "query": THREADS, "variables": variables }).to_string();
            let request = Request::post(self.address.graphql()).header("Content-Type", "application/json");
            let text = self.sent(request, "application/json", body)?;
            let answer: Value = serde_json::from_str(&text).map_err(|error| self.refused(error.to_string(), false))?;
            let Some(threads) = answer.pointer("/data/repository/pullRequest/reviewThreads") else {
                let why = answer.pointer("/errors/0/message").and_then(Value::as_str).unwrap_or("no threads");
                return Err(self.refused(format!("which threads are resolved is not told: {why}"), false));
            };
            all.extend(threads.get("nodes").and_then(Value::as_array).into_iter().flatten().cloned());
            if threads.pointer("/pageInfo/hasNextPage") != Some(&Value::Bool(true)) {
                break;
            }
            after = threads.pointer("/pageInfo/endCursor").cloned().unwrap_or_default();
        }
        Ok(Value::Array(all))
    }

    fn json(&self, url: &str) -> Result<Value, Error> {
        let text = self.get(url, "application/json")?;
        serde_json::from_str(&text).map_err(|error| self.refused(format!("its answer is no JSON: {error}"), false))
    }

    fn get(&self, url: &str, accept: &str) -> Result<String, Error> {
        self.sent(Request::get(url), accept, String::new())
    }

    fn sent(&self, request: ureq::http::request::Builder, accept: &str, body: String) -> Result<String, Error> {
        let mut request = request.header("Accept", accept).header("User-Agent", "cuepoint");
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        // The library's own complaint could quote the token.
        let request =
            request.body(body).map_err(|_| Error::Usage("the token has to be visible ASCII characters".to_owned()))?;
        let mut answer = self.agent.run(request).map_err(|error| self.refused(error.to_string(), true))?;
        let status = answer.status().as_u16();
        let text = answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).lossy_utf8(true).read_to_string();
        let text = text.map_err(|error| self.refused(error.to_string(), true))?;
        if status == 200 {
            return Ok(text);
        }
        let said: Value = serde_json::from_str(&text).unwrap_or_default();
        let said = said.get("message").and_then(Value::as_str).unwrap_or_default();
        let hint = match (status, &self.token) {
            (401 | 403 | 404, None) => format!("; a private one needs a token in {}", self.address.variables().1[0]),
            (404, Some(_)) => "; there is none, or your token does not show it".to_owned(),
            _ => String::new(),
        };
        Err(self.refused(format!("status {status} {said}{hint}"), status == 429 || status >= 500))
    }

    fn refused(&self, why: String, is_passing: bool) -> Error {
        Error::Host { host: self.address.host.clone(), why, is_passing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_known_by_their_addresses() {
        let parsed =
            |url: &str| Address::parse(url).map(|found| (found.kind, found.host, found.project, found.number)).ok();
        let github = |host: &str| Some((Kind::GitHub, host.to_owned(), "owner/name".to_owned(), 12));
        assert_eq!(parsed("https://github.com/owner/name/pull/12"), github("github.com"));
        assert_eq!(parsed("https://github.com/owner/name/pull/12/files?w=1#diff-0"), github("github.com"));
        assert_eq!(parsed("https://git.example.org:8443/owner/name/pull/12"), github("git.example.org:8443"));
        let gitlab = (Kind::GitLab, "gitlab.com".to_owned(), "group/sub/name".to_owned(), 3);
        assert_eq!(parsed("https://gitlab.com/group/sub/name/-/merge_requests/3/diffs"), Some(gitlab));
        for bad in [
            "http://github.com/owner/name/pull/12",
            "https://me@github.com/owner/name/pull/12",
            "https://github.com/owner/name/issues/12",
            "https://github.com/owner/name/pull/x",
            "https://github.com/owner/../pull/12",
            "https://github.com/name/pull/12",
            "github.com/owner/name/pull/12",
        ] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_token_goes_to_its_own_host_alone() {
        let variables = |name: &str| match name {
            "GITHUB_TOKEN" => Some("of github.com".to_owned()),
            "GITHUB_ENTERPRISE_TOKEN" => Some("of git.example.org".to_owned()),
            "GITLAB_TOKEN" => Some("of gitlab.com".to_owned()),
            "GH_HOST" => Some("https://git.example.org/".to_owned()),
            _ => None,
        };
        let token = |url: &str| Address::parse(url).unwrap().token(variables);
        assert_eq!(token("https://github.com/o/n/pull/1").as_deref(), Some("of github.com"));
        assert_eq!(token("https://git.example.org/o/n/pull/1").as_deref(), Some("of git.example.org"));
        assert_eq!(token("https://git.example.net/o/n/pull/1"), None);
        assert_eq!(token("https://gitlab.com/o/n/-/merge_requests/1").as_deref(), Some("of gitlab.com"));
        assert_eq!(token("https://gitlab.example.net/o/n/-/merge_requests/1"), None);
        assert_eq!(Address::parse("https://github.com/o/n/pull/1").unwrap().token(|_| Some(String::new())), None);
    }

    #[test]
    fn each_host_has_its_own_addresses() {
        let api = |url: &str| Address::parse(url).map(|one| (one.api(), one.graphql())).unwrap();
        let two = |api: &str, graphql: &str| (api.to_owned(), graphql.to_owned());
        assert_eq!(
            api("https://github.com/o/n/pull/1"),
            two("https://api.github.com", "https://api.github.com/graphql")
        );
        assert_eq!(
            api("https://git.example.org/o/n/pull/1"),
            two("https://git.example.org/api/v3", "https://git.example.org/api/graphql")
        );
        assert_eq!(api("https://gitlab.com/o/n/-/merge_requests/1").0, "https://gitlab.com/api/v4");
    }
}
