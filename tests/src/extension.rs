//! The browser extension in a real browser, driven as its reader would: the same words for Chromium and for Firefox.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::client::Client;
use crate::repository;
use crate::tools;

const POLL: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(120);
const LEAVING: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Chromium,
    Firefox,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// A part of the extension, or the page that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Page,
    Popup,
    Options,
    /// A page of the extension's that does nothing by itself.
    Aside,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Popup => "popup",
            Self::Options => "options",
            Self::Aside => "aside",
        }
    }
}

/// A build of the extension, as its zips.
pub struct Extension {
    folder: PathBuf,
}

impl Extension {
    /// Today's, as `make extension` has built it.
    pub fn current() -> Self {
        Self { folder: repository().join("crates/extension/build") }
    }

    /// Every release there has been, the oldest first, by its number.
    pub fn released() -> Result<Vec<(String, Self)>> {
        let folders = fs::read_dir(repository().join("crates/extension/released"))?;
        let folders = folders.map(|folder| Ok(folder?.path())).collect::<Result<Vec<_>>>()?;
        let number = |folder: &Path| folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let releases = folders.into_iter().map(|folder| (number(&folder).unwrap_or_default(), Self { folder }));
        let mut releases: Vec<_> = releases.collect();
        releases.sort_by(|one, other| one.0.cmp(&other.0));
        ensure!(!releases.is_empty(), "no release is kept");
        Ok(releases)
    }

    /// One of today's sources that speaks another version of the API.
    pub fn speaking(wire: &str, folder: &Path) -> Result<Self> {
        node()
            .arg(repository().join("crates/extension/build.mjs"))
            .args(["--wire", wire, "--out"])
            .arg(folder)
            .run()?;
        Ok(Self { folder: folder.to_owned() })
    }

    pub fn zip(&self, kind: Kind) -> Result<PathBuf> {
        let start = format!("cuepoint-{}-", kind.name());
        let files = fs::read_dir(&self.folder).with_context(|| self.folder.display().to_string())?;
        let zips = files.filter_map(|file| Some(file.ok()?.path()));
        let is_zip = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(&start) && path.extension().is_some_and(|end| end == "zip")
        };
        zips.filter(is_zip).max().with_context(|| format!("no {start}…zip in {}", self.folder.display()))
    }
}

/// A browser with the extension in it; ended when dropped.
pub struct Browser {
    pub kind: Kind,
    running: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    notes: PathBuf,
    is_allowed: bool,
}

impl Browser {
    /// Starts a browser that nobody has used before, and keeps what it needs in `folder`.
    pub fn start(kind: Kind, extension: &Extension, folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let (notes, zip) = (folder.join("driver.log"), extension.zip(kind)?);
        let mut command = match kind {
            Kind::Chromium => {
                let unpacked = folder.join("extension");
                node().arg(script("unpacked.mjs")).arg(zip).arg(&unpacked).arg("http://127.0.0.1/*").run()?;
                let (program, libraries) = tools::browser()?;
                let mut command = node().arg(script("chromium.mjs")).arg(unpacked).arg(folder.join("profile")).0;
                command.env("CHROMIUM", program).envs(libraries.map(|list| ("CHROMIUM_LIBRARIES", list)));
                command
            }
            Kind::Firefox => Built(Command::new("python3")).arg(script("firefox.py")).arg(zip).0,
        };
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(fs::File::create(&notes)?);
        let mut running = command.spawn().with_context(|| format!("{kind:?} does not start"))?;
        let input = running.stdin.take().context("its input")?;
        let output = BufReader::new(running.stdout.take().context("its output")?);
        Ok(Self { kind, running, input, output, notes, is_allowed: false })
    }

    /// Ends the browser, Chromium as a crash of the machine would, and starts it again with the same profile.
    pub fn restart(&mut self) -> Result<()> {
        self.ask("restart", json!({})).map(|_| ())
    }

    /// Allows the extension what it asks for, as a user does; Chromium's copy may reach the service from the start.
    pub fn allow(&mut self) -> Result<()> {
        if !self.is_allowed {
            self.ask("allow", json!({}))?;
        }
        self.is_allowed = true;
        Ok(())
    }

    /// Reads on in the tab whose address holds this.
    pub fn turn_to(&mut self, part: &str) -> Result<()> {
        self.ask("tab", json!({ "part": part })).map(|_| ())
    }

    fn ask(&mut self, verb: &str, mut asked: Value) -> Result<Value> {
        if let Some(fields) = asked.as_object_mut() {
            fields.insert("do".to_owned(), json!(verb));
        }
        writeln!(self.input, "{asked}").with_context(|| self.complaint(verb))?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line).with_context(|| self.complaint(verb))?;
        match answer.get("error") {
            Some(error) => bail!("{:?}: {asked}: {error}", self.kind),
            None => Ok(answer.get("value").cloned().unwrap_or_default()),
        }
    }

    fn complaint(&self, verb: &str) -> String {
        let said = fs::read_to_string(&self.notes).unwrap_or_default();
        format!("{:?} has ended before it did {verb}: {said}", self.kind)
    }

    /// Opens an address in the tab that is being read.
    pub fn open(&mut self, url: &str) -> Result<()> {
        self.ask("open", json!({ "url": url })).map(|_| ())
    }

    /// The toolbar click: the popup is drawn when this returns.
    pub fn popup(&mut self) -> Result<()> {
        self.ask("popup", json!({})).map(|_| ())
    }

    pub fn options(&mut self) -> Result<()> {
        self.ask("options", json!({})).map(|_| ())
    }

    pub fn close(&mut self, place: Place) -> Result<()> {
        self.ask("close", json!({ "where": place.name() })).map(|_| ())
    }

    /// The value of a JavaScript expression, awaited.
    pub fn evaluate(&mut self, place: Place, code: &str) -> Result<Value> {
        self.ask("evaluate", json!({ "where": place.name(), "code": code }))
    }

    /// Presses an element once it can be pressed.
    pub fn press(&mut self, place: Place, selector: &str) -> Result<()> {
        self.ask("press", json!({ "where": place.name(), "selector": selector })).map(|_| ())
    }

    pub fn fill(&mut self, place: Place, selector: &str, text: &str) -> Result<()> {
        self.ask("fill", json!({ "where": place.name(), "selector": selector, "text": text })).map(|_| ())
    }

    /// Selects all that an element of the page holds.
    pub fn select(&mut self, selector: &str) -> Result<()> {
        self.ask("select", json!({ "selector": selector })).map(|_| ())
    }

    /// Chooses an item of the context menu of an element of the page. Firefox alone: Chromium's menu has no window here.
    pub fn choose(&mut self, label: &str, selector: &str) -> Result<()> {
        self.ask("menu", json!({ "label": label, "selector": selector })).map(|_| ())
    }

    /// Title and text of each notification that is shown. Firefox alone: Chromium without a window shows none.
    pub fn notifications(&mut self) -> Result<Vec<(String, String)>> {
        Ok(serde_json::from_value(self.ask("notifications", json!({}))?)?)
    }

    /// Answers a question that the browser asks, by allowing it. Firefox alone.
    pub fn answer(&mut self) -> Result<()> {
        self.ask("allow", json!({})).map(|_| ())
    }

    /// Presses the shortcut that opens the popup. Firefox alone: Chromium hears no synthetic keys.
    pub fn press_keys(&mut self, shortcut: &str) -> Result<()> {
        self.ask("keys", json!({ "shortcut": shortcut })).map(|_| ())
    }

    /// Ends the background, as browsers do when they please; false where it did not run.
    pub fn kill_background(&mut self) -> Result<bool> {
        Ok(self.ask("kill", json!({}))? == json!(true))
    }

    pub fn screenshot(&mut self, place: Place, path: &Path) -> Result<()> {
        self.ask("screenshot", json!({ "where": place.name(), "path": path })).map(|_| ())
    }

    /// Errors that parts of the extension have written to their consoles.
    pub fn errors(&mut self) -> Result<Vec<String>> {
        let facts = self.ask("facts", json!({}))?;
        Ok(serde_json::from_value(facts.get("errors").cloned().unwrap_or_default())?)
    }

    /// True while the browser runs the background.
    pub fn is_awake(&mut self) -> Result<bool> {
        Ok(self.ask("facts", json!({}))?.get("isAwake") == Some(&json!(true)))
    }

    /// The text that a place shows.
    pub fn text(&mut self, place: Place, selector: &str) -> Result<String> {
        let code = format!("document.querySelector({})?.innerText ?? ''", json!(selector));
        Ok(self.evaluate(place, &code)?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a place shows a text.
    pub fn sees(&mut self, place: Place, selector: &str, text: &str) -> Result<()> {
        let mut shown = String::new();
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            // A page may be leaving for another.
            match self.text(place, selector) {
                Ok(now) if now.contains(text) => return Ok(()),
                Ok(now) => shown = now,
                Err(error) => shown = format!("{error:#}"),
            }
            sleep(POLL);
        }
        let errors = self.errors()?;
        bail!("{:?} {place:?} {selector} shows {shown:?}, not {text:?}; errors {errors:?}", self.kind)
    }

    /// The server's address and a pasted token, as a reader gives them.
    pub fn connect(&mut self, client: &Client) -> Result<()> {
        self.options()?;
        self.fill(Place::Options, "#address", &client.url)?;
        self.press(Place::Options, "#paste summary")?;
        self.fill(Place::Options, "#secret", &client.token)?;
        self.press(Place::Options, "#token button")?;
        self.allow()?;
        self.sees(Place::Options, "#checks", "The server accepts the token.")?;
        self.close(Place::Options)
    }

    /// Opens the popup on the page, and presses the button.
    pub fn send(&mut self) -> Result<()> {
        self.popup()?;
        self.press(Place::Popup, "#go")?;
        self.sees(Place::Popup, "#sent", "Sent.")
    }

    /// Everything that is kept under keys that begin so.
    pub fn kept(&mut self, prefix: &str) -> Result<Vec<Value>> {
        let code = format!(
            "chrome.storage.local.get(null).then((kept) => Object.keys(kept).filter((key) => key.startsWith({})).map((key) => kept[key]))",
            json!(prefix)
        );
        let kept = self.evaluate(Place::Aside, &code)?;
        ensure!(kept.is_array(), "{kept}");
        Ok(serde_json::from_value(kept)?)
    }

    pub fn badge(&mut self) -> Result<String> {
        let badge = self.evaluate(Place::Aside, "chrome.action.getBadgeText({})")?;
        Ok(badge.as_str().unwrap_or_default().to_owned())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = writeln!(self.input, "{}", json!({ "do": "quit" }));
        let started = Instant::now();
        while started.elapsed() < LEAVING {
            if self.running.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            sleep(POLL);
        }
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}

/// A command that is put together by value.
struct Built(Command);

impl Built {
    fn arg(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Self {
        self.0.arg(argument);
        self
    }

    fn args<const N: usize>(mut self, arguments: [&str; N]) -> Self {
        self.0.args(arguments);
        self
    }

    fn run(mut self) -> Result<()> {
        let output = self.0.output()?;
        ensure!(output.status.success(), "{:?}: {}", self.0, String::from_utf8_lossy(&output.stderr));
        Ok(())
    }
}

fn node() -> Built {
    Built(Command::new(repository().join("node_modules/.bin/node")))
}

fn script(name: &str) -> PathBuf {
    repository().join("tests/extension").join(name)
}
