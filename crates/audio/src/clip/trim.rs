//! Trims the silence around speech to a small fixed pad, so that the timeline alone decides the gaps.

use crate::Error;

/// Steps of the search in a second: each has 5 ms.
const STEPS_PER_SECOND: usize = 200;
/// Steps kept before the first sound: 15 ms, room for a soft onset.
const LEAD: usize = 3;
/// Steps kept after the last sound: 50 ms, room for a voice to die away.
const TAIL: usize = 10;

/// Power, relative to the loudest step, under which a step is silence: -45 dB.
const SILENCE_RATIO: f32 = 3.2e-5;
/// Power of the loudest step under which there is no speech at all: -70 dBFS.
const SILENT_POWER: f32 = 1e-7;

/// The high-pass frequency, in Hz; anything slower is not speech.
const OFFSET_HZ: f32 = 20.0;

/// Removes a constant (DC) offset, which would take headroom and hide silence.
pub(super) fn centre(samples: &mut [f32], rate: u32) {
    let pole = 1.0 - std::f32::consts::TAU * OFFSET_HZ / rate as f32;
    let (mut before, mut out) = (samples.first().copied().unwrap_or_default(), 0.0);
    for sample in samples {
        out = *sample - before + pole * out;
        before = *sample;
        *sample = out;
    }
}

/// The speech in the samples, with pads faded in and out from exact silence.
pub(super) fn speech(mut samples: Vec<f32>, rate: u32) -> Result<Vec<f32>, Error> {
    let length = rate as usize / STEPS_PER_SECOND;
    let (lead, tail) = (LEAD * length, TAIL * length);
    let power = |step: &[f32]| step.iter().map(|sample| sample * sample).sum::<f32>() / length as f32;
    let powers: Vec<f32> = samples.chunks(length.max(1)).map(power).collect();
    let loudest = powers.iter().copied().fold(0.0, f32::max);
    if loudest < SILENT_POWER {
        return Err(Error::Silent);
    }
    let sounds = |power: &f32| *power > loudest * SILENCE_RATIO;
    let first = powers.iter().position(sounds).unwrap_or_default() * length;
    let last = powers.iter().rposition(sounds).map_or(samples.len(), |step| (step + 1) * length);

    samples.truncate(last.saturating_add(tail));
    samples.drain(..first.saturating_sub(lead).min(samples.len()));
    fade(samples.iter_mut().take(lead), lead);
    fade(samples.iter_mut().rev().take(tail), tail);
    Ok(samples)
}

/// Fades in over `length` samples along half a cosine.
fn fade<'a>(samples: impl Iterator<Item = &'a mut f32>, length: usize) {
    for (at, sample) in samples.enumerate() {
        let turn = std::f32::consts::PI * at as f32 / length as f32;
        *sample *= 0.5 - 0.5 * turn.cos();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 24_000;
    const STEP: usize = RATE as usize / STEPS_PER_SECOND;

    fn spoken(before: usize, length: usize, after: usize) -> Vec<f32> {
        let sound = (0..length).map(|n| if n % 9 < 4 { 0.5 } else { -0.4 });
        std::iter::repeat_n(0.0, before).chain(sound).chain(std::iter::repeat_n(0.0, after)).collect()
    }

    #[test]
    fn silence_becomes_the_pads() {
        let speech = speech(spoken(100 * STEP, 50 * STEP, 100 * STEP), RATE).unwrap();
        assert_eq!(speech.len(), (LEAD + 50 + TAIL) * STEP);
        assert_eq!((speech.first(), speech.last()), (Some(&0.0), Some(&0.0)));
        assert_eq!(speech[LEAD * STEP..(LEAD + 50) * STEP], spoken(0, 50 * STEP, 0));
    }

    #[test]
    fn speech_without_silence_is_all_kept() {
        assert_eq!(speech(spoken(0, 50 * STEP, 0), RATE).unwrap().len(), 50 * STEP);
        assert_eq!(speech(spoken(0, 7, 0), RATE).unwrap().len(), 7);
    }

    #[test]
    fn a_soft_ending_within_45_db_is_speech() {
        let mut samples = spoken(0, 50 * STEP, 100 * STEP);
        samples[100 * STEP..101 * STEP].fill(0.5 / 100.0);
        assert_eq!(speech(samples, RATE).unwrap().len(), (101 + TAIL) * STEP);
    }

    #[test]
    fn hiss_alone_is_silence() {
        let hiss = spoken(0, 50 * STEP, 0).iter().map(|sample| sample * 0.0005).collect();
        assert_eq!(speech(hiss, RATE), Err(Error::Silent));
        assert_eq!(speech(Vec::new(), RATE), Err(Error::Silent));
    }
}
