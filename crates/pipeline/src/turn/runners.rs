//! Runners: a step is claimed from a job, and its result reported, by requests from outside.

use job::{Effect, Input, Lease, StepKind};
use protocol::{RunnerId, Timestamp};

use super::Handled;
use super::drive::handle_with;
use crate::io::apply::{Applied, apply};
use crate::ports::{RequestPorts, StoreError};
use crate::steps::Report;

/// A lease that was given to a runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granted {
    pub lease: Lease,
    pub expires_at: Timestamp,
}

/// The lease of the first step of these kinds that is ready; the same one for a runner that asks again.
///
/// # Errors
/// When the job's storage fails; nothing has changed then.
pub fn claim(ports: &impl RequestPorts, runner: RunnerId, kinds: Vec<StepKind>) -> Result<Option<Granted>, StoreError> {
    match apply(ports, Input::Claimed { runner, kinds }, &[])? {
        Applied::NoJob | Applied::Refused(_) => Ok(None),
        Applied::Done { effects, .. } => Ok(effects.into_iter().find_map(granted)),
    }
}

fn granted(effect: Effect) -> Option<Granted> {
    match effect {
        Effect::Granted { lease, expires_at } => Some(Granted { lease, expires_at }),
        Effect::Perform { .. } | Effect::Offer(_) | Effect::Withdraw(_) | Effect::Tell(_) => None,
    }
}

/// The report of an attempt that was made outside: refused, with all it brought, when its lease is over.
///
/// # Errors
/// When the job's storage fails; nothing has changed then, and the report can be repeated.
pub fn report(ports: &impl RequestPorts, report: Report) -> Result<Handled, StoreError> {
    handle_with(ports, report.input, &report.documents)
}
