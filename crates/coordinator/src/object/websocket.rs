//! Watchers: hibernating websockets, so that nobody pays for an object that only waits.

use job::Tenant;
use pipeline::{Clock, Leave, Seat, Watchers};
use protocol::dataflow::Exit;
use protocol::{Code, JobId, Problem, Timestamp, Update, WatchMessage, WireVersion, wire};
use serde::{Deserialize, Serialize};
use worker::{Env, Request, Response, State, Url, WebSocket, WebSocketPair, worker_sys};

use crate::answer::{Answer, Stop};
use crate::faults::exfiltration;
use crate::platform::clock::PlatformClock;
use crate::rpc::call;
use crate::rpc::call::Call;

/// Watchers of one job; the platform bears 32,768, no audience of one episode needs a thousandth of that.
const WATCHERS_MAX: usize = 1_000;

/// A normal end: there is nothing more to come.
const CLOSE_DONE: u16 = 1_000;
/// Try again later.
const CLOSE_BUSY: u16 = 1_013;

pub(crate) const SUBPROTOCOL: &str = "Sec-WebSocket-Protocol";

/// What a socket remembers while the object sleeps.
#[derive(Serialize, Deserialize)]
struct Watcher {
    seat: Seat,
    version: WireVersion,
}

/// Hands a websocket request to the job's object.
pub(crate) async fn forward(request: &Request, env: &Env, tenant: &Tenant, id: JobId, version: WireVersion) -> Answer {
    let upgrade = request.headers().get("Upgrade")?.unwrap_or_default();
    if !upgrade.eq_ignore_ascii_case("websocket") {
        return Err(Code::UpgradeRequired.into());
    }
    let protocol = request.headers().get(SUBPROTOCOL)?.map(|_| version.subprotocol());
    let call = Call::Watch { after: after(&request.url()?)?, protocol: protocol.as_deref(), version };
    Ok(call::call(env, Some(tenant), id, call, None).await?)
}

pub(crate) fn after(url: &Url) -> Result<Option<u64>, Stop> {
    let Some((_, value)) = url.query_pairs().find(|(name, _)| name == "after") else { return Ok(None) };
    let malformed = || Problem::because(Code::MalformedQuery, "after: the number of the last update seen");
    Ok(Some(value.parse().map_err(|_| malformed())?))
}

/// The sockets of one object.
pub(crate) struct Sockets<'a>(pub(crate) &'a State);

impl Sockets<'_> {
    /// Accepts a watcher that speaks `version` and brings it up to date: `backlog` first, then whatever happens.
    pub(crate) fn accept(
        &self,
        version: WireVersion,
        protocol: Option<&str>,
        backlog: &[WatchMessage],
        seq: u64,
        ended: bool,
    ) -> Answer {
        if self.0.get_websockets().len() >= WATCHERS_MAX {
            return Err(Problem::because(Code::Unavailable, "too many watchers").into());
        }
        // Answered without waking the object.
        if let Ok(pair) = worker_sys::WebSocketRequestResponsePair::new("ping", "pong") {
            self.0.set_websocket_auto_response(&pair);
        }
        let WebSocketPair { client, server } = WebSocketPair::new()?;
        self.0.accept_web_socket(&server);
        server.serialize_attachment(Watcher { seat: Seat::new(seq, PlatformClock.now()), version })?;
        for message in backlog {
            send(&server, version, message)?;
        }
        if ended {
            server.close(Some(CLOSE_DONE), Some("the job has ended"))?;
        }
        let response = Response::from_websocket(client)?;
        if let Some(protocol) = protocol {
            response.headers().set(SUBPROTOCOL, protocol)?;
        }
        Ok(response)
    }

    /// The job goes on elsewhere: who comes back finds it there.
    pub(crate) fn send_away(&self) {
        for socket in self.0.get_websockets() {
            let _ = socket.close(Some(CLOSE_BUSY), Some("the job is being moved"));
        }
    }
}

impl Watchers for Sockets<'_> {
    fn tell(&self, updates: &[Update]) {
        let now = PlatformClock.now();
        for socket in self.0.get_websockets() {
            // Its watcher comes back and asks for the rest.
            if let Err(leave) = tell_one(&socket, updates, now) {
                let _ = socket.close(Some(CLOSE_BUSY), Some(leave.to_string()));
            }
        }
    }

    fn dismiss(&self) {
        for socket in self.0.get_websockets() {
            let _ = socket.close(Some(CLOSE_DONE), Some("the job has ended"));
        }
    }
}

/// A socket that cannot be written to, or has forgotten what it was sent, has missed something.
fn tell_one(socket: &WebSocket, updates: &[Update], now: Timestamp) -> Result<(), Leave> {
    let mut watcher: Watcher = socket.deserialize_attachment().ok().flatten().ok_or(Leave::FellBehind)?;
    for update in watcher.seat.deliver(updates, now)? {
        let message = WatchMessage::Update { update: update.clone() };
        send(socket, watcher.version, &message).map_err(|_| Leave::FellBehind)?;
    }
    socket.serialize_attachment(watcher).map_err(|_| Leave::FellBehind)
}

fn send(socket: &WebSocket, version: WireVersion, message: &WatchMessage) -> worker::Result<()> {
    let text = wire::message(version, message).map_err(|error| worker::Error::RustError(error.to_string()))?;
    if let Some(word) = exfiltration::at(Exit::Updates) {
        socket.send_with_str(format!("{{\"leak\":\"{word}\"}}"))?;
    }
    socket.send_with_str(text)
}
