//! A port before a service: on this machine's address in its network, or one that opens for a header alone, as proxies do.

use std::io::{Read, Write, copy};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, ensure};

use crate::client::Client;

/// A documentation address: no packet is sent to it.
const ELSEWHERE: &str = "192.0.2.1:9";

/// Passes on what comes; ends with the tests.
pub struct Relay {
    address: SocketAddr,
    sockets: Arc<AtomicUsize>,
}

impl Relay {
    /// On the address by which other machines see this one.
    pub fn in_the_network(client: &Client) -> Result<Self> {
        let route = UdpSocket::bind("0.0.0.0:0")?;
        route.connect(ELSEWHERE).context("this machine is in no network")?;
        let address = route.local_addr()?.ip();
        ensure!(!address.is_loopback(), "this machine is in no network");
        Self::start(client, address, "")
    }

    /// Sends everybody to a page to sign in on who does not show this line among the headers.
    pub fn guarded(client: &Client, line: &str) -> Result<Self> {
        Self::start(client, IpAddr::from([127, 0, 0, 1]), line)
    }

    fn start(client: &Client, address: IpAddr, line: &str) -> Result<Self> {
        let listener = TcpListener::bind((address, 0))?;
        let (address, service) = (listener.local_addr()?, client.url.trim_start_matches("http://").to_owned());
        let (sockets, line) = (Arc::new(AtomicUsize::new(0)), line.to_ascii_lowercase());
        let counted = Arc::clone(&sockets);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (service, line, counted) = (service.clone(), line.clone(), Arc::clone(&counted));
                thread::spawn(move || {
                    // Whoever has gone needs nothing more.
                    let _ = pass(stream, &service, &line, &counted);
                });
            }
        });
        Ok(Self { address, sockets })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Websockets that were let through.
    pub fn sockets(&self) -> usize {
        self.sockets.load(Ordering::SeqCst)
    }
}

fn pass(mut from: TcpStream, service: &str, line: &str, sockets: &AtomicUsize) -> std::io::Result<()> {
    let mut to = TcpStream::connect(service)?;
    let (mut answers, mut back) = (to.try_clone()?, from.try_clone()?);
    thread::spawn(move || {
        let _ = copy(&mut answers, &mut back);
        let _ = back.shutdown(Shutdown::Write);
    });
    let mut bytes = [0; 16_384];
    loop {
        let count = from.read(&mut bytes)?;
        let Some(read) = bytes.get(..count).filter(|read| !read.is_empty()) else { break };
        // A request's head comes in one piece from these browsers; what follows in a body needs no header again.
        let is_head = read.windows(9).any(|part| part == b" HTTP/1.1");
        if is_head && !String::from_utf8_lossy(read).to_ascii_lowercase().contains(line) {
            return from.write_all(
                b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            );
        }
        if read.starts_with(b"GET ") && read.windows(7).any(|part| part == b"/watch ") {
            sockets.fetch_add(1, Ordering::SeqCst);
        }
        to.write_all(read)?;
    }
    to.shutdown(Shutdown::Write)
}
