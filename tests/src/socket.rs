//! A watch websocket, message by message.

use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tungstenite::client::{ClientRequestBuilder, client};
use tungstenite::http::{HeaderMap, Uri};
use tungstenite::{HandshakeError, Message, WebSocket};

use crate::client::Client;

/// No step of a job is silent for longer.
const TIMEOUT: Duration = Duration::from_secs(150);

pub struct Socket {
    socket: WebSocket<TcpStream>,
    /// As the service chose it; empty when it chose none.
    pub protocol: String,
    /// Of the answer to the handshake.
    pub headers: HeaderMap,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A text that is no JSON.
    Text(String),
    Message(Value),
    /// The code of the close frame; `None` when it came without one.
    Closed(Option<u16>),
}

impl Socket {
    /// `Err(status)` inside when the service refuses the handshake.
    pub fn open(client_of: &Client, path: &str, protocols: &[&str]) -> Result<Result<Self, u16>> {
        Self::open_with(client_of, path, protocols, &[])
    }

    /// The same, with headers of the request.
    pub fn open_with(
        client_of: &Client,
        path: &str,
        protocols: &[&str],
        headers: &[(&str, &str)],
    ) -> Result<Result<Self, u16>> {
        let address = format!("{}{path}", client_of.url.replacen("http", "ws", 1));
        let uri: Uri = address.parse()?;
        let authority = uri.authority().context("a URL has an authority")?.as_str().to_owned();
        let mut request =
            ClientRequestBuilder::new(uri).with_header("Authorization", format!("Bearer {}", client_of.token));
        for protocol in protocols {
            request = request.with_sub_protocol(*protocol);
        }
        for (name, value) in headers {
            request = request.with_header(*name, *value);
        }
        let stream = TcpStream::connect(authority)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        match client(request, stream) {
            Ok((socket, answer)) => {
                let headers = answer.headers().clone();
                let protocol = headers.get("Sec-WebSocket-Protocol").and_then(|value| value.to_str().ok());
                Ok(Ok(Self { socket, protocol: protocol.unwrap_or_default().to_owned(), headers }))
            }
            Err(HandshakeError::Failure(tungstenite::Error::Http(answer))) => Ok(Err(answer.status().as_u16())),
            Err(error) => bail!("{path}: {error}"),
        }
    }

    /// A watcher of a job.
    pub fn watch(client: &Client, id: &str, after: Option<u64>) -> Result<Self> {
        let query = after.map(|seq| format!("?after={seq}")).unwrap_or_default();
        match Self::open(client, &format!("/v1/jobs/{id}/watch{query}"), &[])? {
            Ok(socket) => Ok(socket),
            Err(status) => bail!("the watch of {id} was refused with {status}"),
        }
    }

    pub fn say(&mut self, text: &str) -> Result<()> {
        Ok(self.socket.send(Message::text(text))?)
    }

    pub fn hear(&mut self) -> Result<Heard> {
        loop {
            match self.read().context("listening on a watch")? {
                Message::Text(text) => {
                    let parsed = serde_json::from_str(text.as_str()).map(Heard::Message);
                    return Ok(parsed.unwrap_or_else(|_| Heard::Text(text.as_str().to_owned())));
                }
                Message::Close(frame) => return Ok(Heard::Closed(frame.map(|frame| frame.code.into()))),
                Message::Binary(_) => bail!("a binary message on a watch"),
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// Reads again what a signal has interrupted: with a timeout set, the system does not do so itself.
    fn read(&mut self) -> tungstenite::Result<Message> {
        loop {
            match self.socket.read() {
                Err(tungstenite::Error::Io(error)) if error.kind() == ErrorKind::Interrupted => {}
                settled => return settled,
            }
        }
    }

    /// Everything from here to the close frame, and its code.
    pub fn hear_out(&mut self) -> Result<(Vec<Value>, Option<u16>)> {
        let mut messages = Vec::new();
        loop {
            match self.hear()? {
                Heard::Message(message) => messages.push(message),
                Heard::Text(text) => bail!("not a message: {text}"),
                Heard::Closed(code) => return Ok((messages, code)),
            }
        }
    }

    /// Listens until a message is what was waited for, and returns it.
    pub fn hear_until(&mut self, is_it: impl Fn(&Value) -> bool) -> Result<Value> {
        loop {
            match self.hear()? {
                Heard::Message(message) if is_it(&message) => return Ok(message),
                Heard::Message(_) => {}
                Heard::Text(text) => bail!("not a message: {text}"),
                Heard::Closed(code) => bail!("closed with {code:?} before it was said"),
            }
        }
    }
}
