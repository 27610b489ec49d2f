//! Speech-like test signals and WAV files, the same on every run.

use std::f64::consts::TAU;

/// A host's voice: pitch in Hz, and the volume it comes with.
#[derive(Clone, Copy)]
pub(crate) struct Voice {
    pub(crate) pitch: f64,
    pub(crate) amplitude: f64,
}

pub(crate) const LOW: Voice = Voice { pitch: 103.0, amplitude: 0.5 };
pub(crate) const HIGH: Voice = Voice { pitch: 168.0, amplitude: 0.08 };

/// Speech-like sound: pulses through three resonators that move from vowel to vowel, syllables of 180 ms with pauses
/// between words, and silence of 200 ms around it.
pub(crate) fn speech(voice: Voice, rate: u32, syllables: usize) -> Vec<f64> {
    let rate = f64::from(rate);
    let vowels = [[700.0, 1_200.0, 2_600.0], [300.0, 2_300.0, 3_000.0], [400.0, 800.0, 2_500.0]];
    let length = (0.18 * rate) as usize;
    let silence = vec![0.0; (0.2 * rate) as usize];
    let mut out = silence.clone();
    let (mut phase, mut state) = (0.0, [[0.0; 2]; 3]);
    for (syllable, formants) in vowels.iter().cycle().take(syllables).enumerate() {
        let word_ends = syllable % 3 == 2;
        for at in 0..length {
            let part = at as f64 / length as f64;
            let envelope = if word_ends && part > 0.6 { 0.0 } else { (TAU * part / 2.0).sin().powi(2) };
            phase += voice.pitch * (1.0 + 0.05 * (TAU * part).sin()) / rate;
            let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
            phase = phase.fract();
            let sum: f64 =
                formants.iter().zip(&mut state).map(|(formant, state)| resonate(pulse, *formant, rate, state)).sum();
            out.push(sum * envelope);
        }
    }
    out.extend(silence);
    let peak = out.iter().fold(0.0_f64, |peak, sample| peak.max(sample.abs()));
    out.iter_mut().for_each(|sample| *sample *= voice.amplitude / peak);
    out
}

pub(crate) fn resonate(input: f64, frequency: f64, rate: f64, [y1, y2]: &mut [f64; 2]) -> f64 {
    let radius = (-TAU * 40.0 / rate).exp();
    let output = input + 2.0 * radius * (TAU * frequency / rate).cos() * *y1 - radius * radius * *y2;
    (*y1, *y2) = (output, *y1);
    output
}

/// A 16-bit WAV with `channels` equal channels.
pub(crate) fn wav16(samples: &[f64], rate: u32, channels: u16) -> Vec<u8> {
    let sound: Vec<u8> = samples
        .iter()
        .flat_map(|sample| vec![(sample * 32_767.0).round() as i16; usize::from(channels)])
        .flat_map(i16::to_le_bytes)
        .collect();
    wav(1, 16, rate, channels, &sound)
}

pub(crate) fn wav(tag: u16, bits: u16, rate: u32, channels: u16, sound: &[u8]) -> Vec<u8> {
    let block = channels * bits / 8;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + sound.len() as u32).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0");
    wav.extend(tag.to_le_bytes());
    wav.extend(channels.to_le_bytes());
    wav.extend(rate.to_le_bytes());
    wav.extend((rate * u32::from(block)).to_le_bytes());
    wav.extend(block.to_le_bytes());
    wav.extend(bits.to_le_bytes());
    wav.extend(b"data");
    wav.extend((sound.len() as u32).to_le_bytes());
    wav.extend(sound);
    wav
}
