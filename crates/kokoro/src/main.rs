//! `cuepoint-kokoro`: the voice on this machine, until it is interrupted or the command it was given has ended.

use std::ffi::OsString;
use std::net::TcpListener;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Instant;

use clap::Parser;
use kokoro::args::Args;
use kokoro::error::Error;
use kokoro::files::{self, Files};
use kokoro::onnx::Onnx;
use kokoro::queue::Queue;
use kokoro::request::MODEL;
use kokoro::server::{Reader, Server};
use kokoro::speaker;

const HOST: &str = "127.0.0.1";

enum Event {
    Interrupted,
    /// The command has ended, with this exit code.
    Ended(Option<i32>),
    /// The engine has.
    Silent,
}

fn main() -> ExitCode {
    let args = Args::parse();
    run(&args).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn run(args: &Args) -> Result<ExitCode, Error> {
    let (tell, told) = mpsc::channel();
    let interrupt = tell.clone();
    // Without a handler the signal itself ends this program.
    let _ = ctrlc::set_handler(move || {
        let _ = interrupt.send(Event::Interrupted);
    });
    let listener = TcpListener::bind((HOST, args.port)).map_err(|source| Error::Port { port: args.port, source })?;
    let url = format!("http://{}", listener.local_addr()?);
    let started = Instant::now();
    let files = Files::of(&args.files);
    let spoken = files.voices()?;
    let reader = reader(args)?;
    let threads = args.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    let mut engine = Onnx::open(&files.library(), &files.model()?, threads)?;
    let queue = Queue::new(args.waiting);
    let (voices, styles): (Vec<_>, Vec<_>) = spoken.into_iter().map(|spoken| (spoken.voice, spoken.style)).unzip();
    println!(
        "Kokoro speaks at {url}: {} voices, {threads} threads, loaded in {:.1} s from {}",
        voices.len(),
        started.elapsed().as_secs_f64(),
        args.files.display()
    );
    let server = Arc::new(Server { voices, reader, queue: Arc::clone(&queue) });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    listener.set_nonblocking(true)?;
    let listener = {
        let _entered = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    thread::spawn(move || runtime.block_on(server.serve(listener)));
    let working = {
        let (queue, tell) = (Arc::clone(&queue), tell.clone());
        thread::spawn(move || {
            speaker::work(&queue, &mut engine, &styles);
            let _ = tell.send(Event::Silent);
        })
    };
    let code = attend(&args.command, &url, tell, &told);
    queue.close();
    // The engine's library must not be unloaded under its work.
    let _ = working.join();
    code
}

/// Reads English with the dictionaries of the embedded neural voice: its phonemes are Kokoro's.
fn reader(args: &Args) -> Result<Reader, Error> {
    // Read from for as long as this program runs.
    let bytes: &'static [u8] = files::read(&args.dictionaries)?.leak();
    let damaged = |error: speech::Error| {
        let path = args.dictionaries.clone();
        let folder = path.parent().unwrap_or(&path).to_owned();
        Error::Damaged { path, folder, detail: error.to_string() }
    };
    let voice = speech::Voice::read(bytes).map_err(damaged)?;
    Ok(Box::new(move |text| voice.phonemes(text)))
}

/// Runs the command, if there is one, and waits for its end, ours or the engine's.
fn attend(command: &[OsString], url: &str, tell: Sender<Event>, told: &Receiver<Event>) -> Result<ExitCode, Error> {
    let child = start(command, url)?;
    let id = child.as_ref().map(Child::id);
    if let Some(mut child) = child {
        thread::spawn(move || {
            let code = child.wait().ok().and_then(|status| status.code());
            let _ = tell.send(Event::Ended(code));
        });
    }
    let mut is_silent = false;
    loop {
        match told.recv() {
            Ok(Event::Ended(code)) if !is_silent => {
                let code = code.and_then(|code| u8::try_from(code).ok());
                return Ok(code.map_or(ExitCode::FAILURE, ExitCode::from));
            }
            Ok(Event::Ended(_)) | Err(_) => return Ok(ExitCode::FAILURE),
            Ok(event @ (Event::Interrupted | Event::Silent)) => {
                if matches!(event, Event::Silent) {
                    eprintln!("error: the engine has ended");
                    is_silent = true;
                }
                match id {
                    Some(id) => end(id),
                    None if is_silent => return Ok(ExitCode::FAILURE),
                    None => return Ok(ExitCode::SUCCESS),
                }
            }
        }
    }
}

fn start(command: &[OsString], url: &str) -> Result<Option<Child>, Error> {
    let Some((program, arguments)) = command.split_first() else { return Ok(None) };
    let failed = |source| Error::Program { program: program.to_string_lossy().into_owned(), source };
    let mut command = Command::new(program);
    command.args(arguments).env("VOICE_URL", url).env("VOICE_MODEL", MODEL);
    Ok(Some(command.spawn().map_err(failed)?))
}

/// Asks the command to end: an interrupt from the terminal has reached it already, any other has not.
fn end(process: u32) {
    let _ = Command::new("kill").args(["-TERM", &process.to_string()]).stderr(Stdio::null()).status();
}
