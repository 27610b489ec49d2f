//! Time from saving a file to the verdict of its tests.

use std::process::Command;
use std::time::{Instant, SystemTime};

use anyhow::{Result, ensure};
use tests::repository;

use crate::Figure;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    run(Command::new("cargo").args(["test", "--quiet", "-p", "job"]))?;
    // Cargo goes by the time of the last change.
    let edited = std::fs::File::options().write(true).open(repository().join("crates/job/src/state/job.rs"))?;
    edited.set_modified(SystemTime::now())?;
    let job = run(Command::new("cargo").args(["test", "--quiet", "-p", "job"]))?;
    run(Command::new("make").arg("check"))?;
    let check = run(Command::new("make").arg("check"))?;
    let figure = |name, seconds: f64, limit: f64, how: &str| Figure {
        name,
        asked: format!("at most {limit} s"),
        reached: format!("{seconds:.1} s"),
        how: how.to_owned(),
        holds: seconds <= limit,
    };
    Ok(vec![
        figure("an edit in job", job, 5.0, "job.rs touched, cargo test -p job"),
        figure("make check", check, 60.0, "warm"),
    ])
}

fn run(command: &mut Command) -> Result<f64> {
    let started = Instant::now();
    let output = command.current_dir(repository()).output()?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(started.elapsed().as_secs_f64())
}
