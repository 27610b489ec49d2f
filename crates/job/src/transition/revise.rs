//! Interventions: revise lines and voices, skip or retry single steps.

use protocol::{Change, Stage, Timestamp, count_redactions};

use crate::messages::{Effect, Plan, Rejection, Revision};
use crate::state::{Job, Status};
use crate::step::{Output, StepKey, StepKind, StepStatus, Written};

impl Job {
    /// Redoes exactly the steps whose input changed; a line that was skipped is back in its new words. A finished episode
    /// stays until its successor is whole.
    pub(crate) fn on_revise(&mut self, revision: Revision, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        let turns = self.turns().ok_or(Rejection::ScriptNotWritten)?.len();
        if revision.lines.keys().any(|turn| usize::from(*turn) >= turns) {
            return Err(Rejection::UnknownStep);
        }
        let before = (self.hosts.clone(), self.edits.clone(), self.skipped.clone());
        self.skipped.retain(|turn| !revision.lines.contains_key(turn));
        self.hosts = revision.hosts.unwrap_or_else(|| self.hosts.clone());
        self.edits.extend(revision.lines);
        if before == (self.hosts.clone(), self.edits.clone(), self.skipped.clone()) {
            return Ok(Vec::new());
        }
        count_redactions(&mut self.redactions, revision.redactions);
        self.revision = self.revision.saturating_add(1);
        let revised = self.tell(Change::Revised { revision: self.revision }, now);
        self.run_again(now);
        Ok(vec![revised])
    }

    /// Takes another outline. Only sections that are new are written; lines that were changed or skipped in them, or
    /// behind them, where they now have other numbers, are as written again.
    pub(crate) fn on_replan(&mut self, plan: Plan, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        let key = StepKind::Outline.key();
        let Some(Output::Outlined { outline, sections, coverage, cannot, .. }) = self.output(key).cloned() else {
            return Err(Rejection::OutlineNotWritten);
        };
        if outline == plan.outline {
            return Ok(Vec::new());
        }
        // An engine before 5 writes all sections again.
        let same = sections.iter().zip(&plan.sections).take_while(|(before, after)| before == after).count();
        let kept = u16::try_from(same).unwrap_or(u16::MAX);
        let first = (0..kept).map_while(|chapter| self.written(chapter)).map(<[Written]>::len).sum::<usize>();
        self.edits.retain(|turn, _| usize::from(*turn) < first);
        self.skipped.retain(|turn| usize::from(*turn) < first);
        let chapters = u16::try_from(plan.sections.len()).unwrap_or(u16::MAX);
        let output = Output::Outlined {
            outline: plan.outline,
            chapters,
            coverage,
            sections: if self.has_sections() { plan.sections } else { Vec::new() },
            writer: None,
            cannot,
            cost: plan.cost,
        };
        if let Some(step) = self.steps.get_mut(&key) {
            step.status = StepStatus::Done { output };
        }
        count_redactions(&mut self.redactions, plan.redactions);
        self.revision = self.revision.saturating_add(1);
        let revised = self.tell(Change::Revised { revision: self.revision }, now);
        self.run_again(now);
        Ok(vec![revised])
    }

    /// Skips a line, typically one whose speech always fails; never the last one, for an episode says something.
    pub(crate) fn on_skip(&mut self, key: StepKey, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        if !key.spec().skippable {
            return Err(Rejection::NotSkippable);
        }
        let turn = key.number;
        if self.skipped.contains(&turn) {
            return Ok(Vec::new());
        }
        self.require_open()?;
        match self.steps.get(&key).ok_or(Rejection::UnknownStep)?.status {
            StepStatus::Done { .. } => return Err(Rejection::NotSkippable),
            StepStatus::Waiting { .. } | StepStatus::Leased { .. } | StepStatus::Exhausted { .. } => {}
        }
        if self.spoken_turns().is_none_or(|spoken| spoken.len() <= 1) {
            return Err(Rejection::LastLine);
        }
        self.skipped.insert(turn);
        let skipped = self.tell(Change::StepSkipped { step: key.into() }, now);
        self.run_again(now);
        Ok(vec![skipped])
    }

    /// Gives one step new attempts, at once.
    pub(crate) fn on_retry(&mut self, key: StepKey, now: Timestamp) -> Result<Vec<Effect>, Rejection> {
        self.require_open()?;
        let step = self.steps.get_mut(&key).filter(|_| key.is_work()).ok_or(Rejection::UnknownStep)?;
        match step.status {
            StepStatus::Exhausted { .. } => {}
            StepStatus::Waiting { not_before } if not_before > now => {}
            StepStatus::Waiting { .. } | StepStatus::Leased { .. } | StepStatus::Done { .. } => return Ok(Vec::new()),
        }
        *step = step.renewed(now);
        let retried = self.tell(Change::StepRetried { step: key.into() }, now);
        self.run_again(now);
        Ok(vec![retried])
    }

    pub(crate) fn require_open(&self) -> Result<(), Rejection> {
        match self.status {
            Status::Running { .. } | Status::Parked { .. } => Ok(()),
            Status::Succeeded | Status::Cancelled | Status::Failed { .. } => Err(Rejection::Finished),
        }
    }

    /// Derives what is left to do; a job that stood still runs, with a new deadline.
    fn run_again(&mut self, now: Timestamp) {
        if !self.is_running() {
            self.renew(now);
            self.run(now);
        }
        self.keep_everything();
        let made = self.steps.get(&StepKind::Master.key()).map(|step| step.input.clone());
        let published = self.published.as_ref().map(|published| &published.master);
        if let Some(made) = made.filter(|made| Some(made) != published && !self.superseded.contains(made)) {
            self.superseded.push(made);
        }
        self.stage = self.stage.min(Stage::Script);
        self.plan(now);
        self.project(now);
    }
}
