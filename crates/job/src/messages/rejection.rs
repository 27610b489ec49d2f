//! Reasons for refusing an input, each with its stable problem code.

use protocol::Code;

/// The input does not apply; the job is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("the lease of this token is void")]
    StaleToken,
    #[error("the job belongs to an engine that is not deployed")]
    EngineUnknown,
    #[error("the job has ended")]
    Finished,
    #[error("the outline is not made yet")]
    OutlineNotWritten,
    #[error("the script is not written yet")]
    ScriptNotWritten,
    #[error("the job has no such step")]
    UnknownStep,
    #[error("only a line not yet spoken can be skipped")]
    NotSkippable,
    #[error("the last line cannot be skipped: revise it, or cancel the job")]
    LastLine,
    #[error("the job waits for approval of its estimate")]
    ApprovalNeeded,
    #[error("the job does not wait for approval of this estimate")]
    EstimateChanged,
    #[error("the job's budget does not allow it")]
    BudgetExhausted,
    #[error("the job is in the trash")]
    Trashed,
    #[error("the job is not in the trash")]
    NotTrashed,
    #[error("the job is being erased")]
    Erased,
    #[error("this is not the purge token of this deletion")]
    WrongPurgeToken,
}

impl Rejection {
    pub fn code(self) -> Code {
        match self {
            Self::StaleToken | Self::Finished => Code::JobFinished,
            Self::EngineUnknown => Code::EngineUnknown,
            Self::OutlineNotWritten => Code::OutlineNotWritten,
            Self::ScriptNotWritten => Code::ScriptNotWritten,
            Self::UnknownStep => Code::UnknownStep,
            Self::NotSkippable => Code::StepNotSkippable,
            Self::LastLine => Code::LastLine,
            Self::ApprovalNeeded => Code::ApprovalNeeded,
            Self::EstimateChanged => Code::EstimateChanged,
            Self::BudgetExhausted => Code::BudgetExhausted,
            Self::Trashed => Code::JobTrashed,
            Self::NotTrashed => Code::JobNotTrashed,
            Self::Erased => Code::JobErased,
            Self::WrongPurgeToken => Code::PurgeTokenWrong,
        }
    }
}
