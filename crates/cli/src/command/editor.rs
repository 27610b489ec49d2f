//! The user's editor, and the file it edits.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use protocol::JobId;
use uuid::Uuid;

use crate::error::Error;

/// The command of an editor, as the shell takes it.
pub(super) struct Editor(String);

impl Editor {
    pub(super) fn from_env() -> Result<Self, Error> {
        let named = |name: &str| env::var(name).ok().filter(|command| !command.trim().is_empty());
        let command = named("VISUAL").or_else(|| named("EDITOR"));
        let none = "no editor is known: set VISUAL or EDITOR, or use --print and --file";
        command.map(Self).ok_or_else(|| Error::Usage(none.to_owned()))
    }

    /// Lets the user edit a text; returns the file, which stays until it is discarded.
    pub(super) fn edit(&self, id: JobId, text: &str) -> Result<Draft, Error> {
        let draft = Draft::create(id, text)?;
        // By the shell, for a command may have arguments.
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{} \"$@\"", self.0)).arg(&self.0).arg(&draft.path);
        let ended = command.status().map_err(|source| Error::file(Path::new(&self.0), source))?;
        if !ended.success() {
            return Err(Error::Usage(format!("the editor failed ({ended}), and nothing was sent{}", draft.hint())));
        }
        Ok(draft)
    }
}

/// An edited file.
pub(super) struct Draft {
    id: JobId,
    path: PathBuf,
    is_ours: bool,
}

impl Draft {
    /// A file of the user.
    pub(super) fn given(id: JobId, path: &Path) -> Self {
        Self { id, path: path.to_owned(), is_ours: false }
    }

    /// A new file, which nobody else may read: it has the source's text in it.
    fn create(id: JobId, text: &str) -> Result<Self, Error> {
        let path = env::temp_dir().join(format!("cuepoint-{}.md", Uuid::new_v4()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|source| Error::file(&path, source))?;
        Ok(Self { id, path, is_ours: true })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn read(&self) -> Result<String, Error> {
        fs::read_to_string(&self.path).map_err(|source| Error::file(&self.path, source))
    }

    /// The place where the text is kept, and the way back to it; on lines of their own.
    pub(super) fn hint(&self) -> String {
        let (id, path) = (self.id, self.path.display());
        format!("\n  your text is kept in {path}; to go on with it, edit it and: cuepoint review {id} --file {path}")
    }

    /// Removes the file, unless it is the user's.
    pub(super) fn discard(self) {
        if self.is_ours {
            let _ = fs::remove_file(&self.path);
        }
    }
}
