//! The server over HTTP, with an engine that counts instead of speaking.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use kokoro::catalog::Voice;
use kokoro::engine::{Engine, Failure, Stop};
use kokoro::limits::{PIECE_TOKENS_MAX, TOKENS_MAX};
use kokoro::queue::Queue;
use kokoro::server::Server;
use kokoro::sound::PAUSE;
use kokoro::speaker;
use kokoro::style::{Style, WIDTH};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(60);

/// The request of one run.
#[derive(Debug, PartialEq)]
struct Run {
    tokens: usize,
    style: f32,
    speed: f32,
}

/// A sample for each token; "w" waits until it is stopped or let go, "z" fails.
struct Counting {
    runs: Sender<Run>,
    ends: Sender<Result<(), Failure>>,
    go: Arc<Mutex<Receiver<()>>>,
}

impl Engine for Counting {
    fn run(&mut self, tokens: &[i64], style: &[f32], speed: f32, stop: &Stop) -> Result<Vec<f32>, Failure> {
        let w = kokoro::vocabulary::number('w').unwrap();
        let z = kokoro::vocabulary::number('z').unwrap();
        self.runs.send(Run { tokens: tokens.len(), style: style[0], speed }).unwrap();
        let ended = if tokens.contains(&z) {
            Err(Failure::Broken("planned".to_owned()))
        } else if tokens.contains(&w) {
            self.wait(stop)
        } else {
            Ok(())
        };
        self.ends.send(ended.clone()).unwrap();
        ended.map(|()| vec![0.5; tokens.len()])
    }
}

impl Counting {
    fn wait(&self, stop: &Stop) -> Result<(), Failure> {
        let (end, ended) = mpsc::channel();
        let go = Arc::clone(&self.go);
        stop.during(
            move || {
                let _ = end.send(());
            },
            || {
                let started = Instant::now();
                while started.elapsed() < PATIENCE {
                    if go.lock().unwrap().try_recv().is_ok() {
                        return Ok(());
                    }
                    if ended.recv_timeout(Duration::from_millis(5)).is_ok() {
                        return Err(Failure::Stopped);
                    }
                }
                Err(Failure::Broken("nobody came".to_owned()))
            },
        )
    }
}

struct World {
    address: SocketAddr,
    runs: Receiver<Run>,
    ends: Receiver<Result<(), Failure>>,
    go: Sender<()>,
    queue: Arc<Queue>,
}

impl Drop for World {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// A voice's style tells which voice it is, in hundreds, and for which length.
fn style(voice: usize) -> Style {
    let row = |row: usize| std::iter::repeat_n(((100 * voice) as f32 + row as f32).to_le_bytes(), WIDTH);
    Style::read(&(0..TOKENS_MAX).flat_map(row).flatten().collect::<Vec<u8>>()).unwrap()
}

fn world(waiting: usize) -> World {
    let (runs_to, runs) = mpsc::channel();
    let (ends_to, ends) = mpsc::channel();
    let (go, went) = mpsc::channel();
    let queue = Queue::new(waiting);
    let mut engine = Counting { runs: runs_to, ends: ends_to, go: Arc::new(Mutex::new(went)) };
    let working = Arc::clone(&queue);
    thread::spawn(move || speaker::work(&working, &mut engine, &[style(0), style(1)]));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    listener.set_nonblocking(true).unwrap();
    let voices = ["af_heart", "am_michael"].into_iter().filter_map(Voice::named).collect();
    // Letters are their own phonemes, and each line is a breath.
    let reader = Box::new(|text: &str| text.split('|').map(str::to_owned).collect());
    let server = Arc::new(Server { voices, reader, queue: Arc::clone(&queue) });
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { server.serve(tokio::net::TcpListener::from_std(listener).unwrap()).await });
    });
    World { address, runs, ends, go, queue }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    kind: String,
    retry_after: Option<u64>,
    allow: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn code(&self) -> (u16, String) {
        (self.status, self.json()["error"]["code"].as_str().unwrap().to_owned())
    }
}

impl World {
    fn agent() -> ureq::Agent {
        ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .proxy(None)
            .build()
            .into()
    }

    fn get(&self, path: &str) -> Answer {
        read(World::agent().get(format!("http://{}{path}", self.address)).call().unwrap())
    }

    fn post(&self, path: &str, body: &[u8]) -> Answer {
        read(World::agent().post(format!("http://{}{path}", self.address)).send(body).unwrap())
    }

    fn say(&self, body: &Value) -> Answer {
        self.post("/v1/audio/speech", body.to_string().as_bytes())
    }

    /// A caller that has asked, and can go away.
    fn caller(&self, input: &str) -> TcpStream {
        let body = json!({ "input": input, "voice": "af_heart" }).to_string();
        let mut stream = TcpStream::connect(self.address).unwrap();
        let head = format!("POST /v1/audio/speech HTTP/1.1\r\nHost: voice\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        stream
    }

    fn run(&self) -> Run {
        self.runs.recv_timeout(PATIENCE).unwrap()
    }

    fn end(&self) -> Result<(), Failure> {
        self.ends.recv_timeout(PATIENCE).unwrap()
    }
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Answer {
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let (kind, retry_after) = (header("content-type").unwrap_or_default(), header("retry-after"));
    let (status, allow) = (response.status().as_u16(), header("allow"));
    let body = response.body_mut().read_to_vec().unwrap();
    Answer { status, kind, retry_after: retry_after.map(|seconds| seconds.parse().unwrap()), allow, body }
}

#[test]
fn a_text_becomes_a_wav_or_samples_alone() {
    let world = world(4);
    let wav = world.say(&json!({ "model": "kokoro", "input": "bad", "voice": "am_michael", "speed": 1.5 }));
    assert_eq!((wav.status, wav.kind.as_str()), (200, "audio/wav"));
    // Three tokens and two edges; the second voice, a text of three.
    assert_eq!(world.run(), Run { tokens: 5, style: 102.0, speed: 1.5 });
    let pcm = world.say(&json!({ "input": "bad", "voice": "am_michael", "response_format": "pcm" }));
    assert_eq!((pcm.status, pcm.kind.as_str(), pcm.body.len()), (200, "audio/pcm", 10));
    assert_eq!(wav.body[..4], *b"RIFF");
    assert_eq!(wav.body[44..], pcm.body);
    let rate = u32::from_le_bytes(wav.body[24..28].try_into().unwrap());
    assert_eq!(rate, 24_000);
}

#[test]
fn a_long_text_is_spoken_piece_by_piece_into_one_answer() {
    let world = world(4);
    let answer = world.say(&json!({ "input": format!("{}|{}", "bad ".repeat(60), "dab ".repeat(100)), "voice": "af_heart", "response_format": "pcm" }));
    let pieces: Vec<usize> = world.runs.try_iter().map(|run| run.tokens).collect();
    assert_eq!(pieces.len(), 3, "{pieces:?}");
    assert!(pieces.iter().all(|tokens| *tokens <= PIECE_TOKENS_MAX + 2), "{pieces:?}");
    assert_eq!(answer.body.len(), 2 * (pieces.iter().sum::<usize>() + 2 * PAUSE));
}

#[test]
fn the_same_words_have_the_same_bytes() {
    let world = world(4);
    let body = json!({ "input": "bad dab", "voice": "af_heart" });
    assert_eq!(world.say(&body).body, world.say(&body).body);
}

#[test]
fn voices_and_models_are_listed() {
    let world = world(4);
    let voices = json!([
        { "id": "af_heart", "name": "Heart", "language": "en-US", "gender": "female", "sample_rate": 24_000 },
        { "id": "am_michael", "name": "Michael", "language": "en-US", "gender": "male", "sample_rate": 24_000 },
    ]);
    assert_eq!(world.get("/v1/audio/voices").json()["voices"], voices);
    let models = world.get("/v1/models");
    assert_eq!((models.status, &models.json()["data"][0]["id"]), (200, &json!("kokoro")));
}

#[test]
fn a_request_that_is_not_right_is_refused_in_the_shape_of_the_contract() {
    let world = world(4);
    let refused = world.say(&json!({ "input": "bad", "voice": "nobody" }));
    let error = refused.json()["error"].clone();
    assert_eq!((refused.status, refused.kind.as_str()), (400, "application/json"));
    assert_eq!((&error["code"], &error["param"]), (&json!("unknown_voice"), &json!("voice")));
    assert_eq!(error["type"], "invalid_request_error");
    assert!(error["message"].as_str().unwrap().contains("af_heart"), "{error}");
    for (input, code) in [("!?", "empty_input"), ("", "empty_input"), ("Привет", "unsupported_language")] {
        assert_eq!(
            world.say(&json!({ "input": input, "voice": "af_heart" })).code(),
            (400, code.to_owned()),
            "{input}"
        );
    }
    assert_eq!(world.post("/v1/audio/speech", b"{").code(), (400, "malformed_json".to_owned()));
    assert_eq!(world.post("/v1/audio/speech", &[b' '; 70_000]).code(), (400, "request_too_large".to_owned()));
    assert_eq!(world.get("/v1/nothing").code(), (404, "not_found".to_owned()));
    let wrong = [world.get("/v1/audio/speech"), world.post("/v1/models", b"{}"), world.post("/v1/audio/voices", b"{}")];
    let allowed: Vec<_> = wrong.iter().map(|answer| (answer.code().0, answer.allow.clone().unwrap())).collect();
    assert_eq!(allowed, [(405, "POST".to_owned()), (405, "GET".to_owned()), (405, "GET".to_owned())]);
    assert!(world.runs.try_recv().is_err(), "nothing was spoken");
}

#[test]
fn a_failure_of_the_engine_is_an_error_and_the_next_text_is_spoken() {
    let world = world(4);
    assert_eq!(world.say(&json!({ "input": "z", "voice": "af_heart" })).code(), (500, "speech_failed".to_owned()));
    assert_eq!(world.say(&json!({ "input": "bad", "voice": "af_heart" })).status, 200);
}

#[test]
fn a_full_queue_answers_429_and_how_long_to_wait_while_those_before_are_spoken() {
    let world = world(1);
    let mut first = world.caller("w");
    world.run();
    let mut second = world.caller("bad");
    let refused = until(|| {
        Some(world.say(&json!({ "input": "dab", "voice": "af_heart" }))).filter(|answer| answer.status != 200)
    });
    assert_eq!(refused.code(), (429, "queue_full".to_owned()));
    assert!(refused.retry_after.is_some_and(|seconds| (1..=60).contains(&seconds)), "{refused:?}");
    // Lists are answered meanwhile.
    assert_eq!(world.get("/v1/audio/voices").status, 200);
    world.go.send(()).unwrap();
    for stream in [&mut first, &mut second] {
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
    }
}

#[test]
fn a_caller_that_goes_away_ends_the_work_at_once() {
    let world = world(4);
    let caller = world.caller(&format!("{}|{}", "w ".repeat(70), "bad ".repeat(40)));
    world.run();
    drop(caller);
    assert_eq!(world.end(), Err(Failure::Stopped));
    assert_eq!(world.say(&json!({ "input": "dab", "voice": "af_heart" })).status, 200);
    assert_eq!(world.run().tokens, 5, "the second piece of the one who went away is not spoken");
}

#[test]
fn a_text_that_is_asked_again_goes_on_where_its_caller_went_away() {
    let world = world(4);
    let text = format!("{}|{}", "bad ".repeat(40), "w ".repeat(70));
    let caller = world.caller(&text);
    let pieces = [world.run().tokens, world.run().tokens];
    drop(caller);
    assert_eq!([world.end(), world.end()], [Ok(()), Err(Failure::Stopped)]);
    world.go.send(()).unwrap();
    let body = json!({ "input": text, "voice": "af_heart", "response_format": "pcm" });
    let again = world.say(&body);
    assert_eq!(world.run().tokens, pieces[1], "the first piece is not spoken again");
    assert!(world.runs.try_recv().is_err());
    world.go.send(()).unwrap();
    assert_eq!(world.say(&body).body, again.body);
    assert_eq!(world.runs.try_iter().count(), 2, "nothing is kept of a text that was answered");
}

#[test]
fn a_caller_that_goes_away_leaves_the_queue() {
    let world = world(1);
    let _first = world.caller("w");
    world.run();
    let second = world.caller("bad");
    let is_full = || world.say(&json!({ "input": "x", "voice": "nobody" })).status == 400 && world.queue.is_full();
    until(|| is_full().then_some(()));
    drop(second);
    until(|| (!world.queue.is_full()).then_some(()));
}

fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(found) = look() {
            return found;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("it did not happen")
}
