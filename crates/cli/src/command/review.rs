//! `review`: an outline or a script is read, changed and approved.
//!
//! Approved is only a text that the user has seen: a job is read before its text, and the service refuses its estimate when the text
//! has changed since; a changed text is read back before it is approved.

use protocol::{ChangeOutline, JobId, JobView, Line, OutlineView, PlannedSection, Revise, ScriptView, Stage};
use serde::Serialize;

use super::editor::{Draft, Editor};
use super::{Session, approve, show};
use crate::args::Review;
use crate::client::Client;
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;
use crate::format;
use crate::sheet::{self, Head, Sheet};

/// A text of a job that can be reviewed.
trait Reviewed: Sheet + Serialize {
    /// The stage that waits for the text's approval.
    const STAGE: Stage;

    fn fetch(client: &Client, id: JobId) -> Result<Self, Error>;

    /// Sends what is different from the text before.
    fn send(&self, before: &Self, client: &Client, id: JobId) -> Result<JobView, Error>;
}

impl Reviewed for OutlineView {
    const STAGE: Stage = Stage::Script;

    fn fetch(client: &Client, id: JobId) -> Result<Self, Error> {
        client.outline(id)
    }

    fn send(&self, _before: &Self, client: &Client, id: JobId) -> Result<JobView, Error> {
        let sections = self.sections.iter().cloned().map(PlannedSection::from).collect();
        client.change_outline(id, &ChangeOutline { sections })
    }
}

impl Reviewed for ScriptView {
    const STAGE: Stage = Stage::Speech;

    fn fetch(client: &Client, id: JobId) -> Result<Self, Error> {
        client.script(id)
    }

    fn send(&self, before: &Self, client: &Client, id: JobId) -> Result<JobView, Error> {
        let turns = self.turns.iter().zip(&before.turns);
        let changed = turns.filter(|(turn, before)| turn != before);
        let lines = changed.map(|(turn, _)| Line { turn: turn.turn, text: turn.text.clone() }).collect();
        client.revise(id, &Revise { hosts: None, lines })
    }
}

pub(super) fn review(session: &Session, args: &Review, console: &mut Console<'_>) -> Result<Exit, Error> {
    // First of all: who has no editor is told so before anything else happens.
    let editor = if args.print || args.file.is_some() { None } else { Some(Editor::from_env()?) };
    let job = session.client.read(args.id)?;
    let review = Run { session, args, editor };
    let waits_for = job.approval.as_ref().and_then(|approval| approval.stage.known());
    let has_script = job.progress.turns_total.is_some();
    match waits_for {
        Some(Stage::Script) => review.text::<OutlineView>(&job, console),
        Some(Stage::Speech) => review.text::<ScriptView>(&job, console),
        Some(Stage::Ingest | Stage::Outline | Stage::Master | Stage::Publish) | None if has_script => {
            review.text::<ScriptView>(&job, console)
        }
        Some(Stage::Ingest | Stage::Outline | Stage::Master | Stage::Publish) | None => {
            review.text::<OutlineView>(&job, console)
        }
    }
}

/// One run of the command.
struct Run<'a> {
    session: &'a Session,
    args: &'a Review,
    editor: Option<Editor>,
}

impl Run<'_> {
    fn text<T: Reviewed>(&self, job: &JobView, console: &mut Console<'_>) -> Result<Exit, Error> {
        let (client, id) = (&self.session.client, self.args.id);
        let before = T::fetch(client, id)?;
        let head = Head { id, revision: job.revision };
        let draft = match (&self.args.file, &self.editor) {
            (Some(file), _) => Draft::given(id, file),
            (None, Some(editor)) => editor.edit(id, &sheet::write(&before, head))?,
            (None, None) => return self.print(&before, head, console),
        };
        let edited = sheet::read(&before, head, &draft.read()?)
            .map_err(|fault| Error::Usage(format!("{}: {fault}{}", draft.path().display(), draft.hint())))?;
        let changes = before.changes(&edited);
        if changes.is_empty() {
            draft.discard();
            console.report("nothing was changed");
            return self.offer::<T>(job, true, console);
        }
        console.report(&format!("changes:\n{}", changes.join("\n")));
        // An editor may be open for hours.
        if self.editor.is_some() && client.read(id)?.revision != job.revision {
            let why = "somebody else has changed the job meanwhile, and nothing was sent";
            return Err(Error::Usage(format!("{why}{}", draft.hint())));
        }
        let after = edited.send(&before, client, id).inspect_err(|_| console.report(draft.hint().trim_start()))?;
        draft.discard();
        console.report(&format!("sent: the job is at revision {}", after.revision));
        if approval_of::<T>(&after).is_none() {
            return self.offer::<T>(&after, true, console);
        }
        let taken = T::fetch(client, id)?;
        let differences = edited.settled(&taken).changes(&taken);
        if !differences.is_empty() {
            console.report(&format!("the service has it otherwise:\n{}", differences.join("\n")));
        }
        self.offer::<T>(&after, differences.is_empty(), console)
    }

    fn print<T: Reviewed>(&self, text: &T, head: Head, console: &mut Console<'_>) -> Result<Exit, Error> {
        if self.session.global.json {
            console.print_json(text)?;
        } else {
            console.print(sheet::write(text, head).trim_end_matches('\n'))?;
        }
        Ok(Exit::Ok)
    }

    /// Approves the text if the user says so. `is_seen`: it is what the user has last seen in full.
    fn offer<T: Reviewed>(&self, job: &JobView, is_seen: bool, console: &mut Console<'_>) -> Result<Exit, Error> {
        let id = job.id;
        let Some((estimate, waiting)) = approval_of::<T>(job) else {
            if self.args.approve {
                console.report("nothing waits for approval of it");
            }
            if !self.session.global.json && !job.status.known().is_none_or(|status| status.is_terminal()) {
                console.report(&format!("to follow it: cuepoint watch {id}"));
            }
            return show::job(self.session, job, console);
        };
        console.report(&format!("it waits for approval of {waiting}"));
        if self.args.approve && !is_seen {
            console.report(&format!("not approved, as it is not what you sent: cuepoint review {id} shows it"));
            show::job(self.session, job, console)?;
            return Ok(Exit::Parked);
        }
        if self.args.approve || (console.is_interactive() && console.confirm("Approve it as it is? [y/N]")?) {
            return approve::approved(self.session, id, estimate, console);
        }
        console.report(&format!("not approved; to approve it: cuepoint approve {id}"));
        show::job(self.session, job, console)
    }
}

/// The estimate that a job waits to have approved together with this text, and its description.
fn approval_of<T: Reviewed>(job: &JobView) -> Option<(String, String)> {
    let approval = job.approval.as_ref().filter(|approval| approval.stage == T::STAGE)?;
    Some((approval.estimate.clone(), format::waiting(approval)))
}
