//! `admin storage`: the balance of the last sweep.

use protocol::{Amount, Shelf, Storage};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::format;

pub(super) fn show(session: &Session, console: &mut Console<'_>) -> Result<(), Error> {
    let storage = session.client.storage()?;
    if session.global.json {
        return console.print_json(&storage);
    }
    console.print(&format::table(&rows(&storage)))
}

fn rows(storage: &Storage) -> Vec<(&'static str, String)> {
    let Storage { balance, caught, defects: _, jobs, sweep } = storage;
    let mut rows = Vec::new();
    match balance {
        None => rows.push(("balance", "none yet: no sweep has walked the whole bucket".to_owned())),
        Some(balance) => {
            rows.push(("balance as of", format::moment(balance.ended_at)));
            rows.extend(
                [("episodes", balance.episodes), ("clips", balance.clips), ("other", balance.other)].map(shelf),
            );
            rows.push(("missing", format!("{} files", balance.missing_files)));
            rows.push(("oldest orphan", format::moment(balance.oldest_orphan_at)));
        }
    }
    rows.push(("caught", format!("{} when jobs ended, {} an hour later", caught.cleanup, caught.stragglers)));
    rows.push(("", format!("{} by the sweep, {} clips aged out", caught.sweep, caught.clips_aged)));
    rows.push(("", format!("{} left to the bucket's own rules", caught.bucket)));
    let (known, trashed, erased, overdue) = (jobs.known, jobs.trashed, jobs.erased, jobs.overdue);
    rows.push(("jobs", format!("{known}: {trashed} in the trash, {erased} erased, {overdue} overdue")));
    rows.push(("last sweep", format::moment(sweep.and_then(|run| run.started_at))));
    rows
}

fn shelf((name, shelf): (&'static str, Shelf)) -> (&'static str, String) {
    let amount = |amount: Amount| format!("{} ({} kB)", amount.objects, amount.bytes / 1_000);
    let Shelf { referenced, pending, orphaned } = shelf;
    let [referenced, pending, orphaned] = [referenced, pending, orphaned].map(amount);
    (name, format!("{referenced} in use, {pending} pending, {orphaned} orphaned"))
}
