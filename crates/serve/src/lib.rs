//! Cuepoint on this machine: the service in a real workerd, started, watched and stopped; what self-hosters run.
//!
//! Holds no rule of the product and depends on no crate that does: it knows Workers by their wrangler configurations.

mod args;
mod checkout;
mod config;
mod error;
mod groups;
mod index;
mod lock;
mod node;
mod port;
mod runtime;
mod secrets;
mod service;

pub use args::Args;
pub use checkout::repository;
pub use config::Config;
pub use error::Error;
pub use groups::stop_all;
pub use index::migrate;
pub use node::wrangler;
pub use runtime::Runtime;
pub use service::Service;
