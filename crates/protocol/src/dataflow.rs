//! Egress: the exits of the service, the classes of content that may pass each, and the account of what has.

mod flows;
mod map;
#[cfg(test)]
mod page;

pub use flows::{Dataflow, Flow, Flows, Passed};
pub use map::{Class, Exit, Payload, Row};
