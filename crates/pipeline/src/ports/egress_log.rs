//! Egress log of one turn.

use std::cell::Cell;

use protocol::dataflow::{Flows, Payload};

/// Egress since the last commit. A turn that dies takes it along.
#[derive(Default)]
pub struct EgressLog(Cell<Flows>);

impl EgressLog {
    pub(crate) fn add(&self, payload: Payload, bytes: usize) {
        let mut flows = self.0.take();
        flows.add(payload, bytes);
        self.0.set(flows);
    }

    pub(crate) fn lose_attempts(&self, count: usize) {
        let mut flows = self.0.take();
        flows.attempts_lost = flows.attempts_lost.saturating_add(count as u64);
        self.0.set(flows);
    }

    pub(crate) fn take(&self) -> Flows {
        self.0.take()
    }

    /// Puts back what was taken: it counts with the next commit.
    pub(crate) fn put_back(&self, flows: Flows) {
        self.0.set(flows);
    }
}
