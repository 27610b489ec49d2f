//! Answers of a provider: speech, or everything that goes wrong with providers.

use std::io::{self, ErrorKind, Result, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::{Call, tone};
use crate::wire;

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reply {
    #[default]
    Speech,
    /// Speech of that sampling rate, in Hz.
    SpeechAt(usize),
    /// Speech that trickles in.
    Slow,
    Status {
        status: u16,
        retry_after: Option<RetryAfter>,
        body: &'static str,
    },
    /// To another address of this provider.
    Redirect,
    /// Nothing, on a connection that stays open.
    Hang,
    /// Nothing, on a connection that is closed.
    Close,
    /// Half of the speech, on a connection that is closed: made, and lost.
    Lost,
    /// A JSON document that calls itself a success.
    Apology,
    /// Noise that calls itself a WAV.
    Garbage,
    /// A WAV that ends before its header says so.
    Truncated,
    Silence,
    /// A WAV without an end.
    Endless,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    Seconds(u64),
    /// A date, that many seconds from now.
    Date(u64),
}

impl Reply {
    pub fn status(status: u16) -> Self {
        Self::Status { status, retry_after: None, body: "" }
    }
}

impl RetryAfter {
    fn value(self) -> String {
        match self {
            Self::Seconds(seconds) => seconds.to_string(),
            Self::Date(seconds) => httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds)),
        }
    }
}

const WAV: &str = "audio/wav";
const SLOW_PIECES: usize = 20;
const SLOW_PAUSE: Duration = Duration::from_millis(50);

/// # Errors
/// The moment at which the caller has gone.
pub(super) fn give(stream: &mut TcpStream, call: &Call) -> Result<()> {
    let speech = || tone::speech(&call.voice, &call.text, tone::RATE);
    match &call.reply {
        Reply::Speech => wire::answer(stream, 200, WAV, &[], &speech()),
        Reply::SpeechAt(rate) => wire::answer(stream, 200, WAV, &[], &tone::speech(&call.voice, &call.text, *rate)),
        Reply::Slow => slow(stream, &speech()),
        Reply::Status { status, retry_after, body } => {
            let wait = retry_after.map(|wait| ("Retry-After", wait.value()));
            wire::answer(stream, *status, "application/json", wait.as_slice(), body.as_bytes())
        }
        Reply::Redirect => wire::answer(stream, 307, WAV, &[("Location", "/elsewhere".to_owned())], &[]),
        Reply::Hang => hang(stream),
        Reply::Close => Ok(()),
        Reply::Lost => {
            let speech = speech();
            wire::head(stream, 200, WAV, &[("Content-Length", speech.len().to_string())])?;
            stream.write_all(speech.get(..speech.len() / 2).unwrap_or_default())
        }
        Reply::Apology => wire::answer(stream, 200, "application/json", &[], br#"{"error":"try again later"}"#),
        Reply::Garbage => wire::answer(stream, 200, WAV, &[], &tone::noise(&call.text)),
        Reply::Truncated => {
            let speech = speech();
            wire::answer(stream, 200, WAV, &[], speech.get(..speech.len() / 2).unwrap_or_default())
        }
        Reply::Silence => wire::answer(stream, 200, WAV, &[], &tone::silence(&call.text)),
        Reply::Endless => endless(stream, &speech()),
    }
}

fn slow(stream: &mut TcpStream, speech: &[u8]) -> Result<()> {
    wire::head(stream, 200, WAV, &[("Content-Length", speech.len().to_string())])?;
    for piece in speech.chunks(speech.len() / SLOW_PIECES + 1) {
        sleep(SLOW_PAUSE);
        stream.write_all(piece)?;
    }
    Ok(())
}

/// Until the caller goes.
fn hang(stream: &mut TcpStream) -> Result<()> {
    io::copy(stream, &mut io::sink())?;
    Err(ErrorKind::ConnectionAborted.into())
}

fn endless(stream: &mut TcpStream, speech: &[u8]) -> Result<()> {
    wire::head(stream, 200, WAV, &[])?;
    loop {
        stream.write_all(speech)?;
    }
}
