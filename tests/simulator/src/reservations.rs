//! Reservations: rows under idempotency keys, writes that are lost, and writes whose answer is; the quota and the pause.

use job::{Digest, Failure, Hasher, Tenant};
use pipeline::{Intake, Reservation, Reservations, Submission, SubmissionKey, Usage, over_quota};
use protocol::{JobId, Subject, TenantView};

use crate::faults::Fault;
use crate::index::Row;
use crate::router::{Calls, Whose, lost};
use crate::world::State;

/// The longest a neighbour's job runs.
const NEIGHBOUR_MS_MAX: i64 = 3 * 60 * 1_000;

/// The digest of one of the client's idempotency keys.
pub(crate) fn key(number: u64) -> Digest {
    Hasher::new("idempotency").part(number.to_le_bytes()).finish()
}

pub(crate) fn subject() -> Subject {
    Subject("somebody".to_owned())
}

fn reservation((id, row): (JobId, &Row)) -> Reservation {
    let is_trashed = row.entry.as_ref().is_some_and(|entry| entry.trashed_at.is_some());
    Reservation { id, request: row.request.clone(), at: row.created_at, is_trashed }
}

impl Reservations for Calls<'_, '_> {
    async fn reserve(
        &self,
        submission: &Submission,
        submitted: &SubmissionKey,
        tenant: Option<&TenantView>,
    ) -> Result<Option<Reservation>, Failure> {
        if self.fails(Fault::ReservationLost) {
            return Err(lost("the row was not written"));
        }
        let row = self.world.with(|state| {
            state.reserve(submission, submitted, tenant, self.whose);
            state.index.under(&submitted.key).map(reservation)
        });
        self.cross().await;
        if self.fails(Fault::ReservationAnswerLost) { Err(lost("nobody knows of the row")) } else { Ok(row) }
    }

    async fn find(&self, _: &Tenant, key: &Digest) -> Result<Option<Reservation>, Failure> {
        let row = self.world.with(|state| state.index.under(key).map(reservation));
        self.cross().await;
        Ok(row)
    }

    async fn intake(&self, _: &Tenant) -> Result<Intake, Failure> {
        let intake = self.world.with(|state| Intake { usage: state.usage(), is_paused: state.is_paused() });
        self.cross().await;
        Ok(intake)
    }
}

impl State {
    /// The statement of D1: checked and written as one.
    fn reserve(
        &mut self,
        submission: &Submission,
        submitted: &SubmissionKey,
        tenant: Option<&TenantView>,
        whose: Whose,
    ) {
        let is_free = self.index.under(&submitted.key).is_none();
        let has_room = tenant.is_none_or(|tenant| over_quota(tenant, self.usage()).is_none());
        if is_free && has_room && !self.is_paused() {
            let ends_at = (whose == Whose::Neighbour).then(|| self.router.random.ms(1_000, NEIGHBOUR_MS_MAX));
            let row = Row {
                key: Some(submitted.key.clone()),
                request: submitted.request.clone(),
                subject: submission.spec.subject.clone(),
                created_at: submission.at,
                ends_at: ends_at.map(|ms| self.now().plus_ms(ms)),
                ..Row::lost(submission.at)
            };
            self.note(|| format!("  {whose:?}: a row is reserved for {}", submission.spec.id));
            self.index.rows.insert(submission.spec.id, row);
            self.check_reserved();
        }
    }

    fn check_reserved(&mut self) {
        if self.is_paused() {
            self.violate("a row is reserved while the intake is paused");
        }
        let (jobs, jobs_max) = (self.usage().jobs, self.router.jobs_max);
        if jobs_max.is_some_and(|max| jobs > max) {
            self.violate(format!("{jobs} jobs run, and the quota is {jobs_max:?}"));
        }
    }

    fn usage(&self) -> Usage {
        let now = self.now();
        let jobs = self.index.rows.values().filter(|row| row.is_running(now)).count() as u64;
        let bytes = self.index.rows.values().filter_map(|row| row.entry.as_ref()).map(|entry| entry.bytes).sum();
        Usage { jobs, bytes }
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.events.now_ms < self.router.paused_until_ms
    }
}
