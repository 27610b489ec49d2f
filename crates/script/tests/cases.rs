//! Small sources that were once turned round or cut, and what has to be said of each.

use protocol::SourceFormat::{self, Html, Markdown, Text};

/// A sentence that makes each source long enough to be one.
const FILLER: &str = "The team has written down what it changed this month and why.";

/// All turns of a source, joined by spaces.
fn script(text: &str, format: SourceFormat) -> String {
    let document = script::read(text, format).unwrap_or_else(|rejection| panic!("{rejection}: {text}"));
    let outline = script::outline(&document);
    let hosts = ["Ada".to_owned(), "Ben".to_owned()];
    let chapters = 0..outline.chapters.len();
    let turns: Vec<script::Turn> =
        chapters.flat_map(|chapter| script::write(&document, &outline, chapter, &hosts).expect("planned")).collect();
    assert_eq!(script::check(&turns, &document, &outline), Ok(()), "{text}");
    turns.iter().map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Holds that each source is said with these words, in this order, and without the others.
fn hold(format: SourceFormat, cases: &[(&str, &[&str], &[&str])]) {
    for (source, said, unsaid) in cases {
        let script = script(&source.replace("PPP", FILLER), format);
        let lower = script.to_lowercase();
        let mut rest = lower.as_str();
        for words in *said {
            let words = words.to_lowercase();
            let at = rest
                .find(&words)
                .unwrap_or_else(|| panic!("{words:?} is not said, or too early, of {source}\n{script}"));
            rest = &rest[at + words.len()..];
        }
        for words in *unsaid {
            assert!(!lower.contains(&words.to_lowercase()), "{words:?} is said of {source}\n{script}");
        }
    }
}

#[test]
fn labelled_lines_are_statements() {
    hold(
        Markdown,
        &[
            (
                "PPP\n\nSeverity: critical\nStatus: not fixed yet\n",
                &["Severity: critical.", "Status: not fixed yet."],
                &[],
            ),
            (
                "PPP\n\n- Workaround: none\n- Impact: all lids since May\n",
                &["Workaround: none.", "Impact: all lids since May."],
                &[],
            ),
            (
                "PPP\n\n- security: tokens no longer leak\n- fix: never press twice\n",
                &["Security: tokens no longer leak.", "Fix: never press twice."],
                &[],
            ),
            ("PPP\n\n**Decision:** we do not buy it\n\nPPP It holds.", &["Decision: we do not buy it."], &[]),
            ("# Lids\n\nAuthor: Rosa Example\nDate: 2031-03-01\n\nPPP", &[FILLER], &["Rosa", "2031"]),
            (
                "PPP\n\n\u{2705} Done: the new press\n\u{274C} Not done: the old press\n",
                &["Done: the new press.", "Not done: the old press."],
                &[],
            ),
        ],
    );
}

#[test]
fn figures_names_and_long_sentences_are_said() {
    let long = "the lid that was pressed in the spring of that year and kept in the dry store, ".repeat(14);
    hold(
        Markdown,
        &[
            ("In 2019 we had 12 of 40; in 2020, 31 of 52.", &["In 2019 we had 12 of 40; in 2020, 31 of 52."], &[]),
            (
                "Version 2 raises the limit from 10 to 25, and 3.1 from 25 to 100. Before v2.4.1 it was 5.",
                &["from 10 to 25, and 3.1 from 25 to 100", "it was 5."],
                &[],
            ),
            ("It began in 2001, paused in 2008, and ended in 2019.", &["2001", "2008", "2019"], &[]),
            (
                "The hole is present in versions 4.0, 4.1.0 of:\n\n- [lidkit](https://example.org/a)\n- [openers](https://example.org/b)\n",
                &["4.0", "of: Lidkit. Openers."],
                &[],
            ),
            (
                "PPP\n\n- **Denial of service**: [CVE-2031-10001](https://example.org/1) and [CVE-2031-10002](https://example.org/2) (CVSS 7.5)\n",
                &["Denial of service", "10001", "10002", "7.5"],
                &[],
            ),
            (&format!("Of all lids, {long}one was never sold."), &["spring of that year", "one was never sold."], &[]),
            (
                "We ship to \u{6771}\u{4EAC} on Mondays. The \u{3B2} release is out.",
                &["We ship to", "on Mondays", "beta release is out"],
                &[],
            ),
        ],
    );
}

#[test]
fn comparisons_and_signs_inside_code_keep_their_meaning() {
    hold(
        Markdown,
        &[
            (
                "It needs `lidkit>=1.4.0`, not `lidkit<2`.",
                &["lidkit at least 1 point 4 point 0", "lidkit below 2"],
                &["equals"],
            ),
            ("Set `LID_RETRIES=-1` to wait for ever.", &["lid retries equals minus 1"], &[]),
            ("Call `git rebase -i HEAD~3`, then read `C++20` code.", &["HEAD tilde 3", "C plus plus 20"], &[]),
        ],
    );
}

#[test]
fn one_word_answers_steps_and_names_are_said() {
    hold(
        Markdown,
        &[
            (
                "May children open it? Never. Is there a refund? Yes.",
                &["May children open it?", "Never.", "Is there a refund?", "Yes."],
                &[],
            ),
            ("PPP\n\n1. Stop.\n2. Pull the plug.\n3. Press.\n", &["Stop.", "Pull the plug.", "Press."], &[]),
            (
                "# Lids\n\nPPP\n\n## Is the lid safe to heat?\n\nNo. It melts at 80 degrees.\n",
                &["Is the lid safe to heat?", "No. It melts at 80 degrees."],
                &[],
            ),
            (
                "PPP\n\n- [Lidworks](https://example.org). A bad router rule took down every warehouse.\n",
                &["Lidworks: A bad router rule took down every warehouse."],
                &[],
            ),
        ],
    );
}

#[test]
fn struck_out_text_is_not_said_and_inserted_text_is() {
    hold(
        Markdown,
        &[
            (
                "~~The keys are stored in plain text.~~ The keys are encrypted since March. The report is <del>still</del> no longer valid, and <ins>a new one</ins> is due in May.",
                &["The keys are encrypted since March.", "no longer valid, and a new one is due in May."],
                &["plain text", "still"],
            ),
            (
                "The team ~~has not~~ answered all open questions.",
                &["The team answered all open questions."],
                &["has not"],
            ),
        ],
    );
    hold(
        Html,
        &[(
            "<p>A queue loses messages in <s>four</s> five ways. <del>This is rare.</del> <ins>This is common.</ins></p>",
            &["in five ways.", "This is common."],
            &["four", "rare"],
        )],
    );
}

#[test]
fn a_label_stays_with_every_sentence_under_it() {
    hold(
        Markdown,
        &[
            (
                "PPP\n\n- [x] tell the customers\n- [ ] rehearse the rollback\n",
                &["Done: Tell the customers.", "Still open: Rehearse the rollback."],
                &[],
            ),
            ("PPP\n\n> [!WARNING]\n> This cannot be undone.\n", &["Warning: This cannot be undone."], &[]),
            (
                "PPP\n\n:::danger\nDo not press twice.\n:::\n\nIt is late.\n",
                &["Danger: Do not press twice.", "It is late."],
                &["Danger: It is late"],
            ),
            (
                "PPP\n\n!!! warning \"Hot lids\"\n    They burn.\n\nIt is late.\n",
                &["Warning: Hot lids: They burn."],
                &["Hot lids: It is late"],
            ),
            (
                "# Log\n\nPPP\n\n## 2.0.0\n\n### Security\n\n- Reject headers longer than 8 KiB.\n\n### Breaking changes\n\n- The old name is gone.\n",
                &[
                    "A security fix: Reject headers longer than 8 kibibytes.",
                    "A breaking change: The old name is gone.",
                ],
                &[],
            ),
            (
                "PPP\n\n<details><summary>Rejected</summary>\n\nOne table per row was slow.\n\n</details>\n\nIt is late.\n",
                &["Rejected: One table per row was slow.", "It is late."],
                &["Rejected: It is late"],
            ),
        ],
    );
}

#[test]
fn text_in_layout_tables_and_in_pre_is_text_and_hidden_text_is_not() {
    hold(
        Html,
        &[
            (
                "<table><tr><td><h2>Lids get lighter</h2><p>PPP</p></td></tr></table><p>Copyright 2031, Lid Press.</p>",
                &[FILLER],
                &[],
            ),
            ("<p>PPP</p><p style=\"display:none\">Buy one now.</p>", &[FILLER], &["Buy one now"]),
            (
                "<p>PPP</p><dl><dt>Latency</dt><dd>The time that it takes to answer.</dd></dl>",
                &["Latency: The time that it takes to answer."],
                &[],
            ),
        ],
    );
}

#[test]
fn plain_text_of_all_kinds_is_read() {
    hold(
        Text,
        &[
            (
                "Contents\n\n1. Introduction\n2. Failures\n\n1. Introduction\n\nPPP\n\n2. Failures\n\nA lid can break when it is pressed twice.\n",
                &[FILLER, "A lid can break when it is pressed twice."],
                &[],
            ),
            (
                "[10:02:11] ada: The press is down.\n[10:02:40] bo: I am looking at it now.\n[10:03:05] ada: Thank you.\n",
                &["The press is down.", "I am looking at it now."],
                &["10 oh 2"],
            ),
            (
                "PPP\n\nPOST /login HTTP/1.1\nHost: example.org\nAuthorization: Basic bGlkczpvcGVuc2VzYW1l\n\nIt fails.\n",
                &[FILLER],
                &["bGlk", "Basic b"],
            ),
        ],
    );
}

#[test]
fn formulas_are_said_or_named() {
    hold(
        Markdown,
        &[
            (
                "The loss is\n\n$$\\sum_i y_i$$\n\nwhere $y_i$ is what was seen.",
                &["The loss is a formula, where y i is what was seen.", "one formula"],
                &[],
            ),
            ("The area is $a^2$ here.", &["The area is a squared here."], &[]),
        ],
    );
}

#[test]
fn tables_are_summed_up() {
    let rows: String = (1..=30).map(|n| format!("| lid {n} | {} | {} |\n", n * 7 % 31, 100 - n)).collect();
    hold(
        Markdown,
        &[
            (
                "PPP\n\n| Option | Cost per month | Risk |\n| --- | ---: | --- |\n| one table | $40 | high |\n| two tables | $65 | low |\n",
                &[
                    "One table: cost per month 40 dollars, risk high.",
                    "Two tables: cost per month 65 dollars, risk low.",
                ],
                &[],
            ),
            (
                &format!("PPP\n\n| Lid | Weight | Price |\n| --- | --- | --- |\n{rows}"),
                &[
                    "30 rows",
                    "weight and price",
                    "The highest price is 99 for lid 1, the lowest 70 for lid 30.",
                    "one table in full",
                ],
                &[],
            ),
        ],
    );
}

#[test]
fn lists_follow_what_announces_them_in_their_order() {
    hold(
        Markdown,
        &[
            (
                "PPP The three rules are:\n\n1. Names are unique.\n2. Order does not matter.\n3. An empty list is an error.\n\nThey hold.",
                &["The three rules are: Names are unique. Order does not matter. An empty list is an error."],
                &[],
            ),
            (
                "- The alert came late.\n  - The exporter has its own disk now.\n- Nobody could approve the failover.\n\nThree things went well.",
                &[
                    "The alert came late.",
                    "The exporter has its own disk now.",
                    "Nobody could approve the failover.",
                    "Three things went well.",
                ],
                &[],
            ),
            (
                "Run it like this:\n\n```\na = 1\nb = 2\n```\n\nPPP",
                &["Run it like this:", "in the source", "one block of code"],
                &[],
            ),
            (
                "Install it:\n\n```sh\nnpm install lidkit\n```\n\nPPP",
                &["Install it: npm install lidkit."],
                &["block of code"],
            ),
        ],
    );
}

#[test]
fn references_leave_no_holes() {
    hold(
        Markdown,
        &[
            (
                "Two groups described it in their first paper [4a] and a later one [4d]. As shown in [3, 7] the cost is linear.",
                &["in their first paper and a later one.", "The cost is linear."],
                &["4 days", "4a"],
            ),
            (
                "PPP See the section below for details. As the figure above shows, the download is small. See also [Warnings](#w).",
                &["The download is small."],
                &["section below", "figure above", "See also"],
            ),
        ],
    );
}

#[test]
fn a_long_change_log_is_told_from_the_newest_release() {
    let release = |n: usize| {
        let lines: String = (0..9)
            .map(|m| format!("- The press number {m} of release {n} is quicker than the one before it was.\n"))
            .collect();
        format!("## {}.0.0 - 2031-01-{n:02}\n\n{lines}\n", n)
    };
    let log: String = (1..=28).rev().map(release).collect();
    let text =
        format!("# Lidkit changelog\n\nAll notable changes to this project will be documented in this file.\n\n{log}");
    hold(
        Markdown,
        &[(
            &text,
            &["version 28", "release 28", "release 27", "earlier releases"],
            &["release 3 is", "All notable changes"],
        )],
    );
}

#[test]
fn who_said_what_stays_clear() {
    hold(
        Markdown,
        &[
            (
                "**Ada:** How long have you made lids? **Bo:** I have made lids for eleven years.\n\n**Ada:** Why? **Bo:** My father made them.",
                &[
                    "speaks for",
                    "How long have you made lids?",
                    "I have made lids for eleven years.",
                    "Why?",
                    "My father made them.",
                ],
                &[],
            ),
            (
                "**rosa** commented on `lid.rs`\n\nWhy three? The client gives up after two. **Blocking.**\n\n**ben** replied:\n\nGood catch, I will make it configurable.",
                &["Rosa commented", "Why three?", "Blocking.", "Ben replied: Good catch"],
                &[],
            ),
        ],
    );
}

#[test]
fn the_opening_says_how_much_of_the_source_is_told() {
    hold(Markdown, &[("# Lids\n\nPPP", &["We tell all of it.", FILLER], &[])]);
    let long: String = (0..400)
        .map(|n| format!("The press number {n} makes {} lids in a week and rests on the day after that. ", n * 3))
        .collect();
    hold(Markdown, &[(&format!("# Lids\n\n{long}"), &["We picked about"], &["all of it"])]);
}

#[test]
fn a_source_with_next_to_nothing_to_say_is_refused_with_what_it_has() {
    let code = "let lid = press(lid, twice);\n".repeat(200);
    let rejection = script::read(&format!("Look at this.\n\n```\n{code}```\n"), Markdown).expect_err("it is code");
    assert_eq!(rejection.code(), "source_unreadable");
    let told = rejection.to_string();
    assert!(told.contains("blocks of code") && told.contains("only 3 of"), "{told}");
}
