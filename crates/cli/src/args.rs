//! The command line, parsed by clap. The `///` of commands and options are their help texts.

mod admin;
mod episode;
mod feed;
mod media;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use protocol::{Approve, IdempotencyKey, JobId, Money};

pub(crate) use self::admin::{
    AdminCommand, IntakeVerb, JobFilterArgs, JobVerb, SubjectVerb, TenantVerb, TimeSpan, TokenVerb,
};
pub(crate) use self::episode::EpisodeArgs;
pub(crate) use self::feed::{Feed, FeedVerb};
pub(crate) use self::media::Media;
use crate::address::BaseUrl;
use crate::exit::Exit;
use crate::money::{self, Bound};

/// Turn something you meant to read into a two-host podcast episode.
#[derive(Parser)]
#[command(name = "cuepoint", version, after_help = Exit::table())]
pub struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// URL of the service
    #[arg(long, global = true, env = "CUEPOINT_URL", default_value = "http://127.0.0.1:8787")]
    pub(crate) url: BaseUrl,
    /// Your API token (a bearer token)
    #[arg(long, global = true, env = "CUEPOINT_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// Print one JSON object per line on stdout, and nothing else
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Do not show progress
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Submit a source, follow its job, and save the episode
    Generate(Generate),
    /// Estimate an episode's length and cost by each writer; creates nothing
    Estimate(EpisodeArgs),
    /// Follow a job until it ends or is parked
    Watch {
        id: JobId,
        /// Only updates after this sequence number
        #[arg(long, value_name = "SEQ")]
        after: Option<u64>,
    },
    /// Show a job
    Get {
        id: JobId,
        /// Save its episode in this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// List jobs, newest first
    List {
        /// The cursor printed below the previous page
        #[arg(long)]
        cursor: Option<String>,
    },
    /// Read, change and approve an outline or a script, in $VISUAL or $EDITOR
    Review(Review),
    /// Approve what a job waits to do; asks for confirmation
    Approve {
        id: JobId,
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
    },
    /// Change the most that a job may spend
    Budget {
        id: JobId,
        /// An amount, as in 2.00, or `none`
        amount: Bound,
    },
    /// Show each call of a job to a language model, and its cost
    Ledger { id: JobId },
    /// Stop a job; safe to repeat
    Cancel { id: JobId },
    /// Give a parked job new attempts
    Resume { id: JobId },
    /// Move a job to the trash; it is erased a week later
    Delete { id: JobId },
    /// Take a job out of the trash
    Restore { id: JobId },
    /// Erase a job permanently, now; asks for confirmation
    Purge {
        id: JobId,
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
    },
    /// Show the address of your podcast feed, with a QR code for a phone; or manage feeds
    Feed(Feed),
    /// List the voices that hosts can have; with a name, save a line that the voice says
    Voices(Voices),
    /// Make a video, an audiobook or Opus of a saved episode, on this machine, by ffmpeg
    Media(Media),
    /// Make a code that signs a browser in: a page with your episodes, their transcripts and your feeds
    Pair,
    /// Operate the service: health, jobs, tenants, tokens, audit log
    Admin(Admin),
}

#[derive(clap::Args)]
pub(crate) struct Voices {
    /// The voice to hear
    pub(crate) name: Option<String>,
    /// The line it says, by your dictionary; a sample by default
    #[arg(long, value_name = "TEXT", requires = "name")]
    pub(crate) say: Option<String>,
    /// File for the line; by default `<name>.mp3`
    #[arg(long, value_name = "FILE", requires = "name")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct Admin {
    /// The operator's token (a bearer token with the scope `admin`)
    #[arg(long, env = "CUEPOINT_ADMIN_TOKEN", hide_env_values = true)]
    pub(crate) admin_token: Option<String>,
    #[command(subcommand)]
    pub(crate) command: AdminCommand,
}

#[derive(clap::Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) episode: EpisodeArgs,
    /// Wait for approval: `plan` before the script is written, `script` before it is spoken
    #[arg(long, value_name = "STAGE", value_parser = approve)]
    pub(crate) approve: Option<Approve>,
    /// The most that may be spent, as in 1.50; beyond it the embedded writer goes on, which costs nothing
    #[arg(long, value_name = "AMOUNT", value_parser = money::parse)]
    pub(crate) budget: Option<Money>,
    /// Also send the episode to the feed of this name
    #[arg(long, value_name = "NAME")]
    pub(crate) feed: Option<String>,
    /// Folder for the episode; by default `episodes/<title>-<id>`
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Idempotency key: the same key and source again give the same job; random by default
    #[arg(long, value_name = "KEY")]
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    /// The person you ask for, as you name them; kept as a pseudonym only, by which their jobs can be erased
    #[arg(long, value_name = "NAME", value_parser = subject)]
    pub(crate) subject: Option<String>,
    /// Print the job's id and exit
    #[arg(long)]
    pub(crate) no_wait: bool,
}

#[derive(clap::Args)]
pub(crate) struct Review {
    pub(crate) id: JobId,
    /// Print the text that the editor would open, and exit
    #[arg(long, conflicts_with_all = ["file", "approve"])]
    pub(crate) print: bool,
    /// Take the edited text from this file; no editor is opened
    #[arg(long)]
    pub(crate) file: Option<PathBuf>,
    /// Approve it as it is then, without asking
    #[arg(long, visible_alias = "yes")]
    pub(crate) approve: bool,
}

/// Checked here because the libraries' own complaint would quote the name.
pub(crate) fn subject(text: &str) -> Result<String, String> {
    let is_plain = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if is_plain && !text.is_empty() { Ok(text.to_owned()) } else { Err("visible ASCII characters".to_owned()) }
}

fn approve(text: &str) -> Result<Approve, String> {
    let known = Approve::from_wire(text).filter(|approve| !approve.is_none());
    known.ok_or_else(|| "one of plan, script".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Args, clap::error::ErrorKind> {
        Args::try_parse_from(line.split_whitespace()).map_err(|error| error.kind())
    }

    #[test]
    fn invalid_values_are_rejected() {
        use clap::error::ErrorKind::ValueValidation;
        for line in [
            "cuepoint generate a.md --host Ada",
            "cuepoint generate a.md --format pdf",
            "cuepoint generate a.md --approve none",
            "cuepoint generate a.md --budget 1.0000001",
            "cuepoint budget 0198c0de-0000-7000-8000-00000000abcd 1.5e3",
            "cuepoint budget 0198c0de-0000-7000-8000-00000000abcd all",
            "cuepoint generate a.md --idempotency-key schlüssel",
            "cuepoint watch not-an-id",
            "cuepoint list --url ftp://cue.example",
        ] {
            assert_eq!(parse(line).err(), Some(ValueValidation), "{line}");
        }
    }

    #[test]
    fn the_help_lists_the_exit_codes_and_hides_the_token() {
        let help = <Args as clap::CommandFactory>::command().render_long_help().to_string();
        assert!(help.contains("  7  the job is parked"), "{help}");
        assert!(help.contains("[env: CUEPOINT_TOKEN]"), "{help}");
    }
}
