//! A tenant's dictionary applied to a line, for the voice alone.

use protocol::Pronunciation;

use crate::limits;

/// The line as it is handed to a voice: each word of the dictionary in its spoken form, the longest first, in whole words and
/// whatever the case. A line that would become too long keeps its last words as they are, and one in which a word would, all.
pub fn pronounced(line: &str, dictionary: &[Pronunciation]) -> String {
    let mut entries: Vec<(Vec<char>, &str)> =
        dictionary.iter().map(|entry| (lower(&entry.word).collect(), entry.spoken.as_str())).collect();
    entries.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut said = String::with_capacity(line.len());
    // What the line may still grow by.
    let mut room = limits::SPOKEN_CHARS_MAX.saturating_sub(line.chars().count());
    let mut rest = line;
    let mut is_in_word = false;
    while let Some(first) = rest.chars().next() {
        let found = entries.iter().find_map(|(word, spoken)| {
            let behind = behind(rest, word)?;
            let grown = spoken.chars().count().saturating_sub(word.len());
            (!is_in_word && grown <= room).then_some((behind, *spoken, grown))
        });
        match found {
            Some((behind, spoken, grown)) => {
                room = room.saturating_sub(grown);
                said.push_str(spoken);
                rest = behind;
                is_in_word = true;
            }
            None => {
                // A voice reads the sign that opens a Spanish question as half a second of its own.
                if !matches!(first, '\u{BF}' | '\u{A1}') {
                    said.push(first);
                }
                is_in_word = first.is_alphanumeric();
                rest = rest.split_at(first.len_utf8()).1;
            }
        }
    }
    let is_word_too_long = said.split_whitespace().any(|word| word.chars().count() > limits::TOKEN_CHARS_MAX);
    if is_word_too_long { line.to_owned() } else { said }
}

fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// The text behind a word that it begins with.
fn behind<'t>(text: &'t str, word: &[char]) -> Option<&'t str> {
    let mut wanted = word.iter();
    let mut rest = text.chars();
    while !wanted.as_slice().is_empty() {
        let mut found = rest.next()?.to_lowercase();
        if !found.all(|one| wanted.next() == Some(&one)) {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(entries: &[(&str, &str)]) -> Vec<Pronunciation> {
        let entry = |(word, spoken): &(&str, &str)| Pronunciation {
            word: (*word).into(),
            spoken: (*spoken).into(),
            language: None,
        };
        entries.iter().map(entry).collect()
    }

    #[test]
    fn whole_words_are_said_as_the_dictionary_has_them() {
        let words = dictionary(&[
            ("nginx", "engine x"),
            ("SQL", "sequel"),
            ("SQL Server", "the server"),
            ("C++", "see plus plus"),
        ]);
        for (line, said) in [
            ("Nginx, then NGINX's log.", "engine x, then engine x's log."),
            ("SQL Server, and SQL.", "the server, and sequel."),
            ("nginxes and xnginx stay.", "nginxes and xnginx stay."),
            ("C++ and C.", "see plus plus and C."),
            ("Über-nginx ⚙ nginx", "Über-engine x ⚙ engine x"),
            ("\u{BF}Qu\u{E9} es nginx? \u{A1}Nada!", "Qu\u{E9} es engine x? Nada!"),
            ("", ""),
        ] {
            assert_eq!(pronounced(line, &words), said);
        }
    }

    #[test]
    fn a_line_never_outgrows_what_a_voice_takes() {
        let words = dictionary(&[("a", "aaaaa")]);
        let line = "a ".repeat(300);
        let said = pronounced(&line, &words);
        assert_eq!(said.chars().count(), limits::SPOKEN_CHARS_MAX);
        assert!(said.starts_with("aaaaa aaaaa ") && said.ends_with(" a a "), "{said}");
        let line = ["a"; 8].join("-");
        assert_eq!(pronounced(&line, &words), line, "a voice takes no word of 47 letters");
    }

    #[test]
    fn a_spoken_form_is_not_said_by_the_dictionary_again() {
        let words = dictionary(&[("x", "y"), ("y", "x")]);
        assert_eq!(pronounced("x y x", &words), "y x y");
    }
}
