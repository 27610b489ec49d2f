//! `make demo`: starts the service, turns one text into an episode as a user would, and stops the service.

use std::process::{Command, ExitCode};
use std::sync::mpsc;
use std::thread;

use tests::{Config, Service, repository};

const SAMPLE: &str = "tests/fixtures/article.md";

fn main() -> anyhow::Result<ExitCode> {
    let source = std::env::args().nth(1).filter(|source| !source.is_empty());
    let source = source.map_or_else(|| repository().join(SAMPLE), Into::into);
    eprintln!("starting the service in workerd …");
    let service = Service::start(Config::kept()?)?;
    let mut cuepoint = Command::new(repository().join("target/debug/cuepoint"))
        .arg("generate")
        .arg(source)
        .env("CUEPOINT_URL", service.config.url())
        .env("CUEPOINT_TOKEN", &service.config.token)
        .spawn()?;
    let (ended, wait) = mpsc::channel();
    let interrupted = ended.clone();
    ctrlc::set_handler(move || {
        let _ = interrupted.send(None);
    })?;
    thread::spawn(move || ended.send(cuepoint.wait().ok().and_then(|status| status.code())));
    // The service stops in any case, before anything is reported.
    let code = wait.recv()?;
    drop(service);
    Ok(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
