//! The sweep's catalog of jobs: rows in D1, and the jobs themselves, asked one by one.

use std::collections::BTreeSet;

use job::Failure;
use pipeline::{Catalog, Check, Clock, Entry, Kept, Place, Progress, Row, Shelved};
use protocol::{Code, JobId, Timestamp};
use worker::{D1Database, Env};

use crate::db::{jobs, sweep};
use crate::platform::clock::PlatformClock;
use crate::rpc::{Call, JobRef, call, look};

pub(crate) struct AllJobs<'a> {
    pub(crate) env: &'a Env,
    pub(crate) database: D1Database,
    pub(crate) clock: PlatformClock,
}

impl Catalog for AllJobs<'_> {
    async fn due(&self, now: Timestamp, after: Option<&Place>, count: usize) -> Result<Vec<Row>, Failure> {
        sweep::due(&self.database, now, after, count).await.map_err(failed)
    }

    async fn rows(&self, ids: &BTreeSet<JobId>) -> Result<Vec<Row>, Failure> {
        sweep::of(&self.database, ids).await.map_err(failed)
    }

    async fn episodes(&self, before: Timestamp) -> Result<u64, Failure> {
        sweep::episodes(&self.database, before).await.map_err(failed)
    }

    async fn settle(&self, checks: &[Check]) -> Result<(), Failure> {
        sweep::settle(&self.database, checks).await.map_err(failed)
    }

    async fn put(&self, entry: &Entry) -> Result<(), Failure> {
        jobs::write(&self.database, entry).await.map_err(failed)
    }

    async fn bury(&self, id: &str) -> Result<(), Failure> {
        jobs::bury(&self.database, id, self.clock.now()).await.map_err(failed)
    }

    async fn used(&self, clips: &[&str]) -> Result<BTreeSet<String>, Failure> {
        sweep::used(&self.database, clips).await.map_err(failed)
    }

    async fn ask(&self, id: JobId) -> Result<Option<Entry>, Failure> {
        look(self.env, id).await
    }

    async fn kept(&self, after: Option<&Shelved>, count: usize) -> Result<Vec<Kept>, Failure> {
        sweep::kept(&self.database, after, count).await.map_err(failed)
    }

    async fn expire(&self, id: JobId) -> Result<(), Failure> {
        let answer = call(self.env, JobRef::any(id), &Call::Expire).await.map_err(failed)?;
        let refused = || Failure::transient(Code::Unavailable, format!("expire: {}", answer.status_code()));
        if answer.status_code() == 200 { Ok(()) } else { Err(refused()) }
    }

    async fn forget(&self, before: Timestamp, count: usize) -> Result<(), Failure> {
        sweep::forget_acts(&self.database, before, count).await.map_err(failed)
    }

    async fn clean(&self, id: JobId) -> Result<(), Failure> {
        call(self.env, JobRef::any(id), &Call::Clean).await.map(|_| ()).map_err(failed)
    }

    async fn save(&self, progress: &Progress) -> Result<bool, Failure> {
        sweep::save(&self.database, progress).await.map_err(failed)
    }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("sweep: {error}"))
}
