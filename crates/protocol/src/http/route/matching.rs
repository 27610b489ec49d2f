//! Route matching: from a method and a path to the row of the operation.

use super::{ROUTES, Route};

/// The reason why no route matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteMiss {
    NotFound,
    /// The methods that this path takes.
    MethodNotAllowed(Vec<&'static str>),
}

/// Finds the route of a request, and the text in place of `{id}`.
pub fn match_route<'p>(method: &str, path: &'p str) -> Result<(&'static Route, Option<&'p str>), RouteMiss> {
    let mut allowed = Vec::new();
    for route in ROUTES {
        let Some(id) = match_path(route.path, path) else { continue };
        if route.methods.iter().any(|candidate| candidate.as_str() == method) {
            return Ok((route, id));
        }
        allowed.extend(route.methods.iter().map(|candidate| candidate.as_str()));
    }
    if allowed.is_empty() { Err(RouteMiss::NotFound) } else { Err(RouteMiss::MethodNotAllowed(allowed)) }
}

/// `Some(None)`: the path matches and has no id.
#[expect(clippy::option_option, reason = "the outer says whether it matches, the inner whether it names a job")]
pub(crate) fn match_path<'p>(pattern: &str, path: &'p str) -> Option<Option<&'p str>> {
    let (mut parts, mut id) = (path.split('/'), None);
    for expected in pattern.split('/') {
        let part = parts.next()?;
        match expected.strip_prefix('{') {
            None if part != expected => return None,
            Some(_) if part.is_empty() => return None,
            Some("id}") => id = Some(part),
            None | Some(_) => {}
        }
    }
    parts.next().is_none().then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Operation;

    fn operation(method: &str, path: &str) -> Result<Operation, RouteMiss> {
        match_route(method, path).map(|(route, _)| route.operation)
    }

    #[test]
    fn a_request_finds_its_route_and_its_job() {
        assert_eq!(operation("POST", "/v1/jobs"), Ok(Operation::CreateJob));
        assert_eq!(operation("HEAD", "/v1/jobs"), Ok(Operation::ListJobs));
        let (route, id) = match_route("GET", "/v1/jobs/abc/episode.mp3").ok().unwrap();
        assert_eq!((route.operation, id), (Operation::Episode, Some("abc")));
    }

    #[test]
    fn a_request_that_matches_no_route_is_told_the_methods_of_its_path() {
        assert_eq!(operation("GET", "/v1/jobs/"), Err(RouteMiss::NotFound));
        assert_eq!(operation("GET", "/v1/jobs/a/b"), Err(RouteMiss::NotFound));
        assert_eq!(operation("PUT", "/v1/jobs"), Err(RouteMiss::MethodNotAllowed(vec!["POST", "GET", "HEAD"])));
    }
}
