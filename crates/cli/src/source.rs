//! Reads what is to be made into an episode, and refuses early what the service would refuse.

use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

use protocol::{Code, Problem, Source, SourceFormat, limits};

use crate::error::Error;

/// `-` is stdin. Never reads more than the service takes.
pub(crate) fn read(path: &Path, format: Option<SourceFormat>) -> Result<Source, Error> {
    let mut bytes = Vec::new();
    let bound = limits::SOURCE_BYTES_MAX as u64 + 1;
    let read = if path == Path::new("-") {
        stdin().lock().take(bound).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(bound).read_to_end(&mut bytes))
    };
    read.map_err(|source| Error::file(path, source))?;
    Ok(Source { format: format.unwrap_or_else(|| guess(path)), text: decode(bytes)? })
}

fn decode(bytes: Vec<u8>) -> Result<String, Error> {
    if bytes.len() > limits::SOURCE_BYTES_MAX {
        let detail = format!("a source has at most {} bytes", limits::SOURCE_BYTES_MAX);
        return Err(Problem::because(Code::SourceTooLarge, detail).into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let detail = format!("byte {} is not part of a UTF-8 character", error.utf8_error().valid_up_to());
        Problem::because(Code::BodyNotUtf8, detail).into()
    })
}

fn guess(path: &Path) -> SourceFormat {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" => SourceFormat::Markdown,
        "html" | "htm" => SourceFormat::Html,
        _ => SourceFormat::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: Vec<u8>) -> Option<Code> {
        match decode(bytes) {
            Err(Error::Refused(refusal)) => refusal.problem.map(|problem| problem.code),
            _ => None,
        }
    }

    #[test]
    fn what_the_service_would_refuse_is_refused_here_by_the_same_code() {
        assert_eq!(code(b"caf\xe9".to_vec()), Some(Code::BodyNotUtf8));
        assert_eq!(code(vec![b'a'; limits::SOURCE_BYTES_MAX + 1]), Some(Code::SourceTooLarge));
        assert_eq!(decode(vec![b'a'; limits::SOURCE_BYTES_MAX]).unwrap().len(), limits::SOURCE_BYTES_MAX);
    }

    #[test]
    fn the_extension_tells_the_format() {
        let formats = ["a.md", "a.MARKDOWN", "a.htm", "a.html", "a.txt", "-"].map(|name| guess(Path::new(name)));
        use SourceFormat::{Html, Markdown, Text};
        assert_eq!(formats, [Markdown, Markdown, Html, Html, Text, Text]);
    }
}
