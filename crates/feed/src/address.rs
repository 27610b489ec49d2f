//! Names that never change: the id of a feed, and the file name of an episode.

use protocol::JobId;
use sha1::{Digest, Sha1};
use uuid::{Builder, Uuid};

use crate::limits;

/// Namespace of `podcast:guid`, from the podcast namespace's specification.
const NAMESPACE: Uuid = Uuid::from_u128(0xead4_c236_bf58_58c6_a2c6_a6b2_8d12_8cb6);

/// The `podcast:guid` of a feed: a UUID of version 5 of an address without a token, its scheme and its trailing slashes.
pub fn guid(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
    let name = bare.trim_end_matches('/');
    let digest = Sha1::new().chain_update(NAMESPACE.as_bytes()).chain_update(name).finalize();
    // The last four of its twenty bytes have no place in a UUID.
    let bytes = std::array::from_fn(|at| digest.get(at).copied().unwrap_or_default());
    Builder::from_sha1_bytes(bytes).into_uuid().to_string()
}

/// The last part of an episode's address: ASCII, ends in `.mp3`, and no other episode has it, nor another revision.
///
/// Apps name the downloaded file by it: two episodes of one name are spliced or numbered, and a download that was broken off before
/// a revision and is gone on with after it becomes half of each.
pub fn file_name(title: &str, id: JobId, revision: u32) -> String {
    let mut slug = String::new();
    for c in title.chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => slug.push(c),
            // "it's" is one word.
            '\'' | '\u{2019}' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() >= limits::SLUG_CHARS_MAX {
            break;
        }
    }
    let short = short(id);
    let slug = match slug.trim_matches('-') {
        "" => "episode",
        slug => slug,
    };
    match revision {
        0 | 1 => format!("{slug}-{short}.mp3"),
        _ => format!("{slug}-{short}-{revision}.mp3"),
    }
}

/// The file of an episode that a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requested<'n> {
    Audio,
    /// The audio, by the name it had before it was revised.
    EarlierAudio,
    /// Another file, under its own name.
    Beside(&'n str),
}

/// The file that the last part of an address asks for; the audio has the names of [`file_name`] and no other.
pub fn requested(name: &str, id: JobId, revision: u32) -> Option<Requested<'_>> {
    match revision_of(name, id) {
        Some(asked) if asked < revision => Some(Requested::EarlierAudio),
        Some(_) => Some(Requested::Audio),
        None => (!name.ends_with(".mp3")).then_some(Requested::Beside(name)),
    }
}

/// The revision in the file name of this episode, under whatever title; none for the name of anything else.
fn revision_of(name: &str, id: JobId) -> Option<u32> {
    let stem = name.strip_suffix(".mp3")?;
    let short = format!("-{}", short(id));
    if stem.ends_with(&short) {
        return Some(1);
    }
    let (before, revision) = stem.rsplit_once('-')?;
    before.ends_with(&short).then(|| revision.parse().ok())?
}

/// The end of an id is made of chance, its beginning is a time.
fn short(id: JobId) -> String {
    let id = id.to_string();
    id.rsplit('-').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(text: &str) -> JobId {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_guid_of_the_specification_is_ours() {
        for address in ["podnews.net/rss", "https://podnews.net/rss", "http://podnews.net/rss///"] {
            assert_eq!(guid(address), "9b024349-ccf0-5f69-a609-6b82873eab3c", "{address}");
        }
    }

    #[test]
    fn a_file_has_the_words_of_its_title() {
        let id = id("0198c0de-0000-7000-8000-00000000abcd");
        for (title, name) in [
            ("Leases, and what they're for", "leases-and-what-theyre-for-00000000abcd.mp3"),
            ("\u{65E5}\u{672C}\u{8A9E}", "episode-00000000abcd.mp3"),
            ("", "episode-00000000abcd.mp3"),
            ("../../etc", "etc-00000000abcd.mp3"),
        ] {
            assert_eq!(file_name(title, id, 1), name);
        }
    }

    #[test]
    fn a_name_asks_for_the_audio_of_its_revision_or_for_a_file_beside_it() {
        let id = id("0198c0de-0000-7000-8000-00000000abcd");
        for (name, expected) in [
            ("a-00000000abcd.mp3", Some(Requested::EarlierAudio)),
            ("a-00000000abcd-2.mp3", Some(Requested::Audio)),
            ("another-title-00000000abcd-2.mp3", Some(Requested::Audio)),
            ("chapters.json", Some(Requested::Beside("chapters.json"))),
            ("episode.mp3", None),
            ("a-00000000abce.mp3", None),
        ] {
            assert_eq!(requested(name, id, 2), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_title_gives_a_short_ascii_name(title in "\\PC{0,200}", revision in 1_u32..) {
            let name = file_name(&title, id("0198c0de-0000-7000-8000-00000000abcd"), revision);
            let ok = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let stem = name.strip_suffix(".mp3").unwrap_or_default();
            prop_assert!(!stem.is_empty() && stem.chars().all(ok) && !stem.starts_with('-') && !stem.contains("--"), "{}", name);
            prop_assert_eq!(revision_of(&name, id("0198c0de-0000-7000-8000-00000000abcd")), Some(revision));
            prop_assert_eq!(revision_of(&name, id("0198c0de-0000-7000-8000-00000000abce")), None);
            prop_assert!(name.len() <= limits::SLUG_CHARS_MAX + 28);
        }
    }
}
