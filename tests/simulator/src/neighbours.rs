//! Other clients of the same tenant: they take the last place, and use somebody else's idempotency key.

use pipeline::{CreateError, Created, StoreError, SubmissionKey, create_job};
use protocol::{Code, Problem};

use crate::Studio;
use crate::faults::Fault;
use crate::reservations::key;
use crate::router::{Calls, Whose};
use crate::world::World;

/// Keys of neighbours come after all of the client's own.
const FIRST_KEY: u64 = 1_000_000;

impl World<'_> {
    /// Requests of others, before a request or while it waits.
    pub(crate) fn meanwhile(&self) {
        if self.with(|state| std::mem::replace(&mut state.router.is_nested, true)) {
            return;
        }
        if self.hit_router(Fault::QuotaRace) {
            let number = self.with(|state| FIRST_KEY + state.router.random.below(1 << 32));
            self.neighbour(number);
        }
        if self.hit_router(Fault::KeyTaken) {
            let number = self.with(|state| {
                state.router.key_taken = true;
                state.router.key
            });
            self.neighbour(number);
        }
        self.with(|state| state.router.is_nested = false);
    }

    /// Another request, under that key.
    fn neighbour(&self, number: u64) {
        let (theirs, policy) = ((self.source + 1) % Studio::source_count() as usize, self.policy());
        let (submission, request) = self.studio.submission(theirs, self.with(|state| (state.next_id(), state.now())));
        let source = submission.spec.source.clone();
        let submitted = SubmissionKey { key: key(number), request };
        let calls = Calls { world: self, whose: Whose::Neighbour };
        let created = self.routed(create_job(&calls, &calls, Some(&policy), submission, &submitted));
        self.note(|| format!("  a neighbour is answered {created:?}"));
        match created {
            Some(Ok(Created { answer: Ok(shown), id, .. })) => self.with(|state| {
                if shown != source || state.router.job == Some(id) {
                    state.violate("another request under the same key was given the job");
                }
            }),
            Some(Ok(Created { answer: Err(StoreError::Failed(_) | StoreError::Unreadable(_)), .. })) => {
                self.with(|state| state.violate("a neighbour was sent to the object of this job"));
            }
            Some(Err(CreateError::Refused(Problem { code, .. }))) => {
                let may_be = [Code::IdempotencyKeyReused, Code::JobsQuotaExceeded, Code::IntakePaused];
                if !may_be.contains(&code) {
                    self.with(|state| state.violate(format!("a neighbour was refused: {code}")));
                }
            }
            Some(Err(CreateError::Failed(_))) | None => {}
        }
    }

    pub(crate) fn policy(&self) -> protocol::TenantView {
        self.with(|state| state.policy())
    }
}
