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

    /// Numbers of single precision, or, half as long, of half precision.
    pub(crate) fn floats(&self, name: &str, length: usize) -> Result<Vec<f32>, Error> {
        let section = self.section(name)?;
        let (singles, halves) = (section.as_chunks::<4>().0, section.as_chunks::<2>().0);
        match section.len().checked_div(length) {
            Some(4) if singles.len() == length => Ok(singles.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
            Some(2) if halves.len() == length => {
                Ok(halves.iter().map(|bytes| single(u16::from_le_bytes(*bytes))).collect())
            }
            Some(_) | None => Err(damaged(name)),
        }
    }
}

/// A number of half precision. Its exponent counts from another nought: moved to the same bits, it is too small by 2¹¹².
fn single(half: u16) -> f32 {
    let size = f32::from_bits(u32::from(half & 0x7fff) << 13) * f32::from_bits((127 + 112) << 23);
    if half & 0x8000 == 0 { size } else { -size }
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
    fn halves_are_numbers() {
        for (half, expected) in
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0x7bff, 65_504.0)]
        {
            assert_eq!(single(half), expected);
        }
    }

    #[test]
    fn sections_are_found_by_name() {
        let bytes = b"SPEECH\x01\x00\x01\0\0\0\x01a\x16\0\0\0\x02\0\0\0hi";
        let pack = Pack::read(bytes).unwrap();
        assert_eq!(pack.text("a"), Ok("hi"));
        assert_eq!(pack.text("b"), Err(Error::MissingSection("b".to_owned())));
        assert_eq!(pack.floats("a", 1), Ok(vec![single(0x6968)]));
        assert_eq!(pack.floats("a", 3), Err(Error::DamagedSection("a".to_owned())));
    }
}
