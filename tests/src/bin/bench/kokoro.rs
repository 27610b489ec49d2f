//! Kokoro on this machine, beside ONNX Runtime by itself for the same pieces, in the same run.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::{Client, repository};

use crate::{Figure, median, python};

const ROUNDS: usize = 3;
const VOICE: &str = "af_heart";
const LINES: [&str; 4] = [
    "Yes. And that is the part I did not expect.",
    "The release is on the fourteenth of March, three weeks after the last one, and it changes how the queue is read.",
    "So a caller that goes away no longer costs anything? That alone would be worth it.",
    "It costs $5.20 a month for 1,000 readers, which is half of what it was in 2024.",
];
/// Ticks of a second in /proc.
const TICKS: f64 = 100.0;
const SAMPLE_RATE: f64 = 24_000.0;
const FILES: &str = "target/tools/kokoro";
const DICTIONARIES: &str = "target/tools/speech/heart.voice";

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let fetched = build()?;
    let pieces = pieces()?;
    let threads = thread::available_parallelism()?.get();
    let mut alone = Alone::start(threads)?;
    let server = Server::start()?;
    let (mut shares, mut speeds, mut best) = (Vec::new(), Vec::new(), "");
    let (before, mut spoken) = (server.cpu_seconds()?, 0.0);
    for _ in 0..ROUNDS {
        let (mut served, mut spinning, mut quiet, mut sound) = (0.0, 0.0, 0.0, 0.0);
        for (line, pieces) in LINES.iter().zip(&pieces) {
            let (seconds, samples) = server.say(line)?;
            served += seconds;
            sound += samples.len() as f64 / 2.0 / SAMPLE_RATE;
            spinning += alone.say(pieces, true)?;
            quiet += alone.say(pieces, false)?;
        }
        best = if spinning < quiet { "spinning" } else { "not spinning" };
        shares.push(spinning.min(quiet) / served);
        speeds.push(sound / served);
        spoken += sound;
    }
    let cpu = (server.cpu_seconds()? - before) / spoken;
    let load = fs::read_to_string("/proc/loadavg")?;
    let load = load.split_whitespace().next().unwrap_or_default().to_owned();
    let (share, speed) = (median(shares), median(speeds));
    let mut figures = vec![
        figure(
            "Kokoro / ONNX Runtime alone",
            "at least 0.9",
            format!("{share:.2}"),
            format!("Python, {threads} threads, {best} in the last round; medians of {ROUNDS}, line by line in turn"),
            share >= 0.9,
        ),
        figure(
            "Kokoro's speed",
            "at least 1.2× real time on two idle cores",
            format!("{speed:.2}×"),
            format!("{cpu:.2} s of CPU for a second of sound; the load of {threads} cores was {load}"),
            speed >= 1.2,
        ),
    ];
    let (late, alone) = leaving(&server)?;
    figures.push(figure(
        "a caller of Kokoro that goes away",
        "its work ends within 1 s",
        format!("{:.1} s", (late - alone).max(0.0)),
        format!("a short line behind it took {late:.1} s, and {alone:.1} s alone"),
        late - alone <= 1.0,
    ));
    // As long as a line may be, and a single sentence.
    server.say(&"many words ".repeat(75))?;
    let peak = server.peak_mb()?;
    figures.push(figure(
        "Kokoro's memory",
        "said",
        format!("{peak} MB"),
        "peak resident set (VmHWM), a sentence of 825 characters among them".to_owned(),
        true,
    ));
    let first = server.say(LINES[1])?.1;
    let ready = server.ready;
    drop(server);
    let again = Server::start()?;
    let is_same = first == again.say(LINES[1])?.1;
    let asked = "the same bytes for the same words";
    let reached = if is_same { "yes" } else { "no" };
    figures.push(figure("Kokoro after a restart", asked, reached.to_owned(), "PCM of one line".to_owned(), is_same));
    let start = format!("{:.1} s, {:.1} s the second time", ready, again.ready);
    figures.push(figure("Kokoro's start", "said", start, format!("until it lists its voices; {fetched}"), true));
    Ok(figures)
}

fn figure(name: &'static str, asked: &str, reached: String, how: String, holds: bool) -> Figure {
    Figure { name, asked: asked.to_owned(), reached, how, holds }
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.current_dir(repository()).status()?;
    ensure!(status.success(), "{command:?}");
    Ok(())
}

/// Fetches what is not there, and builds the server; tells how the fetching went.
pub(crate) fn build() -> Result<String> {
    let was_there = repository().join(FILES).exists();
    let started = Instant::now();
    run(&mut Command::new("crates/kokoro/model/fetch"))?;
    let seconds = started.elapsed().as_secs();
    let built = ["--bin", "cuepoint-kokoro", "--example", "pieces"];
    run(Command::new("cargo").args(["build", "--quiet", "-p", "kokoro"]).args(built))?;
    Ok(if was_there { "its files were there".to_owned() } else { format!("its files were fetched in {seconds} s") })
}

/// Tokens of each line, as the server hands them to the model.
fn pieces() -> Result<Vec<Value>> {
    let mut command = Command::new("target/debug/examples/pieces");
    let mut child =
        command.current_dir(repository()).arg(DICTIONARIES).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().context("its input")?.write_all(LINES.join("\n").as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{command:?}");
    let lines = String::from_utf8(output.stdout)?;
    lines.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// ONNX Runtime as Python calls it.
struct Alone {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Alone {
    fn start(threads: usize) -> Result<Alone> {
        let python = python("kokoro", "requirements.txt")?;
        let mut command = Command::new(python);
        command.current_dir(repository()).args(["tests/tools/kokoro/alone.py", FILES, &threads.to_string()]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (child.stdin.take().context("its input")?, child.stdout.take().context("its output")?);
        let mut alone = Alone { child, input, output: BufReader::new(output) };
        alone.read()?;
        Ok(alone)
    }

    fn say(&mut self, pieces: &Value, spins: bool) -> Result<f64> {
        writeln!(self.input, "{}", json!({ "voice": VOICE, "pieces": pieces, "spins": spins }))?;
        let answer: Value = serde_json::from_str(&self.read()?)?;
        answer["seconds"].as_f64().context("seconds")
    }

    fn read(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(self.output.read_line(&mut line)? > 0, "Python has ended");
        Ok(line)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) struct Server {
    child: Child,
    pub(crate) client: Client,
    address: String,
    /// Seconds until it answered.
    ready: f64,
}

impl Server {
    /// Starts it with its files fetched, which is not counted.
    pub(crate) fn start() -> Result<Server> {
        let started = Instant::now();
        let mut command = Command::new("target/debug/cuepoint-kokoro");
        let mut child = command.current_dir(repository()).args(["--port", "0"]).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("its output")?).read_line(&mut line)?;
        let url =
            line.split_whitespace().find(|word| word.starts_with("http")).context("an address")?.trim_end_matches(':');
        let client = Client::new(url, "");
        let address = url.trim_start_matches("http://").to_owned();
        ensure!(client.get("/v1/audio/voices")?.status == 200, "{line}");
        Ok(Server { child, client, address, ready: started.elapsed().as_secs_f64() })
    }

    /// Seconds, and bytes of sound.
    fn say(&self, line: &str) -> Result<(f64, Vec<u8>)> {
        let started = Instant::now();
        let answer = self.client.ask("POST", "/v1/audio/speech").json(&asked(line)).send()?;
        ensure!(answer.status == 200, "{}", answer.text());
        Ok((started.elapsed().as_secs_f64(), answer.body))
    }

    fn cpu_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after = stat.rsplit_once(')').context("a name")?.1;
        let ticks = |index| after.split_whitespace().nth(index).context("ticks")?.parse::<f64>().context("a number");
        Ok((ticks(11)? + ticks(12)?) / TICKS)
    }

    fn peak_mb(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM")?;
        Ok(peak.trim().trim_end_matches(" kB").parse::<u64>()? / 1000)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn asked(line: &str) -> Value {
    json!({ "model": "kokoro", "voice": VOICE, "input": line, "response_format": "pcm" })
}

/// Seconds for a short line behind a long one whose caller goes away, and alone.
fn leaving(server: &Server) -> Result<(f64, f64)> {
    let alone = server.say(LINES[0])?.0;
    let body = asked(&LINES.join(" ")).to_string();
    let mut stream = TcpStream::connect(&server.address)?;
    write!(stream, "POST /v1/audio/speech HTTP/1.1\r\nHost: voice\r\nContent-Length: {}\r\n\r\n{body}", body.len())?;
    thread::sleep(Duration::from_millis(500));
    drop(stream);
    Ok((server.say(LINES[0])?.0, alone))
}
