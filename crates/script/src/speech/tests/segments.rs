//! The ends of sentences; a bar stands between two.

use protocol::Language;

use crate::marks::mark_backticks;
use crate::speech::sentences;

const CASES: [&str; 74] = [
    "One.|Two!|Three?",
    "It took 3.5 s.|Then it stopped.",
    "We use disks, e.g. SSDs.|They fail.",
    "Version 2.4 is out.",
    "By J. Smith and Dr. Who.|Good.",
    "We ship encoder B.|It is small.",
    "He said \"stop.\"|Nobody did.",
    "No full stop",
    "Wait... what?|Yes.",
    "Call `a. B` twice.|Done.",
    "Use pp. 3-7 and Fig. 3.|They help.",
    "See vol. 2, ch. 3 and sec. 4.|The rest is here.",
    "Is it No. 5?|No.|It is No. 6.",
    "It is Rust vs. C.|Both win.",
    "In the U.S. Treasury it is known.",
    "It was made in the U.S.|The lid is red.",
    "He works for Acme Inc. in Berlin.",
    "He works for Acme Inc.|The firm is old.",
    "Acme Ltd. Berlin made it.",
    "May children open it?|Never.",
    "Is there a refund?|Yes.",
    "Stop.|Pull the plug.",
    "At 5 p.m. Monday it ends.",
    "At 5 p.m. it ends.",
    "She has a Ph.D. in physics.",
    "Washington, D.C. is far.",
    "Smith et al. showed it.|We agree.",
    "It began on Jan. 5 and ended on Feb. 6.",
    "It began in Jan.|It ended in May.",
    "Version v2.|It is new.",
    "We moved to v2.|It is new.",
    "It costs $5.|It is cheap.",
    "It costs $5.50 a month.|Pay now.",
    "The cost is .5 of it.|Good.",
    "Run it with Node.js.|It works.",
    "See example.com.|It is there.",
    "Open main.rs and lib.rs.|Read both.",
    "It failed…|Then it worked.",
    "It failed… then it worked.",
    "It failed... and then it worked.",
    "“Stop.”|Nobody did.",
    "(It is old.)|It works.",
    "It works (see Fig. 3).|Good.",
    "Disks, tapes, etc. are old.",
    "Disks, tapes, etc.|The rest is new.",
    "Prof. Jones and Mrs. Smith met.|They spoke.",
    "St. Petersburg is cold.|Bring a coat.",
    "What?!|Nobody knew.",
    "Really?|Yes!|Why?",
    "He asked \"why?\" and left.",
    "1. Press it.|2. Wait.",
    "Step 1.|Press it.",
    "The temperature was 5 deg.|It froze.",
    "J. R. R. Tolkien wrote it.|It is long.",
    "J.R.R. Tolkien wrote it.|It is long.",
    "We know A.|Then we learn B.",
    "Use approx. 5 of them.|Then stop.",
    "That is, i.e. the lid, is red.|Look.",
    "The IP is 10.0.0.1.|Ping it.",
    "It is at 14:30.|Come.",
    "The U.N. met.|Nobody came.",
    "Is it e.g. Linux?|Yes.",
    "Lidworks.|A bad router rule took down every warehouse.",
    "Wow!|It works.",
    "今日は晴れ。|明日は雨。",
    "It is 5.|6 are left.",
    "First line.|`code` follows.",
    "It ends.|- a dash",
    "no capital. but a small letter follows.",
    "iOS 17.|macOS 14 is next.",
    "He was born ca. 1900.|He died.",
    "The C.I.A. Director spoke.",
    "Roe v. Wade is old.|It fell.",
    "See the Rev. Green.|He knows.",
];

#[test]
fn sentences_end_where_a_reader_would_stop() {
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|case| {
            let expected: Vec<String> = case.split('|').map(mark_backticks).collect();
            let text = expected.join(" ");
            let found = sentences(&text, Language::English);
            (found != expected).then(|| format!("{case}\n  {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
