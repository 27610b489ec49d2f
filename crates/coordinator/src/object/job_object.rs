//! The Durable Object of one job: hands calls to the endpoint and alarms to `pipeline`. Decides nothing itself.

use pipeline::{Clock, Store, limits};
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage, durable_object, wasm_bindgen,
};

use super::endpoint;
use super::ports::{Bound, RequestBound};
use super::store::SqliteStore;
use crate::answer::{Answer, stopped};
use crate::faults::exfiltration;
use crate::platform::bindings;
use crate::platform::clock::PlatformClock;
use crate::platform::trace::Work;
use crate::rpc;

#[durable_object]
pub struct JobObject {
    state: State,
    env: Env,
}

impl DurableObject for JobObject {
    fn new(state: State, env: Env) -> Self {
        bindings::read(&env);
        if let Err(error) = SqliteStore::open(state.storage()).migrate() {
            tracing::error!(%error, "the object's tables are not up to date");
        }
        Self { state, env }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let work = Work::in_object(request.headers())?;
        rpc::named(work.on(async { self.answer(request).await.or_else(stopped) }).await?)
    }

    /// Always Ok: the platform deletes an alarm that failed six times, and ours is armed before anything is performed.
    async fn alarm(&self) -> worker::Result<Response> {
        let settings = bindings::read(&self.env);
        let turn = async {
            let Ok(config) = settings.config() else { return self.postpone() };
            let driven = match Bound::open(&self.state, &self.env, config) {
                Ok(ports) => pipeline::drive(&ports).await.map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            if let Err(error) = driven {
                tracing::error!(error, "the alarm turn failed");
            }
        };
        match Work::own() {
            Ok(work) => work.on(turn).await,
            Err(_) => turn.await,
        }
        exfiltration::thrown()?;
        Response::empty()
    }

    async fn websocket_message(&self, _: WebSocket, _: WebSocketIncomingMessage) -> worker::Result<()> {
        Ok(())
    }

    async fn websocket_close(&self, socket: WebSocket, _: usize, _: String, _: bool) -> worker::Result<()> {
        // The other side has gone; it does not matter whether it hears this.
        let _ = socket.close(Some(1_000), Some("goodbye"));
        Ok(())
    }

    async fn websocket_error(&self, _: WebSocket, _: worker::Error) -> worker::Result<()> {
        Ok(())
    }
}

impl JobObject {
    /// Sets the alarm again, while the configuration has faults: they are no failure of the job.
    fn postpone(&self) {
        let again_at = PlatformClock.now().plus_ms(limits::CONFIGURATION_RETRY_MS);
        let store = SqliteStore::open(self.state.storage());
        let job = store.load().ok().flatten().map(|stored| stored.job.spec().id.to_string());
        match store.arm(again_at) {
            Ok(()) => tracing::warn!(job, "a job waits for a configuration without faults"),
            Err(error) => tracing::error!(%error, "the alarm was not set again"),
        }
    }

    async fn answer(&self, mut request: Request) -> Answer {
        let accepted = rpc::accept(request.headers())?;
        let settings = bindings::read(&self.env);
        let config = settings.config()?;
        let ports = RequestBound::open(&self.state);
        let call = rpc::read(&accepted, &mut request).await?;
        endpoint::answer(&ports, &config.writers, &accepted.tenant, call)
    }
}
