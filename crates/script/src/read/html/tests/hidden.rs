//! Text that is not shown, and text that only looks as though it were not.

use super::{P, STORY, Why, left, out, said, story};

const H: &str = "Nobody sees this, so nobody should hear it.";

/// The page with a text in an element, behind its story.
fn page(open: &str) -> String {
    format!("<body>{}{open}{H}</body>", story())
}

fn is_left_out(page: &str) -> bool {
    said(page) == STORY && left(page) == [out(Why::Hidden, H)]
}

#[test]
fn text_that_is_not_shown_is_left_out() {
    for open in [
        "<p hidden>",
        "<div hidden=hidden>",
        "<div aria-hidden=true>",
        "<div popover>",
        "<template>",
        "<noscript>",
        "<dialog>",
        "<div class=sr-only>",
        "<section style='display : NONE !important'>",
        "<p style='visibility:hidden'>",
        "<p style='visibility:collapse'>",
        "<p style='content-visibility:hidden'>",
        "<p style='opacity:0'>",
        "<p style='opacity:.0;color:red'>",
        "<p style='transform:scale(0)'>",
        "<p style='font-size:0'>",
        "<p style='font-size:1px'>",
        "<p style='font:0/0 a'>",
        "<div style='width:0;height:0;overflow:hidden'>",
        "<div style='max-height:0px;overflow:hidden'>",
        "<div style='width:1px;height:1px;overflow:hidden'>",
        "<div style='position:absolute;left:-9999px'>",
        "<div style='position:absolute;top:-999px'>",
        "<p style='text-indent:-999em'>",
        "<div style='position:absolute;clip:rect(0 0 0 0)'>",
        "<div style='clip:rect(1px, 1px, 1px, 1px)'>",
        "<div style='clip-path:inset(50%)'>",
        "<div style='clip-path:circle(0)'>",
        "<p style='color:#FFF;background-color:white'>",
        "<p style='color:rgb(0, 0, 0);background:#000000'>",
        "<td bgcolor=#ffffff style='color:#fff'>",
        "<p style='color:transparent'>",
        "<style>.x{display:none}</style><p class='y x'>",
        "<style media=screen>#x{visibility:hidden}</style><p id=x>",
        "<article style='display:none'>",
    ] {
        assert!(is_left_out(&page(open)), "{open}: {:?}", left(&page(open)));
    }
}

#[test]
fn text_that_is_shown_is_said() {
    for open in [
        "<div hidden=until-found>",
        "<details>",
        "<x-story><template shadowrootmode=open>",
        "<p style='opacity:0.01'>",
        "<p style='transform:scale(0.9)'>",
        "<p style='font-size:0.8em'>",
        "<p style='font:700 14px/0 serif'>",
        "<div style='width:0;height:0'>",
        "<div style='flex:1;width:0;overflow:hidden'>",
        "<div style='left:-20px'>",
        "<p style='clip:rect(auto,auto,auto,auto)'>",
        "<p style='clip-path:inset(10% 20%)'>",
        "<p style='color:#fff'>",
        "<p style='color:#fff;background:rgba(255,255,255,.1)'>",
        "<p style='color:#fff;background:#ffe url(white.png)'>",
        "<p style='color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text'>",
        "<style>.x{display:none} .x.open{display:block}</style><p class=x>",
        "<style>@media print{.x{display:none}}</style><p class=x>",
        "<style media=print>.x{display:none}</style><p class=x>",
        "<template><style>.x{display:none}</style></template><p class=x>",
        "<script>'<style>.x{display:none}</style>'</script><p class=x>",
        "<!-- <style>.x{display:none}</style> --><p class=x>",
    ] {
        assert!(said(&page(open)).iter().any(|said| said == H), "{open}: {:?}", left(&page(open)));
    }
}

#[test]
fn an_element_inside_shows_its_own_letters_again() {
    let cell = format!(
        "<table role=none><tr><td style='font-size:0px;padding:10px'>{H}<div style='font-size:16px'>{P}</div></td></tr></table>{}",
        story()
    );
    assert_eq!((said(&cell).first().map(String::as_str), left(&cell)), (Some(P), vec![out(Why::Hidden, H)]));
    let white =
        format!("{}<p style='color:white;background:white'>{H} <span style='color:#333'>{P}</span> {H}</p>", story());
    assert_eq!(
        (said(&white).last().map(String::as_str), left(&white)),
        (Some(P), vec![out(Why::Hidden, &format!("{H} {H}"))])
    );
    let relative = format!("{}<div style='font-size:0'><p style='font-size:2em'>{H}</p></div>", story());
    assert!(is_left_out(&relative));
}

#[test]
fn a_page_that_begins_hidden_is_read() {
    // Scripts fade it in.
    let faded: String =
        STORY.map(|text| format!("<div style='opacity:0;transform:translateY(40px)'><p>{text}</p></div>")).concat();
    assert_eq!(said(&format!("<nav>Home</nav>{faded}<p>The end.</p>")), [STORY.as_slice(), &["The end."]].concat());
    assert_eq!(said(&format!("<style>.page{{visibility:hidden}}</style><div class=page>{}</div>", story())), STORY);
    assert_eq!(said(&format!("<body style='visibility:hidden'><main hidden>{}</main>", story())), STORY);
    assert_eq!(said(&format!("<article style='font-size:0'>{}</article>", story())), STORY);
    // A certain sign is certain for any part of a page.
    assert!(said(&format!("<div hidden>{}</div>", story())).is_empty());
}

#[test]
fn a_style_sheet_counts_for_what_follows_it() {
    let hidden = format!("<p class=x>{P}</p>{}<style>.x{{display:none}}</style><p class=x>{H}</p>", story());
    assert_eq!(said(&hidden).first().map(String::as_str), Some(P));
    assert_eq!(left(&hidden), [out(Why::Hidden, H)]);
}
