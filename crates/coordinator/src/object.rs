//! The Durable Object of a job: its SQLite, its alarm, its websockets.
//!
//! Never reads a client's headers: whoever calls was authenticated by the router.

mod job_object;
mod previous_class;
mod relocation;
mod schema;
mod store;
pub(crate) mod websocket;
