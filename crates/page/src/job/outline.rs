//! The outline that waits for approval: its sections, and a form that renames, orders and removes them.

use protocol::{PlannedSection, SectionView};

use super::JobPage;
use super::approval::{self, Waits};
use crate::document::hidden;
use crate::html::{Text, each};

pub(super) fn section(page: &JobPage<'_>) -> String {
    let is_waiting = approval::of(page.job).is_some_and(|(_, waits)| waits == Waits::Outline);
    if !is_waiting || page.sections.is_empty() {
        return String::new();
    }
    let sections = each((1..).zip(page.sections), |(number, section)| planned(page, number, section));
    let form = form(page);
    format!(
        r#"<section class="outline" aria-labelledby="outline">
<h2 id="outline">Outline</h2>
<ol role="list">
{sections}</ol>
{form}</section>
"#
    )
}

fn planned(page: &JobPage<'_>, number: usize, section: &SectionView) -> String {
    let title = Text(&section.title);
    let says = if section.says.is_empty() { String::new() } else { format!("<p>{}</p>\n", Text(&section.says)) };
    let words = if section.words == 0 { String::new() } else { format!(", about {} words", section.words) };
    let count = section.paragraphs.len();
    let noun = if count == 1 { "paragraph" } else { "paragraphs" };
    let paragraphs = each(&section.paragraphs, |&index| {
        let number = index.saturating_add(1);
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        let text = page.paragraphs.get(index).map_or_else(String::new, |text| format!(": {}", Text(text)));
        format!("<p>Paragraph {number}{text}</p>\n")
    });
    format!(
        r#"<li><h3>{number}. <bdi>{title}</bdi></h3>
{says}<details><summary aria-label="{count} {noun}{words}: source of section {number}">{count} {noun}{words}</summary><blockquote>{paragraphs}</blockquote></details></li>
"#
    )
}

fn form(page: &JobPage<'_>) -> String {
    let (id, count) = (page.job.id, page.sections.len());
    let fields = hidden("csrf", page.csrf) + &hidden("revision", &page.job.revision.to_string());
    let rows = each((0_usize..).zip(page.sections), |(index, section)| {
        let (number, title) = (index.saturating_add(1), Text(&section.title));
        format!(
            r#"<fieldset><legend class="unseen">Section {number}</legend>
<label>Place <input type="number" name="place-{index}" min="1" max="{count}" value="{number}" required></label>
<label class="wide">Title <input name="title-{index}" value="{title}" required autocomplete="off"></label>
<label class="check"><input type="checkbox" name="remove-{index}" value="1"> Remove</label></fieldset>
"#
        )
    });
    format!(
        r#"<details class="plan"><summary>Change the outline</summary>
<form method="post" action="/jobs/{id}/outline">{fields}
<p class="hint">A removed section is not told, and none of its paragraphs is. What the others say stays as planned, also under another title. Changing it approves nothing: you see the new outline and its cost first.</p>
{rows}<button>Save the outline</button></form></details>
"#
    )
}

/// The outline as a submitted form has it: its sections in the order of their places, with their titles, without those removed. `field`
/// gives a field of the form, empty where it has none.
pub fn changed_outline<'a>(sections: &[SectionView], field: impl Fn(&str) -> &'a str) -> Vec<PlannedSection> {
    let mut kept = Vec::new();
    for (own, section) in (1_usize..).zip(sections) {
        let index = own.saturating_sub(1);
        if !field(&format!("remove-{index}")).is_empty() {
            continue;
        }
        let place: usize = field(&format!("place-{index}")).parse().unwrap_or(own);
        let title = field(&format!("title-{index}")).split_whitespace().collect::<Vec<_>>().join(" ");
        let SectionView { title: _, says, paragraphs, words } = section.clone();
        // Where two share a place, one that was moved up is before the one that stayed, and one that was moved down after it.
        kept.push(((place, place.cmp(&own)), PlannedSection { title, says, paragraphs, words }));
    }
    kept.sort_by_key(|(place, _)| *place);
    kept.into_iter().map(|(_, section)| section).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections() -> [SectionView; 3] {
        ["A", "B", "C"].map(|title| SectionView {
            title: title.to_owned(),
            says: format!("It says {title}."),
            paragraphs: vec![7],
            words: 90,
        })
    }

    fn changed(fields: &[(&str, &str)]) -> Vec<String> {
        let given = |name: &str| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let usual =
            |name: &str| ["A", "B", "C"].into_iter().enumerate().find(|(index, _)| name == format!("title-{index}"));
        let field = |name: &str| given(name).or_else(|| usual(name).map(|(_, title)| title)).unwrap_or_default();
        changed_outline(&sections(), field).into_iter().map(|section| section.title).collect()
    }

    #[test]
    fn sections_are_renamed_moved_and_removed() {
        assert_eq!(changed(&[]), ["A", "B", "C"]);
        assert_eq!(changed(&[("title-1", " Another\r\n title ")]), ["A", "Another title", "C"]);
        assert_eq!(changed(&[("remove-1", "1")]), ["A", "C"]);
        assert_eq!(changed(&[("place-2", "1")]), ["C", "A", "B"], "moved up");
        assert_eq!(changed(&[("place-0", "3")]), ["B", "C", "A"], "moved down");
        assert_eq!(changed(&[("place-0", "3"), ("place-2", "1")]), ["C", "B", "A"], "exchanged");
        assert_eq!(changed(&[("place-1", "x"), ("title-0", "")]), ["", "B", "C"], "the service judges titles");
    }

    #[test]
    fn what_a_form_does_not_show_stays() {
        let kept = changed_outline(&sections(), |_| "");
        assert_eq!(kept.first().map(|section| (section.says.as_str(), section.words)), Some(("It says A.", 90)));
        assert!(kept.iter().all(|section| section.paragraphs == [7]));
    }
}
