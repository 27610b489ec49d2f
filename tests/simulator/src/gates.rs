//! Gates: worlds whose job waits for approval, and the client that reads an estimate and approves what it has read.

use job::{Digest, Gate, Gates, Input, Job, StepKey, StepKind};
use pipeline::{Handled, StoreError};
use protocol::{Code, JobStatus, Stage};

use crate::clients::{Request, answered};
use crate::events::Event;
use crate::random::Random;
use crate::world::{State, World};

/// By its number: other seeds are the worlds they have always been.
pub(crate) fn gates_of_a_world(seed: u64) -> Gates {
    if seed % 8 != 6 {
        return Gates::default();
    }
    let mut random = Random::new(!seed);
    let all = [Stage::Outline, Stage::Script, Stage::Speech, Stage::Publish];
    Gates { approval: all.into_iter().filter(|_| random.chance(500)).collect(), budget: None }
}

/// The request that lets a parked job go on.
pub(crate) fn way_on(job: &Job) -> Request {
    let waits_for_approval = job.problem().is_some_and(|problem| problem.code == Code::ApprovalNeeded);
    if waits_for_approval { Request::Approve } else { Request::Resume }
}

/// The estimate a parked job waits for.
fn asked(job: &Job) -> Option<Digest> {
    StepKind::ALL.iter().copied().find_map(|kind| match job.gate(kind) {
        Gate::Approval { estimate, .. } if job.steps().any(|(key, _)| key.kind == kind) => Some(estimate),
        Gate::Approval { .. } | Gate::Budget { .. } | Gate::Open => None,
    })
}

impl World<'_> {
    /// A client looks at a job that waits for approval, and may approve it some time later.
    pub(crate) fn look_at_gate(&self, job: &Job) {
        if job.status() != JobStatus::Parked || way_on(job) != Request::Approve {
            return;
        }
        self.with(|state| {
            state.ledger.estimate_seen = asked(job);
            if state.healed || state.random.chance(500) {
                let ms = state.random.ms(0, 30_000);
                state.after_ms(ms, Event::Request(Request::Approve));
            }
        });
    }

    /// Approves what was seen: by now it may be another estimate.
    pub(crate) fn approve(&self) -> Result<(), StoreError> {
        let seen = self.with(|state| {
            if state.healed {
                state.ledger.estimate_seen = state.object.job().and_then(asked);
            }
            state.ledger.estimate_seen.clone()
        });
        let Some(estimate) = seen else { return Ok(()) };
        self.with(|state| state.ledger.approved.insert(estimate.clone()));
        match pipeline::handle(self, Input::Approve { estimate })? {
            Handled::Refused(rejection) => answered(rejection.code()),
            Handled::Done(_) | Handled::NoJob => Ok(()),
        }
    }
}

impl State {
    /// Of a step that is leased now: somebody has approved just this work of its stage.
    pub(crate) fn check_gate(&mut self, key: StepKey, job: &Job) {
        let Some(stage) = key.stage().filter(|stage| job.spec().gates.approval.contains(stage)) else { return };
        if !self.ledger.approved.contains(&job.estimate(stage)) {
            self.violate(format!("{key} is leased and nobody has approved the estimate of its stage"));
        }
    }
}
