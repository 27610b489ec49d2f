//! The episode file: tag, header frame, and every clip at its time in the timeline.

mod header;
mod tags;

use crate::band::FRAME_MS;
use crate::{Band, Error, Timeline, limits};
use header::closing_frames;
pub(crate) use header::header_frame;
pub use tags::Tags;

/// Assembles the whole file from all clips in order.
pub fn assemble<'a>(
    clips: impl IntoIterator<Item = &'a [u8]>,
    band: Band,
    timeline: &Timeline,
    tags: &Tags,
) -> Result<Vec<u8>, Error> {
    let mut assembler = Assembler::new(band, timeline, tags)?;
    for clip in clips {
        assembler.push(clip)?;
    }
    assembler.finish()
}

/// Assembles the file one clip at a time; holds the file and no clip.
pub struct Assembler<'a> {
    band: Band,
    timeline: &'a Timeline,
    file: Vec<u8>,
    /// The offset of the header frame; sound starts one frame later.
    header_at: usize,
    pushed: usize,
}

impl<'a> Assembler<'a> {
    pub fn new(band: Band, timeline: &'a Timeline, tags: &Tags) -> Result<Assembler<'a>, Error> {
        if timeline.frames > limits::EPISODE_FRAMES_MAX {
            return Err(Error::TooLong);
        }
        let mut file = tags::write(tags, &timeline.chapters)?;
        let header_at = file.len();
        file.reserve_exact((timeline.frames + closing_frames(band) + 1) as usize * band.frame_bytes());
        file.extend_from_slice(band.silence());
        Ok(Assembler { band, timeline, file, header_at, pushed: 0 })
    }

    /// Adds the next clip's frames, and the silence before it.
    pub fn push(&mut self, clip: &[u8]) -> Result<(), Error> {
        let index = self.pushed;
        let cues = self.timeline.cues.len();
        let cue = self.timeline.cues.get(index).ok_or(Error::ClipCount { clips: index + 1, cues })?;
        let (start, end) = (frame_at(cue.start_ms)?, frame_at(cue.end_ms)?);
        let expected = end.checked_sub(start).ok_or(Error::Timeline)? as usize * self.band.frame_bytes();
        if clip.len() != expected {
            return Err(Error::ClipLength { index, bytes: clip.len(), expected });
        }
        self.silence_until(start)?;
        self.file.extend_from_slice(clip);
        self.pushed += 1;
        Ok(())
    }

    /// The finished file.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        if self.pushed != self.timeline.cues.len() {
            return Err(Error::ClipCount { clips: self.pushed, cues: self.timeline.cues.len() });
        }
        self.silence_until(self.timeline.frames)?;
        for _ in 0..closing_frames(self.band) {
            self.file.extend_from_slice(self.band.silence());
        }
        let (_, rest) = self.file.split_at_mut(self.header_at);
        let (slot, frames) = rest.split_at_mut(self.band.frame_bytes());
        slot.copy_from_slice(&header_frame(frames, self.band)?);
        Ok(self.file)
    }

    fn silence_until(&mut self, frame: u32) -> Result<(), Error> {
        let written = (self.file.len() - self.header_at) / self.band.frame_bytes() - 1;
        let wanted = (frame.min(self.timeline.frames) as usize).checked_sub(written).ok_or(Error::Timeline)?;
        for _ in 0..wanted {
            self.file.extend_from_slice(self.band.silence());
        }
        Ok(())
    }
}

/// The frames of a file, the header frame first.
pub(crate) fn frames_of(mp3: &mut [u8]) -> Result<&mut [u8], Error> {
    let tag = nanomp3::id3v2_len(mp3);
    mp3.get_mut(tag..).ok_or(Error::NotMp3)
}

fn frame_at(ms: u64) -> Result<u32, Error> {
    match u32::try_from(ms / FRAME_MS) {
        Ok(frame) if ms.is_multiple_of(FRAME_MS) => Ok(frame),
        Ok(_) | Err(_) => Err(Error::Timeline),
    }
}
