//! Inline markup: struck and hidden words, marks of notes, powers, formulas, keys.

use super::{P, Why, left, out, said};
use crate::marks::{CODE_CLOSE, CODE_OPEN};

fn one(markup: &str) -> String {
    said(&format!("<p>{markup}</p>")).join(" | ")
}

#[test]
fn struck_words_are_left_out_and_inserted_ones_are_text() {
    let page =
        format!("<p>It has <s>four</s> five ways. <del>It is rare.</del> <ins>It is common.</ins></p><p>{P}</p>");
    assert_eq!(said(&page), ["It has five ways. It is common.", P]);
    assert_eq!(left(&page), [out(Why::Struck, "four"), out(Why::Struck, "It is rare.")]);
    assert_eq!(left("<p>A <span style='text-decoration:line-through'>b</span> c</p>"), [out(Why::Struck, "b")]);
    assert_eq!(said("<del><p>gone</p></del><p>here it is</p>"), ["here it is"]);
}

#[test]
fn hidden_words_are_left_out() {
    let markup = "seen <span hidden>a</span><b style='color:red; Display : none'>b</b><i class='sr-only x'>c</i>\
                  <span aria-hidden=true>d</span><span style='visibility:hidden'>e</span><template>f</template> too";
    assert_eq!(one(markup), "seen too");
    assert_eq!(left(&format!("<p>{markup}</p>")), [out(Why::Hidden, "a b c d e f")]);
    assert_eq!(said(&format!("<body style='visibility:hidden'><p>{P}</p></body>")), [P]);
    assert_eq!(said(&format!("<div hidden=until-found><p>{P}</p></div>")), [P]);
}

#[test]
fn marks_of_notes_are_left_out() {
    let markup = "A claim.<sup><a href='#n1'>[1]</a></sup> Another<sup>2</sup> one<a href='#n3'><sup>c</sup></a>, and<sup>4,5</sup> more<sup>*</sup>.";
    assert_eq!(one(markup), "A claim. Another one, and more.");
    assert_eq!(left(&format!("<p>{markup}</p>")), [out(Why::Reference, "[1] 2 c 4,5")]);
}

#[test]
fn powers_ordinals_and_indices_are_said() {
    assert_eq!(
        one("E=mc<sup>2</sup> and 10<sup>6</sup> or 10<sup>&minus;3</sup>"),
        "E=mc squared and 10 to the 6 or 10 to the minus 3"
    );
    assert_eq!(one("5 m<sup>3</sup>, x<sup>n</sup>, 2<sup>2n</sup>"), "5 m cubed, x to the n, 2 to the 2n");
    assert_eq!(one("the 1<sup>st</sup>, the n<sup>th</sup>"), "the 1st, the nth");
    assert_eq!(one("x<sub>1</sub> and H<sub>2</sub>O and CO<sub>2</sub>"), "x 1 and H2O and CO2");
    assert_eq!(one("It is so<sup>1</sup> in it<sup>2</sup>."), "It is so in it.");
}

#[test]
fn simple_formulas_are_said() {
    let math = |inner: &str| one(&format!("Here <math>{inner}</math> is it"));
    assert_eq!(
        math("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>"),
        "Here E equals m c squared is it"
    );
    assert_eq!(
        math("<msub><mi>x</mi><mi>i</mi></msub><mo>&le;</mo><mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        "Here x sub i is at most a over b is it"
    );
    assert_eq!(math("<msqrt><mn>2</mn><mi>&pi;</mi></msqrt>"), "Here the square root of 2 pi is it");
    assert_eq!(math("<mi>f</mi><mo>&#x2061;</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>"), "Here f of x is it");
    let root = "<msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>&minus;</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt>";
    assert_eq!(
        math(&format!(
            "<mi>x</mi><mo>=</mo><mfrac><mrow><mo>&minus;</mo><mi>b</mi><mo>&plusmn;</mo>{root}</mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>"
        )),
        "Here x equals minus b plus or minus the square root of b squared minus 4 a c, all over 2 a is it"
    );
}

#[test]
fn other_formulas_are_left_out() {
    let sum = "<munderover><mo>&sum;</mo><mi>i</mi><mi>n</mi></munderover>";
    let page = format!(
        "<p>It is <math><semantics><mrow>{sum}</mrow><annotation>\\sum_i</annotation></semantics></math> here.</p>"
    );
    assert_eq!(said(&page), ["It is a formula here."]);
    assert_eq!(left(&page), [out(Why::Formula, "\u{2211} i n \\sum_i")]);
    // Two ways to group it.
    let grouped =
        "<math><mn>1</mn><mo>+</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math>";
    assert_eq!(left(grouped), [out(Why::Formula, "1 + a + b c")]);
    let picture = "<p>So <span class=mwe-math-element><span style='display:none' class=mwe-math-mathml-a11y><math><mi>y</mi></math></span>\
                   <img class=mwe-math-fallback alt='{y}'></span> it is.</p>";
    assert_eq!((said(picture), left(picture)), (vec!["So y it is.".to_owned()], vec![out(Why::Formula, "{y}")]));
}

#[test]
fn a_formula_that_is_left_out_leaves_no_hole() {
    let complex = "<math display=block><mover><mi>p</mi><mo>x</mo></mover></math>";
    let page = format!("<p>The chance is</p>{complex}<p>for each n. It is so:</p>{complex}<p>And so on.</p>");
    assert_eq!(said(&page), ["The chance is a formula", "for each n. It is so:", "And so on."]);
    assert_eq!(left(&page), [out(Why::Formula, "p x"), out(Why::Formula, "p x")]);
    assert_eq!(said("<p>It is</p><div>\\[ a^b + c \\]</div><p>or more.</p>"), ["It is a formula", "or more."]);
    let hidden = "<p>It is <span class=mwe-math-element><span style='display:none'>x</span><img class=mwe-math alt='x^2'></span>, so.</p>";
    assert_eq!(said(hidden), ["It is a formula , so."]);
}

#[test]
fn what_is_left_out_holds_no_private_marks() {
    assert_eq!(left("<p>It is so.<sup><a href='#n'><code>[1]</code></a></sup></p>"), [out(Why::Reference, "[1]")]);
}

#[test]
fn formulas_in_tex_are_left_out_and_single_names_are_said() {
    let page =
        "<p>For all \\(n\\) the loss \\(x_i^2\\) is small: $$y = x$$ and <code>$$</code> costs $5 \\( or so.</p>";
    let code = format!("{CODE_OPEN}$${CODE_CLOSE}");
    assert_eq!(
        said(page),
        [format!("For all n the loss a formula is small: a formula and {code} costs $5 \\( or so.")]
    );
    assert_eq!(left(page), [out(Why::Formula, "x_i^2"), out(Why::Formula, "y = x")]);
}

#[test]
fn code_keys_and_quotes_stay_in_their_sentence() {
    let code = |text: &str| format!("{CODE_OPEN}{text}{CODE_CLOSE}");
    assert_eq!(one("Run <code>a b</code> or <tt>c</tt>."), format!("Run {} or {}.", code("a b"), code("c")));
    assert_eq!(said("<code>a<p>b</p></code>c"), [code("a"), code("b"), "c".to_owned()]);
    assert_eq!(one("Press <kbd>Ctrl</kbd>+<kbd>C</kbd> now."), "Press Ctrl plus C now.");
    assert_eq!(
        one("He said <q>no</q> to <abbr title='World Wide Web'>WWW</abbr>, <time>May 1</time>."),
        "He said \"no\" to WWW, May 1."
    );
    assert_eq!(one("long<wbr>word in<b>deed</b> &amp; so&nbsp;on"), "longword indeed & so on");
    assert_eq!(one("<ruby>kanji<rp>(</rp><rt>reading</rt></ruby> here"), "kanji here");
}

#[test]
fn lines_of_an_address_are_phrases_and_lines_of_a_text_are_not() {
    assert_eq!(one("Lid Press<br>12 Main Street<br>Springfield"), "Lid Press, 12 Main Street, Springfield");
    assert_eq!(one("and miles to go<br>before I sleep."), "and miles to go before I sleep.");
    assert_eq!(one("One, and more.<br>The rest."), "One, and more. The rest.");
    assert_eq!(one("First part of it<br><br>Second part"), "First part of it | Second part");
}

#[test]
fn pictures_and_controls_are_left_out_with_their_words() {
    let page = format!(
        "<p>{P} <img src=x alt='A lid, from above'> <button>Copy</button></p><select><option>One<option>Two</select>"
    );
    assert_eq!(said(&page), [P]);
    assert_eq!(left(&page), [out(Why::Picture, "A lid, from above"), out(Why::Navigation, "Copy One Two")]);
}
