//! Errors: of the episode, of ffmpeg, of the disk.

use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{file} cannot be used: {why}")]
    Episode { file: &'static str, why: String },
    #[error("cannot run ffmpeg as {}: {why}\n  install it, or name it with --ffmpeg", .program.display())]
    Unusable { program: PathBuf, why: String },
    #[error("this ffmpeg ({version}) lacks {}\n  name another with --ffmpeg", .lacks.join(", "))]
    Lacking { version: String, lacks: Vec<String> },
    #[error("captions cannot be burnt in: the built-in font has no letters for “{text}”\n  give --captions soft")]
    Unwritable { text: String },
    #[error("another run makes files in {}: wait for its end", .folder.display())]
    Busy { folder: PathBuf },
    #[error("interrupted; nothing half made is left")]
    Stopped,
    #[error("ffmpeg stood still for a minute while making {output}")]
    Stalled { output: String },
    #[error("{output} became larger than {bytes_max} bytes")]
    TooLarge { output: String, bytes_max: u64 },
    #[error("ffmpeg could not make {output} ({status}){}", indented(.lines))]
    Failed { output: String, status: String, lines: Vec<String> },
}

impl Error {
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("\n  {line}")).collect()
}
