//! The service as its users run it: started in a real workerd, talked to over HTTP and websockets, and stopped.
//!
//! Serves `make serve`, `make demo`, `make bench` and the end-to-end tests alike. Holds no rule of the product.

mod config;
mod service;

pub use config::{Config, repository};
pub use service::Service;
