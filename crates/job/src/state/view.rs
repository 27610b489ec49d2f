//! A job as its client sees it.

use protocol::{
    Approval, Artifact, Code, Coverage, Episode, JobStatus, JobView, Loudness, Problem, Progress, Spending, Stage,
    Writing,
};

use super::{Gate, Job, Published, Status};
use crate::step::{Output, StepKind, StepStatus};

/// The files of a finished episode: name and content type.
pub const ARTIFACTS: [(&str, &str); 5] = [
    ("episode.mp3", "audio/mpeg"),
    ("chapters.json", "application/json+chapters"),
    ("transcript.vtt", "text/vtt"),
    ("transcript.srt", "application/x-subrip"),
    ("transcript.json", "application/json"),
];

impl Job {
    pub fn view(&self) -> JobView {
        JobView {
            id: self.spec.id,
            status: self.status().into(),
            title: self.title().map(str::to_owned),
            created_at: self.created_at,
            updated_at: self.updated_at,
            seq: self.seq,
            progress: self.progress(),
            hosts: self.hosts.clone(),
            language: Some(self.spec.language)
                .filter(|language| !language.is_english())
                .map(|language| language.tag().to_owned()),
            revision: self.revision,
            coverage: self.coverage(),
            episode: self.episode(),
            problem: self.problem(),
            style: self.spec.style.clone(),
            writing: self.writing(),
            spending: self.spending(),
            approval: self.approval(),
            open_points: self.open_points(),
            trash: self.trash(),
            redactions: self.redactions.clone(),
        }
    }

    pub fn status(&self) -> JobStatus {
        match self.status {
            Status::Running { .. } if !self.is_known() => JobStatus::Parked,
            Status::Running { .. } => JobStatus::Running,
            Status::Parked { .. } => JobStatus::Parked,
            Status::Succeeded => JobStatus::Succeeded,
            Status::Cancelled => JobStatus::Cancelled,
            Status::Failed { .. } => JobStatus::Failed,
        }
    }

    /// The problem a job is parked for, or has failed with.
    pub fn problem(&self) -> Option<Problem> {
        match &self.status {
            Status::Running { .. } if !self.is_known() => {
                let detail = format!("engine {} is not deployed", self.engine_version);
                Some(Problem::because(Code::EngineUnknown, detail))
            }
            Status::Parked { problem } | Status::Failed { problem } => Some(problem.clone()),
            Status::Running { .. } | Status::Succeeded | Status::Cancelled => None,
        }
    }

    pub fn progress(&self) -> Progress {
        let spoken = self
            .steps
            .iter()
            .filter(|(key, step)| key.stage() == Some(Stage::Speech) && matches!(step.status, StepStatus::Done { .. }));
        let total = self.steps.keys().filter(|key| key.kind == StepKind::Speech);
        // A script without a line is none yet.
        let turns_total = Some(count(total)).filter(|total| *total > 0);
        Progress { stage: self.stage.into(), turns_spoken: count(spoken), turns_total }
    }

    fn coverage(&self) -> Option<Coverage> {
        match self.output(StepKind::Outline.key()) {
            Some(Output::Outlined { coverage, .. }) => coverage.clone(),
            _ => None,
        }
    }

    /// The writers of outline and script; `None` in a job of an engine that did not note them.
    fn writing(&self) -> Option<Writing> {
        let Some(Output::Outlined { writer, cannot, sections, .. }) = self.output(StepKind::Outline.key()) else {
            return None;
        };
        if sections.is_empty() {
            return None;
        }
        let written_by = |chapter| match self.output(StepKind::Script.at(chapter)) {
            Some(Output::Written { writer, .. }) => writer.clone(),
            Some(_) | None => None,
        };
        let sections = (0..self.chapter_count()?).map(written_by).collect();
        Some(Writing { outline: writer.clone(), sections, cannot: cannot.clone() })
    }

    fn spending(&self) -> Spending {
        let (spent, uncertain, under_way) = (self.spent(), self.uncertain(), self.under_way());
        Spending { spent, uncertain, under_way, budget: self.budget() }
    }

    /// The approval it waits for.
    fn approval(&self) -> Option<Approval> {
        let until = self.approval_until?;
        let Some(Gate::Approval { stage, estimate }) = self.gate_in_the_way() else { return None };
        let cost = match self.output(StepKind::Outline.key()) {
            Some(Output::Outlined { cost, .. }) if stage == Stage::Script => *cost,
            Some(_) | None => None,
        };
        Some(Approval { stage: stage.into(), estimate: estimate.to_string(), cost, until })
    }

    fn open_points(&self) -> u32 {
        match self.output(StepKind::Ingest.key()) {
            Some(Output::Ingested { open_points, .. }) => *open_points,
            Some(_) | None => 0,
        }
    }

    pub(crate) fn episode(&self) -> Option<Episode> {
        let Published { mastered, chapters, revision, .. } = self.published.as_ref()?;
        let artifact = |(name, content_type): (&str, &str)| Artifact {
            name: name.to_owned(),
            href: format!("/v1/jobs/{}/{name}", self.spec.id),
            content_type: content_type.to_owned(),
        };
        Some(Episode {
            duration_ms: mastered.duration_ms,
            size_bytes: mastered.size_bytes,
            chapters: u32::from(*chapters),
            loudness: Loudness { integrated_lufs: mastered.loudness_lufs, true_peak_dbtp: mastered.true_peak_dbtp },
            revision: *revision,
            artifacts: ARTIFACTS.map(artifact).to_vec(),
        })
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
