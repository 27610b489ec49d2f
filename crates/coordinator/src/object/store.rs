//! The job's store: SQLite and the alarm of its object.
//!
//! Tables: `job`, one row, the whole job as JSON beside the versions needed to read it. `moved`, a row once the job is elsewhere.
//! `updates`, append-only, what watchers see. `documents`, the source and the texts made from it.
//! Statements and the alarm, issued without an await between them, take effect together or not at all.

use futures::FutureExt;
use job::{Job, Lease, Tenant};
use pipeline::{Commit, Store, StoreError, Stored};
use protocol::dataflow::Exit;
use protocol::{Timestamp, Update, wire};
use serde::Deserialize;
use worker::{ScheduledTime, SqlStorage, SqlStorageValue, Storage, js_sys, wasm_bindgen::JsValue};

use super::relocation::{self, Bundle};
use super::schema;
use super::sql::{failed, integer, rows, run};
use crate::faults::{crash, exfiltration};
use crate::platform::clock;

/// Not `REPLACE`, which would empty the columns that newer code has added.
const UPSERT: &str = "
    INSERT INTO job (only, engine_version, min_reader, rev, armed_at, body, flows) VALUES (1, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (only) DO UPDATE SET engine_version = excluded.engine_version, min_reader = excluded.min_reader,
        rev = excluded.rev, armed_at = excluded.armed_at, body = excluded.body, flows = excluded.flows
";

/// A row of `moved` without a tenant is of the default one.
const TENANT: &str = "
    SELECT body ->> '$.spec.tenant' AS tenant FROM job
    UNION ALL SELECT coalesce(tenant, 'default') FROM moved";

/// These names are the same in every shape that was ever stored.
const LAST_FAILURE: &str = "
    SELECT body FROM updates WHERE body ->> '$.change' IN ('attempt_failed', 'parked', 'failed')
    ORDER BY seq DESC LIMIT 1";

pub(crate) struct SqliteStore {
    storage: Storage,
    sql: SqlStorage,
}

#[derive(Deserialize)]
struct Body {
    body: String,
}

impl SqliteStore {
    pub(crate) fn open(storage: Storage) -> Self {
        let sql = storage.sql();
        Self { storage, sql }
    }

    /// Runs once per start of the object.
    pub(crate) fn migrate(&self) -> Result<(), StoreError> {
        schema::migrate(&self.sql)
    }

    pub(crate) fn prepare(&self) -> Result<(), StoreError> {
        schema::prepare(&self.sql)
    }

    /// The tenant whose job is here, or was before it was moved; read whatever engine the job is of.
    pub(crate) fn tenant(&self) -> Result<Option<Tenant>, StoreError> {
        #[derive(Deserialize)]
        struct Row {
            tenant: Tenant,
        }
        if !self.has_tables()? {
            return Ok(None);
        }
        Ok(rows::<Row>(&self.sql, TENANT, Vec::new())?.into_iter().next().map(|row| row.tenant))
    }

    /// True when the job that was here is now in another class of objects.
    pub(crate) fn is_moved(&self) -> Result<bool, StoreError> {
        relocation::is_moved(&self.sql)
    }

    pub(crate) fn export(&self) -> Result<Option<Bundle>, StoreError> {
        relocation::export(&self.sql)
    }

    /// Puts a job in and arms its alarm, which takes up whatever was under way elsewhere.
    pub(crate) fn import(&self, bundle: Bundle, now: Timestamp) -> Result<(), StoreError> {
        relocation::import(&self.sql, bundle)?;
        self.arm(now)
    }

    pub(crate) fn forget(&self) -> Result<(), StoreError> {
        relocation::forget(&self.sql)
    }

    /// Updates after `seq`, oldest first, at most `count`.
    pub(crate) fn updates_after(&self, seq: u64, count: Option<u32>) -> Result<Vec<Update>, StoreError> {
        let count = count.map_or(-1, i64::from);
        self.updates("SELECT body FROM updates WHERE seq > ? ORDER BY seq LIMIT ?", vec![integer(seq), count.into()])
    }

    /// The last update that is a failure.
    pub(crate) fn last_failure(&self) -> Result<Option<Update>, StoreError> {
        Ok(self.updates(LAST_FAILURE, Vec::new())?.pop())
    }

    fn updates(&self, query: &str, arguments: Vec<SqlStorageValue>) -> Result<Vec<Update>, StoreError> {
        let rows = rows::<Body>(&self.sql, query, arguments)?;
        let read = |row: Body| wire::stored_update(&row.body).map_err(unwritable);
        rows.into_iter().map(read).collect()
    }

    fn has_tables(&self) -> Result<bool, StoreError> {
        #[derive(Deserialize)]
        struct Table {}
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'job'";
        Ok(!rows::<Table>(&self.sql, tables, Vec::new())?.is_empty())
    }
}

impl Store for SqliteStore {
    fn load(&self) -> Result<Option<Stored>, StoreError> {
        #[derive(Deserialize)]
        struct Row {
            min_reader: u32,
            armed_at: Option<f64>,
            body: String,
            flows: String,
        }
        if !self.has_tables()? || self.is_moved()? {
            return Ok(None);
        }
        let rows = rows::<Row>(&self.sql, "SELECT min_reader, armed_at, body, flows FROM job", Vec::new())?;
        let Some(row) = rows.into_iter().next() else { return Ok(None) };
        let armed_at = row.armed_at.map(|ms| Timestamp::from_ms(ms as i64));
        // The egress log, not the job: one that this code cannot read begins anew.
        let flows = serde_json::from_str(&row.flows).unwrap_or_default();
        Ok(Some(Stored { job: Job::read(row.min_reader, &row.body)?, armed_at, flows }))
    }

    fn is_held(&self, lease: Lease) -> Result<bool, StoreError> {
        #[derive(Deserialize)]
        struct Held {}
        if !self.has_tables()? || self.is_moved()? {
            return Ok(false);
        }
        let path = format!(r#"$.steps."{}".status.leased.token"#, lease.step);
        let arguments = vec![path.into(), integer(lease.token.0)];
        Ok(!rows::<Held>(&self.sql, "SELECT 1 AS held FROM job WHERE body ->> ? = ?", arguments)?.is_empty())
    }

    fn document(&self, key: &str) -> Result<Option<String>, StoreError> {
        let rows = rows::<Body>(&self.sql, "SELECT body FROM documents WHERE key = ?", vec![key.into()])?;
        Ok(rows.into_iter().next().map(|row| row.body))
    }

    fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let Commit { job, updates, documents, alarm, armed_at, flows } = *commit;
        for document in documents {
            let arguments = vec![document.key.as_str().into(), document.body.as_str().into()];
            run(&self.sql, "INSERT OR REPLACE INTO documents (key, body) VALUES (?, ?)", arguments)?;
        }
        for update in updates {
            let arguments = vec![integer(update.seq), encode(update)?.into()];
            run(&self.sql, "INSERT INTO updates (seq, body) VALUES (?, ?)", arguments)?;
        }
        if let Some(word) = exfiltration::at(Exit::ObjectStorage) {
            run(&self.sql, "INSERT OR REPLACE INTO documents (key, body) VALUES ('leak', ?)", vec![word.into()])?;
        }
        crash::pause(commit, "updates");
        let record = job.record().map_err(unwritable)?;
        let arguments = vec![
            integer(record.engine_version.into()),
            integer(record.min_reader.into()),
            integer(record.rev),
            armed_at.map(Timestamp::as_ms).into(),
            record.body.into(),
            encode(flows)?.into(),
        ];
        run(&self.sql, UPSERT, arguments)?;
        crash::pause(commit, "job");
        alarm.map_or(Ok(()), |at| self.arm(at))?;
        crash::pause(commit, "alarm");
        Ok(())
    }

    /// Both calls take effect when they are issued, as with [`Store::arm`].
    fn erase(&self) -> Result<(), StoreError> {
        let alarm = self.storage.delete_alarm().now_or_never().unwrap_or(Ok(()));
        let everything = self.storage.delete_all().now_or_never().unwrap_or(Ok(()));
        alarm.and(everything).map_err(failed)
    }

    /// The platform's own call takes an offset; this one takes the moment. The write is issued when the future is first
    /// polled, and is held back, like all output, until it is durable: there is nothing to wait for.
    fn arm(&self, at: Timestamp) -> Result<(), StoreError> {
        let date = js_sys::Date::new(&JsValue::from_f64(clock::platform_ms(at) as f64));
        let issued = self.storage.set_alarm(ScheduledTime::new(date)).now_or_never();
        issued.unwrap_or(Ok(())).map_err(failed)
    }
}

fn encode(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(unwritable)
}

fn unwritable(error: serde_json::Error) -> StoreError {
    StoreError::Failed(error.to_string())
}
