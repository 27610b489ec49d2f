//! The account of a script for people: style, writers, cost, approval.

use protocol::{Approval, JobView, Spending, Stage, Style, Writer, Writing};

use super::{one_line, stage};
use crate::money;

/// The rows about a job's script; those that would say nothing are left out.
pub(super) fn rows(job: &JobView) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if !job.style.is_default() {
        rows.push(("style", style(&job.style)));
    }
    if let Some(writing) = &job.writing {
        rows.extend(writers(writing));
    }
    rows.extend(spending(&job.spending).map(|spending| ("spent", spending)));
    rows.extend(job.approval.as_ref().map(|approval| ("approval", waiting(approval))));
    rows
}

fn style(style: &Style) -> String {
    // The format as `--format` takes it.
    let mut parts = vec![style.format.as_str().replace('_', "-")];
    parts.extend(style.minutes.map(|minutes| format!("{minutes} {}", if minutes == 1 { "minute" } else { "minutes" })));
    parts.extend(style.focus.as_ref().map(|focus| format!("focus: {focus}")));
    parts.extend(style.manners.as_ref().map(|[asks, explains]| format!("manners: {asks}; {explains}")));
    one_line(&parts.join(", "))
}

/// The writers, by the parts they have written. The embedded writer alone is not mentioned, unless another one failed.
fn writers(writing: &Writing) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    match writing.only() {
        Some(writer) if writer.is_embedded() && writer.because.is_none() => {}
        Some(writer) => rows.push(("writer", name(writer))),
        None => {
            let of_outline = writing.outline.iter().map(|writer| format!("outline: {}", name(writer)));
            let lines = of_outline.chain(by_section(writing));
            rows.extend(lines.enumerate().map(|(index, line)| (if index == 0 { "writers" } else { "" }, line)));
        }
    }
    if !writing.cannot.is_empty() {
        rows.push(("ignored", format!("{}: the writer cannot do that", one_line(&writing.cannot.join(", ")))));
    }
    rows
}

fn by_section(writing: &Writing) -> Vec<String> {
    let parts = writing.by_section();
    let is_one = parts.len() == 1;
    let line = |(writer, numbers): (&Writer, Vec<u32>)| {
        let noun = if numbers.len() == 1 { "section" } else { "sections" };
        if is_one {
            format!("sections: {}", name(writer))
        } else {
            let numbers = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            format!("{noun} {numbers}: {}", name(writer))
        }
    };
    parts.into_iter().map(line).collect()
}

fn name(writer: &Writer) -> String {
    let name = if writer.is_embedded() { "embedded writer".to_owned() } else { one_line(&writer.writer) };
    match writer.remarks().as_slice() {
        [] => name,
        remarks => format!("{name} ({})", one_line(&remarks.join("; "))),
    }
}

fn spending(spending: &Spending) -> Option<String> {
    spending.told("of")
}

/// The stage that waits, its cost, and the end of the wait.
pub(crate) fn waiting(approval: &Approval) -> String {
    let Approval { stage: waits, estimate: _, cost, until } = approval;
    let what = match waits.known() {
        Some(Stage::Script) => "the outline, before the script is written".to_owned(),
        Some(Stage::Speech) => "the script, before it is spoken".to_owned(),
        Some(Stage::Ingest | Stage::Outline | Stage::Master | Stage::Publish) | None => {
            format!("the stage {}", stage(waits))
        }
    };
    format!("{what}; that {}; until {until}", money::range(*cost))
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{CostRange, Money, Timestamp};

    fn writing(outline: Writer, sections: &[Option<Writer>]) -> Writing {
        Writing { outline: Some(outline), sections: sections.to_vec(), cannot: Vec::new() }
    }

    fn lines(writing: &Writing) -> Vec<String> {
        writers(writing).into_iter().map(|(_, line)| line).collect()
    }

    #[test]
    fn writers_are_told_by_section_if_they_are_not_all_the_same() {
        let model = Writer::provider("claude");
        let fallback = Writer::embedded(Some("ungrounded"));
        let sections = [&model, &model, &fallback, &model, &fallback].map(|writer| Some(writer.clone()));
        assert_eq!(
            lines(&writing(model.clone(), &sections)),
            ["outline: claude", "sections 1, 2, 4: claude", "sections 3, 5: embedded writer (ungrounded)"]
        );
        let one = [Some(model.clone()), None, Some(fallback.clone())];
        assert_eq!(
            lines(&writing(model.clone(), &one)),
            ["outline: claude", "section 1: claude", "section 3: embedded writer (ungrounded)"]
        );
        let other = writing(fallback.clone(), &[Some(model.clone()), Some(model.clone())]);
        assert_eq!(lines(&other), ["outline: embedded writer (ungrounded)", "sections: claude"]);
        assert_eq!(lines(&writing(model.clone(), &[Some(model), None])), ["claude"]);
        assert_eq!(lines(&writing(fallback.clone(), &[Some(fallback)])), ["embedded writer (ungrounded)"]);
        let mended = Writer { left_out: 2, added: 1, ..Writer::provider("claude") };
        let told = "claude (2 sentences left out; 1 sentence of the source added)";
        assert_eq!(lines(&writing(mended.clone(), &[Some(mended)])), [told]);
        let plain = Writer::embedded(None);
        let cannot = Writing { cannot: vec!["focus".to_owned()], ..writing(plain.clone(), &[Some(plain)]) };
        assert_eq!(lines(&cannot), ["focus: the writer cannot do that"]);
    }

    #[test]
    fn spending_is_told_if_there_is_any() {
        assert_eq!(spending(&Spending::default()), None);
        let [spent, uncertain, under_way] = [12_345, 2_000, 40].map(Money::from_micros);
        let all = Spending { spent, uncertain, under_way, budget: Some(Money::from_micros(1_500_000)) };
        let text = "0.0123 of 1.50, 0.002 of it for lost answers, up to 0.00004 under way";
        assert_eq!(spending(&all).as_deref(), Some(text));
    }

    #[test]
    fn an_approval_tells_its_cost_and_its_end() {
        let [likely, most] = [12_345, 40_000].map(Money::from_micros);
        let until = Timestamp::from_ms(1_795_223_353_000);
        let approval = |stage: Stage, cost| Approval { stage: stage.into(), estimate: "e".to_owned(), cost, until };
        assert_eq!(
            waiting(&approval(Stage::Script, Some(CostRange { likely, most }))),
            "the outline, before the script is written; that costs 0.0123 likely, 0.04 at most; \
             until 2026-11-21T01:09:13.000Z"
        );
        assert_eq!(
            waiting(&approval(Stage::Speech, None)),
            "the script, before it is spoken; that costs nothing; until 2026-11-21T01:09:13.000Z"
        );
    }
}
