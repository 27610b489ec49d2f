//! The description of an episode: its source, its chapters, and that a machine made it.

use quick_xml::escape::escape;

use crate::episode::Episode;
use crate::limits;
use crate::text::{clock, line};

/// Said in words, because readers that know `podcast:txt` are few.
pub(crate) const DISCLOSURE: &str = "The script was written and the voices were made by a machine.";

/// Plain text, a line for each chapter. What does not fit is left out from the end; the disclosure never is.
pub(crate) fn plain(episode: &Episode) -> String {
    let mut lines = Vec::new();
    if let Some(source) = &episode.source {
        let title = shown(&source.title);
        lines.push(match &source.address {
            Some(address) => format!("Made from \u{201C}{title}\u{201D} ({address})."),
            None => format!("Made from \u{201C}{title}\u{201D}."),
        });
    }
    lines.extend(chapters(episode).map(|(start, title, cited)| format!("{start} {title}{cited}")));
    lines.extend(episode.action.iter().flat_map(|action| action.lines()).map(shown));
    let mut room = limits::DESCRIPTION_BYTES_MAX - DISCLOSURE.len();
    let fits = |line: &String| {
        let left = room.checked_sub(line.len() + 1);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let mut lines: Vec<String> = lines.into_iter().take_while(fits).collect();
    lines.push(DISCLOSURE.to_owned());
    lines.join("\n")
}

/// The same as HTML: a link to the source, a list of the chapters.
pub(crate) fn html(episode: &Episode) -> String {
    let mut html = String::new();
    if let Some(source) = &episode.source {
        let title = shown(&source.title);
        let title = escape(&title);
        html.push_str(&match &source.address {
            Some(address) => format!("<p>Made from <a href=\"{}\">{title}</a>.</p>", escape(address)),
            None => format!("<p>Made from \u{201C}{title}\u{201D}.</p>"),
        });
    }
    if !episode.chapters.is_empty() {
        html.push_str("<ul>");
        for (start, title, cited) in chapters(episode) {
            html.push_str(&format!("<li>{start} {}{cited}</li>", escape(&title)));
        }
        html.push_str("</ul>");
    }
    if let Some(action) = &episode.action {
        let lines: Vec<String> = action.lines().map(|line| escape(shown(line)).into_owned()).collect();
        html.push_str(&format!("<pre>{}</pre>", lines.join("\n")));
    }
    html.push_str(&format!("<p>{DISCLOSURE}</p>"));
    html
}

/// Of each chapter: its start, its title, and the paragraphs of the source that it cites.
fn chapters(episode: &Episode) -> impl Iterator<Item = (String, String, String)> {
    let cites = episode.cites.iter().copied().chain(std::iter::repeat(None));
    episode.chapters.iter().zip(cites).map(|(chapter, cites)| {
        // People count from one.
        let cited = match cites {
            None => String::new(),
            Some((first, last)) if first == last => format!(" (\u{b6} {})", first.saturating_add(1)),
            Some((first, last)) => {
                format!(" (\u{b6} {}\u{2013}{})", first.saturating_add(1), last.saturating_add(1))
            }
        };
        (clock(chapter.start_ms), shown(&chapter.title), cited)
    })
}

/// A title with look-alikes of `<` and `>`: readers take what stands between them for a tag, escaped or not, and drop it.
fn shown(title: &str) -> String {
    line(title, limits::VALUE_CHARS_MAX).replace('<', "\u{2039}").replace('>', "\u{203A}")
}
