//! Parts of speech: an averaged perceptron with the tags of the Penn Treebank.

use crate::error::Error;
use crate::pack::{Pack, Table, damaged};

/// In the place of a word's tag: it has several.
const NO_TAG: u8 = 255;

/// A part of speech by its name in the Penn Treebank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'p>(&'p str);

impl<'p> Tag<'p> {
    pub(crate) const NONE: Tag<'static> = Tag("");

    pub(crate) const fn new(name: &'p str) -> Tag<'p> {
        Tag(name)
    }

    pub(crate) fn name(self) -> &'p str {
        self.0
    }

    /// The same without its inflection, as dictionaries name it.
    pub(crate) fn parent(self) -> Tag<'p> {
        match self.0 {
            verb if verb.starts_with("VB") => Tag("VERB"),
            noun if noun.starts_with("NN") => Tag("NOUN"),
            adverb if adverb.starts_with("ADV") || adverb.starts_with("RB") => Tag("ADV"),
            adjective if adjective.starts_with("ADJ") || adjective.starts_with("JJ") => Tag("ADJ"),
            other => Tag(other),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Tagger<'p> {
    tags: Vec<&'p str>,
    /// The tag of a word that has but one, and whether the word is common.
    words: Table<'p>,
    /// Tags, each with tenths of a point.
    weights: Table<'p>,
}

impl<'p> Tagger<'p> {
    pub(crate) fn read(pack: &Pack<'p>) -> Result<Tagger<'p>, Error> {
        let tags: Vec<&str> = pack.text("tagger.tags")?.split('\n').collect();
        if tags.len() >= usize::from(NO_TAG) || !tags.is_sorted() {
            return Err(damaged("tagger.tags"));
        }
        Ok(Tagger { tags, words: pack.table("tagger.words")?, weights: pack.table("tagger.weights")? })
    }

    pub(crate) fn tags(&self, words: &[String]) -> Vec<Tag<'p>> {
        let context: Vec<String> = words.iter().map(|word| self.common(word)).collect();
        let near = |place: usize, back: usize| match (place + 2).checked_sub(back) {
            Some(0) => "-START2-",
            Some(1) => "-START-",
            Some(place) => {
                context.get(place - 2).map_or(if place - 2 == words.len() { "-END-" } else { "-END2-" }, String::as_str)
            }
            None => "",
        };
        let (mut before, mut last) = ("-START2-", "-START-");
        let mut tags = Vec::with_capacity(words.len());
        for (place, word) in words.iter().enumerate() {
            let listed = self.words.get(word).and_then(|entry| self.tags.get(usize::from(*entry.first()?)));
            let tag = listed.copied().unwrap_or_else(|| {
                let neighbours =
                    [near(place, 2), near(place, 1), near(place, 0), near(place + 1, 0), near(place + 2, 0)];
                self.best(&features(word, place == 0, neighbours, [before, last]))
            });
            tags.push(Tag(tag));
            (before, last) = (last, tag);
        }
        tags
    }

    /// The word if it is common, else its shape.
    fn common(&self, word: &str) -> String {
        let is_digits = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        let normal = match word.chars().next() {
            Some(first) if first != '-' && word.contains('-') => "!HYPHEN".to_owned(),
            Some(_) if is_digits && word.len() == 4 => "!YEAR".to_owned(),
            Some(first) if first.is_ascii_digit() => "!DIGITS".to_owned(),
            Some(_) | None => word.to_lowercase(),
        };
        if self.words.get(&normal).is_some_and(|entry| entry.get(1) == Some(&1)) {
            normal
        } else {
            format!("<{}>", shape(word))
        }
    }

    /// The tag with most points; of several, the last in the alphabet.
    fn best(&self, features: &[String]) -> &'p str {
        let mut points = vec![0.0_f64; self.tags.len()];
        let mut is_any = false;
        for entry in features.iter().filter_map(|feature| self.weights.get(feature)) {
            for [tag, low, high] in entry.as_chunks::<3>().0 {
                if let Some(points) = points.get_mut(usize::from(*tag)) {
                    *points += f64::from(i16::from_le_bytes([*low, *high])) / 10.0;
                    is_any = true;
                }
            }
        }
        let best = self.tags.iter().zip(points).reduce(|best, next| if next.1 >= best.1 { next } else { best });
        best.filter(|_| is_any).map_or("NN", |(tag, _)| tag)
    }
}

fn features(word: &str, is_first: bool, [before, last, at, next, after]: [&str; 5], tags: [&str; 2]) -> [String; 15] {
    let first = word.chars().next().unwrap_or_default();
    let [tag_before, tag_last] = tags;
    [
        "b".to_owned(),
        format!("s3={}", suffix(word)),
        format!("p1={first}"),
        format!("w={at}"),
        format!("sh={}", shape(word)),
        if is_first { "i0" } else { "i+" }.to_owned(),
        format!("t-1={tag_last}"),
        format!("t-2={tag_before}"),
        format!("t-12={tag_last},{tag_before}"),
        format!("w-1={last}"),
        format!("s3-1={}", suffix(last)),
        format!("w-2={before}"),
        format!("w+1={next}"),
        format!("s3+1={}", suffix(next)),
        format!("w+2={after}"),
    ]
}

/// The last three letters.
fn suffix(word: &str) -> &str {
    let start = word.char_indices().rev().nth(2).map_or(0, |(start, _)| start);
    word.get(start..).unwrap_or_default()
}

fn shape(word: &str) -> String {
    let is_upper = |word: &str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let is_lower = |word: &str| word.chars().any(char::is_lowercase) && !word.chars().any(char::is_uppercase);
    let rest = word.char_indices().nth(1).and_then(|(second, _)| word.get(second..)).unwrap_or_default();
    let fixed = if !word.is_empty() && word.chars().all(char::is_alphabetic) {
        match word.chars().next() {
            Some(_) if is_lower(word) => "x",
            Some(_) if is_upper(word) && rest.is_empty() => "X1",
            Some(_) if is_upper(word) => "XX",
            Some(first) if first.is_uppercase() && is_lower(rest) => "Xx",
            Some(_) | None => "xX",
        }
    } else if !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) {
        "d"
    } else {
        let kind = |c: char| match c {
            _ if c.is_ascii_digit() => 'd',
            _ if c.is_alphabetic() => 'x',
            other => other,
        };
        return word.chars().take(4).map(kind).collect();
    };
    fixed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_capitals_digits_and_signs() {
        for (word, expected) in [
            ("cat", "x"),
            ("Cat", "Xx"),
            ("CAT", "XX"),
            ("A", "X1"),
            ("iPhone", "xX"),
            ("42", "d"),
            ("v2.0.1", "xd.d"),
            ("a-b", "x-x"),
        ] {
            assert_eq!(shape(word), expected);
        }
        assert_eq!((suffix("naïve"), suffix("ab"), suffix("")), ("ïve", "ab", ""));
    }
}
