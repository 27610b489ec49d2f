//! A script as a text file: a heading per turn, and its words.

use protocol::{ScriptView, TurnView};

use super::{Fault, Lines, Sheet, note, plain, ranges, replaced, wrapped};

const HELP: &str = "Each turn begins with `## `, its number and its speaker; these stay as they are. One that is left \
                    out is not spoken, unless it is given other words. The words below a heading are spoken, \
                    and can be changed. Line breaks mean nothing. A line of a turn that would begin with `>`, `#` or `\\` has a \
                    `\\` before it. Lines that begin with `>` are not read.";

impl Sheet for ScriptView {
    const NAME: &'static str = "Script";

    fn body(&self) -> String {
        let mut text = note(HELP);
        let mut chapter: Option<&str> = None;
        for turn in &self.turns {
            if chapter != Some(&turn.chapter) {
                text.push('\n');
                text.push_str(&note(&format!("Chapter: {}", turn.chapter)));
                chapter = Some(&turn.chapter);
            }
            text.push_str(&format!("\n{}\n", heading(turn)));
            if !turn.cites.is_empty() {
                let noun = if turn.cites.len() == 1 { "paragraph" } else { "paragraphs" };
                text.push_str(&note(&format!("from {noun} {}", ranges(&turn.cites))));
            }
            for line in wrapped(&plain(&turn.text)) {
                let escape = if line.starts_with(['>', '#', '\\']) { "\\" } else { "" };
                text.push_str(&format!("{escape}{line}\n"));
            }
        }
        text
    }

    fn read(&self, lines: &mut Lines<'_>) -> Result<Self, Fault> {
        let mut turns: Vec<(usize, TurnView)> = Vec::new();
        let mut expected = self.turns.iter();
        for (number, line) in lines.by_ref() {
            match turns.last_mut() {
                _ if line.starts_with('#') => {
                    let turn = next_turn(&mut expected, number, line)?;
                    turns.push((number, TurnView { text: String::new(), ..turn.clone() }));
                }
                Some((_, turn)) => {
                    turn.text = plain(&format!("{} {}", turn.text, line.strip_prefix('\\').unwrap_or(line)));
                }
                None => return Err(Fault::new(number, "these words are in no turn")),
            }
        }
        if let Some(missing) = expected.next() {
            let why = format!("`{}` is missing: a turn that is to stay is left as it is", heading(missing));
            return Err(Fault::new(lines.at, why));
        }
        let mut edited = Vec::new();
        for ((line, turn), before) in turns.into_iter().zip(&self.turns) {
            if turn.text == plain(&before.text) {
                edited.push(before.clone());
            } else if turn.text.is_empty() {
                return Err(Fault::new(line, format!("turn {} has no words", turn.turn)));
            } else {
                edited.push(TurnView { cites: Vec::new(), code: Vec::new(), is_skipped: false, ..turn });
            }
        }
        Ok(Self { turns: edited })
    }

    fn changes(&self, after: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        for (before, after) in self.turns.iter().zip(&after.turns) {
            let is_back = if before.is_skipped == after.is_skipped {
                ""
            } else if after.is_skipped {
                " (left out now)"
            } else {
                " (spoken again)"
            };
            let [old, new] = [before, after].map(|turn| plain(&turn.text));
            if old != new || name(before) != name(after) || !is_back.is_empty() {
                lines.push(format!("  {}{is_back}", name(after)));
            }
            if old != new {
                lines.extend(replaced(&old, &new));
            }
        }
        let (old, new) = (self.turns.len(), after.turns.len());
        if old != new {
            lines.push(format!("  {new} turns instead of {old}"));
        }
        lines
    }

    fn settled(self, _taken: &Self) -> Self {
        self
    }
}

/// All that is approved of a turn but its words, so that a file in which it is out of date is refused.
fn heading(turn: &TurnView) -> String {
    format!("## {}{}", name(turn), if turn.is_skipped { " (left out)" } else { "" })
}

fn name(turn: &TurnView) -> String {
    format!("{} {}", turn.turn, plain(&turn.speaker)).trim_ascii_end().to_owned()
}

/// The turn that a heading begins, which has to be the next one of the script.
fn next_turn<'a>(
    turns: &mut impl Iterator<Item = &'a TurnView>,
    number: usize,
    line: &str,
) -> Result<&'a TurnView, Fault> {
    match turns.next() {
        Some(turn) if plain(line) == heading(turn) => Ok(turn),
        Some(turn) => {
            let expected = heading(turn);
            Err(Fault::new(number, format!("expected `{expected}`: turns keep their order, numbers and speakers")))
        }
        None => Err(Fault::new(number, "the script has no more turns, and none can be added")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Head, read, write};

    fn head() -> Head {
        Head { id: "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap(), revision: 2 }
    }

    fn turn(turn: u16, speaker: &str, text: &str) -> TurnView {
        let cites = if turn == 0 { Vec::new() } else { vec![3, 4] };
        let (speaker, text) = (speaker.to_owned(), text.to_owned());
        TurnView {
            turn,
            chapter: format!("Part {}", turn / 2),
            speaker,
            text,
            cites,
            code: Vec::new(),
            is_skipped: turn == 2,
        }
    }

    fn script() -> ScriptView {
        let turns = vec![turn(0, "Nora", "Welcome."), turn(1, "Miles", "The sea rises."), turn(2, "Nora", "Why?")];
        ScriptView { turns }
    }

    #[test]
    fn the_file_is_readable() {
        let text = write(&script(), head());
        let (first, rest) = text.split_once("\n\n").unwrap();
        assert_eq!(first, "# Script of job 0198c0de-0000-7000-8000-00000000abcd, revision 2");
        let expected = "\
> Chapter: Part 0

## 0 Nora
Welcome.

## 1 Miles
> from paragraphs 3-4
The sea rises.

> Chapter: Part 1

## 2 Nora (left out)
> from paragraphs 3-4
Why?
";
        assert_eq!(rest.split_once("\n\n").unwrap().1, expected);
    }

    #[test]
    fn any_script_reads_back_as_it_was() {
        let words = ["# a", "> b", "\\c", "\\\\", "## 1 Nora", "e\u{301}", "\u{a0}", "x\ty\nz", "\u{1b}[5m", "-"];
        let long = |word: &str| format!("{word} ").repeat(80);
        let texts = words.iter().map(|word| (*word).to_owned()).chain(words.iter().map(|word| long(word)));
        let turns = (0..).zip(texts).map(|(number, text)| turn(number, "Ada  > Bo", &text)).collect();
        let script = ScriptView { turns };
        let text = write(&script, head());
        assert_eq!(read(&script, head(), &text).as_ref(), Ok(&script), "{text}");
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(read(&script, head(), &windows), Ok(script));
    }

    #[test]
    fn changed_words_are_read_and_told() {
        let text = write(&script(), head())
            .replace("The sea rises.", "\nThe sea\nfalls.\n\n\\> Really.\n")
            .replace("Why?", "How?");
        let edited = read(&script(), head(), &text).unwrap();
        let turns: Vec<_> = edited.turns.iter().map(|turn| (turn.text.as_str(), turn.is_skipped)).collect();
        assert_eq!(turns, [("Welcome.", false), ("The sea falls. > Really.", false), ("How?", false)]);
        let expected = [
            "  1 Miles",
            "  - The sea rises.",
            "  + The sea falls. > Really.",
            "  2 Nora (spoken again)",
            "  - Why?",
            "  + How?",
        ];
        assert_eq!(script().changes(&edited), expected);
        assert_eq!(script().changes(&script()), Vec::<String>::new());
        let mut other = script();
        other.turns.pop();
        assert_eq!(script().changes(&other), ["  2 turns instead of 3"]);
    }

    #[test]
    fn a_malformed_file_is_refused_with_the_line() {
        let text = write(&script(), head());
        let count = text.lines().count();
        let line = |of: &str| text.lines().position(|line| line == of).unwrap() + 1;
        for (from, to, at, why) in [
            ("# Script", "# Outline", 1, "the first line has to be"),
            ("## 0 Nora", "Hello.", line("## 0 Nora"), "in no turn"),
            ("## 1 Miles", "## 1 Nora", line("## 1 Miles"), "expected `## 1 Miles`"),
            ("## 1 Miles", "### 1 Miles", line("## 1 Miles"), "expected `## 1 Miles`"),
            ("## 1 Miles", "## 2 Nora", line("## 1 Miles"), "expected `## 1 Miles`"),
            ("The sea rises.", "", line("## 1 Miles"), "turn 1 has no words"),
            ("## 2 Nora (left out)\n", "", count - 1, "`## 2 Nora (left out)` is missing"),
            (" (left out)", "", line("## 2 Nora (left out)"), "expected `## 2 Nora (left out)`"),
            ("Why?", "Why?\n## 3 Miles\nYes.", count + 1, "no more turns"),
        ] {
            let fault = read(&script(), head(), &text.replacen(from, to, 1)).unwrap_err();
            assert!(fault.line == at && fault.why.contains(why), "{to}: {fault}");
        }
    }
}
