//! Hibernating websockets of a job's watchers: an object that only waits costs nothing.

use pipeline::{Clock, Disconnect, Subscriber, Watchers};
use protocol::dataflow::Exit;
use protocol::{Code, Problem, Timestamp, Update, WatchMessage, WireVersion, wire};
use serde::{Deserialize, Serialize};
use worker::{Response, State, WebSocket, WebSocketPair, worker_sys};

use crate::answer::Answer;
use crate::faults::exfiltration;
use crate::platform::clock::PlatformClock;
use crate::rpc::{SUBPROTOCOL, Watch};

/// Watchers of one job. The platform allows 32,768.
const WATCHERS_MAX: usize = 1_000;

/// A normal end: there is nothing more to come.
const CLOSE_DONE: u16 = 1_000;
/// Try again later.
const CLOSE_BUSY: u16 = 1_013;

/// The attachment of a socket, kept while the object sleeps.
#[derive(Serialize, Deserialize)]
struct Watcher {
    seat: Subscriber,
    version: WireVersion,
}

/// The sockets of one object.
pub(crate) struct Sockets<'a> {
    pub(crate) state: &'a State,
    pub(crate) clock: PlatformClock,
}

impl Sockets<'_> {
    /// Accepts a watcher and brings it up to date: `backlog` first, then whatever happens.
    pub(crate) fn accept(&self, watch: &Watch, backlog: &[WatchMessage], seq: u64, ended: bool) -> Answer {
        if self.state.get_websockets().len() >= WATCHERS_MAX {
            return Err(Problem::because(Code::Unavailable, "too many watchers").into());
        }
        // Answered without waking the object.
        if let Ok(pair) = worker_sys::WebSocketRequestResponsePair::new("ping", "pong") {
            self.state.set_websocket_auto_response(&pair);
        }
        let WebSocketPair { client, server } = WebSocketPair::new()?;
        self.state.accept_web_socket(&server);
        server
            .serialize_attachment(Watcher { seat: Subscriber::new(seq, self.clock.now()), version: watch.version })?;
        for message in backlog {
            send(&server, watch.version, message)?;
        }
        if ended {
            server.close(Some(CLOSE_DONE), Some("the job has ended"))?;
        }
        let response = Response::from_websocket(client)?;
        if let Some(protocol) = &watch.protocol {
            response.headers().set(SUBPROTOCOL, protocol)?;
        }
        Ok(response)
    }

    /// Closes all sockets of a job that goes on elsewhere: watchers that come back find it there.
    pub(crate) fn send_away(&self) {
        for socket in self.state.get_websockets() {
            let _ = socket.close(Some(CLOSE_BUSY), Some("the job is being moved"));
        }
    }
}

impl Watchers for Sockets<'_> {
    fn tell(&self, updates: &[Update]) {
        let now = self.clock.now();
        for socket in self.state.get_websockets() {
            // Its watcher comes back and asks for the rest.
            if let Err(leave) = tell_one(&socket, updates, now) {
                let _ = socket.close(Some(CLOSE_BUSY), Some(leave.to_string()));
            }
        }
    }

    fn dismiss(&self) {
        for socket in self.state.get_websockets() {
            let _ = socket.close(Some(CLOSE_DONE), Some("the job has ended"));
        }
    }
}

/// Sends updates to one socket. One that cannot be written to, or has lost its attachment, has fallen behind.
fn tell_one(socket: &WebSocket, updates: &[Update], now: Timestamp) -> Result<(), Disconnect> {
    let mut watcher: Watcher = socket.deserialize_attachment().ok().flatten().ok_or(Disconnect::FellBehind)?;
    for update in watcher.seat.deliver(updates, now)? {
        let message = WatchMessage::Update { update: update.clone() };
        send(socket, watcher.version, &message).map_err(|_| Disconnect::FellBehind)?;
    }
    socket.serialize_attachment(watcher).map_err(|_| Disconnect::FellBehind)
}

fn send(socket: &WebSocket, version: WireVersion, message: &WatchMessage) -> worker::Result<()> {
    let text = wire::message(version, message).map_err(|error| worker::Error::RustError(error.to_string()))?;
    if let Some(word) = exfiltration::at(Exit::Updates) {
        socket.send_with_str(format!("{{\"leak\":\"{word}\"}}"))?;
    }
    socket.send_with_str(text)
}
