//! The operator's commands: `cuepoint admin …`.

mod jobs;

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};
use protocol::{NewToken, Redaction, RotateToken, Scope, Show, Tenant, TenantChange, Timestamp, TokenId};

pub(crate) use self::jobs::{JobFilterArgs, JobVerb, TimeSpan};

#[derive(Subcommand)]
pub(crate) enum AdminCommand {
    /// Show the service's health; the exit code tells it too
    Health {
        /// Also save it as an HTML page
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Show what is stored, and what cleanup and sweep have deleted
    Storage,
    /// Manage tenants and their quotas
    #[command(subcommand)]
    Tenant(TenantVerb),
    /// Manage API tokens
    #[command(subcommand)]
    Token(TokenVerb),
    /// Erase a person's data
    #[command(subcommand)]
    Subject(SubjectVerb),
    /// List the jobs of all tenants, newest first
    Jobs(JobFilterArgs),
    /// Show one job of any tenant, or intervene in it
    #[command(subcommand)]
    Job(JobVerb),
    /// Show, pause or open the intake of new jobs
    #[command(subcommand)]
    Intake(IntakeVerb),
    /// Pause the intake and wait until no job is under way; the intake stays paused
    Drain {
        /// Recorded in the audit log
        #[arg(long)]
        reason: String,
        /// Time to wait: `90s`, `30m`, `2h` or `7d`
        #[arg(long, value_name = "SPAN", default_value = "10m")]
        timeout: TimeSpan,
    },
    /// Show the audit log: every operator action, newest first
    Audit {
        /// The cursor printed below the previous page
        #[arg(long)]
        cursor: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum IntakeVerb {
    /// Show whether the intake is open, and the number of jobs under way
    Show,
    /// Refuse new jobs; those under way go on
    Pause {
        /// Recorded in the audit log
        #[arg(long)]
        reason: String,
    },
    /// Accept new jobs again
    Open {
        /// Recorded in the audit log
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum TenantVerb {
    /// List tenants, oldest first
    List,
    /// Create a tenant
    Create(Bounds),
    /// Change a tenant's retention and quotas; values not given stay
    Set {
        #[arg(value_parser = tenant)]
        id: Tenant,
        #[command(flatten)]
        bounds: Bounds,
    },
    /// Suspend a tenant: its tokens are refused
    Suspend {
        #[arg(value_parser = tenant)]
        id: Tenant,
    },
    /// End a tenant's suspension
    Resume {
        #[arg(value_parser = tenant)]
        id: Tenant,
    },
}

#[derive(Args)]
pub(crate) struct Bounds {
    /// Retention of finished episodes in days, or `none`
    #[arg(long, value_name = "DAYS")]
    keep_days: Option<Bound>,
    /// Retention of finished episodes in bytes, or `none`
    #[arg(long, value_name = "BYTES")]
    keep_bytes: Option<Bound>,
    /// Quota: jobs under way at once, or `none`
    #[arg(long, value_name = "JOBS")]
    jobs_max: Option<Bound>,
    /// Quota: bytes of finished episodes, the trash included, or `none`
    #[arg(long, value_name = "BYTES")]
    bytes_max: Option<Bound>,
    /// The most spent on scripts in a month, in micro-units (1000000 is 1.00), or `none`
    #[arg(long, value_name = "MICROS")]
    monthly_budget: Option<Bound>,
    /// Show profile: a file of JSON with `hosts`, `style` and `colors` for what names none, or `none`
    #[arg(long, value_name = "FILE", value_parser = show)]
    show: Option<ShowBound>,
    /// Redaction of personal data and secrets in sources: `on` or `off`
    #[arg(long, value_parser = redaction)]
    redaction: Option<Redaction>,
    /// Feeds name the address of the page that an episode was made from: `true` or `false`
    #[arg(long)]
    show_addresses: Option<bool>,
}

/// A show profile, or the word `none`.
#[derive(Clone)]
struct ShowBound(Option<Box<Show>>);

fn show(path: &str) -> Result<ShowBound, String> {
    if path == "none" {
        return Ok(ShowBound(None));
    }
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map(|show| ShowBound(Some(Box::new(show)))).map_err(|error| error.to_string())
}

/// A number, or the word `none`.
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
            monthly_budget: said(self.monthly_budget),
            show: self.show.clone().map(|ShowBound(show)| show.map(|show| *show)),
            redaction: self.redaction,
            show_addresses: self.show_addresses,
            suspended: None,
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum TokenVerb {
    /// List tokens, newest first
    List {
        /// Only this tenant's tokens
        #[arg(long, value_parser = tenant)]
        tenant: Option<Tenant>,
    },
    /// Create a token; its secret is shown once
    Create {
        /// The tenant it belongs to; not for the scope `admin`
        #[arg(long, value_parser = tenant)]
        tenant: Option<Tenant>,
        /// A name to recognize it by
        #[arg(long)]
        name: String,
        /// Its scopes: `submit`, `read`, `runner`, or `admin` alone
        #[arg(long = "scope", value_delimiter = ',', value_parser = scope, default_values = ["submit", "read"])]
        scopes: Vec<Scope>,
        /// Expiry, as in 2027-01-01T00:00:00Z; never by default
        #[arg(long, value_parser = moment)]
        expires_at: Option<Timestamp>,
    },
    /// Rotate a token: create its successor, whose secret is shown once
    Rotate {
        #[arg(value_parser = token)]
        id: TokenId,
        /// Hours for which both are valid; a day by default
        #[arg(long, value_name = "HOURS")]
        overlap_hours: Option<u64>,
        /// Expiry of the new token; by default that of the old one
        #[arg(long, value_parser = moment)]
        expires_at: Option<Timestamp>,
    },
    /// Revoke a token at once; safe to repeat
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
    /// Show a person's jobs, and with `--confirm` erase them everywhere; safe to repeat
    Erase {
        #[arg(long, value_parser = tenant)]
        tenant: Tenant,
        /// The value of `Cuepoint-Subject-Key`
        #[arg(required_unless_present = "by_token", conflicts_with = "by_token")]
        subject: Option<String>,
        /// The token's id instead, for requests that named no subject
        #[arg(long, value_name = "ID", value_parser = token)]
        by_token: Option<TokenId>,
        /// The confirmation that the first call printed
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
