//! The words of whoever runs the service.

mod jobs;

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};
use protocol::{NewToken, Redaction, RotateToken, Scope, Tenant, TenantChange, Timestamp, TokenId};

pub(crate) use self::jobs::{JobVerb, Span, Which};

#[derive(Subcommand)]
pub(crate) enum Question {
    /// Whether it is well, and if not, why; the exit code says it too
    Health {
        /// Save it as a page for a browser
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// What is stored, whose it is, and what had to be deleted
    Storage,
    /// Whose jobs are kept apart, and what each may have
    #[command(subcommand)]
    Tenant(TenantVerb),
    /// Who is let in, and to what
    #[command(subcommand)]
    Token(TokenVerb),
    /// Who has asked
    #[command(subcommand)]
    Subject(SubjectVerb),
    /// Any tenant's jobs, newest first
    Jobs(Which),
    /// One job of any tenant: how it stands, and what is done to it
    #[command(subcommand)]
    Job(JobVerb),
    /// Whether new jobs are taken, and how many are under way
    #[command(subcommand)]
    Intake(IntakeVerb),
    /// Take no new jobs and wait until none is under way; the intake stays paused
    Drain {
        /// Goes into the account of what was done
        #[arg(long)]
        reason: String,
        /// How long to wait: `90s`, `30m`, `2h` or `7d`
        #[arg(long, value_name = "SPAN", default_value = "10m")]
        timeout: Span,
    },
    /// What was done by whoever runs the service, the latest first
    Audit {
        /// Where to go on, as the page before says
        #[arg(long)]
        cursor: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum IntakeVerb {
    /// How it stands
    Show,
    /// Take no new jobs; those under way go on
    Pause {
        /// Goes into the account of what was done
        #[arg(long)]
        reason: String,
    },
    /// Take new jobs again
    Open {
        /// Goes into the account of what was done
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum TenantVerb {
    /// List them, oldest first
    List,
    /// Make one
    Create(Bounds),
    /// Change what one may have; what is not given stays
    Set {
        #[arg(value_parser = tenant)]
        id: Tenant,
        #[command(flatten)]
        bounds: Bounds,
    },
    /// Let nobody of one in any more
    Suspend {
        #[arg(value_parser = tenant)]
        id: Tenant,
    },
    /// Let those of one in again
    Resume {
        #[arg(value_parser = tenant)]
        id: Tenant,
    },
}

#[derive(Args)]
pub(crate) struct Bounds {
    /// How long finished episodes are kept, in days, or `none`
    #[arg(long, value_name = "DAYS")]
    keep_days: Option<Bound>,
    /// How many bytes of them, or `none`
    #[arg(long, value_name = "BYTES")]
    keep_bytes: Option<Bound>,
    /// How many jobs may be under way at once, or `none`
    #[arg(long, value_name = "JOBS")]
    jobs_max: Option<Bound>,
    /// How many bytes of finished episodes there may be, the trash included, or `none`
    #[arg(long, value_name = "BYTES")]
    bytes_max: Option<Bound>,
    /// Whether identity and secrets are taken out of sources: `on` or `off`
    #[arg(long, value_parser = redaction)]
    redaction: Option<Redaction>,
}

/// A number, or none at all.
#[derive(Clone, Copy)]
struct Bound(Option<u64>);

impl Bounds {
    pub(crate) fn change(&self) -> TenantChange {
        let said = |bound: Option<Bound>| bound.map(|Bound(number)| number);
        TenantChange {
            keep_days: said(self.keep_days),
            keep_bytes: said(self.keep_bytes),
            jobs_max: said(self.jobs_max),
            bytes_max: said(self.bytes_max),
            redaction: self.redaction,
            suspended: None,
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum TokenVerb {
    /// List them, the newest first
    List {
        /// Only those of this tenant
        #[arg(long, value_parser = tenant)]
        tenant: Option<Tenant>,
    },
    /// Make one; its secret is shown once
    Create {
        /// Whose it is; not for one with the scope `admin`
        #[arg(long, value_parser = tenant)]
        tenant: Option<Tenant>,
        /// What you call it
        #[arg(long)]
        name: String,
        /// What it opens: `submit`, `read`, `runner`, or `admin` alone
        #[arg(long = "scope", value_delimiter = ',', value_parser = scope, default_values = ["submit", "read"])]
        scopes: Vec<Scope>,
        /// Until when it is good, as in 2027-01-01T00:00:00Z
        #[arg(long, value_parser = moment)]
        expires_at: Option<Timestamp>,
    },
    /// Make one that follows another; its secret is shown once
    Rotate {
        #[arg(value_parser = token)]
        id: TokenId,
        /// How long both are good; a day when not given
        #[arg(long, value_name = "HOURS")]
        overlap_hours: Option<u64>,
        /// Until when the new one is good; as long as the old one was to when not given
        #[arg(long, value_parser = moment)]
        expires_at: Option<Timestamp>,
    },
    /// End one at once; safe to repeat
    Revoke {
        #[arg(value_parser = token)]
        id: TokenId,
    },
}

impl TokenVerb {
    pub(crate) fn rotation(overlap_hours: Option<u64>, expires_at: Option<Timestamp>) -> RotateToken {
        RotateToken { overlap_ms: overlap_hours.map(|hours| hours.saturating_mul(3_600_000)), expires_at }
    }

    pub(crate) fn new_token(
        tenant: Option<Tenant>,
        name: String,
        scopes: Vec<Scope>,
        expires_at: Option<Timestamp>,
    ) -> NewToken {
        NewToken { tenant, name, scopes, expires_at }
    }
}

#[derive(Subcommand)]
pub(crate) enum SubjectVerb {
    /// Show what one has asked for, and with `--confirm` erase it everywhere; safe to repeat
    Erase {
        #[arg(long, value_parser = tenant)]
        tenant: Tenant,
        /// As `Cuepoint-Subject` had it
        #[arg(required_unless_present = "by_token", conflicts_with = "by_token")]
        subject: Option<String>,
        /// Or the id of the token it was asked with, where no subject was named
        #[arg(long, value_name = "ID", value_parser = token)]
        by_token: Option<TokenId>,
        /// The word that showing it has told
        #[arg(long, value_name = "WORD")]
        confirm: Option<String>,
    },
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self(None));
        }
        text.parse().map(|number| Self(Some(number))).map_err(|_| "a number, or none".to_owned())
    }
}

fn redaction(text: &str) -> Result<Redaction, String> {
    match text {
        "on" => Ok(Redaction::On),
        "off" => Ok(Redaction::Off),
        _ => Err("on or off".to_owned()),
    }
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::from_wire(text).ok_or_else(|| format!("one of {}", Scope::ALL.map(Scope::as_str).join(", ")))
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let moment = serde_json::from_value(serde_json::Value::from(text));
    moment.map_err(|_| "a moment, as in 2027-01-01T00:00:00Z".to_owned())
}

/// It becomes part of an address.
fn name(text: &str) -> Result<String, String> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { Ok(text.to_owned()) } else { Err("an id is made of letters and digits".to_owned()) }
}

fn tenant(text: &str) -> Result<Tenant, String> {
    name(text).map(Tenant)
}

fn token(text: &str) -> Result<TokenId, String> {
    name(text).map(TokenId)
}
