//! Authentication and pseudonyms: tokens, their scopes, signed links, and subjects.
//!
//! Contains no I/O, no clock and no randomness: time, keys and random bytes are arguments.

mod connection;
mod development_token;
mod feed_address;
mod hex;
mod keyring;
pub mod limits;
mod record;
mod sensitive;
mod session;
mod signed_link;
mod subject;
mod token;

pub use connection::{Confirmation, Rights, Verifier};
pub use development_token::{is_development_token, is_this_machine};
pub use feed_address::{FeedAdmission, FeedRecord, FeedSecret, feed_digest, feed_secret};
pub use keyring::{Keyring, MalformedKeys, Purpose};
pub use record::{Record, Refused, Rotation, check_new};
pub use sensitive::Identity;
pub use session::{CodeChance, Session, pairing_code, pairing_digest};
pub use signed_link::{TICKET_PREFIX, erasure_id, sign, ticket, verify};
pub use subject::{Asker, named, operator};
pub use token::{Chance, Digest, Minted, Shown};
