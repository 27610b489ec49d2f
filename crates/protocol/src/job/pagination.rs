//! Pagination of lists: a limit and a cursor.

use crate::limits;
use crate::problem::{Code, Problem};
use crate::values::JobId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Most entries of the page.
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
    /// Reads one query parameter.
    ///
    /// # Errors
    /// `malformed_query` for an invalid value or an unknown parameter.
    pub fn read(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let malformed = |expected: String| Problem::because(Code::MalformedQuery, format!("{name}: {expected}"));
        match name {
            "limit" => {
                let max = limits::PAGE_JOBS_MAX;
                let limit = value.parse().ok().filter(|limit| (1..=max).contains(limit));
                self.limit = limit.ok_or_else(|| malformed(format!("a number from 1 to {max}")))?;
            }
            "cursor" => {
                self.cursor = Some(value.parse().map_err(|_| malformed("not a cursor of this list".to_owned()))?)
            }
            _ => return Err(malformed("unknown parameter".to_owned())),
        }
        Ok(())
    }
}
