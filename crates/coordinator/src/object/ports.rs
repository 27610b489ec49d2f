//! The ports of one turn: the object keeps nothing in memory, so they are opened anew each time.
//!
//! A request opens what a request may touch; the alarm turn, which performs, opens the rest as well.

use config::Config;
use pipeline::{Artifacts, Clock, EgressLog, Index, Ports, RequestPorts, Scripts, Store, Voices, Watchers};
use worker::{Env, State};

use super::store::SqliteStore;
use super::websocket::Sockets;
use crate::db::jobs::D1Index;
use crate::platform::artifacts::{self, R2Artifacts};
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::providers::scripts::{self, WriterApi};
use crate::providers::speech::{self, SpeechApi};

/// The ports of a request.
pub(super) struct RequestBound<'a> {
    pub(super) store: SqliteStore,
    pub(super) watchers: Sockets<'a>,
    egress: EgressLog,
}

/// The ports of an alarm turn.
pub(super) struct Bound<'a> {
    request: RequestBound<'a>,
    scripts: WriterApi,
    voices: SpeechApi,
    artifacts: R2Artifacts,
    index: D1Index,
}

impl<'a> RequestBound<'a> {
    pub(super) fn open(state: &'a State) -> Self {
        let (store, watchers) = (SqliteStore::open(state.storage()), Sockets { state, clock: PlatformClock });
        Self { store, watchers, egress: EgressLog::default() }
    }
}

impl<'a> Bound<'a> {
    pub(super) fn open(state: &'a State, env: &Env, config: &Config) -> worker::Result<Self> {
        Ok(Self {
            request: RequestBound::open(state),
            scripts: scripts::open(env, config, PlatformClock)?,
            voices: speech::open(env, &config.voice, PlatformClock)?,
            artifacts: artifacts::open(env)?,
            index: D1Index { database: bindings::index(env)? },
        })
    }
}

impl RequestPorts for RequestBound<'_> {
    fn store(&self) -> &impl Store {
        &self.store
    }

    fn watchers(&self) -> &impl Watchers {
        &self.watchers
    }

    fn clock(&self) -> &impl Clock {
        &PlatformClock
    }

    fn egress(&self) -> &EgressLog {
        &self.egress
    }
}

impl RequestPorts for Bound<'_> {
    fn store(&self) -> &impl Store {
        &self.request.store
    }

    fn watchers(&self) -> &impl Watchers {
        &self.request.watchers
    }

    fn clock(&self) -> &impl Clock {
        &PlatformClock
    }

    fn egress(&self) -> &EgressLog {
        &self.request.egress
    }
}

impl Ports for Bound<'_> {
    fn scripts(&self) -> &impl Scripts {
        &self.scripts
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
}
