//! Ports: everything a job needs from outside, each documented by what it guarantees across a crash.
//!
//! A request may touch [`RequestPorts`] and nothing else: what performs takes [`Ports`], and only the alarm turn has them.
#![expect(async_fn_in_trait, reason = "an isolate has one thread: no future here is ever sent to another")]

use job::{Failure, Jitter, Job, Lease, Unreadable, limits};
use protocol::dataflow::Flows;
use protocol::{JobId, Timestamp, Update};

use crate::{EgressLog, Entry};

/// Everything a request to a job may touch.
pub trait RequestPorts {
    fn store(&self) -> &impl Store;
    fn watchers(&self) -> &impl Watchers;
    fn clock(&self) -> &impl Clock;

    /// The egress of this turn.
    fn egress(&self) -> &EgressLog;
}

/// Everything an alarm turn of a job may touch.
pub trait Ports: RequestPorts {
    fn voices(&self) -> &impl Voices;
    fn artifacts(&self) -> &impl Artifacts;
    fn index(&self) -> &impl Index;

    fn sound(&self) -> &impl Sound {
        &Encoder
    }
}

/// The store could not read or write.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the job's storage failed: {0}")]
    Failed(String),
    /// The job is left as it is, for code that knows it.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl StoreError {
    /// Time until the next try.
    pub(crate) fn retry_ms(&self) -> i64 {
        match self {
            Self::Failed(_) => limits::STORE_RETRY_MS,
            Self::Unreadable(_) => limits::ENGINE_RETRY_MS,
        }
    }
}

/// The job as stored, when its alarm was last armed for, and the account of what has left.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub job: Job,
    pub armed_at: Option<Timestamp>,
    pub flows: Flows,
}

/// A text the job keeps: the source, or a step's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub key: String,
    pub body: String,
}

/// The changes of one input, all or nothing.
pub struct Commit<'a> {
    pub job: &'a Job,
    pub updates: &'a [Update],
    pub documents: &'a [Document],
    /// Arm the alarm for this moment; `None` leaves it as it is.
    pub alarm: Option<Timestamp>,
    pub armed_at: Option<Timestamp>,
    /// All egress of the job so far.
    pub flows: &'a Flows,
}

/// The object's own storage. Synchronous: nothing can come between a load and its commit.
pub trait Store {
    fn load(&self) -> Result<Option<Stored>, StoreError>;

    /// True while the lease holds its step. Asked often: an adapter reads it without reading the job.
    fn is_held(&self, lease: Lease) -> Result<bool, StoreError> {
        Ok(self.load()?.is_some_and(|stored| stored.job.is_held(lease)))
    }

    fn document(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// After a crash either all of it is there, or nothing.
    fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError>;

    /// Sets the alarm and nothing else, for a turn that could not even load or commit.
    fn arm(&self, at: Timestamp) -> Result<(), StoreError>;

    /// Leaves nothing, not even the alarm.
    fn erase(&self) -> Result<(), StoreError>;
}

/// Text to speech. A failure after the provider was paid may be repeated; nothing else costs twice.
pub trait Voices {
    /// One turn as a WAV file.
    async fn speak(&self, voice: &str, text: &str) -> Result<Vec<u8>, Failure>;
}

/// A blob as the bucket lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub key: String,
    pub bytes: u64,
    pub put_at: Timestamp,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub listed: Vec<Listed>,
    pub has_more: bool,
}

/// Immutable blobs. A failed put may or may not have taken effect; repeating it is safe.
pub trait Artifacts {
    /// Written once: when the key exists already, nothing changes and all is well. Says whether it was written.
    async fn put(&self, key: &str, content_type: &str, bytes: Vec<u8>) -> Result<bool, Failure>;

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure>;

    async fn size(&self, key: &str) -> Result<Option<u64>, Failure>;

    /// At most a thousand keys that start with `prefix` and follow `after`, in order.
    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Page, Failure>;

    /// At most a thousand; keys that do not exist are fine.
    async fn delete(&self, keys: &[String]) -> Result<(), Failure>;
}

/// The list of all jobs. Writes may be repeated and reordered: the larger `rev` wins.
pub trait Index {
    async fn put(&self, entry: &Entry) -> Result<(), Failure>;

    /// Leaves nothing of a job but that its name is taken, for ever.
    async fn bury(&self, id: JobId, at: Timestamp) -> Result<(), Failure>;
}

/// Watchers that follow the job right now; a lost message is fetched again by its number.
pub trait Watchers {
    fn tell(&self, updates: &[Update]);

    /// There is nothing more to come.
    fn dismiss(&self);
}

pub trait Clock {
    fn now(&self) -> Timestamp;

    async fn sleep(&self, ms: i64);

    fn jitter(&self) -> Jitter;
}

/// The work on sound itself. Without memory: the same bytes always give the same answer.
pub trait Sound {
    fn clip(&self, wav: &[u8]) -> Result<audio::Clip, audio::Error> {
        audio::clip(wav)
    }

    fn measure(&self, mp3: &[u8]) -> Result<audio::Measured, audio::Error> {
        audio::measure(mp3)
    }
}

struct Encoder;

impl Sound for Encoder {}
