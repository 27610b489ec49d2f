//! The service as its users run it: started in a real workerd, talked to over HTTP and websockets, and stopped.
//!
//! Serves `make serve`, `make demo`, `make bench` and the end-to-end tests alike. Holds no rule of the product.

mod client;
mod config;
mod disk;
mod door;
mod groups;
mod loss;
mod provider;
mod release;
mod service;
mod socket;
mod stored;
pub mod tools;
mod web;
mod wire;

pub use client::{Answer, Ask, Client};
pub use config::{Config, free_port, repository};
pub use disk::files_with;
pub use door::minted;
pub use groups::stop_all;
pub use provider::{Call, Plan, Provider, Reply, RetryAfter};
pub use release::{Deployed, Release};
pub use service::{Service, Voice};
pub use socket::{Heard, Socket};
pub use stored::{Object, Stored};
pub use web::{Page, Web};
