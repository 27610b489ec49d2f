//! Log lines as JSON on the console; without times, which the platform adds.

use std::io;

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use worker::console_log;

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
        console_log!("{}", String::from_utf8_lossy(&self.0).trim_end());
    }
}
