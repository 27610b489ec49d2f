//! The binary `cuepoint`: arguments in, exit code out. The rest is in the library.

use std::io::{BufReader, IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use clap::Parser;
use cli::{Args, Console, Pace};

fn main() -> ExitCode {
    let args = Args::parse();
    let is_terminal = stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    let (mut out, mut err) = (stdout(), stderr());
    // Not locked: the source itself may come from stdin.
    let mut answers = BufReader::new(stdin());
    let mut console = Console::new(&mut out, &mut err, is_terminal);
    if stdin().is_terminal() {
        console = console.answered_by(&mut answers);
    }
    cli::run(args, &mut console, &Pace::DEFAULT).into()
}
