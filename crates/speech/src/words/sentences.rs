//! Sentences, each spoken in one breath.

use crate::words::scan::Scan;

/// The sentences of a text: at the ends of lines, and after a full stop, question or exclamation mark that ends one.
pub(crate) fn sentences(text: &str, is_title: impl Fn(&str) -> bool) -> Vec<String> {
    let paragraphs = text.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.flat_map(|paragraph| in_paragraph(paragraph, &is_title)).collect()
}

fn in_paragraph(paragraph: &str, is_title: impl Fn(&str) -> bool) -> Vec<String> {
    let chars: Vec<char> = paragraph.chars().collect();
    let scan = Scan::new(&chars);
    let (mut found, mut start, mut place) = (Vec::new(), 0, 0);
    while place < scan.len() {
        match boundary(scan, place) {
            Some(next) => {
                if ends_sentence(scan, place, next, &is_title) {
                    found.push(scan.text(start, place));
                    start = next;
                }
                place = next;
            }
            None => place += 1,
        }
    }
    found.push(scan.text(start, scan.len()));
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

/// The beginning of what follows, if a mark stands before this place, and closing quotes and a space after it.
fn boundary(scan: Scan<'_>, place: usize) -> Option<usize> {
    scan.before(place).filter(|c| ".!?…".contains(*c))?;
    let closed = (place..).find(|place| !scan.is_one_of(*place, "\"”’)]"))?;
    let next = (closed..).find(|place| !scan.at(*place).is_some_and(char::is_whitespace))?;
    (next > closed && next < scan.len()).then_some(next)
}

/// False before a small letter, and for the point of a title or an initial.
fn ends_sentence(scan: Scan<'_>, place: usize, next: usize, is_title: impl Fn(&str) -> bool) -> bool {
    if scan.at(next).is_some_and(char::is_lowercase) {
        return false;
    }
    if scan.before(place) != Some('.') {
        return true;
    }
    let text = scan.text(0, place - 1);
    let word = text.rsplit(' ').next().unwrap_or_default().trim_start_matches(['(', '"', '“', '\'', '‘']);
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    !(is_title(word) || is_initial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_marks_but_not_after_titles_and_initials() {
        let split = |text: &str| sentences(text, |word| word == "Dr");
        assert_eq!(split("It works. \"Really?\" Yes!"), ["It works.", "\"Really?", "Yes!"]);
        assert_eq!(
            split("Dr. Chen met J. K. Rowling. Version v. 2 is e.g. better."),
            ["Dr. Chen met J. K. Rowling.", "Version v.", "2 is e.g. better."]
        );
        assert_eq!(split("one\n\n two \n"), ["one", "two"]);
        assert!(split(" \n ").is_empty());
    }
}
