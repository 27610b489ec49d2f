//! Tables that only place a text on the page, and tables that compare.

use super::{P, headings, said, story, tables};

/// True if a table is read as text.
fn is_layout(table: &str) -> bool {
    tables(&format!("<div>{}{table}</div>", story())).is_empty()
}

#[test]
fn layout_tables_are_text() {
    let page = format!(
        "<table><tr><td><h2>Lids get lighter</h2><p>{P}</p></td></tr></table><p>Copyright 2031, Lid Press.</p>"
    );
    assert_eq!((said(&page), headings(&page)), (vec![P.to_owned()], vec![(2, "Lids get lighter".to_owned())]));
    assert_eq!(said(&format!("<table><tr><td>Menu</td><td>{P}</td></tr></table>")), [P]);
    assert_eq!(
        said("<table role=presentation><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>"),
        ["a", "b", "c", "d"]
    );
    let nested =
        format!("<table><tr><td>x<td><table><tr><th>Cause<th>Share<tr><td>One<td>61 %</table><tr><td>y<td>{P}</table>");
    assert!(said(&nested).iter().any(|said| said == P));
    assert_eq!(tables(&nested).len(), 1);
}

#[test]
fn the_first_sign_of_a_table_decides() {
    let rows = "<tr><td>Lids<td>many</tr><tr><td>Boxes<td>few</tr>";
    let heads = "<tr><th>Lids<td>many</tr><tr><th>Boxes<td>few</tr>";
    let long = "It is said at length, and with many words. ".repeat(8);
    let layouts = [
        format!("<table role=presentation>{heads}</table>"),
        format!("<table role='None'>{heads}</table>"),
        format!("<table><tr><td>a<td><table>{rows}</table><tr><td>b<td>c</table>")
            .replace("<table>", "<table role=none>"),
        "<table><tr><td><h3>Lids</h3><td>many<tr><td>Boxes<td>few</table>".to_owned(),
        "<table><tr><th>Lids<tr><td>many</table>".to_owned(),
        "<table><tr><th>Lids<td>many</table>".to_owned(),
        format!("<table><tr><td>Lids<td><p>{P}</p><tr><td>Boxes<td>few</table>"),
        "<table><tr><td>Lids<td><ul><li>many</ul><tr><td>Boxes<td>few</table>".to_owned(),
        format!("<table><tr><td>Lids<td>{long}<tr><td>Boxes<td>few</table>"),
        format!("<table><tr><td>{P}<td>many<br><br>or more<tr><td>Boxes<td>few</table>"),
        format!("<table><tr><td>{P}<td>{P}<tr><td>{P}<td>few</table>"),
        format!("<table cellpadding=0 cellspacing=0>{rows}</table>"),
        format!("<table border=0 width=600>{rows}</table>"),
    ];
    for table in layouts {
        assert!(is_layout(&table), "{table}");
    }
    let sums = "<tr><td>Lids<td>$12.50</tr><tr><td>Boxes<td>9</tr><tr><td>Sum<td>$21.50</tr>";
    let data = [
        format!("<table>{rows}</table>"),
        format!("<table border=1 cellpadding=2 cellspacing=0>{rows}</table>"),
        format!("<table cellpadding=0 cellspacing=0>{heads}</table>"),
        format!("<table cellpadding=0 cellspacing=0>{sums}</table>"),
        format!("<table border=0><caption>Stock</caption>{rows}</table>"),
        format!("<table border=0 summary='What there is'>{rows}</table>"),
        format!("<table border=0><thead><tr><td>What<td>How many</thead>{rows}</table>"),
        format!("<table border=0 role=table>{rows}</table>"),
        format!("<table border=0><tr><td>Lids<td headers=many>many</tr>{rows}</table>"),
        format!("<table><tr><th>What<th>Why<tr><td>Lids<td><p>{P}</p><p>{P}</p></table>"),
    ];
    for table in data {
        assert!(!is_layout(&table), "{table}");
    }
}

#[test]
fn a_newsletter_in_tables_is_read_in_its_order() {
    let cell = |inner: &str| {
        format!(
            "<table width='100%' border=0 cellpadding=0 cellspacing=0><tbody><tr><td valign=top>{inner}</td></tr></tbody></table>"
        )
    };
    let [one, two, three] = super::STORY;
    let letter = format!(
        "<span style='display:none;font-size:0;max-height:0'>A preview of the letter.</span><center>{}</center>",
        cell(&format!(
            "<table width=600><tr><td>{}<tr><td>{}<tr><td>{}<tr><td>{}</table>",
            cell("<a href=/v>View this email in your browser</a>"),
            cell(&format!("<h1>The letter</h1>{one}")),
            cell(&format!("<table><tr><td width='50%'>{two}<td width='50%'>{three}</table>")),
            cell("You are receiving this email because you are a member.<br><br><a href=/u>Unsubscribe</a>"),
        ))
    );
    assert_eq!(
        (said(&letter), headings(&letter)),
        (super::STORY.map(str::to_owned).to_vec(), vec![(1, "The letter".to_owned())])
    );
}
