//! The names of the operations, in the order of their rows.
//!
//! Never holds a fact about one: that is a column of its row.

use super::table::ROUTES;
use super::{Answer, Effect, Lifetime, Route};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Operation {
    Liveness,
    Versions,
    OpenApi,
    Changes,
    CreateJob,
    ListJobs,
    ReadJob,
    WatchJob,
    CancelJob,
    ResumeJob,
    ReadOutline,
    ChangeOutline,
    ApproveJob,
    SetBudget,
    ReadLedger,
    ReadAction,
    ReadScript,
    ReviseJob,
    SkipStep,
    RetryStep,
    TrashJob,
    RestoreJob,
    PurgeJob,
    Episode,
    Chapters,
    TranscriptVtt,
    TranscriptSrt,
    TranscriptJson,
    CreateTicket,
    CreateLinks,
    CreateEstimate,
    ListVoices,
    SampleVoice,
    SayLine,
    CreateFeed,
    ListFeeds,
    ReadFeed,
    ChangeFeed,
    AddFeedAddress,
    RotateFeed,
    RevokeFeed,
    FeedDocument,
    FeedCover,
    FeedFile,
    LibraryPage,
    JobPage,
    ReviseForm,
    OutlineForm,
    ApproveForm,
    ResumeForm,
    CreateFeedForm,
    AddFeedAddressForm,
    RotateFeedForm,
    RevokeFeedForm,
    SignInPage,
    SignIn,
    SignOut,
    ConnectPage,
    ConnectForm,
    ConnectedPage,
    RevokeConnectionForm,
    PageScript,
    PageStyle,
    CreatePairing,
    RedeemConnection,
    ListConnections,
    RevokeConnection,
    Health,
    Metrics,
    MoveJob,
    Storage,
    ListTenants,
    CreateTenant,
    ChangeTenant,
    ListTokens,
    CreateToken,
    RotateToken,
    RevokeToken,
    AdminListJobs,
    AdminReadJob,
    AdminTimeline,
    AdminResume,
    AdminRetry,
    AdminSkip,
    AdminCancel,
    ReadIntake,
    SetIntake,
    ReadAudit,
    EraseSubject,
    Dataflow,
}

impl Operation {
    #[expect(clippy::indexing_slicing, reason = "the table is checked to have a row for each, in this order")]
    pub const fn route(self) -> &'static Route {
        &ROUTES[self as usize]
    }

    /// Answered in every version there has been: a job that was started can be seen to its end.
    pub const fn outlives_versions(self) -> bool {
        matches!(self.route().lifetime, Lifetime::Always)
    }

    /// Answered, too, by a service whose configuration has faults.
    pub const fn answers_unconfigured(self) -> bool {
        self.route().answers_unconfigured
    }

    /// A job may have more to do after it.
    pub const fn starts_work(self) -> bool {
        matches!(self.route().effect, Effect::StartsWork)
    }

    /// An admin action on a single job.
    pub const fn is_intervention(self) -> bool {
        self.route().intervention.is_some()
    }

    /// A page or a form of one: its errors are pages as well.
    pub const fn is_page(self) -> bool {
        matches!(self.route().answer, Answer::Page | Answer::SeeOther)
    }

    /// Gives out a file of an episode.
    pub const fn is_file(self) -> bool {
        matches!(self.route().answer, Answer::File(_))
    }
}
