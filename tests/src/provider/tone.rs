//! Sound that is as long and as loud as speech, and the same whenever the same is said.

/// Sampling rate in Hz where none is asked for.
pub(super) const RATE: usize = 16_000;
/// The pace of speech.
const CHARS_PER_SECOND: usize = 14;
const PEAK: i64 = 9_000;
/// Rises and falls like syllables, so that a meter takes it for speech.
const SYLLABLES_PER_SECOND: usize = 4;
const PITCH_HZ_MIN: u64 = 90;

/// A mono WAV of 16 bits, of a sampling rate in Hz.
pub(super) fn speech(voice: &str, text: &str, rate: usize) -> Vec<u8> {
    let period = rate / pitch_hz(voice, text);
    let syllable = rate / SYLLABLES_PER_SECOND;
    let samples = (0..length(text, rate)).map(|at| {
        let envelope = PEAK / 4 + triangle(at, syllable, PEAK * 3 / 4).abs();
        i16::try_from(triangle(at, period, envelope)).unwrap_or_default()
    });
    wav(samples, rate)
}

pub(super) fn silence(text: &str) -> Vec<u8> {
    wav((0..length(text, RATE)).map(|_| 0), RATE)
}

/// Bytes that are no WAV.
pub(super) fn noise(text: &str) -> Vec<u8> {
    (0..2_000_u64).flat_map(|at| hash(&format!("{text}{at}")).to_le_bytes()).collect()
}

fn length(text: &str, rate: usize) -> usize {
    text.chars().count().max(CHARS_PER_SECOND / 2) * rate / CHARS_PER_SECOND
}

/// Every voice has its own, and every text shifts it a little.
fn pitch_hz(voice: &str, text: &str) -> usize {
    let pitch = PITCH_HZ_MIN + hash(voice) % 100 + hash(text) % 20;
    usize::try_from(pitch).unwrap_or(RATE)
}

/// Between `-peak` and `peak`.
fn triangle(at: usize, period: usize, peak: i64) -> i64 {
    let place = i64::try_from(at % period).unwrap_or_default() * 4 * peak / i64::try_from(period).unwrap_or(i64::MAX);
    if place < 2 * peak { place - peak } else { 3 * peak - place }
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn wav(samples: impl Iterator<Item = i16>, rate: usize) -> Vec<u8> {
    let sound: Vec<u8> = samples.flat_map(i16::to_le_bytes).collect();
    let size = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes();
    let rate = rate as u32;
    let mut wav = Vec::with_capacity(44 + sound.len());
    wav.extend_from_slice(b"RIFF");
    wav.extend_from_slice(&size(36 + sound.len()));
    wav.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend_from_slice(&rate.to_le_bytes());
    wav.extend_from_slice(&(rate * 2).to_le_bytes());
    wav.extend_from_slice(b"\x02\0\x10\0data");
    wav.extend_from_slice(&size(sound.len()));
    wav.extend(sound);
    wav
}
