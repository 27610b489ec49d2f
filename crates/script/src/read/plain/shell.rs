//! Commands behind the prompt of a shell: `# lid fetch`, `% lid install`.

use super::code;
use super::line::{Line, Taken, raw};
use super::survey::Scan;
use crate::left::Why;
use crate::read::block::Block;

pub(super) fn take(scan: &Scan<'_>, index: usize) -> Option<Taken> {
    if !scan.opens(index) || !is_command(scan.at(index)) {
        return None;
    }
    let count = scan.lines.iter().skip(index).take_while(|line| is_command(**line)).count();
    let before = scan.lines.get(..index).unwrap_or_default().iter().rev().find(|line| !line.is_blank());
    let announced = before.is_some_and(|line| line.text.ends_with(':'));
    let ends = scan.at(index + count).is_blank();
    (ends && (announced || count > 1))
        .then(|| Taken::new(count, vec![Block::left(Why::Code, raw(&scan.lines, index, count))]))
}

/// A prompt, the small letters of a command's name, and no sentence.
fn is_command(line: Line<'_>) -> bool {
    let command = line.text.strip_prefix("# ").or_else(|| line.text.strip_prefix("% "));
    command.is_some_and(|command| {
        let named = command.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '.' | '/' | '~'));
        named && !code::reads_as_prose(command) && !command.ends_with(['.', '?', '!', ':'])
    })
}
