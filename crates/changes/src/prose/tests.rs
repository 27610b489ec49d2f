use super::*;

fn texts(markdown: &str) -> Vec<String> {
    let of = |block: Block| match block {
        Block::Text(sentences) => sentences,
        Block::Heading(_) | Block::Code(..) | Block::Quote(_) | Block::Table(_) | Block::Picture => Vec::new(),
    };
    prose(markdown).blocks.into_iter().flat_map(of).collect()
}

#[test]
fn code_is_named_or_described() {
    for (markdown, said) in [
        ("Use `parse_header` here.", "Use `parse_header` here."),
        ("Use `lid.open(wide, 3)` here.", "Use `lid.open` here."),
        ("Use `Vec<String>` here.", "Use `Vec` here."),
        ("Use `a = b + c` here.", "Use some code here."),
        ("Run `cargo test` first.", "Run `cargo test` first."),
        ("Avoid `let x = 1` please.", "Avoid some code please."),
        ("See https://example.org/x.", "See a link."),
        ("Thanks (@ada-l)!", "Thanks (someone)!"),
        ("Ask <ada@example.org>.", "Ask an email address."),
        ("No ~~never~~ always.", "No always."),
    ] {
        assert_eq!(texts(markdown).join(" "), said, "{markdown}");
    }
    assert_eq!(texts("x = y + 1;\n"), Vec::<String>::new());
}

#[test]
fn sentences_end_where_they_end() {
    assert_eq!(texts("One, e.g. this. Two `a.B` three? Four."), ["One, e.g. this.", "Two `a.B` three?", "Four."]);
}

#[test]
fn blocks_are_told_apart() {
    let markdown = "> quoted\n> twice\n\n```suggestion\na\nb\n```\n\n```\nTraceback (most recent call last):\n  File \"a/b.py\", line 3, in x\n    y()\nValueError: no\n```\n\n```\nthread 'main' panicked at src/lid.rs:12:5:\nno lid\n```\n\n    x = 1\n\n```diff\n-a\n```\n";
    let trace = |error: &str, path: &str, line, lines| Code::Trace {
        lines,
        error: Some(error.to_owned()),
        at: Some((path.to_owned(), line)),
    };
    assert_eq!(
        prose(markdown).blocks,
        [
            Block::Quote(2),
            Block::Code(Code::Suggestion { lines: 2 }, 2),
            Block::Code(trace("`ValueError`", "a/b.py", 3, 4), 14),
            Block::Code(trace("a panic", "src/lid.rs", 12, 2), 7),
            Block::Code(Code::Plain { lines: 1 }, 2),
            Block::Code(Code::Diff { lines: 1 }, 1),
        ]
    );
}

#[test]
fn tasks_are_kept_apart() {
    let tasks = prose("- [ ] Write the guide\n- [x] Test it\n- plain\n").tasks;
    let task = |text: &str, is_done| Task { text: text.to_owned(), is_done };
    assert_eq!(tasks, [task("Write the guide", false), task("Test it", true)]);
}
