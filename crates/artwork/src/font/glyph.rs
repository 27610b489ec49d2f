//! `glyf`: outlines of glyphs, simple or put together from simple ones.

use super::contour::{Node, Pen};
use super::table::Bytes;

pub(super) struct Glyphs<'file> {
    pub(super) locations: &'file [u8],
    pub(super) outlines: &'file [u8],
}

/// Bits of a point's flag; the bits for y are one to the left of those for x.
const ON_CURVE: u8 = 0x01;
const X_IS_BYTE: u8 = 0x02;
const REPEATED: u8 = 0x08;
const X_IS_SAME_OR_POSITIVE: u8 = 0x10;

/// Bits of a component's flag.
const OFFSETS_ARE_WORDS: u16 = 0x01;
const MORE_COMPONENTS: u16 = 0x20;

impl Glyphs<'_> {
    /// The lower edge of a glyph's bounding box.
    pub(super) fn bottom(&self, glyph: u16) -> Option<i16> {
        Bytes::at(self.outline(glyph)?, 4)?.i16()
    }

    /// The upper edge of a glyph's bounding box.
    pub(super) fn top(&self, glyph: u16) -> Option<i16> {
        Bytes::at(self.outline(glyph)?, 8)?.i16()
    }

    pub(super) fn draw(&self, glyph: u16, pen: &mut Pen) -> Option<()> {
        let outline = self.outline(glyph)?;
        let contours = Bytes::at(outline, 0)?.i16()?;
        let mut bytes = Bytes::at(outline, 10)?;
        if let Ok(contours) = usize::try_from(contours) {
            return simple(bytes, contours, (0, 0), pen);
        }
        // Every turn takes bytes: the loop ends with the table at the latest.
        loop {
            let (flags, part) = (bytes.u16()?, bytes.u16()?);
            let mut offset = || {
                if flags & OFFSETS_ARE_WORDS != 0 { bytes.i16() } else { Some(i8::from_be_bytes([bytes.u8()?]).into()) }
            };
            let offset = (offset()?, offset()?);
            let part = self.outline(part)?;
            let contours = usize::try_from(Bytes::at(part, 0)?.i16()?).ok()?;
            simple(Bytes::at(part, 10)?, contours, offset, pen)?;
            if flags & MORE_COMPONENTS == 0 {
                return Some(());
            }
        }
    }

    /// Nothing for a glyph without an outline, like a space.
    fn outline(&self, glyph: u16) -> Option<&[u8]> {
        let mut locations = Bytes::at(self.locations, usize::from(glyph) * 2)?;
        let (start, end) = (usize::from(locations.u16()?) * 2, usize::from(locations.u16()?) * 2);
        self.outlines.get(start..end).filter(|outline| !outline.is_empty())
    }
}

fn simple(mut bytes: Bytes<'_>, contours: usize, offset: (i16, i16), pen: &mut Pen) -> Option<()> {
    let ends: Vec<usize> = (0..contours).map(|_| bytes.u16().map(usize::from)).collect::<Option<_>>()?;
    let count = ends.last()? + 1;
    for _ in 0..bytes.u16()? {
        bytes.u8()?;
    }
    let mut flags = Vec::with_capacity(count);
    while flags.len() < count {
        let flag = bytes.u8()?;
        let repeats = if flag & REPEATED != 0 { bytes.u8()? } else { 0 };
        flags.extend(std::iter::repeat_n(flag, usize::from(repeats) + 1));
    }
    let xs = coordinates(&mut bytes, flags.iter().copied(), offset.0)?;
    let ys = coordinates(&mut bytes, flags.iter().map(|flag| flag >> 1), offset.1)?;
    let is_on_curve = flags.iter().map(|flag| flag & ON_CURVE != 0);
    let nodes: Vec<Node> =
        xs.into_iter().zip(ys).zip(is_on_curve).map(|((x, y), is_on)| pen.node(x, y, is_on)).collect();
    let mut start = 0;
    for end in ends {
        pen.contour(nodes.get(start..=end)?);
        start = end + 1;
    }
    Some(())
}

fn coordinates(bytes: &mut Bytes<'_>, flags: impl Iterator<Item = u8>, offset: i16) -> Option<Vec<i16>> {
    let mut at = offset;
    let next = |flag: u8| {
        let is_same_or_positive = flag & X_IS_SAME_OR_POSITIVE != 0;
        let step = match (flag & X_IS_BYTE != 0, is_same_or_positive) {
            (true, true) => i16::from(bytes.u8()?),
            (true, false) => -i16::from(bytes.u8()?),
            (false, true) => 0,
            (false, false) => bytes.i16()?,
        };
        at = at.wrapping_add(step);
        Some(at)
    };
    flags.map(next).collect()
}
