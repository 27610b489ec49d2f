//! The process groups this program has started, so that whoever ends it can end them too.

use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

const STOP_TIMEOUT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);

static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

pub(crate) fn started(group: u32) {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner).push(group);
}

pub(crate) fn ended(group: u32) {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| *other != group);
}

/// Ends everything that is still running: asked first, then at once.
pub fn stop_all() {
    let groups = std::mem::take(&mut *GROUPS.lock().unwrap_or_else(PoisonError::into_inner));
    for group in &groups {
        signal(*group, "-TERM");
    }
    let asked = Instant::now();
    while asked.elapsed() < STOP_TIMEOUT && groups.iter().any(|group| signal(*group, "-0")) {
        sleep(POLL);
    }
    for group in groups {
        signal(group, "-KILL");
    }
}

/// To the whole group: workerd is a child of what starts it, and must not outlive it.
pub(crate) fn signal(group: u32, signal: &str) -> bool {
    let group = format!("-{group}");
    let status = Command::new("kill").args([signal, "--", &group]).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
