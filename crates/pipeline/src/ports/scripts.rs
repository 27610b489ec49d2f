//! Port of the language models that write scripts.

use protocol::Timestamp;
use writer::{Outcome, Provider, Request};

/// Language models. Every call may be paid: what it can cost is set aside before.
pub trait Scripts {
    /// In the order in which they are asked; none where the embedded writer does it all.
    fn providers(&self) -> &[Provider];

    /// Sends a request. However it ends, that is an outcome.
    ///
    /// # Errors
    /// The time until which the provider is left alone: nothing was sent.
    async fn ask(&self, provider: &Provider, request: &Request) -> Result<Outcome, Timestamp>;
}
