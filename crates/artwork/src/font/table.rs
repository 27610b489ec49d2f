//! Tables of a TrueType file: characters → glyphs, and kerning.

/// Big-endian numbers, one after the other.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'file>(&'file [u8]);

impl<'file> Bytes<'file> {
    pub(super) fn at(table: &'file [u8], offset: usize) -> Option<Bytes<'file>> {
        table.get(offset..).map(Bytes)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.take().map(u8::from_be_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_be_bytes)
    }

    pub(super) fn i16(&mut self) -> Option<i16> {
        self.take().map(i16::from_be_bytes)
    }

    pub(super) fn size(&mut self) -> Option<usize> {
        self.take().map(u32::from_be_bytes)?.try_into().ok()
    }
}

/// A table of a file, by its tag.
pub(super) fn table<'file>(file: &'file [u8], tag: &[u8; 4]) -> Option<&'file [u8]> {
    let record = file.get(12..)?.chunks_exact(16).find(|record| record.starts_with(tag))?;
    let mut fields = Bytes::at(record, 8)?;
    let (offset, length) = (fields.size()?, fields.size()?);
    file.get(offset..)?.get(..length)
}

/// `cmap`, format 4: runs of characters with their glyphs.
pub(super) struct Characters<'file> {
    subtable: &'file [u8],
    /// Bytes of a row: the last characters of all runs, their first, what to add, where to look.
    row: usize,
}

impl<'file> Characters<'file> {
    pub(super) fn new(cmap: &'file [u8]) -> Option<Characters<'file>> {
        let offset = Bytes::at(cmap, 8)?.size()?;
        let subtable = cmap.get(offset..)?;
        let row = Bytes::at(subtable, 6)?.u16()?;
        Some(Characters { subtable, row: row.into() })
    }

    pub(super) fn glyph(&self, letter: char) -> Option<u16> {
        let letter = u16::try_from(u32::from(letter)).ok()?;
        let run = (0..self.row).step_by(2).find(|run| self.number(14 + run).is_some_and(|last| letter <= last))?;
        let starts = 16 + self.row + run;
        let first = self.number(starts)?;
        let within = letter.checked_sub(first)?;
        let added = self.number(starts + self.row)?;
        let place = starts + 2 * self.row;
        let glyph = match self.number(place)? {
            0 => letter.wrapping_add(added),
            offset => self.number(place + usize::from(offset) + 2 * usize::from(within))?.wrapping_add(added),
        };
        (glyph != 0).then_some(glyph)
    }

    fn number(&self, offset: usize) -> Option<u16> {
        Bytes::at(self.subtable, offset)?.u16()
    }
}

/// `kern`, format 0: pairs of glyphs, in order, each with the space to add between them.
pub(super) struct Kerning<'file>(&'file [[u8; 6]]);

impl<'file> Kerning<'file> {
    pub(super) fn new(kern: &'file [u8]) -> Option<Kerning<'file>> {
        Some(Kerning(kern.get(18..)?.as_chunks().0))
    }

    pub(super) fn between(&self, left: u16, right: u16) -> Option<i16> {
        let pair = [left.to_be_bytes(), right.to_be_bytes()];
        let found = self.0.binary_search_by(|[a, b, c, d, ..]| [[*a, *b], [*c, *d]].cmp(&pair)).ok()?;
        self.0.get(found).map(|[.., high, low]| i16::from_be_bytes([*high, *low]))
    }
}
