//! The erasure of the subject that the job is for: its operator dies after each of its five steps, and repeats it.

use std::collections::BTreeSet;

use job::{Failure, Tenant};
use pipeline::{
    Artifacts, ConfirmedErasure, ErasureReceipt, Erasures, NotedJob, Page, StoreError, announce_erasure, erase,
};
use protocol::{Code, Erasure, JobId, Timestamp, limits};

use crate::clients::Request;
use crate::events::Event;
use crate::faults::Fault;
use crate::index::Row;
use crate::random::Random;
use crate::reservations::subject;
use crate::router::{Calls, Whose, lost, tenant};
use crate::world::{State, World};

const ID: &str = "erasure";

/// The longest an operator waits before an erasure is asked for again.
const LOOK_MS_MAX: i64 = 20 * 60 * 1_000;

/// One for each step, each at most once.
const DEATHS: [Fault; 5] = [
    Fault::ErasureDiesAnnounced,
    Fault::ErasureDiesNoted,
    Fault::ErasureDiesPurged,
    Fault::ErasureDiesDeleted,
    Fault::ErasureDiesFinished,
];

#[derive(Default)]
pub(crate) struct ErasureState {
    /// Steps that the operator is going to die after.
    deaths: BTreeSet<Fault>,
    is_announced: bool,
    noted: Option<Noted>,
    /// Everything ever noted, and deleted.
    clips: BTreeSet<String>,
    deleted: BTreeSet<String>,
    /// The receipt of an erasure that is finished; the one after it has to be the same.
    receipt: Option<Erasure>,
    is_over: bool,
    /// The first look after all was well.
    healed_ms: Option<i64>,
    /// Another job uses one of the clips as well.
    is_shared: bool,
}

struct Noted {
    receipt: ErasureReceipt,
    jobs: BTreeSet<JobId>,
    clips: BTreeSet<String>,
}

impl ErasureState {
    pub(crate) fn of_a_world(random: &mut Random) -> Self {
        let deaths = DEATHS.into_iter().filter(|_| random.chance(500)).collect();
        Self { deaths, is_shared: random.chance(500), ..Self::default() }
    }
}

impl World<'_> {
    /// One call of the operator's: the first one announces, those after it present the token.
    pub(crate) fn erase(&self) -> Result<(), StoreError> {
        let calls = Calls { world: self, whose: Whose::Operator };
        let (is_announced, is_over, at) =
            self.with(|state| (state.router.erasure.is_announced, state.router.erasure.is_over, state.now()));
        if is_over {
            return Ok(());
        }
        if !is_announced {
            let announced = self.routed(announce_erasure(&calls, tenant(), &subject().0, "confirm".to_owned()));
            self.answer(announced)?;
            self.with(|state| {
                state.router.erasure.is_announced = true;
                state.erase_again(60_000);
            });
            return Ok(());
        }
        let confirmed = ConfirmedErasure { id: ID.to_owned(), tenant: tenant(), subjects: subject().0, at };
        let receipt = self.answer(self.routed(erase(&calls, &calls, &calls, &confirmed)))?;
        self.with(|state| state.take_receipt(receipt));
        Ok(())
    }

    fn answer<T>(&self, routed: Option<Result<T, Failure>>) -> Result<T, StoreError> {
        let routed = routed.ok_or_else(|| StoreError::Failed("the operator's request died".to_owned()))?;
        routed.map_err(|failure| StoreError::Failed(failure.detail))
    }
}

impl State {
    fn erase_again(&mut self, ms_max: i64) {
        let ms = self.router.random.ms(1_000, ms_max);
        self.events.after_ms(ms, Event::Request(Request::Erase), &mut self.router.random);
    }

    fn take_receipt(&mut self, receipt: Erasure) {
        if receipt.finished_at.is_none() {
            self.check_erasure_time();
            return self.erase_again(LOOK_MS_MAX);
        }
        self.note(|| format!("  the receipt: {receipt:?}"));
        if receipt.jobs_pending > 0 || receipt.jobs.iter().any(|job| job.erased_at.is_none()) {
            self.violate("an erasure is finished and jobs are left");
        }
        if receipt.clips_deleted != self.router.erasure.deleted.len() as u64 {
            self.violate(format!("{} clips are deleted: {receipt:?}", self.router.erasure.deleted.len()));
        }
        match &self.router.erasure.receipt {
            Some(first) if *first != receipt => self.violate("the receipt of an erasure has changed"),
            Some(_) => self.router.erasure.is_over = true,
            None => {
                self.router.erasure.receipt = Some(receipt);
                self.erase_again(60_000);
            }
        }
    }

    /// An erasure is finished before its token expires, once all is well; unless the sweep has to see to a row that nobody
    /// came back for.
    fn check_erasure_time(&mut self) {
        if !self.healed || self.router.has_given_up {
            return;
        }
        let now_ms = self.events.now_ms;
        let since_ms = *self.router.erasure.healed_ms.get_or_insert(now_ms);
        if now_ms - since_ms > limits::ERASURE_CONFIRM_MS {
            self.violate("an erasure outlives its token");
        }
    }

    /// Another job of the tenant is made of one of the clips, too.
    fn share_a_clip(&mut self, clips: &BTreeSet<String>) {
        let erasure = &mut self.router.erasure;
        let Some(clip) = clips.first().filter(|_| std::mem::take(&mut erasure.is_shared)) else { return };
        let (id, now) = (self.next_id(), self.now());
        let row = Row { clips: BTreeSet::from([clip.clone()]), ends_at: Some(now), ..Row::lost(now) };
        self.router.others.insert(id, subject_free_source());
        self.index.rows.insert(id, row);
    }

    fn note_erasure(&mut self, at: Timestamp) {
        let theirs = self.index.rows.iter().filter(|(_, row)| row.subject == Some(subject()));
        let ids: BTreeSet<JobId> = theirs.map(|(id, _)| *id).collect();
        let noted = self.router.erasure.noted.get_or_insert_with(|| Noted {
            receipt: ErasureReceipt { asked_at: at, finished_at: None, clips_deleted: 0 },
            jobs: BTreeSet::new(),
            clips: BTreeSet::new(),
        });
        if noted.receipt.finished_at.is_none() {
            noted.jobs.extend(ids);
        }
        let rows = noted.jobs.iter().filter_map(|id| self.index.rows.get(id));
        let clips: BTreeSet<String> = rows.flat_map(Row::uses).cloned().collect();
        noted.clips.extend(clips.iter().cloned());
        self.router.erasure.clips.extend(clips.iter().cloned());
        self.share_a_clip(&clips);
    }

    fn is_used(&self, clip: &str) -> bool {
        self.index.rows.values().flat_map(Row::uses).any(|used| used == clip)
    }

    /// Nothing of its jobs is anywhere, and none of their clips but those that others use.
    fn check_finished(&mut self) {
        let erasure = &self.router.erasure;
        let jobs = erasure.noted.iter().flat_map(|noted| &noted.jobs);
        let is_left = |id: &JobId| self.index.rows.get(id).is_some_and(|row| row.erased_at.is_none());
        let has_object = |id: &JobId| self.router.job == Some(*id) && self.object.stored.is_some();
        let is_broken = jobs.clone().any(|id| is_left(id) || has_object(id));
        let clip = erasure.clips.iter().find(|clip| self.bucket.contains_key(*clip) && !self.is_used(clip)).cloned();
        if is_broken {
            self.violate("an erasure is finished and a job is left");
        }
        if let Some(clip) = clip {
            self.violate(format!("an erasure is finished and {clip} is left"));
        }
    }
}

/// Of a job nobody looks at.
fn subject_free_source() -> job::Digest {
    job::Hasher::new("source").part("another's").finish()
}

impl Calls<'_, '_> {
    fn died_after(&self, fault: Fault) {
        if self.whose == Whose::Operator {
            self.world.with(|state| {
                if state.router.erasure.deaths.remove(&fault) {
                    state.hit_now(fault);
                    state.kill_router();
                }
            });
        }
    }

    /// Between the two calls of one purge, now and then.
    pub(crate) fn died_at_trash(&self) {
        if self.world.with(|state| state.router.random.chance(500)) {
            self.died_after(Fault::ErasureDiesPurged);
        }
    }

    pub(crate) fn died_at_purge(&self) {
        self.died_after(Fault::ErasureDiesPurged);
    }

    fn index_fails(&self) -> Result<(), Failure> {
        if self.fails(Fault::ErasureIndexFails) { Err(lost("the index failed")) } else { Ok(()) }
    }
}

impl Erasures for Calls<'_, '_> {
    async fn find(&self, _: &Tenant, _: &str) -> Result<Vec<JobId>, Failure> {
        self.index_fails()?;
        let rows = self.world.with(|state| {
            let theirs = state.index.rows.iter().filter(|(_, row)| row.subject == Some(subject()));
            theirs.map(|(id, _)| *id).collect()
        });
        self.died_after(Fault::ErasureDiesAnnounced);
        self.cross().await;
        Ok(rows)
    }

    async fn note(&self, confirmed: &ConfirmedErasure) -> Result<(), Failure> {
        self.index_fails()?;
        self.world.with(|state| state.note_erasure(confirmed.at));
        self.died_after(Fault::ErasureDiesNoted);
        self.cross().await;
        self.index_fails()
    }

    async fn jobs(&self, _: &str) -> Result<Vec<NotedJob>, Failure> {
        self.index_fails()?;
        let jobs = self.world.with(|state| {
            let noted = state.router.erasure.noted.iter().flat_map(|noted| &noted.jobs);
            let rows = noted.filter_map(|id| Some((*id, state.index.rows.get(id)?)));
            rows.map(|(id, row)| NotedJob { id, erased_at: row.erased_at }).collect()
        });
        self.cross().await;
        Ok(jobs)
    }

    async fn unused_clips(&self, _: &str) -> Result<Vec<String>, Failure> {
        self.index_fails()?;
        let clips = self.world.with(|state| {
            let clips = state.router.erasure.noted.iter().flat_map(|noted| &noted.clips);
            clips.filter(|clip| !state.is_used(clip)).cloned().collect()
        });
        self.cross().await;
        Ok(clips)
    }

    async fn note_deleted(&self, _: &str, clips: &[String], finished_at: Option<Timestamp>) -> Result<(), Failure> {
        self.index_fails()?;
        self.world.with(|state| {
            if finished_at.is_some() {
                state.check_finished();
            }
            let Some(noted) = &mut state.router.erasure.noted else { return };
            noted.receipt.clips_deleted += clips.len() as u64;
            noted.clips.retain(|clip| !clips.contains(clip));
            if finished_at.is_some() {
                noted.receipt.finished_at = noted.receipt.finished_at.or(finished_at);
                noted.clips.clear();
            }
        });
        self.died_after(Fault::ErasureDiesFinished);
        self.cross().await;
        self.index_fails()
    }

    async fn receipt(&self, _: &str) -> Result<Option<ErasureReceipt>, Failure> {
        self.index_fails()?;
        self.cross().await;
        Ok(self.world.with(|state| state.router.erasure.noted.as_ref().map(|noted| noted.receipt.clone())))
    }
}

/// The bucket as an operator's request may use it: to delete clips that nobody uses.
impl Artifacts for Calls<'_, '_> {
    async fn put(&self, key: &str, _: &str, _: Vec<u8>) -> Result<bool, Failure> {
        Err(self.refused("put", key))
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure> {
        Err(self.refused("get", key))
    }

    async fn size(&self, key: &str) -> Result<Option<u64>, Failure> {
        Err(self.refused("size", key))
    }

    async fn list(&self, prefix: &str, _: Option<&str>) -> Result<Page, Failure> {
        Err(self.refused("list", prefix))
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        self.world.with(|state| {
            state.note(|| format!("  an erasure deletes {} clips", keys.len()));
            if let Some(key) = keys.iter().find(|key| state.is_used(key)) {
                state.violate(format!("{key} is deleted, and a job uses it"));
            }
            state.bucket.retain(|key, _| !keys.contains(key));
            state.router.erasure.deleted.extend(keys.iter().cloned());
        });
        self.died_after(Fault::ErasureDiesDeleted);
        self.cross().await;
        Ok(())
    }
}

impl Calls<'_, '_> {
    fn refused(&self, what: &str, key: &str) -> Failure {
        self.world.with(|state| state.violate(format!("a request does {what} {key}")));
        Failure::permanent(Code::Internal, what)
    }
}
