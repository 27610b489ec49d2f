//! HTTP as far as one request and one answer on a connection.

use std::io::{BufRead, BufReader, ErrorKind, Read, Result, Write};
use std::net::TcpStream;

pub(crate) struct Request {
    /// `POST /v1/audio/speech`
    pub(crate) line: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn read(stream: &mut TcpStream) -> Result<Self> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.rsplit_once(" HTTP/").ok_or(ErrorKind::InvalidData)?.0.to_owned();
        let mut headers = Vec::new();
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            let Some((name, value)) = header.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or_default();
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        Ok(Self { line, headers, body })
    }
}

pub(crate) fn answer(
    stream: &mut TcpStream,
    status: u16,
    content_type: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Result<()> {
    let length = ("Content-Length", body.len().to_string());
    head(stream, status, content_type, &[headers, &[length]].concat())?;
    stream.write_all(body)
}

pub(crate) fn head(stream: &mut TcpStream, status: u16, content_type: &str, headers: &[(&str, String)]) -> Result<()> {
    let mut head = format!("HTTP/1.1 {status} as told\r\nContent-Type: {content_type}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())
}

pub(crate) fn refuse(stream: &mut TcpStream) {
    let _ = answer(stream, 404, "application/json", &[], b"{}");
}
