//! A dictionary in its own file form: blocks of sixteen sorted keys that share their beginnings.
//!
//! Number of blocks, their offsets, then the entries: bytes shared with the key before, further bytes of the key, bytes of the
//! value, each in one byte, then both. Half the size of the same entries as text, and nothing is built to search it.

#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'p> {
    starts: &'p [[u8; 4]],
    blocks: &'p [u8],
}

impl<'p> Table<'p> {
    pub(crate) fn read(bytes: &'p [u8]) -> Option<Table<'p>> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let (starts, blocks) = rest.split_at_checked((u32::from_le_bytes(*count) as usize).checked_mul(4)?)?;
        Some(Table { starts: starts.as_chunks::<4>().0, blocks })
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'p [u8]> {
        let key = key.as_bytes();
        let after =
            self.starts.partition_point(|start| self.entries(*start).next().is_some_and(|entry| entry.ending <= key));
        let mut known = Vec::new();
        for Entry { shared, ending, value } in self.entries(*self.starts.get(after.checked_sub(1)?)?).take(16) {
            known.truncate(shared);
            known.extend_from_slice(ending);
            if known == key {
                return Some(value);
            }
        }
        None
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn entries(&self, start: [u8; 4]) -> impl Iterator<Item = Entry<'p>> {
        let mut rest = self.blocks.get(u32::from_le_bytes(start) as usize..).unwrap_or_default();
        std::iter::from_fn(move || {
            let (&[shared, ending, value], after) = rest.split_first_chunk::<3>()?;
            let (ending, after) = after.split_at_checked(usize::from(ending))?;
            let (value, after) = after.split_at_checked(usize::from(value))?;
            rest = after;
            Some(Entry { shared: usize::from(shared), ending, value })
        })
    }
}

struct Entry<'p> {
    shared: usize,
    ending: &'p [u8],
    value: &'p [u8],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_share_a_beginning_are_told_apart() {
        let bytes = b"\x02\0\0\0\0\0\0\0\x09\0\0\0\x00\x02\x01ab1\x02\x01\x00c\x00\x01\x01b2";
        let mut table = Table::read(bytes).unwrap();
        table.starts = &[[0, 0, 0, 0], [10, 0, 0, 0]];
        assert_eq!(table.get("ab"), Some(&b"1"[..]));
        assert_eq!(table.get("abc"), Some(&b""[..]));
        assert_eq!(table.get("b"), Some(&b"2"[..]));
        for absent in ["", "a", "abd", "c"] {
            assert_eq!(table.get(absent), None);
        }
    }
}
