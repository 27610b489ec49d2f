//! Use cases: requests that cross more than one store, in steps of which each may be repeated.
//!
//! A process may die between any two steps; whoever asks again gets to the same end. The job itself decides what becomes of
//! it: nothing here does.

mod create_job;
mod erasure;
mod lookup;
mod ports;
mod relocation;

pub use create_job::{CreateError, Created, create_job, created_before};
pub use erasure::{ConfirmedErasure, announce_erasure, erase};
pub use lookup::{Asked, Chosen, Class, Lookup, LookupStep, Question};
pub use ports::{ErasureReceipt, Erasures, Intake, JobObjects, NotedJob, Reservation, Reservations, SubmissionKey};
pub use relocation::{Relocation, RelocationStep};
