//! Clients: they submit, look, cancel and resume, repeat what was not answered, and do it all at once.

use job::{Input, StepKind};
use pipeline::{CreateError, Created, Handled, StoreError, SubmissionKey, create_job};
use protocol::{Code, JobStatus};

use crate::events::Event;
use crate::faults::Fault;
use crate::reservations::{key, subject};
use crate::router::{Calls, Whose};
use crate::shape::{self, Edit};
use crate::world::World;

/// Interval at which a client or the sweep looks, when all is well.
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
    /// In a way that follows from the number.
    ChangeOutline(u64),
    Skip,
    Retry(u16),
    Trash,
    Restore,
    Purge,
    /// The operator's: everything of the job's subject.
    Erase,
}

impl World<'_> {
    /// Sends a request, and repeats it until it is answered.
    pub(crate) fn request(&self, request: Request) {
        if request == Request::Submit && self.with(|state| state.router.has_given_up) {
            return;
        }
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
            Request::ChangeOutline(number) => self.change_outline(number),
            Request::Skip => self.verb(shape::skip()),
            Request::Retry(turn) => self.verb(Input::Retry { step: StepKind::Speech.at(turn) }),
            Request::Trash => self.verb(Input::Trash),
            Request::Restore => self.verb(Input::Restore),
            Request::Purge => self.purge(),
            Request::Erase => self.erase(),
        };
        match done {
            Err(error) => {
                self.note(|| format!("  answered 500: {error}"));
                if request == Request::Submit && self.hit_router(Fault::ClientGivesUp) {
                    return self.with(|state| state.router.has_given_up = true);
                }
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
            let longest = match (state.waits_for_days(), state.healed) {
                (true, _) => TRASH_POLL_MS,
                (false, true) => POLL_MS,
                (false, false) => 12 * POLL_MS,
            };
            let ms = state.random.ms(1_000, longest);
            state.after_ms(ms, Event::Request(Request::Read));
        });
    }

    fn submit(&self) -> Result<(), StoreError> {
        // A tombstone is under no key: the same request again would be another job, and another world.
        if self.with(|state| state.ledger.is_buried) {
            return Ok(());
        }
        self.meanwhile();
        self.pause_intake();
        let policy = self.policy();
        let (mut submission, request) =
            self.studio.submission(self.source, self.with(|state| (state.next_id(), state.now())));
        submission.spec.subject = Some(subject());
        (submission.spec.runners, submission.spec.gates) =
            self.with(|state| (state.runner_kinds.clone(), state.gates.clone()));
        submission.spec.style = self.with(|state| state.models.style.clone());
        let source = submission.spec.source.clone();
        let submitted = SubmissionKey { key: self.with(|state| key(state.router.key)), request };
        let calls = Calls { world: self, whose: Whose::Client };
        match self.routed(create_job(&calls, &calls, Some(&policy), submission, &submitted)) {
            None => Err(StoreError::Failed("no answer".to_owned())),
            Some(Err(CreateError::Failed(failure))) => Err(StoreError::Failed(failure.detail)),
            Some(Err(CreateError::Refused(problem))) => self.refused(problem.code, &submitted),
            Some(Ok(Created { id, answer, .. })) => {
                let shown = answer?;
                self.with(|state| {
                    if shown != source || state.router.job != Some(id) {
                        state.violate("a client was given the job of another request");
                    }
                });
                Ok(())
            }
        }
    }

    /// A client whose key is another request's takes the next one; whatever else refuses it is over some time.
    fn refused(&self, code: Code, submitted: &SubmissionKey) -> Result<(), StoreError> {
        self.with(|state| {
            let row = state.index.under(&submitted.key);
            let is_own = row.is_some_and(|(_, row)| row.request == submitted.request);
            if code == Code::IdempotencyKeyReused {
                if is_own || !state.router.key_taken {
                    state.violate("a key is refused to the request it belongs to");
                }
                state.router.key += 1;
                state.router.key_taken = false;
            }
            // Its object is erased, and its row is not a tombstone yet.
            if code == Code::Unavailable && !state.ledger.is_erased {
                state.violate("a job is there and is not shown");
            }
        });
        Err(StoreError::Failed(code.to_string()))
    }

    fn pause_intake(&self) {
        if self.hit_router(Fault::IntakePaused) {
            self.with(|state| {
                state.router.paused_until_ms = state.events.now_ms + state.router.random.ms(1_000, 120_000);
            });
        }
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
                | Request::ChangeOutline(_)
                | Request::Skip
                | Request::Retry(_)
                | Request::Purge
                | Request::Erase => {}
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
