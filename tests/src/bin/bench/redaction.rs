//! Recall and false alarms of redaction, over the known formats of identity and secrets.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use tests::repository;

use crate::Figure;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let test = ["test", "--quiet", "-p", "redact", "--test", "formats", "--", "--nocapture"];
    let output = Command::new("cargo").args(test).current_dir(repository()).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let told =
        |what: &str| text.lines().find_map(|line| line.split("redact: ").nth(1).filter(|line| line.contains(what)));
    let recall = told("recall").context("the recall")?;
    let prose = told("ordinary sentences").context("the sentences")?;
    let percent = |line: &str| -> Result<f64> {
        let before = line.split(" %").next().and_then(|before| before.rsplit(' ').next()).context("a share")?;
        Ok(before.parse()?)
    };
    let (found, mistaken) = (percent(recall)?, percent(prose)?);
    Ok(vec![
        Figure {
            name: "redaction, recall",
            asked: "at least 98 %".to_owned(),
            reached: format!("{found} %"),
            how: recall.to_owned(),
            holds: found >= 98.0,
        },
        Figure {
            name: "redaction, false positives",
            asked: "at most 2 %".to_owned(),
            reached: format!("{mistaken} %"),
            how: prose.to_owned(),
            holds: mistaken <= 2.0,
        },
    ])
}
