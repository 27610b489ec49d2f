//! Ports of this machine: looked at before anything is started, so that a taken one is an error in plain words.

use std::io;
use std::net::TcpListener;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::error::Error;

pub(crate) const HOST: &str = "127.0.0.1";
const POLL: Duration = Duration::from_millis(50);

/// Waits until a port can be opened, as long as `patience` lasts; 0 always can.
pub(crate) fn wait_until_free(port: u16, patience: Duration) -> Result<(), Error> {
    let asked = Instant::now();
    loop {
        match look(port) {
            Err(Error::PortTaken { .. }) if asked.elapsed() < patience => sleep(POLL),
            settled => return settled,
        }
    }
}

fn look(port: u16) -> Result<(), Error> {
    match TcpListener::bind((HOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(Error::PortTaken { port }),
        Err(source) => Err(Error::Port { port, source }),
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn taken() -> (TcpListener, u16) {
        let listener = TcpListener::bind((HOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    #[test]
    fn a_taken_port_is_refused_at_once_where_nobody_waits() {
        let (_listener, port) = taken();
        let refused = wait_until_free(port, Duration::ZERO);
        assert!(matches!(refused, Err(Error::PortTaken { port: named }) if named == port));
    }

    #[test]
    fn a_port_that_comes_free_is_waited_for() {
        let (listener, port) = taken();
        let other = thread::spawn(move || drop(listener));
        wait_until_free(port, Duration::from_secs(60)).unwrap();
        other.join().unwrap();
    }

    #[test]
    fn any_port_is_always_free() {
        wait_until_free(0, Duration::ZERO).unwrap();
    }
}
