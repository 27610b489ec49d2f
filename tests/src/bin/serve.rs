//! `make serve`: the service on this machine, until it is interrupted.

use std::sync::mpsc;
use std::time::Duration;

use tests::{Config, Service};

const SWEEP_EVERY: Duration = Duration::from_secs(5 * 60);

fn main() -> anyhow::Result<()> {
    let (interrupted, wait) = mpsc::channel();
    ctrlc::set_handler(move || {
        let _ = interrupted.send(());
    })?;
    eprintln!("starting …");
    let service = Service::start(Config::kept()?)?;
    let Config { token, admin_token, log, state, .. } = &service.config;
    println!("Cuepoint serves {}", service.config.url());
    println!();
    println!("  export CUEPOINT_URL={}", service.config.url());
    println!("  export CUEPOINT_TOKEN={token}");
    println!("  export CUEPOINT_ADMIN_TOKEN={admin_token}");
    println!("  target/debug/cuepoint generate README.md");
    println!();
    println!("state {}   log {}   stop with Ctrl-C", state.display(), log.display());
    service.keep_house(SWEEP_EVERY, &wait);
    eprintln!("stopping …");
    Ok(())
}
