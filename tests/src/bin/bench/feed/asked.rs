//! Requests that take turns, and the times they take.

use std::time::Instant;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::connection::Connection;
use crate::median;

/// Of each kind.
pub(crate) const ROUNDS: usize = 200;
/// Before anything is measured: the engine compiles in tiers.
const WARMING: usize = 60;

/// A request that is measured, on a connection of its own, and the milliseconds it has taken.
pub(crate) struct Asked {
    connection: Connection,
    line: String,
    headers: Vec<(&'static str, String)>,
    body: String,
    taken_ms: Vec<f64>,
    /// Of the last answer's body.
    pub(crate) bytes: usize,
}

impl Asked {
    pub(crate) fn get(url: &str, path: &str) -> Result<Self> {
        Ok(Self {
            connection: Connection::to(url)?,
            line: format!("GET {path}"),
            headers: Vec::new(),
            body: String::new(),
            taken_ms: Vec::new(),
            bytes: 0,
        })
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// A statement by itself, at a bare Worker.
    pub(crate) fn rows(url: &str, statement: &Value) -> Result<Self> {
        Ok(Self { line: "POST /".to_owned(), body: statement.to_string(), ..Self::get(url, "/")? })
    }

    pub(crate) fn measure(&mut self) -> Result<()> {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let started = Instant::now();
        let (status, body) = self.connection.ask(&self.line, &headers, &self.body)?;
        self.taken_ms.push(started.elapsed().as_secs_f64() * 1_000.0);
        ensure!(matches!(status, 200 | 304), "{} {status}: {}", self.line, String::from_utf8_lossy(&body));
        self.bytes = body.len();
        Ok(())
    }

    /// The times of those before are forgotten.
    pub(crate) fn forget(&mut self) {
        self.taken_ms.clear();
    }

    pub(crate) fn median_ms(&self) -> f64 {
        median(self.taken_ms.clone())
    }

    /// The middle one, and the time that nine in ten do not exceed.
    pub(crate) fn told(&self) -> String {
        let mut sorted = self.taken_ms.clone();
        sorted.sort_by(f64::total_cmp);
        let p90 = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or(f64::NAN);
        format!("{:.2} ms (p90 {p90:.2})", self.median_ms())
    }
}

/// Lets all of them take turns, some first that do not count.
pub(crate) fn take_turns(asked: &mut [&mut Asked]) -> Result<()> {
    for _ in 0..WARMING {
        asked.iter_mut().try_for_each(|one| one.measure())?;
    }
    asked.iter_mut().for_each(|one| one.forget());
    for _ in 0..ROUNDS {
        asked.iter_mut().try_for_each(|one| one.measure())?;
    }
    Ok(())
}
