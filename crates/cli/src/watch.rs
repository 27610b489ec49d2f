//! A job's updates, in order, over websockets that are reopened as often as needed.
//!
//! A dropped socket resumes after the last update seen, so a redeploy of the service is invisible.

mod socket;

use std::thread;

use protocol::{Heard, JobId, Update, WatchMessage};

use crate::client::Client;
use crate::error::Error;
use crate::pace::Attempts;

use socket::{Received, Socket};

pub(crate) struct Watch<'a> {
    client: &'a Client,
    id: JobId,
    /// Sequence number of the last update seen; without one, the first message is a snapshot.
    after: Option<u64>,
    socket: Option<Socket>,
    attempts: Attempts,
}

pub(crate) enum Event {
    Message {
        heard: Heard,
        /// The message as received.
        json: String,
    },
    /// The service does not answer; another attempt follows.
    Waiting { why: String },
}

impl<'a> Watch<'a> {
    pub(crate) fn new(client: &'a Client, id: JobId, after: Option<u64>) -> Self {
        // A service never reached is given up sooner than one that was there a moment ago.
        let attempts = Attempts::new(client.pace().call);
        Self { client, id, after, socket: None, attempts }
    }

    pub(crate) fn next(&mut self) -> Result<Event, Error> {
        loop {
            match self.receive() {
                Ok(Received::Pong) => self.attempts.reset(),
                Ok(Received::Text(json)) => {
                    if let Some(heard) = self.accept(&json)? {
                        return Ok(Event::Message { heard, json });
                    }
                }
                Err(error) => {
                    self.socket = None;
                    let why = error.to_string();
                    thread::sleep(self.attempts.wait_after(error)?);
                    // The first loss is what a redeploy looks like: not reported.
                    if self.attempts.failed() > 1 {
                        return Ok(Event::Waiting { why });
                    }
                }
            }
        }
    }

    fn receive(&mut self) -> Result<Received, Error> {
        let socket = match self.socket.take() {
            Some(socket) => socket,
            None => Socket::open(self.client, self.id, self.after)?,
        };
        self.socket.insert(socket).receive()
    }

    /// Parses a message; `None` for an update already seen.
    fn accept(&mut self, json: &str) -> Result<Option<Heard>, Error> {
        let heard = Heard::read(json).map_err(|error| Error::Answer(error.to_string()))?;
        let is_old = |seq: u64| self.after.is_some_and(|after| seq <= after);
        match &heard {
            Heard::Message(WatchMessage::Snapshot { job }) => self.after = Some(job.seq),
            Heard::Message(WatchMessage::Update { update: Update { seq, .. } }) | Heard::Unknown { seq: Some(seq) } => {
                if is_old(*seq) {
                    return Ok(None);
                }
                self.after = Some(*seq);
            }
            Heard::Unknown { seq: None } => {}
        }
        self.attempts = Attempts::new(self.client.pace().watch);
        Ok(Some(heard))
    }
}
