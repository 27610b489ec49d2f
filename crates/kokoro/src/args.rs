//! The command line of `cuepoint-kokoro`, as clap reads it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser;

use crate::limits::WAITING;

/// Speak with Kokoro's voices, over OpenAI's speech API, until interrupted or for as long as a command runs
#[derive(Debug, Parser)]
#[command(name = "cuepoint-kokoro", version)]
pub struct Args {
    /// The port to listen on; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8880)]
    pub port: u16,
    /// The folder of model, styles and ONNX Runtime, as crates/kokoro/model/fetch fills it
    #[arg(long, value_name = "DIR", default_value = "target/tools/kokoro")]
    pub files: PathBuf,
    /// The dictionaries, as crates/speech/model/fetch makes them
    #[arg(long, value_name = "FILE", default_value = "target/tools/speech/heart.voice")]
    pub dictionaries: PathBuf,
    /// Threads that speak [default: one for each core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Requests that may wait; the next one is told to come back later
    #[arg(long, value_name = "N", default_value_t = WAITING)]
    pub waiting: usize,
    /// A command to run beside it, which finds it by VOICE_URL and VOICE_MODEL
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_follows_two_dashes_with_flags_of_its_own() {
        let args = Args::try_parse_from(["cuepoint-kokoro", "--port", "0", "--", "serve", "--port", "1"]).unwrap();
        assert_eq!((args.port, args.command), (0, ["serve", "--port", "1"].map(OsString::from).to_vec()));
    }
}
