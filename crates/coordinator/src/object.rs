//! The Durable Object of a job: its SQLite, its alarm, its websockets.
//!
//! Never authenticates: whoever calls was authenticated by the router, and is told apart by the tenant of the call.

mod endpoint;
mod job_object;
mod ports;
mod previous_class;
mod reads;
mod relocation;
mod schema;
mod sql;
mod store;
mod websocket;
