//! Everything that is not said is told, with the reason.

use protocol::Language;

use crate::marks::mark_backticks;
use crate::speech::{Why, points_at_page, spoken};

/// The sentence as it is said, and what was left.
fn told(text: &str) -> (Option<String>, Vec<(Why, String)>) {
    let spoken = spoken(&mark_backticks(text), Language::English);
    (spoken.text, spoken.left.into_iter().map(|left| (left.why, left.text)).collect())
}

#[test]
fn a_part_that_is_not_said_is_told() {
    type Case = (&'static str, &'static str, &'static [(Why, &'static str)]);
    let cases: [Case; 41] = [
        ("For a year it went well, see below.", "For a year it went well.", &[(Why::Pointer, ", see below")]),
        ("See eq. (2).", "See equation 2.", &[]),
        ("The load is the usual one [LOAD].", "The load is the usual one.", &[(Why::Reference, "[LOAD]")]),
        (
            "It is read as in BCP 14 [RFC2119] [RFC8174] where it stands.",
            "It is read as in BCP 14 where it stands.",
            &[(Why::Reference, "[RFC2119] [RFC8174]")],
        ),
        ("It fails with [ERROR].", "It fails with ERROR.", &[]),
        ("In contrast to [8], it is fast.", "In contrast to reference 8, it is fast.", &[]),
        ("Send kestreld(8) a signal.", "Send kestreld a signal.", &[(Why::Reference, "(8)")]),
        ("The price of it is high, see that it falls.", "The price of it is high, see that it falls.", &[]),
        ("The \u{E002}word\u{E003} is bold.", "The word is bold.", &[]),
        (
            "Two runs did, and both met the gap described above.",
            "Two runs did, and both met the gap described above.",
            &[],
        ),
        (
            "Two groups described it in their first paper [4a] and a later one [4d].",
            "Two groups described it in their first paper and a later one.",
            &[(Why::Reference, "[4a]"), (Why::Reference, "[4d]")],
        ),
        ("As shown in [3, 7] the cost is linear.", "The cost is linear.", &[(Why::Pointer, "As shown in [3, 7]")]),
        (
            "As the figure above shows, the download is small.",
            "The download is small.",
            &[(Why::Pointer, "As the figure above shows,")],
        ),
        ("As you can see in Figure 3, it is slow.", "It is slow.", &[(Why::Pointer, "As you can see in Figure 3,")]),
        ("As described in RFC 7231, the server must answer.", "As described in RFC 7231, the server must answer.", &[]),
        ("As the team shows, it is slow.", "As the team shows, it is slow.", &[]),
        (
            "This prints a warning, and an issue for that is tracked here.",
            "This prints a warning.",
            &[(Why::Pointer, ", and an issue for that is tracked here")],
        ),
        (
            "The cost is linear, as shown in Figure 3.",
            "The cost is linear.",
            &[(Why::Pointer, ", as shown in Figure 3")],
        ),
        ("Headers are checked (#412).", "Headers are checked.", &[(Why::Reference, "(#412)")]),
        (
            "Headers are checked ([#398], thanks @someone).",
            "Headers are checked.",
            &[(Why::Reference, "([#398], thanks @someone)")],
        ),
        ("Headers are checked, closes #986.", "Headers are checked.", &[(Why::Reference, ", closes #986")]),
        ("This closes #986 and makes it faster.", "This closes number 986 and makes it faster.", &[]),
        ("Fixes CVE-2026-12345.", "Fixes CVE 2026 12345.", &[]),
        (
            "The word \u{6771}\u{4EAC} means a city.",
            "The word a word in Chinese characters means a city.",
            &[(Why::Foreign, "\u{6771}\u{4EAC}")],
        ),
        ("The \u{3B2} version is out.", "The beta version is out.", &[]),
        ("Never run `if (a) { b; }` here.", "Never run the code in the source here.", &[(Why::Code, "if (a) { b; }")]),
        (
            "Never run `lid press --all --force --now --quiet --yes --really`.",
            "Never run the command in the source.",
            &[(Why::Code, "lid press --all --force --now --quiet --yes --really")],
        ),
        ("The regex `^\\d+$` matches.", "The regex a regular expression matches.", &[(Why::Code, "^\\d+$")]),
        (
            "Do not mix the list at https://a.example/x with https://b.example/y.",
            "Do not mix the list at the link in the source with another link.",
            &[(Why::Link, "https://a.example/x"), (Why::Link, "https://b.example/y.")],
        ),
        ("Write to ada@example.org now.", "Write to an email address now.", &[(Why::Mail, "ada@example.org")]),
        (
            "Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==",
            "Authorization: Basic a secret.",
            &[(Why::Secret, "dXNlcjpwYXNzd29yZDEyMw==")],
        ),
        (
            "Authorization: Bearer abcdef1234567890abcdef1234567890",
            "Authorization: Bearer a secret.",
            &[(Why::Secret, "abcdef1234567890abcdef1234567890")],
        ),
        (
            "Send `user=ada&password=hunter2hunter2` to it.",
            "Send user equals ada and password equals a secret to it.",
            &[(Why::Secret, "hunter2hunter2")],
        ),
        ("The key AKIAIOSFODNN7EXAMPLQ is old.", "The key a secret is old.", &[(Why::Secret, "AKIAIOSFODNN7EXAMPLQ")]),
        (
            "Use `s3cR3tQ8xZk2Lw9Vb7Nm4Pa6Td1` for it.",
            "Use a secret for it.",
            &[(Why::Secret, "s3cR3tQ8xZk2Lw9Vb7Nm4Pa6Td1")],
        ),
        ("It was 3f2a9c18be that broke it.", "It was a commit that broke it.", &[(Why::Reference, "3f2a9c18be")]),
        ("Done \u{1F389} now.", "Done now.", &[(Why::Sign, "\u{1F389}")]),
        ("Done\u{1F389} now.", "Done now.", &[(Why::Sign, "\u{1F389}")]),
        ("In 2019 we had 12 of 40; in 2020, 31 of 52.", "In 2019 we had 12 of 40; in 2020, 31 of 52.", &[]),
        ("Set `LID_RETRIES=-1` first.", "Set lid retries equals minus 1 first.", &[]),
        (
            "Read `a/very/long/path/to/some/thing/that/nobody/ever/reads/end.rs` first.",
            "Read a path that ends in end dot rs first.",
            &[(Why::Code, "a/very/long/path/to/some/thing/that/nobody/ever/reads/end.rs")],
        ),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, said, left)| {
            let found = told(text);
            let left: Vec<(Why, String)> = left.iter().map(|(why, text)| (*why, (*text).to_owned())).collect();
            let right = (Some((*said).to_owned()), left);
            (found != right).then(|| format!("{text}\n  {found:?}\n  {right:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_word_is_a_sentence() {
    for (text, said) in [
        ("Never.", "Never."),
        ("Stop.", "Stop."),
        ("Press.", "Press."),
        ("label", "Label."),
        ("1 2 3 4 5", "1 2 3 4 5."),
    ] {
        assert_eq!(told(text).0.as_deref(), Some(said), "{text}");
    }
}

#[test]
fn nothing_is_said_where_there_are_only_signs_or_references() {
    for text in
        ["", " ", "---", "\u{1F389}", "[12]", "(#412)", "\u{6771}\u{4EAC}", "https://example.org", "Fixes #986."]
    {
        assert_eq!(told(text).0, None, "{text}");
    }
    assert_eq!(told("[12]").1, [(Why::Reference, "[12]".to_owned())]);
}

#[test]
fn long_sentences_and_long_words_are_said_as_far_as_a_voice_goes() {
    let long = "no pause anywhere in this ".repeat(40);
    let said = spoken(&long, Language::English);
    assert!(said.left.is_empty());
    let pieces = crate::speech::pieces(&said.text.unwrap_or_default(), Language::English).unwrap_or_default();
    assert!(pieces.len() > 1);
    let endless = "and one more, ".repeat(1_000);
    assert_eq!(spoken(&endless, Language::English).left.len(), 1);
    let (text, left) = told(&format!("a {} word", "b".repeat(41)));
    assert_eq!(text.as_deref(), Some("A a very long word word."));
    assert_eq!(left, [(Why::TooLong, "b".repeat(41))]);
}

#[test]
fn a_sentence_that_only_points_at_the_page_is_known() {
    let points = [
        "See the section below for details.",
        "Click the button on the right to begin.",
        "For more information, see the docs.",
        "See also Warnings.",
        "An issue for that is tracked here.",
        "See below.",
        "See Figure 3.",
        "The figure below shows the costs.",
        "The following table lists the costs.",
        "Figure 3 shows the costs.",
        "Table 1 summarizes the results.",
        "The full list is available here.",
        "Details can be found below.",
        "More information is available in the guide.",
        "Here is a screenshot.",
        "Here is the code.",
        "Below is an example.",
        "Click here.",
        "Read more.",
        "Learn more about lids.",
        "Scroll to the link below.",
        "The following code does that:",
        "Refer to the manual.",
        "For details, see the manual.",
        "Please see the documentation.",
        "Check out this page.",
        "The code below deletes it.",
        "This is described above.",
        "The screenshot shows the dialog.",
    ];
    let states = [
        "The snippet deletes the table.",
        "The installer picks one binary for your system.",
        "See that the lid is closed.",
        "The figure shows that the download is small.",
        "Click Save to store the file.",
        "The table has two keys.",
        "Code runs in the browser.",
        "The example is old.",
        "With it, 2 runs still did, and both went through the gap described above.",
        "We closed the gap described above.",
        "Visit the museum.",
        "Follow the rules.",
        "We see the cost.",
        "The section on lids was removed.",
        "Temperatures below zero break it.",
        "The image is built once a day.",
        "The output is a list.",
        "Video calls fail.",
        "The code follows the rules.",
        "Read the file before you write.",
        "Details matter.",
        "The code shows its age.",
        "The graph has a cycle.",
    ];
    let wrong: Vec<&str> = points
        .into_iter()
        .filter(|text| !points_at_page(text, Language::English))
        .chain(states.into_iter().filter(|text| points_at_page(text, Language::English)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_pointer_leaves_no_half_of_a_sentence() {
    for text in ["For the song, see Birthday (song).", "For other uses, see Lid."] {
        assert_eq!(told(text).0, None, "{text}");
    }
}
