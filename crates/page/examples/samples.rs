//! Sample pages, written into the folder named by the first argument: `cargo run -p page --example samples -- FOLDER`.

#[path = "samples/jobs.rs"]
mod jobs;

use std::path::Path;
use std::{env, fs, io};

use page::{Connect, Library, POLICY, SCRIPT, STYLE, SignIn, connect, connected, library, problem, sign_in};
use protocol::{
    Challenge, Connection, FeedAddress, FeedId, FeedView, JobList, JobStatus, JobSummary, Timestamp, TokenId,
};

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
        &library(&Library {
            jobs: &JobList { jobs: vec![], next_cursor: None },
            feeds: &[],
            connections: &[],
            origin: "",
            csrf: "c5rf",
        }),
    )?;
    let challenge =
        Challenge::parse(&format!("3fa91c{}", "0".repeat(58))).map_err(|problem| io::Error::other(problem.title))?;
    let asked = Connect { challenge: &challenge, name: "Chromium on Linux", error: None, csrf: "c5rf" };
    let long = "n".repeat(70);
    let error = Some("name: 1 to 60 characters of plain text");
    write("connect.html", &connect(&asked))?;
    write("connect-wrong.html", &connect(&Connect { name: &long, error, ..asked }))?;
    write("connected.html", &connected())?;
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
    let connection = |id: &str, name: &str, is_this: bool| Connection {
        id: TokenId(id.to_owned()),
        name: name.to_owned(),
        created_at: AT,
        expires_at: (!is_this).then_some(AT.plus_ms(90 * DAY_MS)),
        revoked_at: None,
        is_this,
    };
    let connections = [
        connection("c1", "Chromium on Linux", true),
        connection("c2", "Firefox <on the old laptop in the living room, with a name", false),
    ];
    library(&Library { jobs: &list, feeds: &[own, team], connections: &connections, origin, csrf: "c5rf" })
}
