//! A connection that sends bytes and reads what comes back, as far as it is an answer.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use crate::request::Request;

/// Nothing here takes as long; what does, hangs.
const TIMEOUT: Duration = Duration::from_secs(30);
/// As long as is waited for an answer to what is no whole request.
const TIMEOUT_UNSOUND: Duration = Duration::from_secs(1);

pub(crate) struct Connection {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
}

/// An answer, as far as the flood looks at it.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Set when the service itself has answered, and not the server in front of it.
    pub(crate) is_ours: bool,
    pub(crate) body: Vec<u8>,
}

impl Connection {
    pub(crate) fn new(port: u16) -> Self {
        Self { port, stream: None }
    }

    /// # Errors
    /// Fails when the connection was closed without an answer, or none came.
    pub(crate) fn send(&mut self, request: &Request) -> io::Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) if request.is_sound => stream,
            Some(_) | None => self.connect()?,
        };
        let sent = stream.get_mut().write_all(&request.bytes);
        if !request.is_sound {
            stream.get_mut().set_read_timeout(Some(TIMEOUT_UNSOUND))?;
            // Who waits for the rest learns that there is none.
            let _ = stream.get_mut().shutdown(Shutdown::Write);
        } else {
            sent?;
        }
        let (answer, stays) = read(&mut stream, request.is_head)?;
        if stays && request.is_sound {
            self.stream = Some(stream);
        }
        Ok(answer)
    }

    fn connect(&self) -> io::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        stream.set_nodelay(true)?;
        Ok(BufReader::new(stream))
    }
}

/// The answer, and whether another may follow it.
fn read(stream: &mut BufReader<TcpStream>, is_head: bool) -> io::Result<(Answer, bool)> {
    let mut answer = Answer { status: status(&line(stream)?)?, is_ours: false, body: Vec::new() };
    let (mut length, mut is_chunked, mut stays) = (None, false, true);
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse::<u64>().ok(),
            "transfer-encoding" => is_chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => stays = !value.eq_ignore_ascii_case("close"),
            "cuepoint-version" => answer.is_ours = true,
            _ => {}
        }
    }
    match answer.status {
        100 => return read(stream, is_head),
        101 => return Ok((answer, false)),
        204 | 304 => return Ok((answer, stays)),
        _ if is_head => return Ok((answer, stays)),
        _ => {}
    }
    if is_chunked {
        while let Ok(size @ 1..) = u64::from_str_radix(line(stream)?.trim(), 16) {
            stream.take(size).read_to_end(&mut answer.body)?;
            line(stream)?;
        }
        line(stream)?;
    } else if let Some(length) = length {
        stream.take(length).read_to_end(&mut answer.body)?;
    } else {
        stream.read_to_end(&mut answer.body)?;
        stays = false;
    }
    Ok((answer, stays))
}

fn line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = Vec::new();
    if stream.take(64 * 1024).read_until(b'\n', &mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}

fn status(line: &str) -> io::Result<u16> {
    let status = line.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)).and_then(|status| status.parse().ok());
    status.ok_or_else(|| io::Error::other(format!("no answer: {line:.80}")))
}
