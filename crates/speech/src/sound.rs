//! Signal processing: what the network says of each frame → samples.
//!
//! A train of pulses of the melody's frequency is filtered, frame by frame; noise and what has neither pitch nor chance are
//! added; an inverse short-time Fourier transform joins the frames.

mod fourier;
mod frames;
mod level;
mod noise;
mod pulses;
mod tune;

pub(crate) use frames::{Overlap, Source};
pub(crate) use level::level;
pub use level::wav;
pub(crate) use noise::Noise;
pub use tune::Timbre;
pub(crate) use tune::tuned;

/// Samples of a second.
pub const SAMPLE_RATE: u32 = 24_000;

/// Samples of a window, and from one window to the next.
const WINDOW: usize = 1_200;
pub(crate) const HOP: usize = 300;

/// Frequencies of a frame.
const BINS: usize = WINDOW / 2 + 1;

/// A Hann window that repeats without a seam.
fn window() -> Vec<f32> {
    let turn = |n: usize| std::f64::consts::TAU * n as f64 / WINDOW as f64;
    (0..WINDOW).map(|n| (0.5 - 0.5 * turn(n).cos()) as f32).collect()
}
