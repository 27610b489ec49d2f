//! Which page of a list is asked for.

use crate::{Code, JobId, Problem, limits};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Lines of it, at most.
    pub limit: u32,
    /// The last job of the page before.
    pub cursor: Option<JobId>,
}

impl Default for Page {
    fn default() -> Self {
        Self { limit: limits::PAGE_JOBS_DEFAULT, cursor: None }
    }
}

impl Page {
    /// One word of the query.
    ///
    /// # Errors
    /// `malformed_query` for a value it cannot have, or any other word.
    pub fn read(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let malformed = |expected: String| Problem::because(Code::MalformedQuery, format!("{name}: {expected}"));
        match name {
            "limit" => {
                let max = limits::PAGE_JOBS_MAX;
                let limit = value.parse().ok().filter(|limit| (1..=max).contains(limit));
                self.limit = limit.ok_or_else(|| malformed(format!("a number from 1 to {max}")))?;
            }
            "cursor" => self.cursor = Some(value.parse().map_err(|_| malformed("not one of ours".to_owned()))?),
            _ => return Err(malformed("unknown parameter".to_owned())),
        }
        Ok(())
    }
}
