//! Log lines as JSON on the console, each with its request and job; without times, which the platform adds.

use std::io;

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use worker::console_log;

use crate::platform::trace;
use crate::platform::trace::Work;

pub(crate) fn start() {
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .without_time()
        .with_target(false)
        .with_max_level(Level::INFO)
        .with_writer(Console)
        .finish();
    // Fails when a subscriber is set already: an isolate starts once.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

struct Console;

impl<'a> MakeWriter<'a> for Console {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line(Vec::new())
    }
}

/// One event; printed when it is complete.
struct Line(Vec<u8>);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let line = String::from_utf8_lossy(&self.0);
        let Some(rest) = line.trim_end().strip_prefix('{') else { return console_log!("{line}") };
        let Some(Work { trace, job }) = trace::current() else { return console_log!("{{{rest}") };
        let job =
            job.filter(|_| !rest.contains("\"job\":")).map(|job| format!("\"job\":\"{job}\",")).unwrap_or_default();
        console_log!("{{\"request\":\"{}\",{job}{rest}", trace.request());
    }
}
