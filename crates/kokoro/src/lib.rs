//! Kokoro on this machine: OpenAI's speech contract over ONNX Runtime.
//!
//! Pure: [`vocabulary`] (phonemes → tokens), [`pieces`] (breaths → what one run may hold), [`catalog`] (names of voices),
//! [`style`] (a voice's numbers), [`sound`] (pieces → one sound), [`request`] (what is asked, and refused). [`queue`] orders the work, [`kept`] spares what was done for a caller who went away, [`server`] speaks HTTP,
//! and [`onnx`] is the one engine; tests put another in its place.

pub mod args;
pub mod catalog;
pub mod engine;
pub mod error;
pub mod files;
pub mod kept;
pub mod limits;
pub mod onnx;
pub mod pieces;
pub mod queue;
pub mod refusal;
pub mod request;
pub mod server;
pub mod sound;
pub mod speaker;
pub mod style;
pub mod vocabulary;
