//! Sources that are gathered here: commits of a repository, and a pull request with its review.
//!
//! Nothing of them is sent before it was listed.

mod listing;
mod pull_request;
mod repository;

use std::path::PathBuf;

use protocol::{AnySource, Source};

use crate::console::Console;
use crate::error::Error;
use crate::pace::Pace;

#[derive(clap::Args)]
pub(crate) struct GatherArgs {
    /// Tell the commits of a git repository; its folder, by default this one
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = ".")]
    repo: Option<PathBuf>,
    /// The commits after this one; by default after the last tag
    #[arg(long, value_name = "REVISION", requires = "repo")]
    since: Option<String>,
    /// The last commit
    #[arg(long, value_name = "REVISION", requires = "repo", default_value = "HEAD")]
    until: String,
    /// Tell a pull request or a merge request with its review; asked with your own token, which stays here
    #[arg(long, value_name = "URL", conflicts_with = "repo")]
    pr: Option<String>,
    /// Send what is listed without asking
    #[arg(long)]
    yes: bool,
}

/// A source, and the list of what is sent.
struct Gathered {
    source: Source,
    listing: String,
}

impl GatherArgs {
    /// True if a source is to be gathered.
    pub(crate) fn is_asked(&self) -> bool {
        self.repo.is_some() || self.pr.is_some()
    }

    /// The source that is asked for, listed and confirmed; `None` if there is nothing new.
    pub(crate) fn source(&self, pace: &Pace, console: &mut Console<'_>) -> Result<Option<AnySource>, Error> {
        let gathered = match (&self.repo, &self.pr) {
            (Some(folder), _) => repository::commits(folder, self.since.as_deref(), &self.until)?,
            (None, Some(url)) => Some(pull_request::review(url, pace)?),
            (None, None) => None,
        };
        let Some(Gathered { source, listing }) = gathered else { return Ok(None) };
        console.report(&listing);
        if !self.yes && !console.confirm("Send this to the service? [y/N]")? {
            return Err(Error::Usage("nothing was sent".to_owned()));
        }
        Ok(Some(AnySource::Text(source)))
    }
}
