//! HTTP: the routes of the contract, for callers on this machine. Stores nothing on disk, logs no text.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Response, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::{Value, json};
use speech::SAMPLE_RATE;
use tokio::net::TcpListener;

use crate::catalog::Voice;
use crate::engine::Failure;
use crate::limits::BODY_BYTES_MAX;
use crate::pieces::pieces;
use crate::queue::{Queue, Refused, Work};
use crate::refusal::Refusal;
use crate::request::{self, Format, MODEL, parsed};
use crate::vocabulary::tokens;

/// Time for the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Delay after a connection could not be accepted, mostly for want of file handles.
const ACCEPT_RETRY: Duration = Duration::from_millis(100);
/// Bytes before the samples of a WAV.
const WAV_HEADER: usize = 44;

/// Text → phonemes, breath by breath.
pub type Reader = Box<dyn Fn(&str) -> Vec<String> + Send + Sync>;

pub struct Server {
    pub voices: Vec<Voice>,
    pub reader: Reader,
    pub queue: Arc<Queue>,
}

impl Server {
    /// Answers every connection, for as long as it is polled.
    pub async fn serve(self: Arc<Self>, listener: TcpListener) {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(ACCEPT_RETRY).await;
                continue;
            };
            let server = Arc::clone(&self);
            tokio::spawn(async move {
                let answering = service_fn(|request| server.answer(request));
                // A connection that ends drops the answer it waits for, and with it the work.
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIMEOUT)
                    .serve_connection(TokioIo::new(stream), answering);
                let _ = connection.await;
            });
        }
    }

    async fn answer<B>(&self, request: hyper::Request<B>) -> Result<Response<Full<Bytes>>, Infallible>
    where
        B: Body<Data: Send, Error: Into<Box<dyn std::error::Error + Send + Sync>>>,
    {
        let get =
            |answer: Value| if request.method() == Method::GET { Ok(answer) } else { Err(Refusal::method("GET")) };
        let answer = match request.uri().path() {
            "/v1/models" => get(models()).map(|list| said(200, &list)),
            "/v1/audio/voices" => get(self.list()).map(|list| said(200, &list)),
            "/v1/audio/speech" if request.method() == Method::POST => self.speak(request.into_body()).await,
            "/v1/audio/speech" => Err(Refusal::method("POST")),
            _ => Err(Refusal::no_route()),
        };
        Ok(answer.unwrap_or_else(|refusal| refused(&refusal)))
    }

    async fn speak<B>(&self, body: B) -> Result<Response<Full<Bytes>>, Refusal>
    where
        B: Body<Error: Into<Box<dyn std::error::Error + Send + Sync>>>,
    {
        let body = Limited::new(body, BODY_BYTES_MAX).collect().await.map_err(|error| unread(&*error))?.to_bytes();
        let asked = parsed(&body, &self.voices)?;
        let pieces = pieces(&(self.reader)(&asked.input));
        if pieces.is_empty() {
            return Err(request::empty());
        }
        let pieces = pieces.iter().map(|piece| tokens(piece)).collect();
        let ticket = self.queue.push(Work { pieces, voice: asked.voice, speed: asked.speed });
        let ticket = ticket.map_err(|refused| match refused {
            Refused::Full { seconds } => Refusal::busy(seconds),
            Refused::Closed => Refusal::failed(),
        })?;
        let samples = ticket.sound().await.map_err(|failure| match failure {
            Failure::Stopped | Failure::Broken(_) => Refusal::failed(),
        })?;
        let wav = Bytes::from(speech::wav(&samples));
        Ok(match asked.format {
            Format::Wav => with(200, "audio/wav", wav),
            Format::Pcm => with(200, "audio/pcm", wav.slice(WAV_HEADER.min(wav.len())..)),
        })
    }

    /// Not of OpenAI's contract: servers that are run by oneself list their voices here.
    fn list(&self) -> Value {
        let voice = |Voice { id, name, language, gender }: &Voice| json!({ "id": id, "name": name, "language": language, "gender": gender, "sample_rate": SAMPLE_RATE });
        json!({ "voices": self.voices.iter().map(voice).collect::<Vec<_>>() })
    }
}

fn models() -> Value {
    json!({ "object": "list", "data": [{ "id": MODEL, "object": "model", "owned_by": "hexgrad" }] })
}

fn unread(error: &(dyn std::error::Error + 'static)) -> Refusal {
    if error.is::<LengthLimitError>() {
        return Refusal::invalid("request_too_large", "The request is too large.", None);
    }
    Refusal::invalid("malformed_body", "The body did not arrive whole.", None)
}

fn refused(refusal: &Refusal) -> Response<Full<Bytes>> {
    let mut answer = said(refusal.status, &refusal.body());
    if let Some((name, value)) = &refusal.header
        && let Ok(value) = value.parse()
    {
        answer.headers_mut().insert(*name, value);
    }
    answer
}

fn said(status: u16, value: &Value) -> Response<Full<Bytes>> {
    with(status, "application/json", value.to_string().into())
}

fn with(status: u16, kind: &'static str, body: Bytes) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(body));
    *answer.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    answer.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    answer
}
