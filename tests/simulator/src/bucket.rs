//! Artifacts: writes that fail before or after they took effect, or take effect after their caller died.

use std::future::pending;

use job::{Failure, Step, StepStatus};
use pipeline::{Artifacts, Entry, Listed, Page};
use protocol::Code;

use crate::events::Event;
use crate::faults::Fault;
use crate::ledger::Line;
use crate::rest;
use crate::world::{State, World};

const PAGE_KEYS_MAX: usize = 4;
const LOST_MS_MAX: i64 = 50 * 60 * 1_000;

/// A write on its way.
#[derive(Clone)]
pub(crate) enum Write {
    Put { key: String, bytes: Vec<u8> },
    Delete { keys: Vec<String> },
    Project(Box<Entry>),
    Bury,
}

/// A write on its way: it may arrive after its caller has died.
pub(crate) struct OnItsWay<'w, 's> {
    world: &'w World<'s>,
    write: Option<Write>,
}

impl<'s> World<'s> {
    pub(crate) fn send(&self, write: Write) -> OnItsWay<'_, 's> {
        OnItsWay { world: self, write: Some(write) }
    }
}

impl OnItsWay<'_, '_> {
    pub(crate) fn arrive(mut self) -> bool {
        self.write.take().is_some_and(|write| self.world.with(|state| state.write(write)))
    }

    pub(crate) fn vanish(mut self) {
        self.write = None;
    }
}

impl Drop for OnItsWay<'_, '_> {
    fn drop(&mut self) {
        let Some(write) = self.write.take() else { return };
        self.world.with(|state| {
            if state.hit(Fault::WriteOutlivesCaller) {
                // A put is on its way for minutes at times. A delete is not: it would meet what was made since.
                let is_lost_for_long = matches!(write, Write::Put { .. }) && state.random.chance(200);
                let ms = state.random.ms(0, if is_lost_for_long { LOST_MS_MAX } else { 30_000 });
                state.after_ms(ms, Event::Land(write));
            }
        });
    }
}

impl State {
    /// True while a pass is under way that is switched off in this world.
    fn is_blind(&self) -> bool {
        let is_leased = |step: &Step| matches!(step.status, StepStatus::Leased { .. });
        let job = self.object.job();
        self.layers_off.iter().any(|key| job.and_then(|job| job.step(*key)).is_some_and(is_leased))
    }

    /// Writes, and returns true when the key was new; what is there is not written again.
    fn write(&mut self, write: Write) -> bool {
        match write {
            Write::Put { key, bytes } => {
                let before = self.bucket.get(&key).cloned();
                let kept = self.bucket.entry(key.clone()).or_insert(bytes);
                let is_changed = before.as_ref().is_some_and(|before| before != kept);
                if is_changed {
                    self.violate(format!("{key} was written again"));
                }
                before.is_none()
            }
            Write::Delete { keys } => {
                self.bucket.retain(|key, _| !keys.contains(key));
                let finished = self.object.job().map(rest::published).unwrap_or_default();
                if finished.iter().any(|key| !self.bucket.contains_key(key)) && !self.may_be_erased() {
                    self.violate("a finished episode was deleted");
                }
                true
            }
            Write::Project(entry) => {
                self.project(*entry);
                true
            }
            Write::Bury => {
                if let Some(id) = self.router.job {
                    self.bury(id);
                }
                true
            }
        }
    }

    /// Pages are short here, so that there are some.
    pub(crate) fn list(&self, prefix: &str, after: Option<&str>) -> Page {
        let put_at = self.now();
        let follow = self.bucket.iter().filter(|(key, _)| key.starts_with(prefix) && Some(key.as_str()) > after);
        let mut listed: Vec<_> = follow
            .map(|(key, bytes)| Listed { key: key.clone(), bytes: bytes.len() as u64, put_at })
            .take(PAGE_KEYS_MAX + 1)
            .collect();
        let has_more = listed.len() > PAGE_KEYS_MAX;
        listed.truncate(PAGE_KEYS_MAX);
        Page { listed, has_more }
    }

    pub(crate) fn land(&mut self, write: Write) {
        if let Write::Put { key, .. } = &write {
            self.note(|| format!("  landed late: put {key}"));
            if self.ledger.is_erased && key.starts_with("episodes/") {
                self.ledger.late.insert(key.clone());
            }
        }
        self.write(write);
    }
}

impl World<'_> {
    fn overtake(&self, key: &str, line: Option<&Line>) {
        let Some(clip) = line.and_then(|line| self.studio.slower(line)) else { return };
        if self.hit(Fault::PutOvertaken) {
            self.with(|state| {
                state.bucket.entry(key.to_owned()).or_insert(clip);
            });
        }
    }
}

impl Artifacts for World<'_> {
    async fn put(&self, key: &str, _: &str, bytes: Vec<u8>) -> Result<bool, Failure> {
        let _busy = self.busy();
        let line = self.studio.line(&bytes);
        self.with(|state| {
            state.check_put(key, &bytes);
            if let Some(line) = &line {
                state.ledger.accounts.entry(line.clone()).or_default().delivered = None;
            }
        });
        let put = self.send(Write::Put { key: key.to_owned(), bytes });
        if self.hit(Fault::PutFailsBefore) {
            put.vanish();
            return Err(failed("put"));
        }
        if self.hit(Fault::PutHangs) {
            pending::<()>().await;
        }
        self.call().await;
        self.overtake(key, line.as_ref());
        let is_first = put.arrive();
        if let Some(line) = line {
            self.with(|state| state.ledger.accounts.entry(line).or_default().is_kept = true);
        }
        self.call().await;
        if self.hit(Fault::PutFailsAfter) { Err(failed("put")) } else { Ok(is_first) }
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure> {
        let _busy = self.busy();
        self.with(|state| state.check_call(&format!("get {key}")));
        self.call().await;
        if self.hit(Fault::GetFails) {
            return Err(failed("get"));
        }
        Ok(self.with(|state| state.bucket.get(key).cloned()))
    }

    async fn size(&self, key: &str) -> Result<Option<u64>, Failure> {
        let _busy = self.busy();
        self.with(|state| state.check_call(&format!("size {key}")));
        self.call().await;
        if self.hit(Fault::SizeFails) {
            return Err(failed("size"));
        }
        Ok(self.with(|state| state.bucket.get(key).map(|bytes| bytes.len() as u64)))
    }

    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Page, Failure> {
        self.with(|state| state.check_pass(&format!("list {prefix} after {after:?}")));
        self.call().await;
        if self.hit(Fault::ListFails) {
            return Err(failed("list"));
        }
        Ok(self.with(|state| if state.is_blind() { Page::default() } else { state.list(prefix, after) }))
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        self.with(|state| state.check_pass(&format!("delete {} keys", keys.len())));
        let delete = self.send(Write::Delete { keys: keys.to_vec() });
        if self.hit(Fault::DeleteFailsBefore) {
            delete.vanish();
            return Err(failed("delete"));
        }
        self.call().await;
        delete.arrive();
        self.call().await;
        if self.hit(Fault::DeleteFailsAfter) { Err(failed("delete")) } else { Ok(()) }
    }
}

fn failed(what: &str) -> Failure {
    Failure::transient(Code::Unavailable, format!("artifacts: {what} failed"))
}
