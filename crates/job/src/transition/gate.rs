//! Gates before the stages: work that waits for approval of its estimate, or for budget.
//!
//! A closed gate parks the job when nothing else is left to do. A revision makes another estimate, which closes the gate again.

use protocol::{Code, Money, Stage, Timestamp};

use crate::digest::{Digest, Hasher};
use crate::limits;
use crate::messages::{Effect, Rejection};
use crate::state::{Gate, Job, Status};
use crate::step::{StepKind, StepStatus};

impl Job {
    /// The gate before a kind of step. Housekeeping has none, and a budget holds up what runners are paid for alone: the
    /// object asks before each of its own calls.
    pub fn gate(&self, kind: StepKind) -> Gate {
        let Some(stage) = kind.spec().stage else { return Gate::Open };
        if self.spec.gates.approval.contains(&stage) {
            let estimate = self.estimate(stage);
            if self.approved.get(&stage) != Some(&estimate) {
                return Gate::Approval { stage, estimate };
            }
        }
        match self.budget {
            Some(budget) if kind.spec().paid && self.is_remote(kind) && self.spent >= budget => {
                Gate::Budget { budget, spent: self.spent }
            }
            Some(_) | None => Gate::Open,
        }
    }

    /// Digest of all that a stage does: whatever changes one of its steps changes the estimate.
    pub fn estimate(&self, stage: Stage) -> Digest {
        let steps = self.steps.iter().filter(|(key, _)| key.stage() == Some(stage));
        let hasher = Hasher::new("estimate").part(stage.as_str());
        steps.fold(hasher, |hasher, (key, step)| hasher.part(key.to_string()).part(step.input.as_str())).finish()
    }

    /// Kinds whose gate is closed, found once for all their steps.
    pub(crate) fn closed_kinds(&self) -> Vec<(StepKind, Gate)> {
        if self.spec.gates.approval.is_empty() && self.budget.is_none() {
            return Vec::new();
        }
        let gates = StepKind::ALL.iter().copied().map(|kind| (kind, self.gate(kind)));
        gates.filter(|(_, gate)| *gate != Gate::Open).collect()
    }

    /// Parks a job that has nothing left to do but work behind a closed gate.
    pub(crate) fn stop_at_gate(&mut self, now: Timestamp) -> Vec<Effect> {
        if !self.is_running() {
            return Vec::new();
        }
        match self.gate_in_the_way().and_then(|gate| gate.problem()) {
            Some(problem) => {
                let waits_for_approval = problem.code == Code::ApprovalNeeded;
                let parked = self.park(problem, now);
                self.approval_until = waits_for_approval.then(|| now.plus_ms(limits::APPROVAL_MS));
                parked
            }
            None => Vec::new(),
        }
    }

    /// # Errors
    /// The rejection by a closed gate at which a resumed job would stop again.
    pub(crate) fn require_way(&self) -> Result<(), Rejection> {
        self.gate_in_the_way().and_then(|gate| gate.rejection()).map_or(Ok(()), Err)
    }

    pub(crate) fn gate_in_the_way(&self) -> Option<Gate> {
        let closed = self.closed_kinds();
        let mut in_the_way = None;
        for (key, step) in self.steps.iter().filter(|(key, _)| key.is_work()) {
            let gate = closed.iter().find(|(kind, _)| *kind == key.kind).map(|(_, gate)| gate);
            match (&step.status, gate) {
                (StepStatus::Done { .. }, _) => {}
                (StepStatus::Waiting { .. } | StepStatus::Exhausted { .. }, Some(gate)) => {
                    in_the_way.get_or_insert(gate);
                }
                (StepStatus::Leased { .. }, _) | (StepStatus::Waiting { .. } | StepStatus::Exhausted { .. }, None) => {
                    return None;
                }
            }
        }
        in_the_way.cloned()
    }

    pub(crate) fn on_approve(&mut self, estimate: &Digest, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        self.require_open()?;
        let is_planned = |stage: &Stage| self.steps.keys().any(|key| key.stage() == Some(*stage));
        let mut asked = self.spec.gates.approval.iter().copied().filter(is_planned);
        let stage = asked.find(|stage| self.estimate(*stage) == *estimate).ok_or(Rejection::EstimateChanged)?;
        self.approved.insert(stage, estimate.clone());
        Ok(self.go_on_after(Code::ApprovalNeeded, now))
    }

    pub(crate) fn on_set_budget(&mut self, budget: Option<Money>, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        self.require_open()?;
        self.budget = budget;
        Ok(self.go_on_after(Code::BudgetExhausted, now))
    }

    /// Resumes a job that was parked at a gate which is open now.
    fn go_on_after(&mut self, code: Code, now: Timestamp) -> Vec<Effect> {
        match &self.status {
            Status::Parked { problem } if problem.code == code && self.require_way().is_ok() => {}
            Status::Parked { .. }
            | Status::Running { .. }
            | Status::Succeeded
            | Status::Cancelled
            | Status::Failed { .. } => return Vec::new(),
        }
        vec![self.go_on(now)]
    }
}
