//! Surroundings of a service that runs as its users run it (`serve`), for tests and measurements: clients, an outside provider, a
//! web, other releases, and losses behind its back.
//!
//! Serves the end-to-end tests, `make bench` and `make flood`. Holds no rule of the product.

pub mod chance;
mod client;
mod code_host;
mod conditions;
mod config;
mod disk;
mod door;
mod extension;
mod loss;
mod model;
mod provider;
mod reader;
mod relay;
mod release;
mod service;
mod socket;
mod stored;
mod tail;
pub mod tools;
mod web;
mod wire;

use std::path::PathBuf;

pub use client::{Answer, Ask, Client};
pub use code_host::CodeHost;
pub use conditions::{Conditional, File, conditionals};
pub use config::Config;
pub use disk::files_with;
pub use door::minted;
pub use extension::{Browser, Extension, Kind, Place};
pub use model::{Model, Question, TOKENS, Told, quoted, quoted_in};
pub use provider::{Call, Plan, Provider, Reply, RetryAfter};
pub use relay::Relay;
pub use release::{Deployed, Release};
pub use serve::stop_all;
pub use service::{Service, Voice};
pub use socket::{Heard, Socket};
pub use stored::{Object, Stored};
pub use tail::Tail;
pub use web::{Page, Web};

/// The checkout that the tests are run in.
pub fn repository() -> PathBuf {
    serve::repository().expect("invariant: cargo runs the tests in their checkout, and make the rest")
}
