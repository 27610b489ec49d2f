//! The previous class of objects, for as long as it has jobs: the same code under another name, with objects of its own.

use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage, durable_object, wasm_bindgen,
};

use super::job_object::JobObject;

#[durable_object]
pub struct OldJobObject(JobObject);

impl DurableObject for OldJobObject {
    fn new(state: State, env: Env) -> Self {
        Self(DurableObject::new(state, env))
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        DurableObject::fetch(&self.0, request).await
    }

    async fn alarm(&self) -> worker::Result<Response> {
        DurableObject::alarm(&self.0).await
    }

    async fn websocket_message(&self, socket: WebSocket, message: WebSocketIncomingMessage) -> worker::Result<()> {
        DurableObject::websocket_message(&self.0, socket, message).await
    }

    async fn websocket_close(&self, socket: WebSocket, code: usize, why: String, clean: bool) -> worker::Result<()> {
        DurableObject::websocket_close(&self.0, socket, code, why, clean).await
    }

    async fn websocket_error(&self, socket: WebSocket, error: worker::Error) -> worker::Result<()> {
        DurableObject::websocket_error(&self.0, socket, error).await
    }
}
