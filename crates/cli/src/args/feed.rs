//! The arguments of `cuepoint feed`.

use clap::Subcommand;
use protocol::{ChangeFeed, CoverColors};

use super::admin::TimeSpan;
use super::subject;

#[derive(clap::Args)]
pub(crate) struct Feed {
    /// The person you ask for, as you name them; their feed is another one than yours
    #[arg(long, global = true, value_name = "NAME", value_parser = subject)]
    pub(crate) subject: Option<String>,
    #[command(subcommand)]
    pub(crate) verb: Option<FeedVerb>,
}

#[derive(Subcommand)]
pub(crate) enum FeedVerb {
    /// Show your own feed, or the one of this name or id
    Show { feed: Option<String> },
    /// List your own feed and the named ones
    List,
    /// Create a feed that submissions are sent to by name
    Create {
        /// Small letters, digits and hyphens
        name: String,
        #[command(flatten)]
        words: FeedWords,
    },
    /// Change a feed's title, description, language, category or author
    Change {
        /// A name or an id; your own feed by default
        #[arg(long)]
        feed: Option<String>,
        #[command(flatten)]
        words: FeedWords,
    },
    /// Add an address, for another device or listener
    Add {
        /// Your name for it
        name: String,
        /// A name or an id; your own feed by default
        #[arg(long)]
        feed: Option<String>,
    },
    /// Replace an address; the old one leads to the new one for a while
    Rotate {
        /// The address's id or name
        address: String,
        /// A name or an id; your own feed by default
        #[arg(long)]
        feed: Option<String>,
        /// Time for which the old address redirects: 30d, 12h, 0s; 30 days by default
        #[arg(long, value_name = "TIME")]
        overlap: Option<TimeSpan>,
    },
    /// Revoke an address, or with --all the feed and every address of it: apps are told it is gone
    Revoke {
        /// The address's id or name
        #[arg(required_unless_present = "all")]
        address: Option<String>,
        /// The whole feed
        #[arg(long, conflicts_with = "address")]
        all: bool,
        /// A name or an id; your own feed by default
        #[arg(long)]
        feed: Option<String>,
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
    },
}

/// The description of a feed.
#[derive(clap::Args)]
pub(crate) struct FeedWords {
    #[arg(long)]
    pub(crate) title: Option<String>,
    #[arg(long)]
    pub(crate) description: Option<String>,
    /// A language tag, for instance en-GB
    #[arg(long)]
    pub(crate) language: Option<String>,
    /// A category of Apple Podcasts: Technology, or "Education > Courses"
    #[arg(long)]
    pub(crate) category: Option<String>,
    #[arg(long)]
    pub(crate) author: Option<String>,
    /// Background of the cover art, for instance #1a2b3c
    #[arg(long, value_name = "COLOR", requires = "ink")]
    pub(crate) background: Option<String>,
    /// Letters of the cover art
    #[arg(long, value_name = "COLOR", requires = "background")]
    pub(crate) ink: Option<String>,
}

impl FeedWords {
    /// The words as a change of a feed.
    pub(crate) fn change(self) -> ChangeFeed {
        let Self { title, description, language, category, author, background, ink } = self;
        let colors = background.zip(ink).map(|(background, ink)| CoverColors { background, ink });
        ChangeFeed { title, description, language, category, author, colors }
    }
}
