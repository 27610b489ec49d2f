//! Loudness: raised to that of other voices, without clipping; and the form in which sound leaves.

use super::SAMPLE_RATE;

/// The level of what is spoken, as a share of the largest sample: -20 dB.
const TARGET: f32 = 0.1;

/// The largest sample: -1 dB.
const PEAK: f32 = 0.89;

/// Raises all samples by the same factor.
pub(crate) fn level(samples: &mut [f32]) {
    let power = samples.iter().map(|sample| f64::from(sample * sample)).sum::<f64>() / samples.len().max(1) as f64;
    let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    if peak == 0.0 {
        return;
    }
    let gain = (TARGET / power.sqrt() as f32).min(PEAK / peak);
    for sample in samples {
        *sample *= gain;
    }
}

/// A WAV of 16 bits and one channel.
pub fn wav(samples: &[f32]) -> Vec<u8> {
    let data = u32::try_from(2 * samples.len()).unwrap_or(u32::MAX);
    let mut wav = Vec::with_capacity(44 + 2 * samples.len());
    wav.extend_from_slice(b"RIFF");
    wav.extend_from_slice(&data.saturating_add(36).to_le_bytes());
    wav.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend_from_slice(&SAMPLE_RATE.to_le_bytes());
    wav.extend_from_slice(&(2 * SAMPLE_RATE).to_le_bytes());
    wav.extend_from_slice(b"\x02\0\x10\0data");
    wav.extend_from_slice(&data.to_le_bytes());
    for sample in samples {
        wav.extend_from_slice(&(crate::math::round(sample.clamp(-1.0, 1.0) * 32_767.0) as i16).to_le_bytes());
    }
    wav
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_sound_is_raised_and_never_clips() {
        let mut steady: Vec<f32> = (0..2_400).map(|n| 0.01 * (0.1 * n as f32).sin()).collect();
        level(&mut steady);
        let peak = |samples: &[f32]| samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        assert!((peak(&steady) - 0.141).abs() < 0.002, "{}", peak(&steady));
        let mut clicks = vec![0.0; 2_400];
        clicks[100] = -0.5;
        level(&mut clicks);
        assert!((peak(&clicks) - PEAK).abs() < 1e-6);
        let mut silence = vec![0.0; 10];
        level(&mut silence);
        assert_eq!(silence, vec![0.0; 10]);
    }

    #[test]
    fn a_wav_says_how_long_it_is() {
        let wav = wav(&[0.0, 1.0, -2.0]);
        assert_eq!(wav.len(), 50);
        assert_eq!(&wav[40..], [6, 0, 0, 0, 0, 0, 255, 127, 1, 128]);
    }
}
