//! Forty kinds of sound that a voice may answer with, the same on every run.

use crate::sound::{HIGH, LOW, Voice, resonate, speech, wav, wav16};
use std::f64::consts::TAU;

/// One kind: its name, and the turns as WAV files.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) turns: Vec<Vec<u8>>,
}

type Samples = Vec<f64>;

/// All kinds, with so many turns of each; the eighth has the longest.
pub(crate) fn kinds(turns: usize) -> Vec<Kind> {
    let kind = |name, turn: &dyn Fn(usize) -> Vec<u8>| Kind { name, turns: (0..turns).map(turn).collect() };
    vec![
        kind("two voices", &|turn| pcm(&said(turn, 16_000), 16_000)),
        kind("steady sound of 8 kHz, 2 to 5 s", &|turn| pcm(&hum(120.0, 8_000, 2.0 + 0.4 * turn as f64), 8_000)),
        kind("a tone of 440 Hz", &|turn| pcm(&tone(&[440.0], 8_000, 1.0 + 0.3 * turn as f64), 8_000)),
        kind("speech of 8 kHz", &|turn| pcm(&said(turn, 8_000), 8_000)),
        kind("speech of 8 kHz, 8 bits", &|turn| wav(1, 8, 8_000, 1, &eight_bits(&said(turn, 8_000)))),
        kind("speech of 11.025 kHz", &|turn| pcm(&said(turn, 11_025), 11_025)),
        kind("speech of 22.05 kHz", &|turn| pcm(&said(turn, 22_050), 22_050)),
        kind("speech of 24 kHz", &|turn| pcm(&said(turn, 24_000), 24_000)),
        kind("speech of 44.1 kHz, 24 bits", &|turn| wav(1, 24, 44_100, 1, &integers(&said(turn, 44_100), 3))),
        kind("speech of 48 kHz, 32 bits", &|turn| wav(1, 32, 48_000, 1, &integers(&said(turn, 48_000), 4))),
        kind("speech of 48 kHz, float", &|turn| wav(3, 32, 48_000, 1, &floats(&said(turn, 48_000)))),
        kind("float over full scale", &|turn| wav(3, 32, 24_000, 1, &floats(&louder(said(turn, 24_000), 12.0)))),
        kind("speech of 96 kHz", &|turn| pcm(&said(turn, 96_000), 96_000)),
        kind("stereo of 44.1 kHz", &|turn| wav16(&said(turn, 44_100), 44_100, 2)),
        kind("stereo, one channel silent", &|turn| stereo(&said(turn, 24_000), |sample| [sample, 0.0])),
        kind("stereo, channels opposed", &|turn| stereo(&said(turn, 24_000), |sample| [sample, -sample])),
        kind("very quiet", &|turn| pcm(&louder(said(turn, 16_000), 0.02), 16_000)),
        kind("very loud, clipped", &|turn| pcm(&clipped(louder(said(turn, 16_000), 30.0)), 16_000)),
        kind("clipped on one side", &|turn| pcm(&clipped(offset(louder(said(turn, 16_000), 2.0), 0.6)), 16_000)),
        kind("a constant offset", &|turn| pcm(&offset(louder(said(turn, 16_000), 0.3), 0.5), 16_000)),
        kind("pauses of three seconds", &|turn| pcm(&with_pauses(turn, 3.0), 16_000)),
        kind("pauses of ten seconds", &|turn| pcm(&with_pauses(turn, 10.0), 16_000)),
        kind("single words", &|turn| pcm(&speech(voice(turn), 16_000, 1 + turn % 2), 16_000)),
        kind("a short sound of 60 ms", &|_| pcm(&padded(hum(150.0, 16_000, 0.06), 16_000), 16_000)),
        kind("two hosts, 20 dB apart", &|turn| pcm(&apart(turn, 20.0), 16_000)),
        kind("two hosts, 40 dB apart", &|turn| pcm(&apart(turn, 40.0), 16_000)),
        kind("a turn that sinks by 25 dB", &|turn| pcm(&sinking(said(turn, 16_000), 25.0), 16_000)),
        kind("one loud word in a quiet turn", &|turn| pcm(&outburst(turn), 16_000)),
        kind("whispering of 16 kHz", &|turn| pcm(&whisper(turn, 16_000), 16_000)),
        kind("whispering of 8 kHz", &|turn| pcm(&whisper(turn, 8_000), 8_000)),
        kind("muffled, nothing above 600 Hz", &|turn| pcm(&low_passed(&said(turn, 16_000), 300.0, 16_000), 16_000)),
        kind("telephone band", &|turn| pcm(&telephone(&said(turn, 8_000)), 8_000)),
        kind("rumble of 15 Hz", &|turn| {
            pcm(&mixed(said(turn, 16_000), &louder(tone(&[15.0], 16_000, 8.0), 8.0)), 16_000)
        }),
        kind("mains hum", &|turn| pcm(&mixed(said(turn, 16_000), &tone(&[50.0, 150.0], 16_000, 6.0)), 16_000)),
        kind("hiss 15 dB under speech", &|turn| pcm(&mixed(said(turn, 24_000), &hiss(24_000 * 30, 0.03)), 24_000)),
        kind("echo", &|turn| pcm(&echoing(said(turn, 16_000), 16_000), 16_000)),
        kind("silence of five seconds around", &|turn| pcm(&around(&said(turn, 16_000), 5 * 16_000), 16_000)),
        kind("up to 40 s without a pause", &|turn| {
            pcm(&hum(90.0 + 10.0 * turn as f64, 16_000, if turn == 7 { 40.0 } else { 12.0 }), 16_000)
        }),
        kind("sibilants", &|turn| pcm(&sibilants(turn), 24_000)),
        kind("music under speech", &|turn| {
            pcm(&mixed(said(turn, 16_000), &tone(&[220.0, 277.2, 329.6, 1_760.0], 16_000, 6.0)), 16_000)
        }),
    ]
}

fn voice(turn: usize) -> Voice {
    if turn.is_multiple_of(2) { LOW } else { HIGH }
}

/// A turn of three to ten words.
fn said(turn: usize, rate: u32) -> Samples {
    speech(voice(turn), rate, 6 + 3 * (turn * 5 % 6))
}

fn pcm(samples: &[f64], rate: u32) -> Vec<u8> {
    wav16(samples, rate, 1)
}

fn eight_bits(samples: &[f64]) -> Vec<u8> {
    samples.iter().map(|sample| (sample * 127.0 + 128.0).round() as u8).collect()
}

fn integers(samples: &[f64], width: usize) -> Vec<u8> {
    let bytes = |sample: &f64| ((sample * 2_147_483_000.0) as i32).to_le_bytes();
    samples.iter().map(bytes).flat_map(|bytes| bytes.into_iter().skip(4 - width)).collect()
}

fn floats(samples: &[f64]) -> Vec<u8> {
    samples.iter().flat_map(|sample| (*sample as f32).to_le_bytes()).collect()
}

fn stereo(samples: &[f64], channels: fn(f64) -> [f64; 2]) -> Vec<u8> {
    let sound: Vec<u8> = samples
        .iter()
        .flat_map(|sample| channels(*sample))
        .flat_map(|sample| ((sample * 32_767.0) as i16).to_le_bytes())
        .collect();
    wav(1, 16, 24_000, 2, &sound)
}

fn louder(mut samples: Samples, factor: f64) -> Samples {
    samples.iter_mut().for_each(|sample| *sample *= factor);
    samples
}

fn offset(mut samples: Samples, by: f64) -> Samples {
    samples.iter_mut().for_each(|sample| *sample += by);
    samples
}

fn clipped(mut samples: Samples) -> Samples {
    samples.iter_mut().for_each(|sample| *sample = sample.clamp(-1.0, 1.0));
    samples
}

fn seconds(rate: u32, seconds: f64) -> usize {
    (f64::from(rate) * seconds) as usize
}

/// White noise.
fn hiss(length: usize, amplitude: f64) -> Vec<f64> {
    let mut state = 20_251_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state as i32) / f64::from(i32::MAX) * amplitude
    };
    (0..length).map(next).collect()
}

/// A buzz: pulses of all harmonics up to 3 kHz, as the closed form of their sum.
fn hum(pitch: f64, rate: u32, length: f64) -> Samples {
    let harmonics = (3_000.0 / pitch).floor();
    let at = |n: usize| {
        let half = TAU / 2.0 * pitch * (n as f64 + 0.5) / f64::from(rate);
        ((2.0 * harmonics + 1.0) * half).sin() / half.sin() / (2.0 * harmonics) * 0.5
    };
    (0..seconds(rate, length)).map(at).collect()
}

fn tone(frequencies: &[f64], rate: u32, length: f64) -> Samples {
    let at = |n: usize| {
        let time = n as f64 / f64::from(rate);
        frequencies.iter().map(|frequency| (TAU * frequency * time).sin()).sum::<f64>() * 0.05
    };
    (0..seconds(rate, length)).map(at).collect()
}

fn padded(samples: Samples, rate: u32) -> Samples {
    around(&samples, seconds(rate, 0.3))
}

fn around(samples: &[f64], silence: usize) -> Samples {
    let silence = vec![0.0; silence];
    [&silence, samples, &silence].concat()
}

fn with_pauses(turn: usize, pause: f64) -> Samples {
    let word = speech(voice(turn), 16_000, 4 + turn % 3);
    let silence = vec![0.0; seconds(16_000, pause)];
    [&word[..], &silence, &word].concat()
}

fn apart(turn: usize, db: f64) -> Samples {
    let factor = if turn.is_multiple_of(2) { 1.0 } else { 10_f64.powf(-db / 20.0) };
    louder(speech(LOW, 16_000, 9 + 3 * (turn % 4)), factor)
}

fn sinking(mut samples: Samples, db: f64) -> Samples {
    let length = samples.len() as f64;
    let fall = |at: usize| 10_f64.powf(-db * (at as f64 / length) / 20.0);
    samples.iter_mut().enumerate().for_each(|(at, sample)| *sample *= fall(at));
    samples
}

fn outburst(turn: usize) -> Samples {
    let quiet = louder(said(turn, 16_000), 0.03);
    [&quiet[..], &speech(LOW, 16_000, 2), &quiet].concat()
}

/// Noise through the resonators of vowels, with pauses between words.
fn whisper(turn: usize, rate: u32) -> Samples {
    let noise = hiss(seconds(rate, 3.0), 0.1);
    let mut state = [[0.0; 2]; 2];
    let formants = [900.0 + 60.0 * turn as f64, 2_400.0];
    let shaped = noise.iter().enumerate().map(|(at, sample)| {
        let time = at as f64 / f64::from(rate);
        let envelope = (TAU * 2.5 * time).sin().max(0.0).powi(2);
        let voiced: f64 = formants
            .iter()
            .zip(&mut state)
            .map(|(formant, state)| resonate(*sample, *formant, f64::from(rate), state))
            .sum();
        (0.05 * voiced + 0.02 * sample) * envelope * 0.2
    });
    shaped.collect()
}

fn sibilants(turn: usize) -> Samples {
    let noise = hiss(seconds(24_000, 2.0 + 0.1 * turn as f64), 0.3);
    let differences = noise.iter().zip(noise.iter().skip(1)).map(|(sample, next)| sample - next);
    let envelope = |at: usize| (TAU * 2.0 * at as f64 / 24_000.0).sin().max(0.0);
    differences.enumerate().map(|(at, sample)| 0.25 * sample * envelope(at)).collect()
}

fn low_passed(samples: &[f64], frequency: f64, rate: u32) -> Samples {
    let keep = (-TAU * frequency / f64::from(rate)).exp();
    let pass = |samples: &[f64]| {
        let mut now = 0.0;
        samples
            .iter()
            .map(|sample| {
                now = sample + keep * (now - sample);
                now
            })
            .collect::<Samples>()
    };
    pass(&pass(&pass(&pass(samples))))
}

fn telephone(samples: &[f64]) -> Samples {
    let low = low_passed(samples, 300.0, 8_000);
    samples.iter().zip(low).map(|(sample, low)| sample - low).collect()
}

fn mixed(mut samples: Samples, other: &[f64]) -> Samples {
    samples.iter_mut().zip(other).for_each(|(sample, other)| *sample += other);
    samples
}

fn echoing(mut samples: Samples, rate: u32) -> Samples {
    let before = samples.clone();
    let echo = samples.iter_mut().skip(seconds(rate, 0.13)).zip(&before);
    echo.for_each(|(sample, before)| *sample += 0.6 * before);
    clipped(samples)
}
