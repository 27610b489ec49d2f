//! Filters for the list of all jobs, and interventions in one job.

use std::str::FromStr;

use clap::{Args, Subcommand};
use protocol::{Code, Intervention, JobId, JobStatus, Operation, StepName, Tenant};

use super::tenant;

#[derive(Args, Default)]
pub(crate) struct JobFilterArgs {
    /// Only jobs that are `running`, `parked`, `succeeded`, `cancelled` or `failed`
    #[arg(long, value_parser = status)]
    status: Option<JobStatus>,
    /// Only this tenant's jobs
    #[arg(long, value_parser = tenant)]
    tenant: Option<Tenant>,
    /// Only jobs parked with this code, for instance `quota_exhausted`
    #[arg(long, value_name = "CODE", value_parser = code)]
    parked_for: Option<Code>,
    /// Only unfinished jobs of this engine
    #[arg(long)]
    engine: Option<u32>,
    /// Only jobs created longer ago than this: `90s`, `30m`, `2h` or `7d`
    #[arg(long, value_name = "SPAN")]
    older_than: Option<TimeSpan>,
    /// Only unfinished jobs without progress for this long
    #[arg(long, value_name = "SPAN")]
    still_for: Option<TimeSpan>,
    /// Jobs per page
    #[arg(long)]
    limit: Option<u32>,
    /// The cursor printed below the previous page
    #[arg(long)]
    cursor: Option<String>,
}

impl JobFilterArgs {
    pub(crate) fn running() -> Self {
        Self { status: Some(JobStatus::Running), ..Self::default() }
    }

    /// The filter as a query string's parameters.
    pub(crate) fn query(&self) -> Vec<(&'static str, String)> {
        let span = |span: Option<TimeSpan>| span.map(|TimeSpan(ms)| ms.to_string());
        let words = [
            ("status", self.status.map(|status| status.as_str().to_owned())),
            ("tenant", self.tenant.as_ref().map(ToString::to_string)),
            ("parked_for", self.parked_for.map(|code| code.to_string())),
            ("engine", self.engine.map(|engine| engine.to_string())),
            ("older_than_ms", span(self.older_than)),
            ("still_for_ms", span(self.still_for)),
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("cursor", self.cursor.clone()),
        ];
        words.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// A duration, in milliseconds.
#[derive(Clone, Copy)]
pub(crate) struct TimeSpan(pub(crate) u64);

impl FromStr for TimeSpan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let units = [('s', 1_000), ('m', 60_000), ('h', 3_600_000), ('d', 86_400_000_u64)];
        let span = units.into_iter().find_map(|(unit, ms)| {
            let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
            number.checked_mul(ms).filter(|ms| i64::try_from(*ms).is_ok())
        });
        span.map(Self).ok_or_else(|| "a number with its unit, as in 90s, 30m, 2h or 7d".to_owned())
    }
}

#[derive(Subcommand)]
pub(crate) enum JobVerb {
    /// Show a job's steps, leases, last failure and audit log
    Show { id: JobId },
    /// Show a job's transitions, oldest first
    Timeline {
        id: JobId,
        /// Only transitions after this sequence number
        #[arg(long, value_name = "SEQ")]
        after: Option<u64>,
    },
    #[command(flatten)]
    Act(JobAct),
}

#[derive(Subcommand)]
pub(crate) enum JobAct {
    /// Give a parked job new attempts
    Resume {
        id: JobId,
        /// Recorded in the audit log
        #[arg(long)]
        reason: String,
    },
    /// Give one step new attempts
    Retry {
        id: JobId,
        /// A turn's number, or a name such as `master`
        #[arg(value_parser = step)]
        step: StepName,
        /// Recorded in the audit log
        #[arg(long)]
        reason: String,
    },
    /// Skip a line that cannot be spoken
    Skip {
        id: JobId,
        /// The turn's number
        #[arg(value_parser = step)]
        step: StepName,
        /// Recorded in the audit log
        #[arg(long)]
        reason: String,
    },
    /// Cancel a job; safe to repeat
    Cancel {
        id: JobId,
        /// Recorded in the audit log
        #[arg(long)]
        reason: String,
    },
}

impl JobAct {
    pub(crate) fn asked(self) -> (Operation, JobId, Intervention) {
        let (operation, id, step, reason) = match self {
            Self::Resume { id, reason } => (Operation::AdminResume, id, None, reason),
            Self::Retry { id, step, reason } => (Operation::AdminRetry, id, Some(step), reason),
            Self::Skip { id, step, reason } => (Operation::AdminSkip, id, Some(step), reason),
            Self::Cancel { id, reason } => (Operation::AdminCancel, id, None, reason),
        };
        let (turn, step) = step.map_or((None, None), StepName::told);
        (operation, id, Intervention { reason, turn, step })
    }
}

fn status(text: &str) -> Result<JobStatus, String> {
    let known = || JobStatus::ALL.map(JobStatus::as_str).join(", ");
    JobStatus::from_wire(text).ok_or_else(|| format!("one of {}", known()))
}

fn code(text: &str) -> Result<Code, String> {
    Code::from_wire(text).ok_or_else(|| "a problem's code, as in quota_exhausted".to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "clap asks for a result")]
fn step(text: &str) -> Result<StepName, String> {
    Ok(text.parse().map_or_else(|_| StepName::Step(text.to_owned()), StepName::Turn))
}
