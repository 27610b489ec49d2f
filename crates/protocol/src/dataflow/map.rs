//! Egress map: the classes of content that may leave the service at each exit. Everything that goes out is checked
//! against it.
//!
//! The person who asked is in no row: the router replaces them with a pseudonym, and nothing behind it has ever seen
//! more.

use serde::{Deserialize, Serialize};

/// An exit: a place where something leaves the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// Fetching a page, before there is a job: counted for no job.
    Web,
    Model,
    Voice,
    BucketKeys,
    BucketMetadata,
    BucketBodies,
    Index,
    ObjectStorage,
    Updates,
    Feed,
    Pages,
    Logs,
    Metrics,
    Problems,
    Webhooks,
    // From here on: what the platform tells by itself, of each thing it runs.
    TailRequests,
    TailExceptions,
    TailLogs,
    TailChannels,
    Analytics,
    ErrorPages,
    ServerTiming,
    Schedules,
    Queues,
    Cache,
    IndexMetadata,
    RequestIds,
}

/// A class of content, by what it may tell about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The text handed in, redacted.
    Source,
    /// The words that are spoken.
    Script,
    Audio,
    /// The asker's own words about the episode: its focus, the manners of its hosts.
    Wish,
    /// The title of the episode and of its chapters.
    Title,
    /// The names of the two hosts.
    HostNames,
    VoiceName,
    /// Ids and digests: of jobs, tenants, tokens, content.
    Id,
    /// The person who asked, as a pseudonym.
    Subject,
    /// States, times, sizes, counts, codes.
    Measure,
    /// The calling program and its version.
    Client,
    /// The names and descriptions that owners give to tokens, feeds and connected browsers, and an operator's reason for an action.
    Label,
    /// Our own key, shown to the provider it belongs to.
    Credential,
    /// The address of a page, as it was handed in; kept and shown only where a tenant asks for that, and without its query.
    Address,
    /// The network address, place and program of a caller, the address line and the headers, as the platform has them.
    Caller,
    /// The zone or host name of the operator, which the platform adds to calls.
    Operator,
}

/// A row of the egress map: the classes that may pass one exit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub exit: Exit,
    /// The destination, for people.
    pub destination: &'static str,
    pub may_pass: &'static [Class],
}

impl Exit {
    /// The row of this exit.
    pub const fn row(self) -> Row {
        use Class::{
            Address, Audio, Caller, Client, Credential, HostNames, Id, Label, Measure, Operator, Script, Source,
            Subject, Title, VoiceName, Wish,
        };
        let (destination, may_pass): (_, &'static [Class]) = match self {
            Self::Web => {
                ("servers of pages whose addresses are handed in, if CUEPOINT_FETCH allows it", &[Address, Operator])
            }
            Self::Model => (
                "the language models that the operator has set by WRITER_MODEL, if any",
                &[Source, Wish, Title, HostNames, Script, Credential, Operator],
            ),
            Self::Voice => {
                ("the voice: bound beside the service, or at VOICE_URL", &[Script, VoiceName, Id, Credential, Operator])
            }
            Self::BucketKeys => ("names of files in R2", &[Id]),
            Self::BucketMetadata => ("metadata of files in R2", &[Measure]),
            Self::BucketBodies => ("files in R2", &[Audio, Script, Title, HostNames]),
            Self::Index => ("tables in D1", &[Title, HostNames, Address, Id, Subject, Measure, Client, Label]),
            Self::ObjectStorage => (
                "the job's own SQLite",
                &[Source, Wish, Address, Script, Title, HostNames, VoiceName, Id, Subject, Measure],
            ),
            Self::Updates => ("watchers of the job, by websocket", &[Title, HostNames, VoiceName, Id, Measure]),
            Self::Feed => (
                "podcast apps, and whoever else has a feed's address",
                &[Audio, Address, Script, Title, HostNames, Id, Measure, Label],
            ),
            Self::Pages => (
                "browsers that are signed in",
                &[Audio, Source, Script, Title, HostNames, VoiceName, Id, Measure, Label],
            ),
            Self::Logs => ("log lines of the service", &[Id, Measure]),
            Self::Metrics => {
                ("the operator: health, metrics, state of any job, audit log", &[Id, Subject, Measure, Client, Label])
            }
            Self::Problems => ("problems, answered to the caller", &[Id, Measure]),
            Self::Webhooks => ("addresses of clients; none is ever called", &[]),
            Self::TailRequests => (
                "tail Workers, live tails and logs of the platform: address, headers and place of each request",
                &[Id, Measure, Client, Caller],
            ),
            Self::TailExceptions => ("the same: exceptions; ours are caught, and are problems", &[Measure]),
            Self::TailLogs => ("the same: log lines, which are those of the service", &[Id, Measure]),
            Self::TailChannels => ("the same: diagnostics channels; the service has none", &[]),
            Self::Analytics => ("the platform's own: counts, times and statuses; no data set of ours", &[Measure]),
            Self::ErrorPages => ("the platform's own, where the service cannot answer", &[Measure]),
            Self::ServerTiming => ("the header of that name; the service sends none", &[]),
            Self::Schedules => ("events of the cron: its pattern and its time", &[Measure]),
            Self::Queues => ("messages of queues; there is no queue", &[]),
            Self::Cache => ("the platform's cache; nothing is put there, and no answer may be kept by others", &[]),
            Self::IndexMetadata => ("D1's own records: the text of statements, whose values are bound", &[Measure]),
            Self::RequestIds => ("ids of requests, made of chance or of the caller's own trace", &[Id]),
        };
        Row { exit: self, destination, may_pass }
    }

    pub const ALL: [Self; 27] = [
        Self::Web,
        Self::Model,
        Self::Voice,
        Self::BucketKeys,
        Self::BucketMetadata,
        Self::BucketBodies,
        Self::Index,
        Self::ObjectStorage,
        Self::Updates,
        Self::Feed,
        Self::Pages,
        Self::Logs,
        Self::Metrics,
        Self::Problems,
        Self::Webhooks,
        Self::TailRequests,
        Self::TailExceptions,
        Self::TailLogs,
        Self::TailChannels,
        Self::Analytics,
        Self::ErrorPages,
        Self::ServerTiming,
        Self::Schedules,
        Self::Queues,
        Self::Cache,
        Self::IndexMetadata,
        Self::RequestIds,
    ];

    /// True for an exit at which the platform tells something by itself, whatever the service does.
    pub const fn is_platforms(self) -> bool {
        self as u8 >= Self::TailRequests as u8
    }

    const fn may_pass(self, class: Class) -> bool {
        let allowed = self.row().may_pass;
        let mut index = 0;
        while index < allowed.len() {
            #[expect(clippy::indexing_slicing, reason = "the loop's bound is the slice's, and constants know no get")]
            if allowed[index] as u8 == class as u8 {
                return true;
            }
            index += 1;
        }
        false
    }
}

/// A payload: an exit, and the classes of content that an adapter sends through it at once.
///
/// ```
/// use protocol::dataflow::{Payload, Class, Exit};
/// const CLIP: Payload = Payload::new(Exit::BucketBodies, &[Class::Audio]);
/// ```
/// A cargo that the map does not allow does not compile:
/// ```compile_fail
/// use protocol::dataflow::{Payload, Class, Exit};
/// const LEAK: Payload = Payload::new(Exit::BucketKeys, &[Class::Title]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payload {
    pub(super) exit: Exit,
    pub(super) classes: &'static [Class],
}

impl Payload {
    /// For constants only: in a constant, a cargo that the map does not allow does not compile.
    #[expect(clippy::panic, reason = "panics where constants are made, which is in the compiler")]
    pub const fn new(exit: Exit, classes: &'static [Class]) -> Self {
        let mut index = 0;
        while index < classes.len() {
            #[expect(clippy::indexing_slicing, reason = "the loop's bound is the slice's, and constants know no get")]
            if !exit.may_pass(classes[index]) {
                panic!("the map does not let this class pass this exit");
            }
            index += 1;
        }
        Self { exit, classes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exit_has_one_row_and_only_the_platform_tells_of_callers_and_operators() {
        for (index, exit) in Exit::ALL.into_iter().enumerate() {
            assert_eq!(Exit::ALL.iter().position(|other| *other == exit), Some(index));
            assert_eq!(exit as usize, index, "in the order of the rows");
            let Row { may_pass, destination, .. } = exit.row();
            assert!(!destination.is_empty());
            assert!(!may_pass.contains(&Class::Caller) || exit == Exit::TailRequests, "{exit:?}");
            assert!(
                !may_pass.contains(&Class::Operator) || matches!(exit, Exit::Web | Exit::Model | Exit::Voice),
                "{exit:?}"
            );
            let content =
                [Class::Source, Class::Script, Class::Title, Class::Subject, Class::Address, Class::Credential];
            assert!(!exit.is_platforms() || content.iter().all(|class| !may_pass.contains(class)), "{exit:?}");
        }
    }
}
