//! A job's updates, one after the other, over as many sockets as it takes.
//!
//! A dropped socket is resumed after the last update seen, so a redeploy of the service is invisible.

mod socket;

use std::thread;

use protocol::{JobId, WatchMessage};

use crate::client::Client;
use crate::error::Error;
use crate::pace::Attempts;

use socket::{Heard, Socket};

pub(crate) struct Watch<'a> {
    client: &'a Client,
    id: JobId,
    /// The newest update seen; without one, the first message is a snapshot.
    after: Option<u64>,
    socket: Option<Socket>,
    attempts: Attempts,
}

pub(crate) enum Event {
    Message {
        message: WatchMessage,
        /// As received.
        json: String,
    },
    /// The service does not answer, and will be asked again.
    Waiting { why: String },
}

impl<'a> Watch<'a> {
    pub(crate) fn new(client: &'a Client, id: JobId, after: Option<u64>) -> Self {
        // A service never reached is given up on sooner than one that was there a moment ago.
        let attempts = Attempts::new(client.pace().call);
        Self { client, id, after, socket: None, attempts }
    }

    pub(crate) fn next(&mut self) -> Result<Event, Error> {
        loop {
            match self.hear() {
                Ok(Heard::Pong) => self.attempts.reset(),
                Ok(Heard::Text(json)) => {
                    if let Some(message) = self.accept(&json)? {
                        return Ok(Event::Message { message, json });
                    }
                }
                Err(error) => {
                    self.socket = None;
                    let why = error.to_string();
                    thread::sleep(self.attempts.wait_after(error)?);
                    // The first loss is what a redeploy looks like: nobody needs to know.
                    if self.attempts.failed() > 1 {
                        return Ok(Event::Waiting { why });
                    }
                }
            }
        }
    }

    fn hear(&mut self) -> Result<Heard, Error> {
        let socket = match self.socket.take() {
            Some(socket) => socket,
            None => Socket::open(self.client, self.id, self.after)?,
        };
        self.socket.insert(socket).hear()
    }

    /// The message, unless it has been seen before.
    fn accept(&mut self, json: &str) -> Result<Option<WatchMessage>, Error> {
        let message = match serde_json::from_str(json) {
            Ok(message) => message,
            // Of a newer service: whatever it says, the job itself is something we can read.
            Err(_) => WatchMessage::Snapshot { job: Box::new(self.client.read(self.id)?) },
        };
        let seq = match &message {
            WatchMessage::Snapshot { job } => job.seq,
            WatchMessage::Update { update } if self.after.is_some_and(|after| update.seq <= after) => return Ok(None),
            WatchMessage::Update { update } => update.seq,
        };
        self.after = Some(seq);
        self.attempts = Attempts::new(self.client.pace().watch);
        Ok(Some(message))
    }
}
