//! The ID3v2.4 tag: title, chapters and cover.

use crate::{Error, limits};
use id3::frame::{Chapter, Picture, PictureType, TableOfContents};
use id3::{Encoder, Frame, Tag, TagLike, Version};

/// The texts and the picture that players show; an empty field is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    pub title: String,
    pub artist: String,
    pub album: String,
    /// Front cover, a PNG of at most [`limits::COVER_BYTES_MAX`].
    pub cover: Vec<u8>,
}

/// The value for "no byte offset": players seek by time.
const NO_OFFSET: u32 = u32::MAX;

pub(super) fn write(tags: &Tags, chapters: &[protocol::Chapter]) -> Result<Vec<u8>, Error> {
    let mut tag = Tag::new();
    for (id, text) in [("TIT2", &tags.title), ("TPE1", &tags.artist), ("TALB", &tags.album)] {
        let text = plain(text);
        if !text.is_empty() {
            tag.add_frame(Frame::text(id, text));
        }
    }
    // Before the chapters: some programs read no further than the first frame they do not know.
    if !tags.cover.is_empty() {
        tag.add_frame(front_cover(&tags.cover)?);
    }
    let chapters: Vec<Chapter> = chapters.iter().take(limits::CHAPTERS_MAX).enumerate().map(chapter).collect();
    if !chapters.is_empty() {
        tag.add_frame(TableOfContents {
            element_id: "toc".to_owned(),
            top_level: true,
            ordered: true,
            elements: chapters.iter().map(|chapter| chapter.element_id.clone()).collect(),
            frames: Vec::new(),
        });
    }
    for chapter in chapters {
        tag.add_frame(chapter);
    }
    let mut bytes = Vec::new();
    Encoder::new().version(Version::Id3v24).encode(&tag, &mut bytes).map_err(|error| Error::Tag(error.to_string()))?;
    Ok(bytes)
}

fn front_cover(png: &[u8]) -> Result<Picture, Error> {
    if png.len() > limits::COVER_BYTES_MAX {
        return Err(Error::Tag(format!("a cover of {} bytes", png.len())));
    }
    Ok(Picture {
        mime_type: "image/png".to_owned(),
        picture_type: PictureType::CoverFront,
        description: String::new(),
        data: png.to_vec(),
    })
}

fn chapter((index, chapter): (usize, &protocol::Chapter)) -> Chapter {
    Chapter {
        element_id: format!("chp{index}"),
        start_time: u32::try_from(chapter.start_ms).unwrap_or(u32::MAX),
        end_time: u32::try_from(chapter.end_ms).unwrap_or(u32::MAX),
        start_offset: NO_OFFSET,
        end_offset: NO_OFFSET,
        frames: vec![Frame::text("TIT2", plain(&chapter.title))],
    }
}

/// Text without control characters (a zero would end it early), within the limit.
fn plain(text: &str) -> String {
    let mut plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let end = plain.floor_char_boundary(limits::TAG_BYTES_MAX);
    plain.truncate(end);
    plain
}
