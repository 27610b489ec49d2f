//! Ports of every turn: the object's store, its watchers, the clock.

use job::{Jitter, Job, Lease, Unreadable, limits};
use protocol::dataflow::Flows;
use protocol::{Timestamp, Update};

use super::EgressLog;

/// Everything a request to a job may touch.
pub trait RequestPorts {
    fn store(&self) -> &impl Store;
    fn watchers(&self) -> &impl Watchers;
    fn clock(&self) -> &impl Clock;

    /// The egress of this turn.
    fn egress(&self) -> &EgressLog;
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

/// The stored job, the time its alarm was last armed for, and its egress log.
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

    /// Deletes everything, the alarm included.
    fn erase(&self) -> Result<(), StoreError>;
}

/// Watchers that follow the job right now; a lost message is fetched again by its number.
pub trait Watchers {
    fn tell(&self, updates: &[Update]);

    /// Closes all connections: there is nothing more to come.
    fn dismiss(&self);
}

pub trait Clock {
    fn now(&self) -> Timestamp;

    async fn sleep(&self, ms: i64);

    fn jitter(&self) -> Jitter;
}
