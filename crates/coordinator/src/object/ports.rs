//! The ports of one turn: the object keeps nothing in memory, so they are opened anew each time.

use config::Config;
use pipeline::{Artifacts, Clock, Index, Ports, Store, Tally, Voices, Watchers};
use worker::{Env, State};

use super::store::SqliteStore;
use super::websocket::Sockets;
use crate::db::jobs::D1Index;
use crate::platform::artifacts::{self, R2Artifacts};
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::providers::speech::{self, SpeechApi};

pub(super) struct Bound<'a> {
    pub(super) store: SqliteStore,
    voices: SpeechApi,
    artifacts: R2Artifacts,
    index: D1Index,
    pub(super) watchers: Sockets<'a>,
    tally: Tally,
}

impl<'a> Bound<'a> {
    pub(super) fn open(state: &'a State, env: &Env, config: &Config) -> worker::Result<Self> {
        let clock = PlatformClock;
        Ok(Self {
            store: SqliteStore::open(state.storage()),
            voices: speech::open(env, &config.voice, clock)?,
            artifacts: artifacts::open(env)?,
            index: D1Index { database: bindings::index(env)?, clock },
            watchers: Sockets { state, clock },
            tally: Tally::default(),
        })
    }
}

impl Ports for Bound<'_> {
    fn store(&self) -> &impl Store {
        &self.store
    }

    fn voices(&self) -> &impl Voices {
        &self.voices
    }

    fn artifacts(&self) -> &impl Artifacts {
        &self.artifacts
    }

    fn index(&self) -> &impl Index {
        &self.index
    }

    fn watchers(&self) -> &impl Watchers {
        &self.watchers
    }

    fn clock(&self) -> &impl Clock {
        &PlatformClock
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
