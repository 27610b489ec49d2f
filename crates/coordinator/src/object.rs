//! The Durable Object of a job: its SQLite, its alarm, its websockets.
//!
//! Never authenticates: the router has. A call names its tenant, and opens no other one's job.

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
