//! Reasons why the server does not start.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{} is missing\n  crates/kokoro/model/fetch brings it, once, and says before what it will fetch", .0.display())]
    Missing(PathBuf),
    #[error("{} is damaged: {detail}\n  delete {}, and run crates/kokoro/model/fetch", .path.display(), .folder.display())]
    Damaged { path: PathBuf, folder: PathBuf, detail: String },
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("ONNX Runtime: {0}")]
    Engine(String),
    #[error("port {port} cannot be opened: {source}\n  choose another with --port; 0 takes any that is free")]
    Port { port: u16, source: io::Error },
    #[error("{program} does not run: {source}")]
    Program { program: String, source: io::Error },
    #[error(transparent)]
    Io(#[from] io::Error),
}
