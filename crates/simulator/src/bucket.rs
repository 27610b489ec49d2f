//! Artifacts: writes that fail before or after they took effect, or take effect after their caller died.

use std::future::pending;

use job::Failure;
use pipeline::Artifacts;
use protocol::Code;

use crate::events::Event;
use crate::faults::Fault;
use crate::index::Row;
use crate::rest;
use crate::world::{State, World};

/// A write on its way.
#[derive(Clone)]
pub(crate) enum Write {
    Put { key: String, bytes: Vec<u8> },
    Delete { keys: Vec<String> },
    Project(Row),
}

/// When its caller dies, a write that was on its way may still arrive.
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
    pub(crate) fn arrive(mut self) {
        if let Some(write) = self.write.take() {
            self.world.with(|state| state.write(write));
        }
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
                let ms = state.random.ms(0, 30_000);
                state.after_ms(ms, Event::Land(write));
            }
        });
    }
}

impl State {
    fn write(&mut self, write: Write) {
        match write {
            Write::Put { key, bytes } => {
                self.bucket.entry(key).or_insert(bytes);
            }
            Write::Delete { keys } => {
                self.bucket.retain(|key, _| !keys.contains(key));
                let finished = self.object.job().map(rest::published).unwrap_or_default();
                if finished.iter().any(|key| !self.bucket.contains_key(key)) {
                    self.violate("a finished episode was deleted");
                }
            }
            Write::Project(row) => self.project(row),
        }
    }

    pub(crate) fn land(&mut self, write: Write) {
        if let Write::Put { key, .. } = &write {
            self.note(|| format!("  landed late: put {key}"));
            self.ledger.landed_late.insert(key.clone());
        }
        self.write(write);
    }

    fn check_put(&mut self, key: &str, bytes: &[u8]) {
        self.check_call(&format!("put {key}"));
        if !(key.starts_with("clips/") || key.starts_with("episodes/")) {
            self.violate(format!("{key} is put where nothing belongs"));
        }
        if self.bucket.get(key).is_some_and(|kept| kept != bytes) {
            self.violate(format!("{key} is put with other bytes"));
        }
    }
}

impl Artifacts for World<'_> {
    async fn put(&self, key: &str, _: &str, bytes: Vec<u8>) -> Result<(), Failure> {
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
        put.arrive();
        if let Some(line) = line {
            self.with(|state| state.ledger.accounts.entry(line).or_default().is_kept = true);
        }
        self.call().await;
        if self.hit(Fault::PutFailsAfter) { Err(failed("put")) } else { Ok(()) }
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.with(|state| state.check_call(&format!("get {key}")));
        self.call().await;
        if self.hit(Fault::GetFails) {
            return Err(failed("get"));
        }
        Ok(self.with(|state| state.bucket.get(key).cloned()))
    }

    async fn size(&self, key: &str) -> Result<Option<u64>, Failure> {
        self.with(|state| state.check_call(&format!("size {key}")));
        self.call().await;
        if self.hit(Fault::SizeFails) {
            return Err(failed("size"));
        }
        Ok(self.with(|state| state.bucket.get(key).map(|bytes| bytes.len() as u64)))
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        self.with(|state| state.check_call(&format!("delete {} keys", keys.len())));
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
