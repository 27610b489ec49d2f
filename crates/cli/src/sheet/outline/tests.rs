use super::*;
use crate::sheet::{Head, read, write};

fn head() -> Head {
    Head { id: "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap(), revision: 2 }
}

fn section(title: &str, says: &str, paragraphs: &[u32], words: u32) -> SectionView {
    SectionView { title: title.to_owned(), says: says.to_owned(), paragraphs: paragraphs.to_vec(), words }
}

fn outline(sections: Vec<SectionView>) -> OutlineView {
    let paragraphs = ["The moon pulls.", "> quoted\n## heading", "Harbours are walls.", "Thanks.", "More."];
    OutlineView { sections, paragraphs: paragraphs.map(str::to_owned).to_vec() }
}

fn tides() -> OutlineView {
    outline(vec![section("Tides", "The moon pulls the sea.", &[0, 1], 240), section("Harbours", "", &[2, 4], 0)])
}

#[test]
fn the_file_is_readable() {
    let text = write(&tides(), head());
    let (first, rest) = text.split_once("\n\n").unwrap();
    assert_eq!(first, "# Outline of job 0198c0de-0000-7000-8000-00000000abcd, revision 2");
    let expected = "\
## Tides
says: The moon pulls the sea.
words: 240
paragraphs: 0-1

> [0] The moon pulls.
> [1] > quoted ## heading

## Harbours
says:
paragraphs: 2, 4

> [2] Harbours are walls.
> [4] More.

> Paragraphs in no section:
>
> [3] Thanks.
";
    assert_eq!(rest.split_once("\n\n").unwrap().1, expected);
}

#[test]
fn any_outline_reads_back_as_it_was() {
    let odd = [
        section("## Title: says: words: 3", "words: 7", &[1], 1),
        section("> \u{1b}[1mBold\u{7}", "two\nlines \u{a0} and\ta tab", &[4, 0, 2], u32::MAX),
        section("says: # \\", "> not a note", &[3], 0),
        section(" Größe  … ", &"long ".repeat(100), &[], 5),
    ];
    for sections in [tides().sections, odd.get(..3).unwrap().to_vec()] {
        let outline = outline(sections);
        let text = write(&outline, head());
        assert_eq!(read(&outline, head(), &text).as_ref(), Ok(&outline), "{text}");
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(read(&outline, head(), &windows), Ok(outline));
    }
    let broken = tides_text().replace("pulls the sea.", "pulls\nthe sea.").replace("2, 4", "2,\n  4");
    assert_eq!(read(&tides(), head(), &broken), Ok(tides()));
}

fn tides_text() -> String {
    write(&tides(), head())
}

#[test]
fn a_malformed_file_is_refused_with_the_line() {
    let text = tides_text();
    let line = |of: &str| text.lines().position(|line| line == of).unwrap() + 1;
    for (from, to, at, why) in [
        ("revision 2", "revision 1", 1, "the job is at revision 2 now"),
        ("abcd, revision", "abce, revision", 1, "the first line has to be"),
        ("## Tides", "## ", line("## Tides"), "a section"),
        ("## Tides", "### Tides", line("## Tides"), "a section begins with"),
        ("## Tides\n", "", line("## Tides"), "in no section"),
        ("words: 240", "words: many", line("words: 240"), "`words` is a number"),
        ("words: 240", "length: 240", line("words: 240"), "expected `says:`"),
        ("words: 240", "words: 240\nmore", line("words: 240") + 1, "expected `says:`"),
        ("says: The", "The", line("says: The moon pulls the sea."), "expected `says:`"),
        ("words: 240", "says: twice", line("words: 240"), "`says:` twice"),
        ("says:\nparagraphs: 2, 4\n", "", line("## Harbours"), "no `paragraphs:`"),
        ("2, 4", "2, 5", line("paragraphs: 2, 4"), "no paragraph 5"),
        ("2, 4", "1, 2", line("paragraphs: 2, 4"), "paragraph 1 stands twice"),
        ("2, 4", "2-1", line("paragraphs: 2, 4"), "not `2-1`"),
        ("2, 4", "0-4294967295", line("paragraphs: 2, 4"), "not `0-4294967295`"),
        ("2, 4", "two", line("paragraphs: 2, 4"), "not `two`"),
    ] {
        let edited = text.replacen(from, to, 1);
        let fault = read(&tides(), head(), &edited).unwrap_err();
        assert!(fault.line == at && fault.why.contains(why), "{to}: {fault}");
    }
    assert_eq!(read(&tides(), head(), "").unwrap_err().line, 1);
    let empty = text.lines().next().unwrap();
    assert!(read(&tides(), head(), empty).unwrap_err().why.contains("at least one section"));
}

#[test]
fn changes_are_told_by_section() {
    let before = tides();
    assert_eq!(before.changes(&before), Vec::<String>::new());
    let after = outline(vec![
        section("Walls", "", &[2, 4], 0),
        section("Tides", "The moon pulls the sea.", &[0], 200),
        section("Thanks", "", &[3], 0),
    ]);
    let expected = [
        "  section \"Harbours\"",
        "  - title: Harbours",
        "  + title: Walls",
        "  section \"Tides\" (moved)",
        "  - words: 240",
        "  + words: 200",
        "  - paragraphs: 0-1",
        "  + paragraphs: 0",
        "+ section \"Thanks\", paragraphs 3",
    ];
    assert_eq!(before.changes(&after), expected);
    let fewer = outline(vec![section("Harbours", "", &[2, 4], 90)]);
    let expected = [
        "- section \"Tides\", paragraphs 0-1",
        "  section \"Harbours\"",
        "  - words: as the service plans",
        "  + words: 90",
    ];
    assert_eq!(before.changes(&fewer), expected);
}

#[test]
fn a_length_that_is_left_to_the_service_is_taken_from_it() {
    let mut taken = tides();
    taken.sections.iter_mut().for_each(|section| section.words += 100);
    let settled = tides().settled(&taken);
    assert_eq!(settled.sections.iter().map(|section| section.words).collect::<Vec<_>>(), [240, 100]);
}
