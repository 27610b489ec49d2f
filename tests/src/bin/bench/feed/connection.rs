//! A kept connection: next to no time is the client's own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result};

pub(crate) struct Connection {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// Connects to the server at a URL without a path.
    pub(crate) fn to(url: &str) -> Result<Self> {
        let host = url.strip_prefix("http://").context("HTTP")?.to_owned();
        let stream = TcpStream::connect(&host)?;
        stream.set_nodelay(true)?;
        Ok(Self { host, stream: BufReader::with_capacity(64 * 1024, stream) })
    }

    /// The status and the bytes of the body, as they come.
    pub(crate) fn ask(&mut self, line: &str, headers: &[(&str, &str)], body: &str) -> Result<(u16, Vec<u8>)> {
        let mut request = format!("{line} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n", self.host, body.len());
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        self.stream.get_mut().write_all(format!("{request}\r\n{body}").as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<(u16, Vec<u8>)> {
        let status = self.line()?.split(' ').nth(1).context("a status")?.parse()?;
        let (mut size, mut is_chunked) = (0, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            let Some((name, value)) = line.split_once(": ") else { break };
            match name {
                "content-length" => size = value.parse()?,
                "transfer-encoding" => is_chunked = value == "chunked",
                _ => {}
            }
        }
        let mut body = Vec::new();
        if status == 304 {
            return Ok((status, body));
        }
        self.read(size, &mut body)?;
        while is_chunked {
            size = usize::from_str_radix(&self.line()?, 16)?;
            self.read(size, &mut body)?;
            self.line()?;
            is_chunked = size > 0;
        }
        Ok((status, body))
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }

    fn read(&mut self, size: usize, body: &mut Vec<u8>) -> Result<()> {
        let known = body.len();
        body.resize(known + size, 0);
        Ok(self.stream.read_exact(body.get_mut(known..).unwrap_or_default())?)
    }
}
