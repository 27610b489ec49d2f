//! `cuepoint-serve`: the service on this machine, until it is interrupted or the command it was given has ended.

use std::ffi::OsString;
use std::process::{Child, Command, ExitCode};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use clap::Parser;
use serve::{Args, Config, Error, Service};

/// As often as the platform's cron where the service is deployed.
const SWEEP_EVERY: Duration = Duration::from_secs(5 * 60);

fn main() -> ExitCode {
    let args = Args::parse();
    run(&args).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn run(args: &Args) -> Result<ExitCode, Error> {
    let (stop, stopped) = mpsc::channel();
    let interrupt = stop.clone();
    // Without a handler the service is ended by the signal itself, and its runtime a second later.
    let _ = ctrlc::set_handler(move || {
        let _ = interrupt.send(());
    });
    eprintln!("starting the service in workerd …");
    let mut service = Service::start(args.config()?)?;
    if let Some(command) = start(&args.command, &service.config)? {
        let ended = wait(command, stop, &stopped);
        if !args.stay || ended != ExitCode::SUCCESS {
            return Ok(ended);
        }
        println!();
    }
    greet(&service.config);
    service.sweep_every(SWEEP_EVERY, &stopped)?;
    eprintln!("stopping …");
    Ok(ExitCode::SUCCESS)
}

fn greet(config: &Config) {
    let (url, Config { token, admin_token, log, state, .. }) = (config.url(), config);
    println!("Cuepoint serves {url}");
    println!();
    println!("  export CUEPOINT_URL={url}");
    println!("  export CUEPOINT_TOKEN={token}");
    println!("  export CUEPOINT_ADMIN_TOKEN={admin_token}");
    println!("  target/debug/cuepoint generate README.md");
    println!();
    println!("state {}   log {}   stop with Ctrl-C", state.display(), log.display());
}

/// Starts the command that the service is to run for, if there is one.
fn start(command: &[OsString], config: &Config) -> Result<Option<Child>, Error> {
    let Some((program, arguments)) = command.split_first() else { return Ok(None) };
    let failed = |source| Error::Program { program: program.to_string_lossy().into_owned(), source };
    let mut command = Command::new(program);
    command.args(arguments).env("CUEPOINT_URL", config.url());
    command.env("CUEPOINT_TOKEN", &config.token).env("CUEPOINT_ADMIN_TOKEN", &config.admin_token);
    Ok(Some(command.spawn().map_err(failed)?))
}

/// Waits until the command has ended, whose exit code is ours, or somebody interrupts.
fn wait(mut command: Child, stop: Sender<()>, stopped: &Receiver<()>) -> ExitCode {
    let waiting = thread::spawn(move || {
        let code = command.wait().ok().and_then(|status| status.code());
        let _ = stop.send(());
        code
    });
    let _ = stopped.recv();
    // An interrupt reaches the command as well: it has the same terminal.
    let code = waiting.join().ok().flatten().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}
