//! Ports of the alarm turn, which alone performs: voices, artifacts, the index, encoder and covers.

use artwork::{Palette, Size};
use audio::Band;
use job::Failure;
use protocol::{CoverColors, JobId, Money, Month, Tenant, Timestamp};

use super::{Entry, RequestPorts, Scripts};

/// Everything an alarm turn of a job may touch.
pub trait Ports: RequestPorts {
    fn scripts(&self) -> &impl Scripts;
    fn voices(&self) -> &impl Voices;
    fn artifacts(&self) -> &impl Artifacts;
    fn index(&self) -> &impl Index;

    fn sound(&self) -> &impl Sound {
        &Encoder
    }
}

/// Text to speech. A failure after the provider was paid may be repeated; nothing else costs twice.
pub trait Voices {
    /// One turn as a WAV or an MP3 file. The number of the take rises when what was answered is of no use; the same take may be
    /// answered from what was made before.
    async fn speak(&self, voice: &str, text: &str, take: u32) -> Result<Vec<u8>, Failure>;
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
    /// Writes a blob if the key is absent; true when it was written.
    async fn put(&self, key: &str, content_type: &str, bytes: Vec<u8>) -> Result<bool, Failure>;

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure>;

    async fn size(&self, key: &str) -> Result<Option<u64>, Failure>;

    /// At most a thousand keys that start with `prefix` and follow `after`, in order.
    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Page, Failure>;

    /// At most a thousand; keys that do not exist are fine.
    async fn delete(&self, keys: &[String]) -> Result<(), Failure>;
}

/// A job's money of one month, spent and set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthlySum {
    pub tenant: Tenant,
    pub job: JobId,
    pub month: Month,
    pub amount: Money,
    /// The job's: of two sums the one with the larger stands.
    pub rev: u64,
}

/// The list of all jobs. Writes may be repeated and reordered: the larger `rev` wins.
pub trait Index {
    async fn put(&self, entry: &Entry) -> Result<(), Failure>;

    /// Sets a job's money of a month aside in its tenant's sum; false if the tenant's bound does not allow that.
    async fn reserve(&self, sum: &MonthlySum) -> Result<bool, Failure>;

    /// Replaces a job's row by a tombstone.
    async fn bury(&self, id: JobId, at: Timestamp) -> Result<(), Failure>;
}

/// The colours chosen for a cover, or those of its title.
pub fn palette(title: &str, colors: Option<&CoverColors>) -> Palette {
    let chosen = colors.and_then(|colors| Palette::parse(&colors.background, &colors.ink).ok());
    chosen.unwrap_or_else(|| Palette::of_title(title))
}

/// Audio encoding and measuring, and the cover. Stateless: the same input always gives the same answer.
pub trait Sound {
    fn clip(&self, answer: &[u8], band: Band) -> Result<audio::Clip, audio::Error> {
        audio::clip(answer, band)
    }

    fn measure(&self, mp3: &[u8], band: Band) -> Result<audio::Measured, audio::Error> {
        audio::measure(mp3, band)
    }

    /// Cover art of an episode.
    fn cover(&self, title: &str, colors: Option<&CoverColors>) -> Vec<u8> {
        artwork::cover(title, &palette(title, colors), Size::Episode)
    }
}

struct Encoder;

impl Sound for Encoder {}
