//! The account of a script: its style, its writers, what was spent. Rows that would say nothing are left out.

use protocol::{EpisodeFormat, JobView, Spending, Style, Writer, Writing};

use crate::html::{Text, each};

pub(super) fn section(job: &JobView) -> String {
    let mut rows = Vec::new();
    if !job.style.is_default() {
        rows.push(("Style", style(&job.style)));
    }
    if let Some(writing) = &job.writing {
        rows.extend(writers(writing).map(|writers| ("Written by", writers)));
        rows.extend(ignored(&writing.cannot).map(|ignored| ("Left aside", ignored)));
    }
    rows.extend(spending(&job.spending).map(|spending| ("Spent", spending)));
    if rows.is_empty() {
        return String::new();
    }
    let rows = each(rows, |(name, value)| format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", Text(&value)));
    format!("<dl class=\"account\">\n{rows}</dl>\n")
}

fn style(style: &Style) -> String {
    let mut parts = vec![format(style.format).to_owned()];
    parts.extend(style.minutes.map(|minutes| format!("{minutes} {}", if minutes == 1 { "minute" } else { "minutes" })));
    parts.extend(style.focus.as_ref().map(|focus| format!("focus: {focus}")));
    parts.extend(style.manners.as_ref().map(|[asks, explains]| format!("manners: {asks}; {explains}")));
    parts.join(", ")
}

fn format(format: EpisodeFormat) -> &'static str {
    match format {
        EpisodeFormat::DeepDive => "Deep dive",
        EpisodeFormat::Brief => "Brief",
        EpisodeFormat::Critique => "Critique",
        EpisodeFormat::Debate => "Debate",
        EpisodeFormat::Explainer => "Explainer",
        EpisodeFormat::RoundUp => "Round-up",
    }
}

/// The writers by their parts. The embedded writer alone is not mentioned, unless it stands in for another.
fn writers(writing: &Writing) -> Option<String> {
    if let Some(writer) = writing.only() {
        return (!writer.is_embedded() || writer.because.is_some()).then(|| name(writer));
    }
    let parts = writing.by_section();
    let of_outline = writing.outline.iter().map(|writer| format!("outline: {}", name(writer)));
    let of_sections = parts.iter().map(|(writer, numbers)| match numbers.as_slice() {
        _ if parts.len() == 1 => format!("sections: {}", name(writer)),
        [number] => format!("section {number}: {}", name(writer)),
        numbers => {
            let numbers = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            format!("sections {numbers}: {}", name(writer))
        }
    });
    let lines: Vec<String> = of_outline.chain(of_sections).collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

fn name(writer: &Writer) -> String {
    let name = if writer.is_embedded() { "the embedded writer" } else { &writer.writer };
    match writer.remarks().as_slice() {
        [] => name.to_owned(),
        remarks => format!("{name} ({})", remarks.join("; ")),
    }
}

fn ignored(cannot: &[String]) -> Option<String> {
    (!cannot.is_empty()).then(|| format!("{}: the writer cannot do that", cannot.join(", ")))
}

fn spending(spending: &Spending) -> Option<String> {
    spending.told("of a budget of")
}

#[cfg(test)]
mod tests {
    use protocol::Money;

    use super::*;

    #[test]
    fn writers_are_told_by_part_if_they_are_not_all_the_same() {
        let (model, fallback) = (Writer::provider("claude"), Writer::embedded(Some("ungrounded")));
        let told = |outline: &Writer, sections: &[&Writer]| {
            let sections = sections.iter().map(|writer| Some((*writer).clone())).collect();
            writers(&Writing { outline: Some(outline.clone()), sections, cannot: Vec::new() })
        };
        assert_eq!(told(&Writer::embedded(None), &[&Writer::embedded(None)]), None);
        assert_eq!(told(&model, &[&model, &model]).as_deref(), Some("claude"));
        assert_eq!(told(&fallback, &[&fallback]).as_deref(), Some("the embedded writer (ungrounded)"));
        assert_eq!(
            told(&model, &[&model, &fallback, &model]).as_deref(),
            Some("outline: claude; sections 1, 3: claude; section 2: the embedded writer (ungrounded)")
        );
        assert_eq!(writers(&Writing::default()), None, "nothing is written yet");
    }

    #[test]
    fn spending_is_told_with_its_budget() {
        assert_eq!(spending(&Spending::default()), None);
        let [spent, uncertain, under_way] = [12_345, 2_000, 40].map(Money::from_micros);
        let all = Spending { spent, uncertain, under_way, budget: Some(Money::from_micros(1_500_000)) };
        let text = "0.0123 of a budget of 1.50, 0.002 of it for lost answers, up to 0.00004 under way";
        assert_eq!(spending(&all).as_deref(), Some(text));
    }
}
