//! The command line of `cuepoint-serve`, as clap reads it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser;

use crate::config::Config;
use crate::error::Error;

/// Run Cuepoint on this machine until interrupted, or for as long as a command runs
#[derive(Debug, Parser)]
#[command(name = "cuepoint-serve", version)]
pub struct Args {
    /// The port to listen on; 0 takes any that is free
    #[arg(long, env = "CUEPOINT_PORT", value_name = "N", default_value_t = 8787)]
    pub port: u16,
    /// The folder for everything that is kept: state, secrets and log [default: .wrangler in the checkout it is started in]
    #[arg(long, env = "CUEPOINT_STATE", value_name = "DIR")]
    pub state: Option<PathBuf>,
    /// Go on serving when the command has succeeded, until interrupted
    #[arg(long, requires = "command")]
    pub stay: bool,
    /// A command to run beside the service, which finds it by CUEPOINT_URL and CUEPOINT_TOKEN
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}

impl Args {
    /// The configuration that these arguments name.
    pub fn config(&self) -> Result<Config, Error> {
        let default = Config::default_folder()?;
        let folder = match &self.state {
            Some(folder) => std::path::absolute(folder).map_err(|source| Error::file(folder, source))?,
            None => default,
        };
        Config::kept(&folder, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_and_a_folder_may_be_named() {
        let args = Args::try_parse_from(["cuepoint-serve", "--port", "0", "--state", "here"]).unwrap();
        assert_eq!((args.port, args.state, args.command.len()), (0, Some("here".into()), 0));
    }

    #[test]
    fn what_follows_two_dashes_is_a_command_with_its_own_flags() {
        let args = Args::try_parse_from(["cuepoint-serve", "--", "cuepoint", "--json", "list"]).unwrap();
        assert_eq!(args.command, ["cuepoint", "--json", "list"]);
    }

    #[test]
    fn a_folder_is_named_as_seen_from_where_one_stands() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("mine");
        let args = Args { port: 0, state: Some(state.clone()), stay: false, command: Vec::new() };
        let config = args.config().unwrap();
        assert!(config.state.starts_with(&state) && config.log.starts_with(&state), "{config:?}");
        assert_eq!(args.config().unwrap().token, config.token, "the token is kept");
    }
}
