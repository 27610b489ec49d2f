//! Lower-case hexadecimal.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

/// Decodes; `None` for anything but pairs of digits.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let nibble = |digit: &u8| DIGITS.iter().position(|known| known == digit).and_then(|value| u8::try_from(value).ok());
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(nibble(high)? << 4 | nibble(low)?),
        [_] | [] | [_, _, ..] => None,
    };
    text.as_bytes().chunks(2).map(byte).collect()
}

/// True for a text of lower-case hexadecimal digits only.
pub(crate) fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| DIGITS.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn encoding_and_decoding_gives_the_same_bytes(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let text = encode(&bytes);
            prop_assert!(is_hex(&text));
            prop_assert_eq!(decode(&text), Some(bytes));
        }
    }

    #[test]
    fn only_pairs_of_digits_are_decoded() {
        for text in ["0", "0g", "0A", "000", " 0", "é0"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
