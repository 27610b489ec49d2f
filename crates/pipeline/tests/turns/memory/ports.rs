//! The ports of [`Memory`].
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use job::{Failure, Jitter, Lease};
use pipeline::{
    Artifacts, Clock, Commit, EgressLog, Entry, Index, Listed, MonthlySum, Page, Ports, RequestPorts, Scripts, Store,
    StoreError, Stored, Voices, Watchers,
};
use protocol::{Code, JobId, JobStatus, Timestamp, Update};

use writer::{Failed, Outcome, Provider, Request};

use super::{Memory, PAGE_FILES};

impl RequestPorts for Memory {
    fn store(&self) -> &impl Store {
        self
    }

    fn watchers(&self) -> &impl Watchers {
        self
    }

    fn clock(&self) -> &impl Clock {
        self
    }

    fn egress(&self) -> &EgressLog {
        &self.1
    }
}

impl Ports for Memory {
    fn scripts(&self) -> &impl Scripts {
        self
    }

    fn voices(&self) -> &impl Voices {
        self
    }

    fn artifacts(&self) -> &impl Artifacts {
        self
    }

    fn index(&self) -> &impl Index {
        self
    }
}

impl Store for Memory {
    fn load(&self) -> Result<Option<Stored>, StoreError> {
        if self.0.borrow().is_store_broken {
            return Err(StoreError::Failed("broken".to_owned()));
        }
        self.0.borrow_mut().cost.loads += 1;
        Ok(self.0.borrow().stored.clone())
    }

    /// As in the object: asked of the row, without reading the job.
    fn is_held(&self, lease: Lease) -> Result<bool, StoreError> {
        if self.0.borrow().is_store_broken {
            return Err(StoreError::Failed("broken".to_owned()));
        }
        Ok(self.0.borrow().stored.as_ref().is_some_and(|stored| stored.job.is_held(lease)))
    }

    fn document(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.borrow().documents.get(key).cloned())
    }

    fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let mut state = self.0.borrow_mut();
        let alarms = usize::from(commit.alarm.is_some());
        state.cost.alarms += alarms;
        state.cost.rows_written += 1 + commit.updates.len() + commit.documents.len() + alarms;
        state.stored = Some(Stored { job: commit.job.clone(), armed_at: commit.armed_at, flows: commit.flows.clone() });
        state.updates.extend_from_slice(commit.updates);
        for document in commit.documents {
            state.documents.insert(document.key.clone(), document.body.clone());
        }
        state.alarm = commit.alarm.or(state.alarm);
        Ok(())
    }

    fn arm(&self, at: Timestamp) -> Result<(), StoreError> {
        self.0.borrow_mut().alarm = Some(at);
        Ok(())
    }

    fn erase(&self) -> Result<(), StoreError> {
        let mut state = self.0.borrow_mut();
        (state.stored, state.alarm) = (None, None);
        state.documents.clear();
        state.updates.clear();
        Ok(())
    }
}

impl Voices for Memory {
    async fn speak(&self, _: &str, text: &str, take: u32) -> Result<Vec<u8>, Failure> {
        self.0.borrow_mut().asked += 1;
        self.0.borrow_mut().takes.push(take);
        self.call().await;
        let mut state = self.0.borrow_mut();
        if let Some(failure) = state.voice_failures.pop() {
            return Err(failure);
        }
        if let Some(answer) = state.bad_answers.pop() {
            return Ok(answer);
        }
        state.spoken += 1;
        let chars = text.len() + if state.is_slow { 8 } else { 0 };
        Ok(if state.rate == 0 { tone(chars) } else { tone_at(chars, state.rate) })
    }
}

impl Artifacts for Memory {
    async fn put(&self, key: &str, _: &str, bytes: Vec<u8>) -> Result<bool, Failure> {
        self.0.borrow_mut().cost.class_a += 1;
        self.call().await;
        let artifacts = &mut self.0.borrow_mut().artifacts;
        let is_first = !artifacts.contains_key(key);
        artifacts.entry(key.to_owned()).or_insert(bytes);
        Ok(is_first)
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.0.borrow_mut().cost.class_b += 1;
        self.call().await;
        Ok(self.0.borrow().artifacts.get(key).cloned())
    }

    async fn size(&self, key: &str) -> Result<Option<u64>, Failure> {
        self.0.borrow_mut().cost.class_b += 1;
        self.call().await;
        Ok(self.0.borrow().artifacts.get(key).map(|bytes| bytes.len() as u64))
    }

    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Page, Failure> {
        self.0.borrow_mut().cost.class_a += 1;
        self.0.borrow_mut().cost.lists += 1;
        self.call().await;
        let state = self.0.borrow();
        let put_at = Timestamp::from_ms(state.now_ms);
        let follow = state.artifacts.iter().filter(|(key, _)| key.starts_with(prefix) && Some(key.as_str()) > after);
        let listed = follow.map(|(key, bytes)| Listed { key: key.clone(), bytes: bytes.len() as u64, put_at });
        let mut listed: Vec<Listed> = listed.take(PAGE_FILES + 1).collect();
        let has_more = listed.len() > PAGE_FILES;
        listed.truncate(PAGE_FILES);
        Ok(Page { listed, has_more })
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        self.0.borrow_mut().cost.deletes += 1;
        self.call().await;
        self.0.borrow_mut().artifacts.retain(|key, _| !keys.contains(key));
        Ok(())
    }
}

impl Index for Memory {
    async fn put(&self, entry: &Entry) -> Result<(), Failure> {
        self.0.borrow_mut().cost.index_statements += 1;
        self.call().await;
        let mut state = self.0.borrow_mut();
        if state.fails_listing && entry.episode.is_some() && entry.status == JobStatus::Running {
            return Err(Failure::transient(Code::Unavailable, "index"));
        }
        if state.projected.last().is_none_or(|last| last.rev <= entry.rev) {
            state.projected.push(entry.clone());
        }
        Ok(())
    }

    async fn reserve(&self, _: &MonthlySum) -> Result<bool, Failure> {
        self.call().await;
        Ok(self.0.borrow().has_money)
    }

    async fn bury(&self, id: JobId, _: Timestamp) -> Result<(), Failure> {
        self.call().await;
        self.0.borrow_mut().buried.push(id);
        Ok(())
    }
}

impl Scripts for Memory {
    fn providers(&self) -> &[Provider] {
        &self.2
    }

    async fn ask(&self, provider: &Provider, request: &Request) -> Result<Outcome, Timestamp> {
        self.0.borrow_mut().questions.push((provider.name.clone(), request.body.clone()));
        let slow = self.0.borrow().slow.filter(|(name, _)| *name == provider.name);
        self.0.borrow_mut().waited_for_ms = slow.map(|(_, ms)| ms);
        self.call().await;
        let mut state = self.0.borrow_mut();
        let failed = Ok(Outcome::Failed(Failed::unanswered()));
        if state.answers.is_empty() { failed } else { state.answers.remove(0) }
    }
}

impl Watchers for Memory {
    fn tell(&self, updates: &[Update]) {
        self.0.borrow_mut().told.extend_from_slice(updates);
    }

    fn dismiss(&self) {}
}

impl Clock for Memory {
    fn now(&self) -> Timestamp {
        self.time()
    }

    /// Longer than any call takes.
    /// Without end, but beside a slow answer: time passes until one of them is over.
    async fn sleep(&self, ms: i64) {
        let answer_ms = self.0.borrow_mut().waited_for_ms.take().unwrap_or_default();
        self.pass_ms(answer_ms.min(ms));
        if answer_ms <= ms {
            std::future::pending::<()>().await;
        }
    }

    fn jitter(&self) -> Jitter {
        Jitter(0)
    }
}

/// A WAV of 16 kHz that hums for about as long as the text would take to say.
pub(crate) fn tone(chars: usize) -> Vec<u8> {
    tone_at(chars, 16_000)
}

/// The same at another rate, in Hz.
fn tone_at(chars: usize, rate: u32) -> Vec<u8> {
    let samples = u32::try_from(chars * rate as usize / 14).unwrap();
    let mut wav = Vec::new();
    wav.extend_from_slice(b"RIFF");
    wav.extend_from_slice(&(36 + 2 * samples).to_le_bytes());
    wav.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend_from_slice(&rate.to_le_bytes());
    wav.extend_from_slice(&(2 * rate).to_le_bytes());
    wav.extend_from_slice(b"\x02\0\x10\0data");
    wav.extend_from_slice(&(2 * samples).to_le_bytes());
    for sample in 0..samples {
        let value = (f64::from(sample) * 1_600.0 / f64::from(rate)).sin() * 8_000.0;
        wav.extend_from_slice(&(value as i16).to_le_bytes());
    }
    wav
}
