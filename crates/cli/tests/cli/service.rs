//! A scripted service: answers each connection with the next line of its script, and records the requests.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use protocol::Problem;
use tungstenite::Message;
use tungstenite::handshake::server::{Request, Response};
use tungstenite::http::HeaderValue;

pub(crate) enum Answer {
    Http {
        status: u16,
        headers: &'static str,
        body: Vec<u8>,
    },
    /// Announces more bytes than it sends.
    Torn,
    /// Closes the connection without an answer.
    Hangup,
    /// Refuses a websocket; the body comes too late.
    LateRefusal(u16),
    /// A websocket that ends without a close frame after the last step.
    Socket(Vec<Step>),
}

pub(crate) enum Step {
    Say(String),
    Hear(&'static str),
    Close,
    /// Waits silently for the client's close frame.
    Goodbye,
}

pub(crate) fn ok(value: &impl serde::Serialize) -> Answer {
    Answer::Http { status: 200, headers: "", body: serde_json::to_vec(value).unwrap() }
}

pub(crate) fn bytes(body: &[u8]) -> Answer {
    Answer::Http { status: 200, headers: "", body: body.to_vec() }
}

pub(crate) fn problem(problem: Problem) -> Answer {
    Answer::Http { status: problem.status, headers: "", body: serde_json::to_vec(&problem).unwrap() }
}

pub(crate) fn says(messages: impl IntoIterator<Item = String>) -> Answer {
    Answer::Socket(messages.into_iter().map(Step::Say).collect())
}

/// One recorded request.
#[derive(Debug)]
pub(crate) struct Asked {
    /// Method and path.
    pub(crate) line: String,
    /// Headers by lower-case name.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

pub(crate) struct Service {
    address: SocketAddr,
    thread: JoinHandle<Vec<Asked>>,
}

impl Service {
    pub(crate) fn new(script: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let play = move || script.into_iter().map(|answer| answer.give(listener.accept().unwrap().0)).collect();
        Self { address, thread: thread::spawn(play) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The recorded requests; fails if the script was not used up.
    pub(crate) fn asked(self) -> Vec<Asked> {
        if !self.thread.is_finished() {
            // Unblocks a pending accept; harmless to a script that is just ending.
            drop(TcpStream::connect(self.address));
        }
        let asked = self.thread.join().unwrap();
        assert!(asked.iter().all(|asked| !asked.line.is_empty()), "the script goes on: {asked:?}");
        asked
    }

    pub(crate) fn lines(self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.line).collect()
    }
}

impl Answer {
    fn give(self, mut stream: TcpStream) -> Asked {
        match self {
            Self::Http { status, headers, body } => {
                let asked = read(&mut stream);
                let head =
                    format!("HTTP/1.1 {status} X\r\nConnection: close\r\n{headers}Content-Length: {}", body.len());
                stream.write_all(&[head.as_bytes(), b"\r\n\r\n", &body].concat()).unwrap_or_default();
                asked
            }
            Self::Torn => {
                let asked = read(&mut stream);
                stream.write_all(b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nhalf").unwrap();
                asked
            }
            Self::Hangup => read(&mut stream),
            Self::LateRefusal(status) => {
                let asked = read(&mut stream);
                let head = format!("HTTP/1.1 {status} X\r\nContent-Length: 1000\r\n\r\n");
                stream.write_all(head.as_bytes()).unwrap();
                asked
            }
            Self::Socket(steps) => socket(stream, steps),
        }
    }
}

fn read(stream: &mut TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let fields = head.iter().skip(1).filter_map(|line| line.split_once(": "));
    let headers: BTreeMap<_, _> = fields.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let mut body = vec![0; headers.get("content-length").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let line = head.first().map(|line| line.trim_end_matches(" HTTP/1.1").to_owned()).unwrap_or_default();
    Asked { line, headers, body: String::from_utf8(body).unwrap() }
}

fn socket(stream: TcpStream, steps: Vec<Step>) -> Asked {
    let mut asked = Asked { line: String::new(), headers: BTreeMap::new(), body: String::new() };
    #[expect(clippy::result_large_err, reason = "the shape tungstenite asks for")]
    let shake = |request: &Request, mut response: Response| {
        asked.line = format!("{} {}", request.method(), request.uri());
        let text = |value: &HeaderValue| value.to_str().unwrap().to_owned();
        asked.headers = request.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let subprotocol = HeaderValue::from_static("cuepoint.2026-11-29");
        response.headers_mut().insert("Sec-WebSocket-Protocol", subprotocol);
        Ok(response)
    };
    let Ok(mut socket) = tungstenite::accept_hdr(stream, shake) else { return asked };
    for step in steps {
        match step {
            Step::Say(text) => socket.send(Message::text(text)).unwrap(),
            Step::Hear(text) => assert_eq!(socket.read().unwrap(), Message::text(text)),
            Step::Close => socket.close(None).unwrap(),
            Step::Goodbye => assert!(matches!(socket.read(), Ok(Message::Close(_)))),
        }
    }
    asked
}
