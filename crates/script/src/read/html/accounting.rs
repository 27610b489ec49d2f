//! Accounting: every word of a page's text nodes, as a parser of browsers' standard finds them, is in a block.

use scraper::{Html, Node};

use super::super::block::{Block, Item, Text};
use super::page::words;
use crate::marks::without_marks;

/// The words of a page's text nodes that stand in no block.
fn words_that_end_nowhere(page: &str) -> Vec<String> {
    let page = without_marks(page).replace("\r\n", "\n").replace('\r', "\n");
    let blocks: String = super::blocks(&page).iter().map(|block| held(block) + "\n").collect();
    let mut held: Vec<String> = split(&blocks);
    held.sort_unstable();
    let mut missing = Vec::new();
    let mut wanted: Vec<String> = texts(&page).iter().flat_map(|text| split(&without_marks(text))).collect();
    wanted.sort_unstable();
    // Both in order: what only one side has remains.
    let mut rest: Vec<String> = Vec::new();
    let mut held = held.into_iter().peekable();
    for word in wanted {
        while held.peek().is_some_and(|other| *other < word) {
            rest.extend(held.next());
        }
        if held.peek() == Some(&word) {
            held.next();
        } else {
            missing.push(word);
        }
    }
    rest.extend(held);
    // Inline elements divide words: "in" and "deed" are in "indeed".
    missing.sort_by_key(|word| std::cmp::Reverse(word.len()));
    missing.retain(|word| {
        let parts = [word.as_str(), &said(word)];
        let found = rest.iter().position(|other| parts.iter().any(|part| !part.is_empty() && other.contains(part)));
        let Some(at) = found else { return !is_joined(word, &mut rest) };
        let part = if rest[at].contains(word.as_str()) { parts[0] } else { parts[1] };
        rest[at] = rest[at].replacen(part, " ", 1);
        false
    });
    missing
}

/// The words of a block, and the number of an item.
fn held(block: &Block) -> String {
    match block {
        Block::Text(Text { item: Some(Item { number: Some(number), .. }), .. }) => format!("{number} {}", words(block)),
        Block::Title(_) | Block::Heading { .. } | Block::Text(_) | Block::Table(_) | Block::Left(_) => words(block),
    }
}

/// True if a word is made of others, which it takes; the parser joins texts that it moves out of a table.
fn is_joined(word: &str, rest: &mut [String]) -> bool {
    let mut open = word.to_owned();
    for part in rest.iter_mut().filter(|part| part.len() > 1 || word.len() < 9) {
        if !part.trim().is_empty() && open.contains(part.as_str()) {
            open = open.replacen(part.as_str(), " ", 1);
            part.clear();
        }
    }
    open.trim().is_empty()
}

/// The word for a power or a letter of a formula.
fn said(word: &str) -> String {
    match word {
        "2" => "squared".to_owned(),
        "3" => "cubed".to_owned(),
        _ => super::walk::greek(word).map_or_else(String::new, |name| name.replace("capital ", "")),
    }
}

fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The text nodes of a page, except those of scripts, styles and templates.
fn texts(page: &str) -> Vec<String> {
    let parsed = Html::parse_document(page);
    let mut texts = Vec::new();
    for node in parsed.tree.nodes() {
        let Node::Text(text) = node.value() else { continue };
        let names: Vec<&str> =
            node.ancestors().filter_map(|node| node.value().as_element()).map(|element| element.name()).collect();
        if names.iter().any(|name| matches!(*name, "script" | "style" | "template")) {
            continue;
        }
        match names.first() {
            // The parser runs as if scripts ran, so this markup is one text.
            Some(&"noscript") => texts.extend(texts_of_noscript(text)),
            _ => texts.push(text.to_string()),
        }
    }
    texts
}

fn texts_of_noscript(markup: &str) -> Vec<String> {
    let parsed = Html::parse_fragment(markup);
    let is_style = |name: &str| matches!(name, "script" | "style" | "template");
    let nodes = parsed.tree.nodes().filter(|node| {
        !node.ancestors().filter_map(|node| node.value().as_element()).any(|element| is_style(element.name()))
    });
    nodes.filter_map(|node| node.value().as_text().map(|text| text.to_string())).collect()
}

fn assert_accounted(name: &str, page: &str) {
    let lost = words_that_end_nowhere(page);
    assert!(lost.is_empty(), "{name}: {lost:?}");
}

#[test]
fn every_word_of_the_fixtures_is_in_a_block() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    assert_accounted("page.html", &std::fs::read_to_string(folder.join("page.html")).unwrap());
    let pages = std::fs::read_dir(folder.join("pages")).unwrap().map(|entry| entry.unwrap().path());
    for page in pages.filter(|path| path.extension().is_some_and(|kind| kind == "html")) {
        assert_accounted(&page.display().to_string(), &std::fs::read_to_string(&page).unwrap());
    }
}

/// Pages of every kind of element; each is one that words were once lost in or could be.
const PAGES: [&str; 45] = [
    "<b>one <del><p>two</b> three</del> four",
    "<p>For \\(n\\) and \\(a_1 + b\\), \\[ c^d \\] and $$e$$ it costs $5.</p><h2>The \\(f(x)\\) of it</h2>",
    "<title>One | Two</title><nav>Home</nav><h1>One</h1><p>Text of it.</p><footer>The foot</footer>",
    "<p>A <s>struck</s> and a <del>deleted</del> <ins>inserted</ins> word.</p>",
    "<p>one<p>two<div>three</p>four</div>five",
    "<ul><li>a<li>b<ul><li>c</ul>d</ul>e",
    "<ol reversed><li>a<li value=7>b<li>c</ol>",
    "<dl><dt>A<dt>B<dd>one<dd>two<dt>alone</dl><dl><dt>x</dt></dl>",
    "<dl><dt>code</dt><dd><pre>let x = 1;</pre></dd><dt>t</dt><dd><ul><li>item</ul></dd></dl>",
    "<table><caption>cap</caption><tr><th>a<th>b<tr><td>1<td>2</table>",
    "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<td>e</table>",
    "<table><tr><td><table><tr><td>x<td>y<tr><td>z<td>w</table><td>out</table>",
    "<table>stray <tr><th>h<td>v</tr>loose <tr><th>g<td>w</table>",
    "<pre>let a = b;</pre><pre>This is prose of a page. It was laid out by hand, and it has two sentences.</pre>",
    "<svg><title>t</title><text>in the picture</text></svg><canvas>old browser</canvas>",
    "<svg><style/><g>g</g><p>out of it</p>after",
    "<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math> end",
    "<math><munder><mo>x</mo><mi>y</mi></munder><annotation>note</annotation></math>",
    "<math><mi>x</mi><p>broken out</p> rest",
    "<p>word<sup>1</sup> and 10<sup>6</sup>, x<sub>1</sub>, 1<sup>st</sup>, H<sub>2</sub>O<sup><a href='#n'>[3]</a></sup></p>",
    "<select><option>one<option>two</select><textarea>three <b></textarea><button>four</button><label>five</label>",
    "<noscript>no <b>script</b></noscript><iframe>frame</iframe><noembed>em</noembed><xmp>ex <b></xmp>",
    "<div hidden>a</div><div aria-hidden=true>b</div><p style='display : none'>c</p><span class=sr-only>d</span>",
    "<div class=admonition><p class=admonition-title>Warning</p><pre>x = 1</pre></div>",
    "<div class='admonition note'><p class=admonition-title>Note</p><p>It is so.</p></div>",
    "<div class=warning><p>Warning: never do it.</p></div><div class=alert><h4>Heads up</h4>Do it.</div>",
    "<h2>One<a href='#x'>permalink</a></h2><h2>Two<span>[edit]</span></h2><h2>Three {#id}</h2><h2><a>#</a></h2>",
    "<details><summary>What is it?</summary>It is so.</details><dialog>closed</dialog><dialog open>open</dialog>",
    "<p>Press <kbd>Ctrl</kbd>+<kbd>C</kbd> or <q>quote</q> <ruby>a<rt>b</rt></ruby> <code>c d</code><tt>e</tt></p>",
    "<p><b>Ada:</b> Is it so?</p><p><b>Bo:</b> It is.</p>",
    "<a name=x/>text<a href=y>link</a><div/>more<script/>gone</script>kept",
    "<b><p>bold</b> not</p><i><div>in</i> out</div><a><h2>head</a></h2>",
    "</p>a</div> b</td> c</table> d<td> e</td><tr> f",
    "<header><h1>Head</h1><p>By me</p></header><main><p>Text.</p></main><aside>Aside</aside>",
    "<figure><img alt=picture><figcaption>Caption</figcaption></figure><figure><figcaption>A sentence that says more than its picture does.</figcaption></figure>",
    "<blockquote>Quote <footer>Somebody</footer></blockquote><address>Street<br>Town</address>",
    "<label><input type=checkbox checked> one</label><ul><li><input type=checkbox>two<li><label><input type=checkbox checked>three</label></ul>",
    "<a href=a>one</a> <a href=b>two</a><p><a href='#c'>three</a></p><p>By me</p><p>Copyright 2031</p>",
    "<my-box>one</my-box><my-box>two</my-box><o:p>three</o:p><font>four</font>",
    "<template>never</template><object>fallback<param name=x></object><video>old</video>",
    "<body><frameset><noframes>text</noframes></body>tail</html>end",
    "<p>one <b style='font-size:0'>two</b>three <i style='opacity:0'>four</i></p><td style='font-size:0'>five<p style='font-size:9px'>six</td>",
    "<style>.x{display:none}</style><p class=x>one<p style='color:#000;background:#000'>two <a style='color:red'>three</a> four</p>",
    "<table cellpadding=0 cellspacing=0><tr><td>one<td>two<tr><td>three<td hidden>four</table><div style='left:-999px'>five</div>six",
    "<p title='a>b'>c</p><p class=don't>d isn't</p>&copy2026 &amp; &lt;e&gt; &#65;&notit; &alpha; &nosuch;",
];

#[test]
fn every_word_of_every_kind_of_element_is_in_a_block() {
    for page in PAGES {
        assert_accounted(page, page);
    }
}

#[test]
fn every_word_of_broken_markup_is_in_a_block() {
    // Cut at every byte, and every element left open.
    for page in PAGES {
        for (at, _) in page.char_indices() {
            assert_accounted(page, &page[..at]);
        }
    }
    let joined: String = PAGES.concat();
    assert_accounted("joined", &joined);
    assert_accounted("deep", &("<div>".repeat(300) + &joined + &"</div>".repeat(200) + "the end"));
}

/// Reads the pages that `PAGES` lists, one path a line, and prints what becomes of their words.
#[test]
fn every_word_of_the_listed_pages_is_in_a_block() {
    let Some(list) = std::env::var_os("PAGES") else { return };
    let list = std::fs::read_to_string(list).unwrap();
    let (mut pages, mut lost) = (0, 0);
    for path in list.lines() {
        let Ok(page) = std::fs::read_to_string(path) else { continue };
        pages += 1;
        let words = words_that_end_nowhere(&page);
        if !words.is_empty() {
            lost += words.len();
            println!("{path}: {} {:?}", words.len(), words.iter().take(12).collect::<Vec<_>>());
        }
    }
    println!("{pages} pages, {lost} words end nowhere");
    assert_eq!(lost, 0);
}
