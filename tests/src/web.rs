//! The web: every server there is, on one port of this machine. Remembers what it is asked.

use std::collections::BTreeMap;
use std::io::{Result, Write, copy, sink};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::Context;

use crate::wire::{Request, answer, head};

pub struct Web {
    port: u16,
    known: Arc<Mutex<Memory>>,
}

/// Content of an address.
#[derive(Clone, Debug)]
pub enum Page {
    /// Of a content type.
    Of(&'static str, Vec<u8>),
    Redirect(String),
    Status(u16),
    /// More and more of it.
    Endless,
    /// Nothing, on a connection that stays open.
    Hang,
    /// Half of what was announced.
    Lost,
}

#[derive(Default)]
struct Memory {
    pages: BTreeMap<String, Page>,
    /// Address and headers.
    asked: Vec<(String, Vec<(String, String)>)>,
}

impl Web {
    pub fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("a port")?;
        let web = Self { port: listener.local_addr()?.port(), known: Arc::default() };
        let known = Arc::clone(&web.known);
        // Ends with the tests.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = Arc::clone(&known);
                thread::spawn(move || serve(stream, &known));
            }
        });
        Ok(web)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn lay(&self, address: &str, page: Page) {
        memory(&self.known).pages.insert(address.to_owned(), page);
    }

    /// Every request so far, as its address and its headers.
    pub fn asked(&self) -> Vec<(String, Vec<(String, String)>)> {
        memory(&self.known).asked.clone()
    }
}

fn memory(known: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut stream: TcpStream, known: &Mutex<Memory>) {
    let Ok(request) = Request::read(&mut stream) else { return };
    // `GET /https/example.com/path`
    let address = request.line.strip_prefix("GET /").unwrap_or(&request.line).replacen('/', "://", 1);
    let page = {
        let mut memory = memory(known);
        let page = memory.pages.get(&address).cloned();
        memory.asked.push((address, request.headers));
        page
    };
    // Whoever has gone needs no answer.
    let _ = give(&mut stream, page.unwrap_or(Page::Status(404)));
}

fn give(stream: &mut TcpStream, page: Page) -> Result<()> {
    const HTML: &str = "text/html; charset=utf-8";
    match page {
        Page::Of(content_type, body) => answer(stream, 200, content_type, &[], &body),
        Page::Redirect(location) => answer(stream, 302, HTML, &[("Location", location)], &[]),
        Page::Status(status) => answer(stream, status, HTML, &[], b"<p>Nothing here."),
        Page::Hang => copy(stream, &mut sink()).map(|_| ()),
        Page::Lost => {
            head(stream, 200, HTML, &[("Content-Length", "1000".to_owned())])?;
            stream.write_all(&[b'a'; 500])
        }
        Page::Endless => {
            head(stream, 200, HTML, &[])?;
            loop {
                stream.write_all(&[b'a'; 65_536])?;
            }
        }
    }
}
