//! Sound of the voices here: hums whose pitch and length follow from the line.

use crate::ledger::Line;

const RATE: u32 = 16_000;
/// As fast as an episode is believed to be spoken: there is less to encode.
const CHARACTERS_PER_SECOND: u32 = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    Fast,
    Slow,
}

/// A WAV that hums for as long as the line would take to say fast, or a little longer.
pub(crate) fn hum((voice, text): &Line, pace: Pace) -> Vec<u8> {
    let pause = match pace {
        Pace::Fast => 0,
        Pace::Slow => RATE / 20,
    };
    let pitch =
        voice.bytes().chain(text.bytes()).fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let step = 0.05 + f64::from(pitch % 1_000) / 10_000.0;
    wav(length(text) + pause, |sample| ((f64::from(sample) * step).sin() * 8_000.0) as i16)
}

pub(crate) fn silence() -> Vec<u8> {
    wav(RATE, |_| 0)
}

fn length(text: &str) -> u32 {
    let characters = u32::try_from(text.chars().count()).expect("invariant: a line is short");
    characters * RATE / CHARACTERS_PER_SECOND
}

fn wav(samples: u32, sound: impl Fn(u32) -> i16) -> Vec<u8> {
    let mut wav = Vec::new();
    wav.extend_from_slice(b"RIFF");
    wav.extend_from_slice(&(36 + 2 * samples).to_le_bytes());
    wav.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend_from_slice(&RATE.to_le_bytes());
    wav.extend_from_slice(&(2 * RATE).to_le_bytes());
    wav.extend_from_slice(b"\x02\0\x10\0data");
    wav.extend_from_slice(&(2 * samples).to_le_bytes());
    for sample in 0..samples {
        wav.extend_from_slice(&sound(sample).to_le_bytes());
    }
    wav
}
