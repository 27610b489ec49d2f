//! Outbound HTTP: a request is aborted when its caller drops it, and a body is read up to a limit.

use futures::StreamExt;
use worker::{AbortController, AbortSignal, Response};

/// Aborts a request when it is dropped: an answer nobody waits for would keep one of the six connections.
pub(crate) struct Aborting(Option<AbortController>);

impl Aborting {
    pub(crate) fn new() -> (Self, AbortSignal) {
        let controller = AbortController::default();
        let signal = controller.signal();
        (Self(Some(controller)), signal)
    }

    /// For a request that cannot be aborted.
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

/// The body, or `None` when it is larger than `bytes_max`.
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
