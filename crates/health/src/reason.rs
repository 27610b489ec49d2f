//! Reasons of a verdict. `docs/RUNBOOK.md` has a section for each, and each is drilled.

use protocol::Verdict;

/// A reason; its code is never renamed, for alerts depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    ConfigurationWrong,
    IndexUnavailable,
    ArtifactsUnavailable,
    ObjectsUnavailable,
    VoiceUnavailable,
    VoiceBreakerOpen,
    WriterBreakerOpen,
    IntakePaused,
    SweepSilent,
    SweepFailing,
    JobsOverdue,
    JobWithoutProgress,
    JobsParked,
    EngineUnknown,
    JobsLost,
    FilesMissing,
    FilesCaught,
}

impl Reason {
    /// All reasons, the worst first.
    pub const ALL: [Self; 17] = [
        Self::ConfigurationWrong,
        Self::IndexUnavailable,
        Self::ArtifactsUnavailable,
        Self::ObjectsUnavailable,
        Self::VoiceUnavailable,
        Self::VoiceBreakerOpen,
        Self::WriterBreakerOpen,
        Self::IntakePaused,
        Self::SweepSilent,
        Self::SweepFailing,
        Self::JobsOverdue,
        Self::JobWithoutProgress,
        Self::JobsParked,
        Self::EngineUnknown,
        Self::JobsLost,
        Self::FilesMissing,
        Self::FilesCaught,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::ConfigurationWrong => "configuration_wrong",
            Self::IndexUnavailable => "index_unavailable",
            Self::ArtifactsUnavailable => "artifacts_unavailable",
            Self::ObjectsUnavailable => "objects_unavailable",
            Self::VoiceUnavailable => "voice_unavailable",
            Self::VoiceBreakerOpen => "voice_breaker_open",
            Self::WriterBreakerOpen => "writer_breaker_open",
            Self::IntakePaused => "intake_paused",
            Self::SweepSilent => "sweep_silent",
            Self::SweepFailing => "sweep_failing",
            Self::JobsOverdue => "jobs_overdue",
            Self::JobWithoutProgress => "job_without_progress",
            Self::JobsParked => "jobs_parked",
            Self::EngineUnknown => "engine_unknown",
            Self::JobsLost => "jobs_lost",
            Self::FilesMissing => "files_missing",
            Self::FilesCaught => "files_caught",
        }
    }

    /// The verdict that this reason alone would give: with one of the first four nothing can be submitted, or served.
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::ConfigurationWrong
            | Self::IndexUnavailable
            | Self::ArtifactsUnavailable
            | Self::ObjectsUnavailable => Verdict::Down,
            Self::VoiceUnavailable
            | Self::VoiceBreakerOpen
            | Self::WriterBreakerOpen
            | Self::IntakePaused
            | Self::SweepSilent
            | Self::SweepFailing
            | Self::JobsOverdue
            | Self::JobWithoutProgress
            | Self::JobsParked
            | Self::EngineUnknown
            | Self::JobsLost
            | Self::FilesMissing
            | Self::FilesCaught => Verdict::Degraded,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_reason_has_its_own_code_and_its_section_in_the_runbook() {
        let runbook = include_str!("../../../docs/RUNBOOK.md");
        for reason in Reason::ALL {
            let heading = format!("\n### `{}`\n", reason.code());
            let (_, section) = runbook.split_once(&heading).unwrap_or_else(|| panic!("no{heading}"));
            let section = section.split("\n#").next().unwrap_or_default();
            for part in ["**Means**", "**Look at**", "**Do**"] {
                assert!(section.contains(part), "{}: {part}", reason.code());
            }
        }
        assert_eq!(runbook.matches("\n### `").count(), Reason::ALL.len(), "a section for a reason there is not");
        assert_eq!(Reason::ALL.map(Reason::code).into_iter().collect::<BTreeSet<_>>().len(), Reason::ALL.len());
    }

    #[test]
    fn the_worst_reason_comes_first() {
        assert!(Reason::ALL.is_sorted_by_key(|reason| std::cmp::Reverse(reason.verdict())));
        assert!(Reason::ALL.is_sorted());
    }
}
