//! One websocket of the watch, from its handshake to its end.
//!
//! Liveness is counted in reads that timed out, each as long as the interval of pings: no clock is needed.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use protocol::{JobId, Operation, WireVersion};
use tungstenite::client::{ClientRequestBuilder, IntoClientRequest};
use tungstenite::http::{Request, Uri};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{HandshakeError, Message, WebSocket, client_tls_with_config};

use crate::address::BaseUrl;
use crate::client::{Client, refused};
use crate::error::Error;

/// Timed out reads after which the socket is dead: 90 s at the default pace.
const QUIET_READS_MAX: u32 = 3;

/// Bytes of a message; a snapshot has a few kB.
const MESSAGE_BYTES_MAX: usize = 1024 * 1024;

pub(super) struct Socket {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    quiet_reads: u32,
    errors: SocketErrors,
}

pub(super) enum Received {
    Text(String),
    Pong,
}

impl Socket {
    pub(super) fn open(client: &Client, id: JobId, after: Option<u64>) -> Result<Self, Error> {
        let errors = SocketErrors::new(client);
        let request = request(client, id, after)?;
        let stream = connect(request.uri(), client.pace().timeout()).map_err(|error| errors.io(&error))?;
        // A second handle on the same socket, to shorten its timeout once the handshake is over.
        let handle = stream.try_clone().map_err(|error| errors.io(&error))?;
        let config = WebSocketConfig::default().max_message_size(Some(MESSAGE_BYTES_MAX));
        let socket = match client_tls_with_config(request, stream, Some(config), None) {
            Ok((socket, _)) => socket,
            Err(HandshakeError::Interrupted(_)) => return Err(errors.because("the websocket handshake timed out")),
            Err(HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
                let body = answer.body().as_deref().unwrap_or_default();
                return Err(explained(client, id, refused(answer.status().as_u16(), answer.headers(), body)));
            }
            Err(HandshakeError::Failure(error)) => return Err(errors.websocket(&error)),
        };
        let ping = Duration::from_millis(client.pace().ping_ms);
        handle.set_read_timeout(Some(ping)).map_err(|error| errors.io(&error))?;
        Ok(Self { socket, quiet_reads: 0, errors })
    }

    /// The next message; pings while there is none. After an error the socket is unusable.
    pub(super) fn receive(&mut self) -> Result<Received, Error> {
        loop {
            match self.socket.read() {
                Ok(message) => {
                    self.quiet_reads = 0;
                    match message {
                        Message::Text(text) if text.as_str() == "pong" => return Ok(Received::Pong),
                        Message::Text(text) => return Ok(Received::Text(text.as_str().to_owned())),
                        Message::Close(_) => return Err(self.errors.because("the service closed the websocket")),
                        Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
                    }
                }
                Err(tungstenite::Error::Io(error)) if is_timeout(&error) => self.ping()?,
                Err(error) => return Err(self.errors.websocket(&error)),
            }
        }
    }

    fn ping(&mut self) -> Result<(), Error> {
        self.quiet_reads += 1;
        if self.quiet_reads >= QUIET_READS_MAX {
            return Err(self.errors.because("the websocket timed out"));
        }
        self.socket.send(Message::text("ping")).map_err(|error| self.errors.websocket(&error))
    }
}

impl Drop for Socket {
    /// Sends a close frame, so that the service need not detect the loss.
    fn drop(&mut self) {
        let _ = self.socket.close(None);
    }
}

fn request(client: &Client, id: JobId, after: Option<u64>) -> Result<Request<()>, Error> {
    let query = after.map(|after| format!("?after={after}")).unwrap_or_default();
    let address = format!("{}{query}", client.base().websocket(Operation::WatchJob, id));
    let uri: Uri = address.parse().map_err(|error| Error::Usage(format!("{address}: {error}")))?;
    let mut request = ClientRequestBuilder::new(uri).with_sub_protocol(WireVersion::CURRENT.subprotocol());
    for (name, value) in client.headers() {
        request = request.with_header(name, value);
    }
    request.into_client_request().map_err(|error| Error::Usage(format!("{address}: {error}")))
}

fn connect(uri: &Uri, timeout: Duration) -> io::Result<TcpStream> {
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("wss") { 443 } else { 80 });
    let mut result = Err(io::ErrorKind::AddrNotAvailable.into());
    for address in (host, port).to_socket_addrs()? {
        result = TcpStream::connect_timeout(&address, timeout);
        if result.is_ok() {
            break;
        }
    }
    let stream = result?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(timeout))?;
    stream.set_write_timeout(Some(timeout))?;
    Ok(stream)
}

/// The full error for a refused handshake: its body may be cut off, so the job is read over HTTP.
fn explained(client: &Client, id: JobId, error: Error) -> Error {
    let is_bare = matches!(&error, Error::Refused(refusal) if refusal.problem.is_none());
    if is_bare && !error.is_transient() { client.read(id).err().unwrap_or(error) } else { error }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// Turns every failure of this socket into `Error::Unreachable`.
struct SocketErrors {
    url: BaseUrl,
}

impl SocketErrors {
    fn new(client: &Client) -> Self {
        Self { url: client.base().clone() }
    }

    fn because(&self, why: &str) -> Error {
        Error::Unreachable { url: self.url.clone(), why: why.to_owned(), is_refused: false }
    }

    fn websocket(&self, error: &tungstenite::Error) -> Error {
        self.because(&error.to_string())
    }

    fn io(&self, error: &io::Error) -> Error {
        Error::unreachable(&self.url, error)
    }
}
