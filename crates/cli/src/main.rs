//! The binary: arguments in, exit code out; everything between is the library's.

use std::io::{BufReader, IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use clap::Parser;
use cli::{Args, Console, Pace};

fn main() -> ExitCode {
    let args = Args::parse();
    let is_terminal = stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    let (mut out, mut err) = (stdout(), stderr());
    // Not locked: a source may come from there.
    let mut answers = BufReader::new(stdin());
    let mut console = Console::new(&mut out, &mut err, is_terminal);
    if stdin().is_terminal() {
        console = console.answered_by(&mut answers);
    }
    cli::run(args, &mut console, &Pace::DEFAULT).into()
}
