//! One channel of sound, whatever the number of those it came in.

use crate::limits;

/// The samples of a voice's answer in one channel.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mono {
    pub(super) rate: u32,
    pub(super) samples: Vec<f32>,
}

/// The share of a channel's power under which the average of all has lost it: channels of opposed phase cancel out.
const KEPT_MIN: f64 = 0.1;

/// The average of interleaved channels; the loudest one alone where they cancel each other out.
pub(super) fn mixed(interleaved: impl ExactSizeIterator<Item = f32> + Clone, channels: usize) -> Vec<f32> {
    if channels == 1 {
        return interleaved.collect();
    }
    let frames = interleaved.len() / channels.max(1);
    let mut average = Vec::with_capacity(frames);
    let mut powers = [0.0_f64; limits::CHANNELS_MAX as usize];
    let (mut all, scale) = (interleaved.clone(), 1.0 / channels as f32);
    for _ in 0..frames {
        let frame = powers.iter_mut().take(channels).zip(all.by_ref());
        let sum: f32 = frame
            .map(|(power, sample)| {
                *power += f64::from(sample * sample);
                sample
            })
            .sum();
        average.push(sum * scale);
    }
    let kept: f64 = average.iter().map(|sample| f64::from(sample * sample)).sum();
    let loudest =
        powers.iter().enumerate().fold((0, 0.0), |most, (at, power)| if *power > most.1 { (at, *power) } else { most });
    if kept < loudest.1 * KEPT_MIN {
        return interleaved.skip(loudest.0).step_by(channels).take(frames).collect();
    }
    average
}
