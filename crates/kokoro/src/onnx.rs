//! The engine that speaks: Kokoro in ONNX Runtime, whose library is loaded from a file.

use std::path::Path;
use std::sync::Arc;

use ort::environment::Environment;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{RunOptions, Session};
use ort::value::TensorRef;

use crate::engine::{Engine, Failure, Stop};
use crate::error::Error;

pub struct Onnx {
    session: Session,
    /// Outlives the session.
    _environment: Environment,
}

impl Onnx {
    /// Loads the library and the model; `threads` is how many cores work on one piece.
    ///
    /// # Errors
    /// A file that is missing or is not what it should be.
    pub fn open(library: &Path, model: &Path, threads: usize) -> Result<Onnx, Error> {
        let failed = |error: &dyn std::fmt::Display| Error::Engine(error.to_string());
        let environment = ort::init_from(library).map_err(|error| failed(&error))?;
        let environment = environment.with_telemetry(false).build().map_err(|error| failed(&error))?;
        let builder = Session::builder(&environment).map_err(|error| failed(&error))?;
        let builder = builder.with_optimization_level(GraphOptimizationLevel::All).map_err(|error| failed(&error))?;
        let builder = builder.with_intra_threads(threads).map_err(|error| failed(&error))?;
        // A thread that waits for the others lets other programs work: the service and its encoder run beside.
        let builder = builder.with_intra_op_spinning(false).map_err(|error| failed(&error))?;
        // Each text has a length of its own: what is learned of one is of no use to the next, and takes a third of the memory.
        let builder = builder.with_memory_pattern(false).map_err(|error| failed(&error))?;
        let mut builder = builder.with_deterministic_compute(true).map_err(|error| failed(&error))?;
        let session = builder.commit_from_file(model).map_err(|error| failed(&error))?;
        Ok(Onnx { session, _environment: environment })
    }
}

impl Engine for Onnx {
    fn run(&mut self, tokens: &[i64], style: &[f32], speed: f32, stop: &Stop) -> Result<Vec<f32>, Failure> {
        let options = Arc::new(RunOptions::new().map_err(broken)?);
        let ending = Arc::clone(&options);
        let end = move || {
            let _ = ending.terminate();
        };
        let speed = [speed];
        let inputs = ort::inputs![
            "tokens" => TensorRef::from_array_view(([1, tokens.len()], tokens)).map_err(broken)?,
            "style" => TensorRef::from_array_view(([1, style.len()], style)).map_err(broken)?,
            "speed" => TensorRef::from_array_view(([1], &speed[..])).map_err(broken)?,
        ];
        let session = &mut self.session;
        let ran = stop.during(end, || {
            let outputs = session.run_with_options(inputs, &*options)?;
            let sound = outputs.get("audio").ok_or_else(|| ort::Error::new("the model has no output \"audio\""))?;
            sound.try_extract_tensor::<f32>().map(|(_, samples)| samples.to_vec())
        });
        ran.map_err(|error| if stop.is_set() { Failure::Stopped } else { broken(error) })
    }
}

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Broken(error.to_string())
}
