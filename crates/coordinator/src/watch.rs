//! Watchers: hibernating websockets, so that nobody pays for an object that only waits.

use pipeline::{Clock, Leave, Seat, Watchers};
use protocol::{Code, JobId, Problem, Timestamp, Update, WatchMessage, WireVersion};
use worker::{Env, Request, Response, State, Url, WebSocket, WebSocketPair, worker_sys};

use crate::answer::{Answer, Stop};
use crate::clock::PlatformClock;
use crate::contract::{self, Call};

/// Watchers of one job; the platform bears 32,768, no audience of one episode needs a thousandth of that.
const WATCHERS_MAX: usize = 1_000;

/// A normal end: there is nothing more to come.
const CLOSE_DONE: u16 = 1_000;
/// Try again later.
const CLOSE_BUSY: u16 = 1_013;

/// Hands a websocket request to the job's object.
pub(crate) async fn forward(request: &Request, url: &Url, env: &Env, id: JobId) -> Answer {
    let upgrade = request.headers().get("Upgrade")?.unwrap_or_default();
    if !upgrade.eq_ignore_ascii_case("websocket") {
        return Err(Code::UpgradeRequired.into());
    }
    let offered = request.headers().get("Sec-WebSocket-Protocol")?;
    let protocol = offered.as_deref().map(choose_protocol).transpose()?;
    let call = Call::Watch { after: after(url)?, protocol: protocol.as_deref() };
    Ok(contract::call(env, id, call, None).await?)
}

fn choose_protocol(offered: &str) -> Result<String, Problem> {
    let known = WireVersion::SUPPORTED.map(|version| format!("cuepoint.{version}"));
    let chosen = known.iter().rev().find(|known| offered.split(',').any(|offer| offer.trim() == known.as_str()));
    chosen.cloned().ok_or_else(|| {
        Problem::because(Code::UnsupportedVersion, format!("websocket protocols served: {}", known.join(", ")))
    })
}

pub(crate) fn after(url: &Url) -> Result<Option<u64>, Stop> {
    let Some((_, value)) = url.query_pairs().find(|(name, _)| name == "after") else { return Ok(None) };
    let malformed = || Problem::because(Code::MalformedQuery, "after: the number of the last update seen");
    Ok(Some(value.parse().map_err(|_| malformed())?))
}

/// The sockets of one object.
pub(crate) struct Sockets<'a>(pub(crate) &'a State);

impl Sockets<'_> {
    /// Accepts a watcher and brings it up to date: `backlog` first, then whatever happens.
    pub(crate) fn accept(&self, protocol: Option<&str>, backlog: &[WatchMessage], seq: u64, ended: bool) -> Answer {
        if self.0.get_websockets().len() >= WATCHERS_MAX {
            return Err(Problem::because(Code::Unavailable, "too many watchers").into());
        }
        // Answered without waking the object.
        if let Ok(pair) = worker_sys::WebSocketRequestResponsePair::new("ping", "pong") {
            self.0.set_websocket_auto_response(&pair);
        }
        let WebSocketPair { client, server } = WebSocketPair::new()?;
        self.0.accept_web_socket(&server);
        server.serialize_attachment(Seat::new(seq, PlatformClock.now()))?;
        for message in backlog {
            send(&server, message)?;
        }
        if ended {
            server.close(Some(CLOSE_DONE), Some("the job has ended"))?;
        }
        let response = Response::from_websocket(client)?;
        if let Some(protocol) = protocol {
            response.headers().set("Sec-WebSocket-Protocol", protocol)?;
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
    let mut seat: Seat = socket.deserialize_attachment().ok().flatten().ok_or(Leave::FellBehind)?;
    for update in seat.deliver(updates, now)? {
        send(socket, &WatchMessage::Update { update: update.clone() }).map_err(|_| Leave::FellBehind)?;
    }
    socket.serialize_attachment(seat).map_err(|_| Leave::FellBehind)
}

fn send(socket: &WebSocket, message: &WatchMessage) -> worker::Result<()> {
    let text = serde_json::to_string(message).map_err(|error| worker::Error::RustError(error.to_string()))?;
    socket.send_with_str(text)
}
