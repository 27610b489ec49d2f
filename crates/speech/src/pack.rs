//! The file of a voice: named sections, searched and multiplied where they lie.
//!
//! `SPEECH`, version, number of sections; of each its name, offset and length; then the sections, at multiples of 16 bytes.
//! Integers are little-endian. `model/pack.py` writes the file.

mod table;

pub(crate) use table::Table;

use crate::error::Error;

const MAGIC: &[u8] = b"SPEECH\x01\x00";

#[derive(Debug)]
pub(crate) struct Pack<'p> {
    sections: Vec<(&'p [u8], &'p [u8])>,
}

impl<'p> Pack<'p> {
    pub(crate) fn read(bytes: &'p [u8]) -> Result<Pack<'p>, Error> {
        Ok(Pack { sections: sections(bytes).ok_or(Error::NotAVoice)? })
    }

    pub(crate) fn section(&self, name: &str) -> Result<&'p [u8], Error> {
        let found = self.sections.iter().find(|(known, _)| *known == name.as_bytes());
        found.map(|(_, section)| *section).ok_or_else(|| Error::MissingSection(name.to_owned()))
    }

    pub(crate) fn text(&self, name: &str) -> Result<&'p str, Error> {
        str::from_utf8(self.section(name)?).map_err(|_| damaged(name))
    }

    /// Lines of columns.
    pub(crate) fn lines(&self, name: &str) -> Result<Vec<Vec<&'p str>>, Error> {
        Ok(self.text(name)?.split('\n').map(|line| line.split('\t').collect()).collect())
    }

    pub(crate) fn table(&self, name: &str) -> Result<Table<'p>, Error> {
        Table::read(self.section(name)?).ok_or_else(|| damaged(name))
    }

    pub(crate) fn floats(&self, name: &str, length: usize) -> Result<Vec<f32>, Error> {
        let (numbers, rest) = self.section(name)?.as_chunks::<4>();
        if numbers.len() != length || !rest.is_empty() {
            return Err(damaged(name));
        }
        Ok(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }
}

pub(crate) fn damaged(name: &str) -> Error {
    Error::DamagedSection(name.to_owned())
}

fn sections(bytes: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let count = number(&mut rest)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let (&length, after) = rest.split_first()?;
        let (name, after) = after.split_at_checked(usize::from(length))?;
        rest = after;
        let (start, length) = (number(&mut rest)? as usize, number(&mut rest)? as usize);
        found.push((name, bytes.get(start..start.checked_add(length)?)?));
    }
    Some(found)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_else_is_no_voice() {
        for bytes in [
            &b""[..],
            b"SPEECH",
            b"SPEECH\x01\x00\x01\0\0\0",
            b"SPEECH\x01\x00\xff\xff\xff\xff\x01a\0\0\0\0\xff\xff\xff\xff",
        ] {
            assert_eq!(Pack::read(bytes).err(), Some(Error::NotAVoice));
        }
    }

    #[test]
    fn sections_are_found_by_name() {
        let bytes = b"SPEECH\x01\x00\x01\0\0\0\x01a\x16\0\0\0\x02\0\0\0hi";
        let pack = Pack::read(bytes).unwrap();
        assert_eq!(pack.text("a"), Ok("hi"));
        assert_eq!(pack.text("b"), Err(Error::MissingSection("b".to_owned())));
        assert_eq!(pack.floats("a", 1), Err(Error::DamagedSection("a".to_owned())));
    }
}
