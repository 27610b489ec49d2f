//! Lease guard: checks that an attempt still holds its step, after every await and before any effect outside.

use std::pin::pin;

use futures::future::{Either, select};
use job::{Failure, Lease, limits};
use protocol::Code;

use crate::ports::{Clock, Ports, Store};

/// # Errors
/// When the lease is over: the attempt stops.
pub(crate) fn still_held(ports: &impl Ports, lease: Lease) -> Result<(), Failure> {
    if ports.store().is_held(lease)? { Ok(()) } else { Err(over()) }
}

/// Drops a call to a provider soon after nobody waits for its answer any more.
pub(crate) async fn while_held<T>(
    ports: &impl Ports,
    lease: Lease,
    call: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut call = pin!(call);
    loop {
        match select(call.as_mut(), pin!(ports.clock().sleep(limits::HELD_CHECK_MS))).await {
            Either::Left((answer, _)) => return answer,
            // When the store cannot say, an answer that is paid for is not thrown away.
            Either::Right(_) if ports.store().is_held(lease).unwrap_or(true) => {}
            Either::Right(_) => return Err(over()),
        }
    }
}

pub(crate) fn over() -> Failure {
    Failure::transient(Code::JobFinished, "the lease is over")
}
