//! Sample pages, written into the folder named by the first argument: `cargo run -p page --example samples -- FOLDER`.

#[path = "samples/jobs.rs"]
mod jobs;

use std::path::Path;
use std::{env, fs, io};

use page::{Library, POLICY, SCRIPT, STYLE, SignIn, library, problem, sign_in};
use protocol::{FeedAddress, FeedId, FeedView, JobList, JobStatus, JobSummary, Timestamp};

const AT: Timestamp = Timestamp::from_ms(1_795_223_353_042);
const DAY_MS: i64 = 86_400_000;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("samples FOLDER"))?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let write = |name: &str, text: &str| fs::write(folder.join(name), text);
    write("page.js", SCRIPT)?;
    write("page.css", STYLE)?;
    write("policy.txt", POLICY)?;
    write("sign-in.html", &sign_in(&SignIn { next: "/jobs/1", error: None }))?;
    write("sign-in-wrong.html", &sign_in(&SignIn { next: "/", error: Some("This pairing code has expired.") }))?;
    write(
        "problem.html",
        &problem(404, "There is no such job", Some("It may have been erased: jobs in the trash are kept for a week.")),
    )?;
    write("library.html", &shelf("https://cuepoint.example.org"))?;
    write("library-local.html", &shelf("http://127.0.0.1:8787"))?;
    write(
        "library-empty.html",
        &library(&Library { jobs: &JobList { jobs: vec![], next_cursor: None }, feeds: &[], origin: "", csrf: "c5rf" }),
    )?;
    for (name, html) in jobs::pages() {
        write(&format!("{name}.html"), &html)?;
    }
    Ok(())
}

fn shelf(origin: &str) -> String {
    let titles = [
        (JobStatus::Running, Some("Tidal power in the Bristol Channel")),
        (JobStatus::Succeeded, Some("Leases, and what they are for")),
        (JobStatus::Parked, Some("<script>alert(1)</script> & \"other\" 'titles'")),
        (JobStatus::Failed, None),
        (
            JobStatus::Succeeded,
            Some("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
        ),
    ];
    let job = |((status, title), day): ((JobStatus, Option<&str>), i64)| JobSummary {
        id: jobs::id(day),
        status: status.into(),
        title: title.map(str::to_owned),
        created_at: AT.plus_ms(-day * DAY_MS),
        updated_at: AT,
    };
    let list = JobList { jobs: titles.into_iter().zip(1..).map(job).collect(), next_cursor: Some("a/b".to_owned()) };
    let hrefs = ["k2vT9xQ4mB7dLw0sHn3cRy8fGz5pJe1a", "Zq8sN4cV1bX6mK3jH7gF2dS9aP5oI0uY"];
    let [first, second] = hrefs.map(|secret| format!("/feeds/{secret}.xml"));
    let address = |id: &str, name: &str, href: Option<String>| FeedAddress {
        id: id.to_owned(),
        name: name.to_owned(),
        href,
        created_at: AT,
        ends_at: None,
        replaced_by: None,
    };
    let addresses = vec![
        address("ad1", "Phone", Some(first)),
        FeedAddress {
            ends_at: Some(AT.plus_ms(30 * DAY_MS)),
            replaced_by: Some("ad1".to_owned()),
            ..address("ad2", "Old <tablet>", Some(second))
        },
        FeedAddress { ends_at: Some(AT), ..address("ad3", "Car", None) },
    ];
    let feed = |id: &str, title: &str, addresses| FeedView {
        id: FeedId(id.to_owned()),
        name: None,
        title: title.to_owned(),
        description: String::new(),
        language: "en".to_owned(),
        category: "Technology".to_owned(),
        author: String::new(),
        colors: None,
        created_at: AT,
        revoked_at: None,
        addresses,
    };
    let own = feed("f1", "My episodes", addresses);
    let team = FeedView { revoked_at: Some(AT), ..feed("f2", "Team reading list", Vec::new()) };
    library(&Library { jobs: &list, feeds: &[own, team], origin, csrf: "c5rf" })
}
