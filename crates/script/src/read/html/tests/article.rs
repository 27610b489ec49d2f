//! The article of a page and what surrounds it.

use super::super::super::block::Block;
use super::{P, STORY, Why, blocks, headings, left, out, said, story};

fn titles(page: &str) -> Vec<String> {
    let titles = blocks(page).into_iter().filter_map(|block| match block {
        Block::Title(text) => Some(text),
        Block::Heading { .. } | Block::Text(_) | Block::Table(_) | Block::Left(_) => None,
    });
    titles.collect()
}

#[test]
fn the_longest_container_wins_where_nothing_is_called_an_article() {
    let page = format!(
        "<body><div class=top><div>A slogan for the whole family.</div></div><div class=c><div class=post>{}</div>\
         <div class=x><p>Somebody said a few words below it.</p></div></div><div>All rights reserved, of course.</div>",
        story()
    );
    assert_eq!(said(&page), STORY);
}

#[test]
fn a_text_in_two_containers_is_kept_whole() {
    let half = |n: usize| format!("<div><h2>Part {n}</h2>{}</div>", story());
    let page = format!("<body>{}{}<div><p>{P} {P}</p></div></body>", half(1), half(2));
    assert_eq!(said(&page).len(), 7);
}

#[test]
fn boilerplate_marked_by_classes_and_roles_is_left_out() {
    let noise = "<div class='cookie-banner'>We use cookies, and so do our friends.</div><div role=navigation>Go home, or away.</div>\
                 <div hidden>Nobody sees this, so nobody should hear it.</div><aside>By the way, we are hiring.</aside>";
    let page = format!("<main>{noise}{}</main>", story());
    assert_eq!(said(&page), STORY);
    let whys: Vec<Why> = left(&page).into_iter().map(|(why, _)| why).collect();
    assert_eq!(whys, [Why::Navigation, Why::Hidden, Why::Navigation]);
}

#[test]
fn a_text_is_kept_whatever_its_container_is_called() {
    for open in [
        "<aside>",
        "<footer>",
        "<div class=sidebar>",
        "<div id=banner>",
        "<div class=comments>",
        "<div class=promo><div class=related>",
        "<nav>",
        "<header>",
        "<form class=modal>",
    ] {
        let page = format!("<body><div><p>Home of lids.</p></div>{open}{}", story());
        assert!(STORY.iter().all(|text| said(&page).iter().any(|said| said == text)), "{open}");
    }
    for class in ["ad-hoc", "share-price", "related-work", "has-sidebar", "menu-planning", "social-theory"] {
        let page = format!("<article>{}<div class={class}><p>{P}</p></div></article>", story());
        assert!(said(&page).iter().any(|said| said == P), "{class}");
    }
}

#[test]
fn a_cookie_notice_longer_than_the_text_is_not_the_text() {
    let page = format!("<div id=cookie-consent>{}</div><div><p>{P}</p></div>", story());
    assert_eq!(said(&page), [P]);
}

#[test]
fn bylines_author_boxes_and_notices_are_never_first_or_last() {
    let page = format!(
        "<article><h1>Lids</h1><p class=byline>By Ada</p><p>By Ada, 4 min read</p>{}<p>Share this post: <a href=x>Chirper</a></p>\
         <div class=author-bio>Ada likes lids and long walks.</div><div class=related-posts><a href=y>Cups</a></div></article>\
         <section id=comments><p>Great post, thanks!</p></section><footer>\u{A9} 2031 Lid Press</footer>",
        story()
    );
    assert_eq!(said(&page), STORY);
    let expected = [
        out(Why::Byline, "By Ada By Ada, 4 min read"),
        out(Why::Navigation, "Share this post: Chirper"),
        out(Why::Byline, "Ada likes lids and long walks."),
        out(Why::Navigation, "Cups Great post, thanks! \u{A9} 2031 Lid Press"),
    ];
    assert_eq!(left(&page), expected);
}

#[test]
fn of_two_main_headings_the_sites_is_left_out() {
    let page = format!(
        "<title>Lid Press - Lids get lighter</title><h1>Lid Press</h1><div><h1>Lids get lighter</h1>{}</div>",
        story()
    );
    assert_eq!(
        (titles(&page), headings(&page)),
        (vec!["Lids get lighter".to_owned()], vec![(1, "Lids get lighter".to_owned())])
    );
    let page = format!("<header><h1>Lids get lighter</h1><p>Written by us</p></header><main>{}</main>", story());
    assert_eq!(headings(&page), [(1, "Lids get lighter".to_owned())]);
    assert_eq!(said(&page), STORY);
}

#[test]
fn announced_links_are_items_and_other_lists_of_links_are_none() {
    let list = |lead: &str| {
        format!("{}<p>{lead}</p><ul><li><a href=a>CVE-2031-1</a><li><a href=b>CVE-2031-2</a></ul>", story())
    };
    assert_eq!(said(&list("The hole is present in:")).len(), 6);
    assert_eq!(said(&list("This is all.")).len(), 4);
    let contents =
        format!("<ul><li><a href='#a'>One</a><li><a href='#b'>Two</a><li><a href='#c'>Three</a></ul>{}", story());
    assert_eq!(left(&contents), [out(Why::Contents, "One Two Three")]);
    assert_eq!(said(&format!("<p><a href=x>{P}</a></p>")), [P]);
}

#[test]
fn one_link_among_items_is_an_item() {
    let page = format!(
        "{}<ul><li>We mended the lid.<li><a href=a>Ada has made the cup lighter</a><li>Bo rests.</ul>",
        story()
    );
    assert_eq!(said(&page).len(), 6);
}

#[test]
fn sections_after_a_text_are_left_out_by_their_heading() {
    let page = format!(
        "<h1>Lids</h1><p>March 3, 2031 9:00PM</p>{}<h2>Related</h2><p>Cups</p><h2>Comments</h2><p>They begin with a mark. {P}</p>\
         <h2>Notes</h2><p>It is so.</p><h2>About the author</h2><p>{P} {P} {P} {P}</p><h3>Her lids</h3><p>{P}</p><h2>3 Comments</h2><p>Great post.</p>",
        story()
    );
    let comments = format!("They begin with a mark. {P}");
    assert_eq!(said(&page), [STORY.as_slice(), &[&comments, "It is so."]].concat());
    let whys = [Why::Byline, Why::Navigation, Why::Byline, Why::Navigation];
    assert_eq!(left(&page).iter().map(|(why, _)| *why).collect::<Vec<_>>(), whys);
}

#[test]
fn what_stands_around_an_article_inside_it_is_left_out() {
    let page = format!(
        "<div id=siteSub>From the lid wiki</div><article><div class=hatnote>For the cup, see Cup.</div>{}\
         <div class=most-read><h3>Hot</h3><ol><li>Seal steals lid<li>Rain</ol></div>\
         <p>Was this page helpful? <button>Yes</button></p></article>",
        story()
    );
    assert_eq!(said(&page), STORY);
    assert!(left(&page).iter().all(|(why, _)| *why == Why::Navigation));
}

#[test]
fn the_labels_of_a_player_are_left_out_and_short_items_are_not() {
    let labels = ["Play", "Mute", "Full screen", "Settings", "Low", "High", "Auto", "Captions off"];
    let loose = labels.map(|label| format!("<div>{label}</div>")).concat();
    let listed = labels.map(|label| format!("<li>{label}</li>")).concat();
    assert_eq!(said(&format!("<article>{}{loose}</article>", story())), STORY);
    assert_eq!(said(&format!("<article>{}<ul>{listed}</ul></article>", story())).len(), 11);
}

#[test]
fn the_name_of_the_site_in_the_main_heading_is_left_out() {
    let page = format!("<title>Usage | Lid manual</title><h1>Lid manual</h1><main><h2>Usage</h2>{}</main>", story());
    assert_eq!((titles(&page), headings(&page)), (vec!["Usage".to_owned()], vec![(2, "Usage".to_owned())]));
}

#[test]
fn a_fragment_is_read_whole() {
    assert_eq!(
        said("One line, and <b>more</b> of&nbsp;it.<br>And the rest &amp; the end."),
        ["One line, and more of it. And the rest & the end."]
    );
    assert_eq!(said("<ul><li>First one<li>Second one</ul>"), ["First one", "Second one"]);
    assert_eq!(said("a < b and b > c"), ["a < b and b > c"]);
}

#[test]
fn scripts_styles_and_comments_are_never_said() {
    let page = "<p>Before it.</p><script>if (a < b) { say('</p>') }</script><style>p > b {}</style><!-- <p>hidden</p> --><p>After it.</p>";
    assert_eq!(said(page), ["Before it.", "After it."]);
    assert!(left(page).is_empty());
}
