//! Lists, definitions, tables, preformatted text, admonitions, headings.

use super::super::super::block::{Block, Item, Table};
use super::{P, Why, blocks, fragment, headings, left, out, said, story, tables, texts};

fn items(page: &str) -> Vec<(String, Item)> {
    texts(&blocks(page)).into_iter().filter_map(|text| Some((text.text, text.item?))).collect()
}

fn numbered(page: &str) -> Vec<(u8, Option<u32>, String)> {
    items(page).into_iter().map(|(text, item)| (item.depth, item.number, text)).collect()
}

#[test]
fn items_have_their_depth_and_number_and_parents_come_first() {
    let page = "<ol start=3><li>three<li>four<ul><li>in four</ul>and on<li value=9>nine</ol><ul><li>plain</ul>";
    let expected = [
        (1, Some(3), "three"),
        (1, Some(4), "four"),
        (2, None, "in four"),
        (1, None, "and on"),
        (1, Some(9), "nine"),
        (1, None, "plain"),
    ];
    assert_eq!(numbered(page), expected.map(|(depth, number, text)| (depth, number, text.to_owned())));
}

#[test]
fn reversed_lists_count_down() {
    let numbers = |page: &str| numbered(page).into_iter().map(|(_, number, _)| number).collect::<Vec<_>>();
    assert_eq!(numbers("<ol reversed><li>a<li>b<li>c</ol>"), [Some(3), Some(2), Some(1)]);
    assert_eq!(numbers("<ol reversed start=9><li>a<li>b</ol>"), [Some(9), Some(8)]);
}

#[test]
fn check_boxes_make_tasks() {
    let page = "<ul><li><input type=checkbox checked> Tell them.<li><label><input type=checkbox> Rehearse it.</label><li>Rest.</ul>";
    let done: Vec<_> = items(page).into_iter().map(|(text, item)| (text, item.done)).collect();
    assert_eq!(
        done,
        [("Tell them.".to_owned(), Some(true)), ("Rehearse it.".to_owned(), Some(false)), ("Rest.".to_owned(), None)]
    );
}

#[test]
fn terms_stand_before_their_definition() {
    let page = "<dl><dt>Latency<dd>The time it takes.<dt>Lid<dt>Cover:<dd>What is on top.<dd>Or below.<dt>Alone</dl>";
    assert_eq!(said(page), ["Latency: The time it takes.", "Lid, Cover: What is on top.", "Or below.", "Alone"]);
    assert_eq!(said("<dl><dt>Is it safe?<dd>No.</dl>"), ["Is it safe? No."]);
    assert_eq!(said("<dl><dt>Kinds<dd><ul><li>one</ul></dl>"), ["Kinds", "one"]);
}

#[test]
fn data_tables_keep_their_caption_header_and_rows() {
    let page = format!(
        "<p>{P}</p><table><caption>Losses</caption><thead><tr><th>Cause<th>Share<tbody><tr><td>The <b>producer</b><sup><a href='#1'>[1]</a></sup>\
         <td>61 %<tr><td><p>Network</p><td></table>"
    );
    let rows = [["The producer", "61 %"], ["Network", ""]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let header = vec!["Cause".to_owned(), "Share".to_owned()];
    assert_eq!(tables(&page), [Table { caption: "Losses".to_owned(), header, rows }]);
    assert_eq!((said(&page), left(&page)), (vec![P.to_owned()], vec![out(Why::Reference, "[1]")]));
    assert!(matches!(fragment("<table><tr><td>a<td>1<tr><td>b<td>2</table>").as_slice(), [Block::Table(_)]));
}

#[test]
fn cells_that_span_stand_in_each_row_and_column() {
    let page = "<table><tr><th rowspan=2>Lid<th colspan=2>Weight<tr><th>old<th>new<tr><td rowspan=2>A<td>1<td>2<tr><td>3<td>4</table>";
    let table = tables(page).remove(0);
    assert_eq!(table.header, ["Lid", "Weight old", "Weight new"]);
    assert_eq!(table.rows, [["A", "1", "2"], ["A", "3", "4"]]);
}

#[test]
fn prose_in_preformatted_text_is_text_and_code_is_not() {
    let prose = "The lid was too heavy for most of the people\nwho had to lift it every day. So the team made\nit lighter, and nobody has complained since.\n";
    let page = format!("<p>Docs txt pdf</p><pre>\n{prose}</pre>");
    assert!(said(&page).join(" ").contains("So the team made it lighter"), "{:?}", said(&page));
    let code = "for lid in lids {\n    lid.lift();\n}";
    assert_eq!(left(&format!("<p>{P}</p><pre><code>{code}</code></pre>")), [out(Why::Code, code)]);
    assert_eq!(left("<pre>   Compiling lids v0.1.0\n    Finished in 3.1s\n     Running lids --all\n</pre>").len(), 1);
    assert_eq!(left(&format!("<p>{P}</p><pre><code>{prose}</code></pre>")).len(), 1);
}

#[test]
fn admonitions_name_their_paragraphs_once() {
    let labels = |page: &str| {
        texts(&blocks(page)).into_iter().map(|text| (text.label.unwrap_or_default(), text.text)).collect::<Vec<_>>()
    };
    let of = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let never = [of("Warning", "Never press it."), of("", P)];
    for markup in [
        "<div class='admonition warning'><p class=admonition-title>Warning</p><p>Never press it.</p></div>",
        "<div class='markdown-alert markdown-alert-warning'><p class=markdown-alert-title><svg></svg>Warning</p><p>Never press it.</p></div>",
        "<div class='alert alert-warning' role=alert>Never press it.</div>",
        "<div class=warning>Warning: Never press it.</div>",
        "<p class=warning><b>Warning!</b> Never press it.</p>",
        "<aside class='callout callout--warning'>Never press it.</aside>",
        "<div class='admonitionblock warning'><table><tr><td class=icon><div class=title>Warning</div><td>Never press it.</table></div>",
    ] {
        assert_eq!(labels(&format!("{markup}<p>{P}</p>")), never, "{markup}");
    }
    assert_eq!(
        labels("<div class=admonition><p class=title>Breaking change</p><p>It is gone.</p></div>"),
        [of("Breaking change", "It is gone.")]
    );
    assert_eq!(
        labels("<div class=note><h4>When to use</h4><p>Never.</p></div>"),
        [of("Note", "When to use"), of("Note", "Never.")]
    );
    assert_eq!(labels("<div role=note><p>It is so.</p></div>"), [of("Note", "It is so.")]);
}

#[test]
fn headings_are_without_the_marks_of_page_tools() {
    let heads = |page: &str| headings(page).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    let page = "<h2>New {/*new*/}</h2><h2>Old {#old}</h2><h2>History<span class=mw-editsection>[<a>edit</a>]</span></h2><h2>Past<span>[edit]</span></h2>\
                <h2>Top<a class=headerlink href='#t'>\u{B6}</a></h2><h2><a href='#u'>#</a>Under</h2><h2><a href='#v'>A link</a></h2><h2>Sets {a, b}</h2>";
    assert_eq!(heads(page), ["New", "Old", "History", "Past", "Top", "Under", "A link", "Sets {a, b}"]);
    // What is behind the details is not under their summary.
    let headed = [(2, "What is it?".to_owned()), (2, String::new())];
    assert_eq!(headings("<details><summary>What is it?</summary>A lid.</details>"), headed);
    assert_eq!(said("<details><summary>What is it?</summary>A lid.</details>"), ["A lid."]);
}

#[test]
fn captions_are_text_only_if_they_say_something() {
    let long = "The lid on the left weighs half of what the one on the right weighs.";
    let page = format!(
        "<article>{}<figure><img alt='Two lids'><figcaption>Figure 1: lids</figcaption></figure><figure><figcaption>{long}</figcaption></figure></article>",
        story()
    );
    assert_eq!(said(&page).last().map(String::as_str), Some(long));
    assert_eq!(left(&page), [out(Why::Picture, "Two lids"), out(Why::Picture, "Figure 1: lids")]);
}

#[test]
fn quotations_are_marked_and_their_source_is_left_out() {
    let page = format!("<p>{P}</p><blockquote><p>Nobody reads it.</p><footer>A reader</footer></blockquote>");
    assert_eq!(texts(&blocks(&page)).into_iter().map(|text| text.quoted).collect::<Vec<_>>(), [false, true]);
    assert_eq!(left(&page), [out(Why::Byline, "A reader")]);
}

#[test]
fn names_in_bold_are_speakers_of_a_conversation() {
    let speakers = |page: &str| {
        texts(&blocks(page)).into_iter().map(|text| (text.speaker.unwrap_or_default(), text.text)).collect::<Vec<_>>()
    };
    let of = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let talk = "<p><b>Ada:</b> How long have you made lids?</p><p><strong>Bo</strong>: For eleven years.</p>";
    assert_eq!(speakers(talk), [of("Ada", "How long have you made lids?"), of("Bo", "For eleven years.")]);
    assert_eq!(
        speakers("<dl><dt>Ada:<dd>Is it so?<dt>Bo:<dd>It is.</dl>"),
        [of("Ada", "Is it so?"), of("Bo", "It is.")]
    );
    let labels = "<p><b>Severity:</b> critical</p><p><b>Workaround:</b> none</p>";
    assert_eq!(speakers(labels), [of("", "Severity: critical"), of("", "Workaround: none")]);
}
