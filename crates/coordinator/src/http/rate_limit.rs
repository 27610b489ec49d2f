//! Rate limits: a token bucket per access token.

use std::sync::{Mutex, PoisonError};

use job::Tenant;
use protocol::{Cost, Operation, Rates, Timestamp, TokenId};

use super::caller::Caller;
use crate::answer::Stop;

/// One per isolate: a token that is used in several at once has a bucket in each. It bounds the load of one token on one
/// isolate; the cost in all is bounded by the account's own rules.
static RATES: Mutex<Rates<(Tenant, TokenId)>> = Mutex::new(Rates::new());

/// Counts a request of an authenticated caller.
pub(crate) fn take(caller: &Caller, operation: Operation, now: Timestamp) -> Result<(), Stop> {
    let who = (caller.tenant.clone(), caller.token.clone());
    // A panic while counting leaves the numbers as good as before.
    let mut rates = RATES.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(rates.take(who, Cost::of(operation), now)?)
}
