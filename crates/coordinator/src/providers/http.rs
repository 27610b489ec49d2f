//! Requests to others: ended when nobody waits for them any more, and read as far as was meant.

use futures::StreamExt;
use worker::{AbortController, AbortSignal, Response};

/// Ends a request when nobody waits for its answer any more: it would keep one of the six connections.
pub(crate) struct Aborting(Option<AbortController>);

impl Aborting {
    pub(crate) fn new() -> (Self, AbortSignal) {
        let controller = AbortController::default();
        let signal = controller.signal();
        (Self(Some(controller)), signal)
    }

    /// For what cannot be ended.
    pub(crate) fn nothing() -> Self {
        Self(None)
    }
}

impl Drop for Aborting {
    fn drop(&mut self) {
        if let Some(controller) = self.0.take() {
            controller.abort();
        }
    }
}

/// A body, unless it is larger than that.
pub(crate) async fn read(response: &mut Response, bytes_max: usize) -> worker::Result<Option<Vec<u8>>> {
    // There is no stream when there is no body.
    let Ok(mut stream) = response.stream() else { return Ok(Some(Vec::new())) };
    let mut body = Vec::new();
    while let Some(chunk) = stream.next().await {
        body.extend(chunk?);
        if body.len() > bytes_max {
            return Ok(None);
        }
    }
    Ok(Some(body))
}
