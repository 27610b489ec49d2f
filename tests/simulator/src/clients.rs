//! Clients: they submit, look, cancel and resume, repeat what was not answered, and do it all at once.

use job::{Input, StepKind, Tenant};
use pipeline::{Handled, RedactedJob, StoreError, Submission};
use protocol::{Code, CreateJob, JobStatus, Redaction, Source, SourceFormat, Timestamp, WireVersion, default_hosts};

use crate::Studio;
use crate::events::Event;
use crate::faults::Fault;
use crate::shape::{self, Edit};
use crate::world::World;

pub(crate) const JOB: &str = "0198c0de-0000-7000-8000-00000000abcd";

/// How often somebody looks, or a sweep does, when all is well.
const POLL_MS: i64 = 15_000;

/// A job in the trash is looked at now and then in the week it lies there.
const TRASH_POLL_MS: i64 = 8 * 60 * 60 * 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Submit,
    Read,
    Cancel,
    Resume,
    /// Of the estimate that was seen last.
    Approve,
    Revise(Edit),
    Skip,
    Retry(u16),
    Trash,
    Restore,
    Purge,
}

impl World<'_> {
    /// What a client wants gets there in the end: what failed, or was not answered, is asked again.
    pub(crate) fn request(&self, request: Request) {
        if self.hit(Fault::RequestLost) {
            return self.ask_again(request);
        }
        self.note(|| format!("client: {request:?}"));
        let done = match request {
            Request::Submit => self.submit(),
            Request::Read => self.read(),
            Request::Cancel => self.verb(Input::Cancel),
            Request::Resume => self.verb(Input::Resume),
            Request::Approve => self.approve(),
            Request::Revise(edit) => shape::revise(self, edit),
            Request::Skip => self.verb(shape::skip()),
            Request::Retry(turn) => self.verb(Input::Retry { step: StepKind::Speech.at(turn) }),
            Request::Trash => self.verb(Input::Trash),
            Request::Restore => self.verb(Input::Restore),
            Request::Purge => self.purge(),
        };
        match done {
            Err(error) => {
                self.note(|| format!("  answered 500: {error}"));
                self.ask_again(request);
            }
            Ok(()) if self.hit(Fault::AnswerLost) => self.ask_again(request),
            Ok(()) => {
                self.confirm(request);
                if request == Request::Read {
                    self.look_again();
                }
            }
        }
    }

    fn ask_again(&self, request: Request) {
        self.with(|state| {
            let ms = state.random.ms(100, 10_000);
            state.after_ms(ms, Event::Request(request));
        });
    }

    fn look_again(&self) {
        self.with(|state| {
            let longest = match (state.is_thrown_away(), state.healed) {
                (true, _) => TRASH_POLL_MS,
                (false, true) => POLL_MS,
                (false, false) => 12 * POLL_MS,
            };
            let ms = state.random.ms(1_000, longest);
            state.after_ms(ms, Event::Request(Request::Read));
        });
    }

    fn submit(&self) -> Result<(), StoreError> {
        // The row that is left of an erased job is no longer found under its client's key.
        if self.with(|state| state.ledger.is_erased) {
            return Ok(());
        }
        let mut submission = submission(self.source);
        (submission.spec.runners, submission.spec.gates) =
            self.with(|state| (state.runner_kinds.clone(), state.gates.clone()));
        pipeline::submit(self, submission).map(|_| ())
    }

    /// Finds a parked job now and then, and resumes it.
    fn read(&self) -> Result<(), StoreError> {
        let Some(job) = pipeline::repair(self)? else {
            self.sweep();
            return Ok(());
        };
        self.look_at_gate(&job);
        self.with(|state| {
            if job.status() == JobStatus::Parked && !state.healed && state.random.chance(300) {
                state.after_ms(0, Event::Request(Request::Resume));
            }
        });
        Ok(())
    }

    fn verb(&self, input: Input) -> Result<(), StoreError> {
        match pipeline::handle(self, input)? {
            Handled::Refused(rejection) => answered(rejection.code()),
            Handled::Done(_) | Handled::NoJob => Ok(()),
        }
    }

    /// The client has heard that it is done: from now on it must be.
    fn confirm(&self, request: Request) {
        self.with(|state| {
            let status = state.status();
            match request {
                Request::Submit => {
                    state.ledger.accepted = true;
                    if status.is_none() && !state.ledger.is_erased {
                        state.violate("a submission was accepted and there is no job");
                    }
                }
                Request::Cancel => {
                    if matches!(status, Some(JobStatus::Running | JobStatus::Parked)) {
                        state.violate("a cancel was answered and the job goes on");
                    }
                }
                Request::Trash => {
                    let is_thrown_away = state.object.job().is_none_or(|job| job.trashed_at().is_some());
                    if !is_thrown_away || (status.is_none() && state.ledger.accepted && !state.ledger.is_erased) {
                        state.violate("a job was thrown away and is still there");
                    }
                }
                Request::Resume
                | Request::Approve
                | Request::Read
                | Request::Revise(_)
                | Request::Skip
                | Request::Retry(_)
                | Request::Purge => {}
                // Whoever wants it back looks at it.
                Request::Restore => {
                    state.after_ms(0, Event::Request(Request::Read));
                }
            }
        });
    }
}

/// A refusal is an answer, unless it says to come again.
pub(crate) fn answered(code: Code) -> Result<(), StoreError> {
    if code == Code::EngineUnknown { Err(StoreError::Failed(code.to_string())) } else { Ok(()) }
}

/// The router gives every repetition the id and the time of the row it reserved first.
fn submission(source: usize) -> Submission {
    let id = JOB.parse().expect("invariant: an id");
    let text = Studio::source(source).to_owned();
    let request =
        CreateJob { source: Source { format: SourceFormat::Markdown, text }, title: None, hosts: default_hosts() };
    let at = Timestamp::from_ms(1_795_132_800_000);
    Submission::new(id, Tenant("default".to_owned()), WireVersion::CURRENT, RedactedJob::of(request, Redaction::On), at)
        .expect("invariant: our sources are good")
}
