//! The kind of bytes a voice answered with, for errors: a kind and its numbers, never a word of the answer.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    Nothing,
    Wav,
    /// A WAV whose numbers have the highest byte first.
    Rifx,
    Mp3,
    Aac,
    Flac {
        rate: u32,
    },
    Opus {
        rate: u32,
    },
    Vorbis,
    Ogg,
    Mp4,
    Webm,
    Aiff,
    Au,
    Caf,
    Json,
    Markup,
    Text,
    Unknown,
}

impl Received {
    /// The kind by its first bytes.
    pub(crate) fn of(bytes: &[u8]) -> Received {
        let has = |name: &[u8], at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(name));
        let word = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        match bytes {
            [] => Received::Nothing,
            _ if [&b"RIFF"[..], b"RF64", b"BW64"].iter().any(|name| has(name, 0)) && has(b"WAVE", 8) => Received::Wav,
            _ if has(b"RIFX", 0) => Received::Rifx,
            _ if has(b"fLaC", 0) => Received::Flac { rate: flac_rate(bytes) },
            _ if has(b"OggS", 0) && has(b"OpusHead", 28) => Received::Opus { rate: opus_rate(bytes) },
            _ if has(b"OggS", 0) && has(b"\x01vorbis", 28) => Received::Vorbis,
            _ if has(b"OggS", 0) => Received::Ogg,
            _ if has(b"ftyp", 4) => Received::Mp4,
            _ if has(b"\x1A\x45\xDF\xA3", 0) => Received::Webm,
            _ if has(b"FORM", 0) => Received::Aiff,
            _ if has(b".snd", 0) => Received::Au,
            _ if has(b"caff", 0) => Received::Caf,
            // Eleven bits of sync; the layer is 0 in AAC alone.
            [0xFF, second, ..] if second & 0xF6 == 0xF0 => Received::Aac,
            [0xFF, second, ..] if second & 0xE0 == 0xE0 && nanomp3::detect(bytes) => Received::Mp3,
            _ if has(b"ID3", 0) => Received::Mp3,
            _ if matches!(word, Some(b'{' | b'[')) => Received::Json,
            _ if matches!(word, Some(b'<')) => Received::Markup,
            _ if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) => Received::Text,
            _ => Received::Unknown,
        }
    }
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Received::Flac { rate } => return write!(f, "FLAC, {rate} Hz"),
            Received::Opus { rate } => return write!(f, "Opus, {rate} Hz"),
            Received::Nothing => "an empty answer",
            Received::Wav => "a WAV with a damaged header",
            Received::Rifx => "a WAV of reversed byte order (RIFX)",
            Received::Mp3 => "a damaged MP3",
            Received::Aac => "AAC",
            Received::Vorbis => "Ogg Vorbis",
            Received::Ogg => "Ogg",
            Received::Mp4 => "MP4",
            Received::Webm => "WebM",
            Received::Aiff => "AIFF",
            Received::Au => "AU",
            Received::Caf => "CAF",
            Received::Json => "JSON",
            Received::Markup => "HTML or XML",
            Received::Text => "text",
            Received::Unknown => "bytes of no known format",
        };
        f.write_str(name)
    }
}

/// The rate in the stream's description: 20 bits, the highest first.
fn flac_rate(bytes: &[u8]) -> u32 {
    let [a, b, c] = bytes.get(18..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default();
    u32::from_be_bytes([0, a, b, c]) >> 4
}

/// The rate of what was encoded; Opus itself knows 48 kHz alone.
fn opus_rate(bytes: &[u8]) -> u32 {
    u32::from_le_bytes(bytes.get(40..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default())
}
