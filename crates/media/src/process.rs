//! One run of ffmpeg: watched, and ended when it stands still, writes too much, or is no longer wanted.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::error::Error;
use crate::limits;
use crate::plan::Invocation;
use crate::progress::Report;

const POLL: Duration = Duration::from_millis(100);

/// A process that does not outlive its owner.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs it in a folder to its end; `is_over` is asked ten times a second, and `report` gets each progress in milliseconds.
pub(crate) fn run(
    program: &Path,
    folder: &Path,
    invocation: &Invocation,
    is_over: &dyn Fn() -> bool,
    report: &dyn Fn(u64),
) -> Result<(), Error> {
    let output = &invocation.output;
    let mut command = Command::new(program);
    command.args(&invocation.args).current_dir(folder);
    // In a group of its own: an interrupt of the terminal is ours to handle.
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let unusable = |error: std::io::Error| Error::Unusable { program: program.to_owned(), why: error.to_string() };
    let mut running = Running(command.spawn().map_err(unusable)?);
    let (sender, reports) = channel();
    let stdout = running.0.stdout.take();
    let stderr = running.0.stderr.take();
    let read_reports = thread::spawn(move || stdout.map(|stdout| read_reports(stdout, &sender)));
    let read_lines = thread::spawn(move || stderr.map(last_lines).unwrap_or_default());
    let mut last = Report::default();
    let mut still = 0;
    loop {
        match reports.recv_timeout(POLL) {
            Ok(now) if now != last => {
                report(now.done_ms);
                (last, still) = (now, 0);
            }
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => still += 1,
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if is_over() {
            return Err(Error::Stopped);
        }
        if still > limits::STILL_POLLS_MAX {
            return Err(Error::Stalled { output: output.clone() });
        }
        if last.bytes > limits::FILE_BYTES_MAX {
            return Err(Error::TooLarge { output: output.clone(), bytes_max: limits::FILE_BYTES_MAX });
        }
    }
    let status = running.0.wait().map_err(unusable)?;
    let _ = read_reports.join();
    let lines = read_lines.join().unwrap_or_default();
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed { output: output.clone(), status: status.to_string(), lines })
}

fn read_reports(stdout: impl Read, reports: &Sender<Report>) {
    let mut report = Report::default();
    for line in lines(stdout) {
        if report.take(&line) && reports.send(report.clone()).is_err() {
            return;
        }
    }
}

fn last_lines(stderr: impl Read) -> Vec<String> {
    let mut kept = VecDeque::new();
    for line in lines(stderr).filter(|line| !line.trim().is_empty()) {
        if kept.len() == limits::LINES_KEPT {
            kept.pop_front();
        }
        kept.push_back(line);
    }
    kept.into()
}

/// Lines, the end of long ones cut off, until the end or an error.
fn lines(stream: impl Read) -> impl Iterator<Item = String> {
    let mut stream = BufReader::new(stream);
    std::iter::from_fn(move || {
        let mut line = Vec::new();
        // A line longer than this goes on in the next.
        let bytes = stream.by_ref().take(64_000).read_until(b'\n', &mut line).ok()?;
        let text = String::from_utf8_lossy(&line);
        (bytes > 0).then(|| text.trim_end().chars().take(limits::LINE_CHARS_MAX).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::cell::RefCell;

    /// A shell in ffmpeg's place.
    fn sh(script: &str, is_over: &dyn Fn() -> bool, report: &dyn Fn(u64)) -> Result<(), Error> {
        let args = ["-c", script].map(str::to_owned).to_vec();
        let invocation = Invocation { args, output: "out".to_owned(), file_name: None };
        run(Path::new("sh"), Path::new("/"), &invocation, is_over, report)
    }

    #[test]
    fn progress_is_reported_when_it_changes() {
        let seen = RefCell::new(Vec::new());
        let script = "for s in 1 1 2; do echo out_time=00:00:0$s.0; echo progress=continue; done";
        sh(script, &|| false, &|done_ms| seen.borrow_mut().push(done_ms)).unwrap();
        assert_eq!(seen.into_inner(), [1_000, 2_000]);
    }

    #[test]
    fn the_last_complaints_are_in_the_error() {
        let error =
            sh("for n in 1 2 3 4 5 6 7 8 9; do echo complaint $n >&2; done; exit 3", &|| false, &|_| ()).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("ffmpeg could not make out (exit status: 3)\n  complaint 2\n"), "{text}");
        assert!(text.ends_with("complaint 9"), "{text}");
    }

    #[test]
    fn a_run_that_is_no_longer_wanted_is_ended() {
        let asked = Cell::new(0);
        let is_over = || {
            asked.set(asked.get() + 1);
            asked.get() > 2
        };
        assert!(matches!(sh("exec sleep 600", &is_over, &|_| ()), Err(Error::Stopped)));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let invocation = Invocation { args: Vec::new(), output: "out".to_owned(), file_name: None };
        let error = run(Path::new("/nowhere/ffmpeg"), Path::new("/"), &invocation, &|| false, &|_| ()).unwrap_err();
        assert!(error.to_string().starts_with("cannot run ffmpeg as /nowhere/ffmpeg: "), "{error}");
    }
}
