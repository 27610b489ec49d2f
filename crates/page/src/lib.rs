//! The pages a person looks at: sign-in, library, job, connection and problem, each one complete HTML document.
//!
//! Never does I/O and reads no clock: the same arguments always give the same page. Every page shows its content and
//! takes its forms without the script.

mod assets;
mod connect;
mod document;
mod html;
mod job;
mod library;
mod problem;
mod sign_in;
mod time;

pub use assets::{POLICY, SCRIPT, SCRIPT_PATH, STYLE, STYLE_PATH};
pub use connect::{CONNECTED_PATH, Connect, connect, connected};
pub use document::{LIBRARY_PATH, SIGN_OUT_PATH};
pub use job::{JobPage, changed_outline, job, job_path};
pub use library::{Library, library};
pub use problem::problem;
pub use sign_in::{SignIn, local_path, sign_in, sign_in_path};
