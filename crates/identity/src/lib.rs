//! Who asks: tokens, what they allow, and what is left of somebody's name once it is past the door.
//!
//! Contains no I/O, no clock and no randomness: time, keys and chance are arguments.

mod hex;
pub mod limits;
mod local;
mod raw;
mod record;
mod token;

pub use local::is_development;
pub use raw::Identity;
pub use record::{Record, Refused, Rotation, check_new};
pub use token::{Chance, Digest, Minted, Shown};
