//! Generic headings ("Conclusion", "Fixed"): the question that leads to them, and what is said without one.

mod english;
mod french;
mod german;
mod italian;
mod spanish;

use protocol::Language;

/// Headings with a bar between them, a question, a statement.
type Generic = (&'static str, &'static str, &'static str);

/// Headings of any text, and those below a release.
fn tables(language: Language) -> [&'static [Generic]; 2] {
    match language {
        Language::English => [english::KINDS, english::CHANGES],
        Language::German => [german::KINDS, german::CHANGES],
        Language::Spanish => [spanish::KINDS, spanish::CHANGES],
        Language::French => [french::KINDS, french::CHANGES],
        Language::Italian => [italian::KINDS, italian::CHANGES],
    }
}

/// The question and the statement for a heading in small letters.
pub(super) fn find(heading: &str, in_release: bool, language: Language) -> Option<(&'static str, &'static str)> {
    let [kinds, changes] = tables(language);
    let mut all = kinds.iter().chain(changes.iter().filter(|_| in_release));
    let found = all.find(|(kinds, ..)| kinds.split('|').any(|kind| kind == heading));
    found.map(|(_, question, statement)| (*question, *statement))
}

/// Every sentence that stands for a generic heading.
pub(crate) fn every(language: Language) -> impl Iterator<Item = &'static str> {
    tables(language).into_iter().flatten().flat_map(|(_, question, statement)| [*question, *statement])
}
