//! Plain text that is hostile to a recogniser of one kind: it must be quick, whatever it opens and never closes.

use std::time::{Duration, Instant};

use protocol::SourceFormat::Text;

/// Bytes of an input: enough to tell linear from quadratic work in a debug build.
const BYTES: usize = 24 * 1024;
/// Linear work takes a tenth of it on a slow machine, quadratic work ten times as long.
const PATIENCE: Duration = Duration::from_secs(2);

#[expect(clippy::disallowed_methods, reason = "a test may time what must be quick")]
fn survive(text: &str) {
    let start = Instant::now();
    let _read = script::read(text, Text);
    let head: String = text.chars().take(40).collect();
    assert!(start.elapsed() < PATIENCE, "{head:?} took {:?}", start.elapsed());
}

#[test]
fn what_opens_and_never_closes_is_read_in_linear_time() {
    let units = [
        "Date: a\n",
        "Date: a\nb\n",
        "Subject: a\n\n",
        "From: a@b\nTo: b@c\n\nx\n",
        "+--+\n",
        "+--+\n|a|\n",
        "=====  ====\nx y\n",
        "a  b\n---- ---\n",
        "  c\n",
        "--- a\n+++ b\n",
        "@@ -1,9 +1,9 @@ fn a()\n",
        "|===\n== a\n",
        "[NOTE]\n====\n",
        "[NOTE]\n== a\n\n",
        "----\n= a\n",
        ".a\n",
        ". a\n",
        "a::\n",
        "a::\n  b\n",
        ".. note::\n",
        ".. note::\n   a\n",
        ".. a::\n   :b: c\n",
        ":a: b\n",
        "> a\n>> b\n",
        ">>> a\n",
        "On a, b wrote:\n> c\n",
        "<a> b\n",
        "[10:02] a: b\n",
        "10:02 a joined\n",
        "Ada: b c d e.\nBo: b c d e.\n",
        "Contents\n\n",
        "a ....... 1\n",
        "Contents\na ... 1\nb\n",
        "1. A\n\n",
        "1.1. A\n\nb\n\n",
        "A\n\n",
        "* 1a2b3c4 a\n",
        "* | 1a2b3c4 a\nb\n",
        "1a2b3c4 a\n",
        "-v  a\n",
        "  a  b c\n",
        "a\n  b\n",
        "    a\n  b\n",
        "`a' ",
        "``a ",
        "`a <b>`_ ",
        "*a ",
        "_a ",
        "|a| ",
        "== a [b <<c ",
        "link:a[b] == ",
        "-- \na\n",
        "_____________________\na\n",
        "-----BEGIN A-----\n",
        "-----BEGIN A PRIVATE KEY-----\na\n",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b\n",
        "GET /a\n",
        "a=b&c=d\n",
        "\u{C}a  b\n",
        "a [Page 1]\n",
        "a (1) b; urgency=c\n",
        "// a b c d e\n",
        "# a\n",
        "```\n",
        "~~~\na\n",
        "A: b\n",
        "From: a@b\n> c d e f\ng\n",
        "From: a@b\nSubject: a\n\na\n\nFrom a@b\n",
        "= a\nifdef::a[]\n",
        "= a\n:b: c\n{b} +\n{",
        "Local variables:\na\n",
        "SEE ALSO\n  a(1)\n  b\n",
        "Authors' Addresses\n\n a\n",
        "# a\n% b\n",
        ".. [#a] b\n",
        "a [#a]_\n\n.. [#a] b\n\n",
        "a  b\nc  1\n",
        "a  b\nc  1\n\n",
        "0 1 2\n",
        "-!- a\n",
        "WARN a\n",
        "  >1   Ab cd.\n\n",
        "- [x] a\n",
        "\u{2705} a\n",
        "\t",
        " ",
    ];
    for unit in units {
        survive(&unit.repeat(BYTES / unit.len()));
    }
}

#[test]
fn lines_of_every_length_are_read_in_linear_time() {
    for mark in ["=", "-", "~", " ", "> ", "*", "`", ".", "+-"] {
        let text: String = (1..200).map(|length| format!("{}\n", mark.repeat(length))).collect();
        survive(&text);
        let text: String = (1..150).map(|depth| format!("{}a  b c\n", mark.repeat(depth))).collect();
        survive(&text);
        survive(&text.replace('\n', "\n\n"));
    }
}

#[test]
fn transcripts_and_patches_without_an_end_are_read_in_linear_time() {
    for unit in ["00:01.000 --> 00:02.000\nA: b\n\n", "00:01.000 --> 00:02.000\n", "<v A>b\n", "<"] {
        survive(&format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", unit.repeat(BYTES / unit.len())));
    }
    for unit in ["+// a b c\n", "-a\n", " // a b c\n", "+fn a() {\n", "diff --git a/a b/a\n"] {
        let count = BYTES / unit.len();
        survive(&format!("--- a/a\n+++ b/a\n@@ -1,{count} +1,{count} @@\n{}", unit.repeat(count)));
    }
}
