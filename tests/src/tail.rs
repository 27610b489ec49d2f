//! The far end of a tail Worker: keeps every event that the platform tells of the service by itself.

use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::wire::{Request, answer};

/// Listens until the tests end.
pub struct Tail {
    port: u16,
    events: Arc<Mutex<Vec<Value>>>,
}

impl Tail {
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("a port")?;
        let tail = Self { port: listener.local_addr()?.port(), events: Arc::default() };
        let events = Arc::clone(&tail.events);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let events = Arc::clone(&events);
                thread::spawn(move || receive(stream, &events));
            }
        });
        Ok(tail)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Every event so far.
    pub fn events(&self) -> Vec<Value> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn receive(mut stream: TcpStream, events: &Mutex<Vec<Value>>) {
    let Ok(request) = Request::read(&mut stream) else { return };
    let told: Vec<Value> = serde_json::from_slice(&request.body).unwrap_or_default();
    events.lock().unwrap_or_else(PoisonError::into_inner).extend(told);
    // Whoever has gone needs no answer.
    let _ = answer(&mut stream, 200, "text/plain", &[], b"");
}
