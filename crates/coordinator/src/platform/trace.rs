//! Tracing: the request and the job that the running code works for, known to every log line and every outgoing call.
//!
//! Set whenever such a future is polled, and only then: between its polls others run in the same isolate.

use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll};

use protocol::{JobId, Trace};
use worker::Headers;

use crate::platform::random;

/// Sent to an object beside the trace, so that its log lines name the job before it is read.
const JOB: &str = "Cuepoint-Job";

thread_local! {
    static CURRENT: RefCell<Option<Work>> = const { RefCell::new(None) };
}

/// A unit of work: a request, an alarm, or a sweep.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    pub(crate) trace: Trace,
    pub(crate) job: Option<JobId>,
}

impl Work {
    /// Continues the caller's trace if it sends a well-formed one, or starts a new one.
    pub(crate) fn continued(headers: &Headers) -> worker::Result<Self> {
        let trace = match headers.get(Trace::HEADER)?.as_deref().and_then(Trace::parse) {
            Some(trace) => trace.next(u64::from_le_bytes(random::bytes()?)),
            None => Self::own()?.trace,
        };
        Ok(Self { trace, job: None })
    }

    /// Starts a new trace, for an alarm or the sweep: a provider sees the trace of a turn, never that of a client.
    pub(crate) fn own() -> worker::Result<Self> {
        let trace = Trace::new(u128::from_le_bytes(random::bytes()?), u64::from_le_bytes(random::bytes()?));
        Ok(Self { trace, job: None })
    }

    /// Continues the router's trace in the object it calls.
    pub(crate) fn in_object(headers: &Headers) -> worker::Result<Self> {
        let job = headers.get(JOB)?.and_then(|id| id.parse().ok());
        Ok(Self { job, ..Self::continued(headers)? })
    }

    /// Runs a future as this work.
    pub(crate) fn on<F: Future>(self, future: F) -> Working<F> {
        Working { work: self, future: Box::pin(future) }
    }
}

/// The work of the running code.
pub(crate) fn current() -> Option<Work> {
    CURRENT.with(|current| current.try_borrow().ok().and_then(|work| *work))
}

/// Sets the trace headers of an outgoing call.
pub(crate) fn propagate(headers: &Headers, job: Option<JobId>) -> worker::Result<()> {
    let Some(work) = current() else { return Ok(()) };
    headers.set(Trace::HEADER, &work.trace.to_string())?;
    match job {
        Some(job) => headers.set(JOB, &job.to_string()),
        None => Ok(()),
    }
}

pub(crate) struct Working<F> {
    work: Work,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Working<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _restored = Restored(enter(Some(self.work)));
        self.future.as_mut().poll(context)
    }
}

struct Restored(Option<Work>);

impl Drop for Restored {
    fn drop(&mut self) {
        enter(self.0);
    }
}

fn enter(work: Option<Work>) -> Option<Work> {
    CURRENT.with(|current| current.try_borrow_mut().ok().and_then(|mut current| std::mem::replace(&mut *current, work)))
}
