//! Correction of a finished file: its loudness is brought to the target by the gain of its frames, without loss.
//!
//! Clips are levelled one by one, so that little is left to do here, unless an earlier release has made them.

use crate::assemble::{frames_of, header_frame};
use crate::encoder::{self, GAIN_STEP_DB};
use crate::limits::{SILENT_LUFS, TRUE_PEAK_MAX_DBTP};
use crate::{Band, Error, Measured};

const TARGET_LUFS: f64 = -16.0;

/// Amplifies or attenuates the whole file as it was measured; true if that changed it.
pub fn correct(mp3: &mut [u8], band: Band, measured: &Measured) -> Result<bool, Error> {
    let steps = steps(measured);
    if steps == 0 {
        return Ok(false);
    }
    let (header, frames) = frames_of(mp3)?.split_at_mut_checked(band.frame_bytes()).ok_or(Error::NotMp3)?;
    encoder::amplify(frames, band, steps);
    header.copy_from_slice(&header_frame(frames, band)?);
    Ok(true)
}

/// Whole steps of gain to the target; fewer where peaks would exceed their limit.
fn steps(measured: &Measured) -> i32 {
    if !(SILENT_LUFS..).contains(&measured.loudness_lufs) {
        return 0;
    }
    let missing = ((TARGET_LUFS - measured.loudness_lufs) / GAIN_STEP_DB).round();
    let room = ((TRUE_PEAK_MAX_DBTP - measured.true_peak_dbtp) / GAIN_STEP_DB).floor();
    missing.min(room) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_moves_by_the_steps_that_bring_it_nearest_and_never_over_its_peak() {
        let steps = |loudness_lufs, true_peak_dbtp| {
            steps(&Measured { duration_ms: 1, header_duration_ms: 1, loudness_lufs, true_peak_dbtp })
        };
        assert_eq!([-16.7, -16.0, -15.3].map(|lufs| steps(lufs, -5.0)), [0; 3]);
        assert_eq!([-17.5, -19.1, -14.5, -10.0].map(|lufs| steps(lufs, -8.0)), [1, 2, -1, -4]);
        assert_eq!([-1.0, -2.0, -2.6].map(|dbtp| steps(-19.0, dbtp)), [0, 0, 1]);
        assert_eq!([-0.9, 0.6].map(|dbtp| steps(-16.0, dbtp)), [-1, -2]);
        assert_eq!([f64::NAN, -70.0].map(|lufs| steps(lufs, -30.0)), [0, 0]);
    }
}
