//! Billed operations of coordinating a job, counted at the ports.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use tests::repository;

use crate::Figure;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let text = counted("turns", "coordination")?;
    let line = text.lines().find(|line| line.contains("turns: Cost")).context("a line of costs")?;
    let number = |name: &str| number_after(line, name);
    let turns: u64 = line.split(" turns").next().unwrap_or_default().trim_start_matches('.').parse()?;
    let (rows, class_a) = (number("rows_written")?, number("class_a")?);
    let loads = number("loads")?;
    let (alarms, index) = (number("alarms")?, number("index_statements")?);
    let scaled = |count: u64| count * 60 / turns;
    Ok(vec![
        Figure {
            name: "rows written",
            asked: "150 for 60 turns".to_owned(),
            reached: format!("{} ({rows} for {turns})", scaled(rows)),
            how: format!(
                "of them {alarms} alarms and one more for every ten seconds; the index takes {index} statements more than the two that reserve"
            ),
            holds: scaled(rows) <= 150,
        },
        Figure {
            name: "R2 class A",
            asked: "75 for 60 turns".to_owned(),
            reached: format!("{} ({class_a} for {turns})", scaled(class_a)),
            how: format!("one put a clip and five for the episode; {} of class B", number("class_b")?),
            holds: scaled(class_a) <= 75,
        },
        Figure {
            name: "loads of the whole job for one spoken line",
            asked: "at most 3".to_owned(),
            reached: format!("{:.1} ({loads} for {turns})", loads as f64 / turns as f64),
            how: "all loads of a job, those of its other steps included, by the line".to_owned(),
            holds: loads <= 3 * turns,
        },
    ])
}

/// Output of a test of the ports.
pub(crate) fn counted(tests: &str, name: &str) -> Result<String> {
    let test = ["test", "--quiet", "-p", "pipeline", "--test", tests, name, "--", "--nocapture"];
    let output = Command::new("cargo").args(test).current_dir(repository()).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

pub(crate) fn number_after(line: &str, name: &str) -> Result<u64> {
    let rest = line.split(name).nth(1).with_context(|| name.to_owned())?;
    let digits: String = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}
