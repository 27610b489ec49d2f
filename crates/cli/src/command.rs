//! The commands, from arguments to exit code.

mod admin;
mod approve;
mod editor;
mod estimate;
mod feed;
mod follow;
mod generate;
mod ledger;
mod media;
mod purge;
mod review;
mod show;
mod voices;

use crate::args::{Admin, Args, Command, Global};
use crate::client::Client;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::pace::Pace;

/// Runs one command to its end; errors are reported here.
pub fn run(args: Args, console: &mut Console<'_>, pace: &Pace) -> Exit {
    match dispatch(args, console, pace) {
        Ok(exit) => exit,
        Err(error) => {
            if !error.is_broken_pipe() {
                console.report(&format!("error: {error}"));
            }
            error.exit()
        }
    }
}

/// The client and the global options of a command.
struct Session {
    client: Client,
    global: Global,
}

/// No commits since the last episode: that is no failure, and no episode.
fn nothing_new(console: &mut Console<'_>) -> Result<Exit, Error> {
    console.report("nothing new: no episode is made");
    Ok(Exit::Ok)
}

fn dispatch(args: Args, console: &mut Console<'_>, pace: &Pace) -> Result<Exit, Error> {
    let Args { global, command } = args;
    let client = Client::new(global.url.clone(), global.token.clone(), pace)?;
    let session = Session { client, global };
    match command {
        Command::Generate(generate) => generate::generate(&session, &generate, console),
        Command::Estimate(episode) => estimate::estimate(&session, &episode, console),
        Command::Review(args) => review::review(&session, &args, console),
        Command::Approve { id, yes } => approve::approve(&session, id, yes, console),
        Command::Budget { id, amount } => show::job(&session, &session.client.set_budget(id, amount.0)?, console),
        Command::Ledger { id } => ledger::ledger(&session, id, console),
        Command::Watch { id, after } => follow::watch(&session, id, after, console),
        Command::Get { id, out } => show::get(&session, id, out.as_deref(), console),
        Command::List { cursor } => show::list(&session, cursor.as_deref(), console),
        Command::Cancel { id } => show::job(&session, &session.client.cancel(id)?, console),
        Command::Delete { id } => show::job(&session, &session.client.delete(id)?, console),
        Command::Restore { id } => show::job(&session, &session.client.restore(id)?, console),
        Command::Purge { id, yes } => purge::purge(&session, id, yes, console),
        Command::Admin(Admin { admin_token, command }) => {
            let client = Client::new(session.global.url.clone(), admin_token, pace)?;
            admin::run(&Session { client, global: session.global }, command, console)
        }
        Command::Voices(args) => voices::voices(&session, &args, console),
        Command::Media(args) => media::media(&session, &args, console),
        Command::Pair => feed::pair(&session, console),
        Command::Feed(feed) => feed::run(&session, feed, console),
        Command::Resume { id } => show::job(&session, &session.client.resume(id)?, console),
    }
}
