//! The list of mutants, `mutants.diff`: a sentence, why it matters, and for each edit a file, what it says and what it is
//! made to say.

const LIST: &str = include_str!("../../../mutants.diff");

/// One deliberate bug.
#[derive(Debug, Default)]
pub(crate) struct Mutant {
    pub(crate) name: String,
    pub(crate) why: String,
    pub(crate) edits: Vec<Edit>,
}

/// Whole lines of one file.
#[derive(Debug, Default)]
pub(crate) struct Edit {
    /// From the root of the sources.
    pub(crate) file: String,
    old: String,
    new: String,
}

impl Edit {
    /// The text with the bug in it, if there is exactly one place for it.
    pub(crate) fn apply(&self, text: &str) -> Option<String> {
        let is_one = !self.old.is_empty() && text.matches(&self.old).count() == 1;
        is_one.then(|| text.replacen(&self.old, &self.new, 1))
    }
}

pub(crate) fn mutants() -> Vec<Mutant> {
    LIST.split("\n\n").map(mutant).collect()
}

fn mutant(paragraph: &str) -> Mutant {
    let mut mutant = Mutant::default();
    for line in paragraph.lines() {
        let lines_of = |edit: &mut Edit, is_old: bool, line: &str| {
            let side = if is_old { &mut edit.old } else { &mut edit.new };
            side.push_str(line);
            side.push('\n');
        };
        match (line.split_at_checked(1), mutant.edits.last_mut()) {
            (Some(("#", name)), None) if mutant.name.is_empty() => mutant.name = name.trim().to_owned(),
            (Some(("#", why)), None) => mutant.why = why.trim().to_owned(),
            (Some(("-", line)), Some(edit)) => lines_of(edit, true, line),
            (Some(("+", line)), Some(edit)) => lines_of(edit, false, line),
            (_, _) => mutant.edits.push(Edit { file: line.to_owned(), ..Edit::default() }),
        }
    }
    mutant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_still_has_its_one_place_in_the_sources() {
        let mutants = mutants();
        assert!(mutants.len() >= 16);
        for Mutant { name, why, edits } in mutants {
            assert!(!name.is_empty() && !why.is_empty() && !edits.is_empty(), "{name}: says what and why");
            for edit in edits {
                let path = format!("{}/../../{}", env!("CARGO_MANIFEST_DIR"), edit.file);
                let text = std::fs::read_to_string(&path).expect(&path);
                let mutated = edit.apply(&text).unwrap_or_else(|| panic!("{name}: not exactly once in {}", edit.file));
                assert_ne!(mutated, text, "{name}");
            }
        }
    }
}
