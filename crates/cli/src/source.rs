//! The source: reads a file or stdin, and rejects early what the service would reject.
//!
//! Never fetches a page: the service does, so that the page's server learns nothing about the user.

use std::fs::File;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

use protocol::{AnySource, Code, Problem, Source, SourceAddress, SourceFormat, SourceList, limits};

use crate::error::Error;

/// One source, or a list of them.
pub(crate) fn all(paths: &[PathBuf], format: Option<SourceFormat>) -> Result<AnySource, Error> {
    match paths {
        [path] => given(path, format),
        paths if paths.len() > limits::SOURCES_MAX => {
            Err(Error::Usage(format!("an episode is made of at most {} sources", limits::SOURCES_MAX)))
        }
        paths => {
            let sources = paths.iter().map(|path| given(path, format)).collect::<Result<_, _>>()?;
            Ok(AnySource::Several(SourceList { sources }))
        }
    }
}

pub(crate) fn given(path: &Path, format: Option<SourceFormat>) -> Result<AnySource, Error> {
    match (address(path), format) {
        (None, format) => read(path, format).map(AnySource::Text),
        (Some(url), None) => Ok(AnySource::Address(SourceAddress { url })),
        (Some(_), Some(_)) => {
            Err(Error::Usage("--source-format is for files: a page's server tells its format".to_owned()))
        }
    }
}

fn address(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let (scheme, _) = text.split_once("://")?;
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)).then(|| text.to_owned())
}

/// Reads a file, or stdin for `-`; at most one byte more than the service accepts.
fn read(path: &Path, format: Option<SourceFormat>) -> Result<Source, Error> {
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
        "diff" | "patch" | "mbox" => SourceFormat::Diff,
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
    fn a_source_the_service_would_reject_is_rejected_here_with_the_same_code() {
        assert_eq!(code(b"caf\xe9".to_vec()), Some(Code::BodyNotUtf8));
        assert_eq!(code(vec![b'a'; limits::SOURCE_BYTES_MAX + 1]), Some(Code::SourceTooLarge));
        assert_eq!(decode(vec![b'a'; limits::SOURCE_BYTES_MAX]).unwrap().len(), limits::SOURCE_BYTES_MAX);
    }

    #[test]
    fn a_page_is_fetched_by_the_service() {
        let url = "HTTPS://example.com/a.md".to_owned();
        assert_eq!(given(Path::new(&url), None).unwrap(), AnySource::Address(SourceAddress { url: url.clone() }));
        assert!(matches!(given(Path::new(&url), Some(SourceFormat::Text)), Err(Error::Usage(_))));
        assert!(matches!(given(Path::new("ftp://example.com"), None), Err(Error::File { .. })));
    }

    #[test]
    fn the_extension_tells_the_format() {
        let formats =
            ["a.md", "a.MARKDOWN", "a.htm", "a.html", "a.patch", "a.txt", "-"].map(|name| guess(Path::new(name)));
        use SourceFormat::{Diff, Html, Markdown, Text};
        assert_eq!(formats, [Markdown, Markdown, Html, Html, Diff, Text, Text]);
    }
}
