//! Lines of code by their looks. Prose is never code: "use the lid with care" is a sentence.

use super::line::Line;

/// Beginnings that no sentence has.
const STARTS: [&str; 22] = [
    "$ ", ">>> ", "#!/", "#include", "#define", "#[", "#if", "#endif", "//", "/*", "*/", "<?", "<!--", "</",
    "@import ", "}", "{", "];", "),", ");", "\"\"\"", "C:\\>",
];
/// Words that open a statement in many languages, and also a sentence.
const KEYWORDS: [&str; 32] = [
    "use", "import", "from", "let", "const", "var", "return", "if", "else", "for", "while", "fn", "def", "class",
    "struct", "enum", "impl", "pub", "public", "private", "static", "void", "int", "char", "function", "package",
    "export", "select", "insert", "typedef", "extern", "async",
];
const COMMANDS: [&str; 35] = [
    "npm",
    "npx",
    "yarn",
    "pnpm",
    "cargo",
    "rustup",
    "git",
    "make",
    "cmake",
    "pip",
    "pip3",
    "python",
    "python3",
    "go",
    "curl",
    "wget",
    "sudo",
    "cd",
    "apt-get",
    "apt",
    "brew",
    "docker",
    "kubectl",
    "./configure",
    "node",
    "echo",
    "export",
    "su",
    "mkdir",
    "cp",
    "mv",
    "rm",
    "tar",
    "gcc",
    "ssh",
];

/// True where most lines of a paragraph are code; `column` is where prose around it starts.
pub(super) fn is_code(lines: &[Line<'_>], column: usize) -> bool {
    if lines.first().is_some_and(|first| first.text.starts_with(">>> ")) {
        return true;
    }
    if lines.iter().any(|line| line.is_long()) {
        return false;
    }
    let counted = || lines.iter().filter(|line| !line.is_blank());
    let codes = counted().filter(|line| is_code_line(line.text) || is_command(**line, column)).count();
    codes * 2 > counted().count()
}

/// The prose before the first line of code; none where the code comes first.
pub(super) fn lead(lines: &[Line<'_>], column: usize) -> Option<usize> {
    let is_code = |line: &Line<'_>| is_code_line(line.text) || is_command(*line, column);
    let prose = lines.first().is_some_and(|first| reads_as_prose(first.text));
    lines.iter().position(is_code).filter(|count| prose && *count > 0)
}

/// True for deeper lines full of signs, none of them prose: a grammar, an example.
pub(super) fn is_literal(lines: &[Line<'_>], column: usize) -> bool {
    let deep = lines.iter().all(|line| line.indent >= column + 4);
    let stated = |line: &str| line.ends_with('.') && is_sentence(line) && line.starts_with(char::is_alphabetic);
    let prose = lines.iter().any(|line| reads_as_prose(line.text) || stated(line.text));
    let signs = lines.iter().filter(|line| is_symbolic(line.text)).count();
    deep && !prose && signs * 2 > lines.len()
}

/// True for lines that mostly read as sentences.
pub(super) fn is_prose(lines: &[Line<'_>]) -> bool {
    let prose = lines.iter().filter(|line| reads_as_prose(line.text)).count();
    prose * 2 > lines.iter().filter(|line| !line.is_blank() && !line.is_rule()).count()
}

/// One character in eight is a sign that prose hardly has.
fn is_symbolic(line: &str) -> bool {
    let count = line.chars().filter(|c| !c.is_whitespace()).count();
    let signs = line.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace() && !".,'-!?\u{2019}".contains(*c));
    signs.count() * 8 >= count
}

pub(super) fn is_code_line(line: &str) -> bool {
    let line = line.trim();
    let starts = STARTS.iter().any(|start| line.starts_with(start)) && !is_path_note(line);
    if starts {
        // "{string} is the text that must appear."
        return !(line.starts_with(['{', '}']) && reads_as_prose(line));
    }
    if reads_as_prose(line) {
        return false;
    }
    let ends = line.ends_with('{') || line.ends_with("=>") || line.ends_with("({") || line.ends_with('\\');
    let closes = line.ends_with(';') && (has_call(line) || has_assignment(line) || is_keyword(line) || one_word(line));
    let tag = line.starts_with('<') && line.ends_with('>') && !line.starts_with("<http") && !line.contains('@');
    let pair = line.starts_with('"') && (line.contains("\": ") || line.ends_with("\": {") || line.ends_with("\": ["));
    let operators = [" == ", " != ", " && ", " || ", " := ", " += ", "->", "=> ", "!("];
    let operates = operators.iter().any(|operator| line.contains(operator)) && !is_sentence(line);
    let assigns = has_assignment(line) && !is_sentence(line);
    let opens = is_keyword(line) && (has_call(line) || line.contains("::") || line.ends_with(':'));
    ends || closes || tag || pair || operates || assigns || opens || only_call(line)
}

/// "use the lid with care": at least four words, three in four of them plain.
pub(super) fn reads_as_prose(line: &str) -> bool {
    let (mut words, mut plain) = (0usize, 0usize);
    for word in line.split_whitespace() {
        let core = word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '"' | '\'' | '(' | ')'));
        words += 1;
        plain += usize::from(!core.is_empty() && core.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'')));
    }
    let assigns = line.contains(" = ") && words < 8;
    words >= 4 && plain * 4 >= words * 3 && !line.ends_with('{') && !assigns
}

fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ',']) && line.split_whitespace().count() >= 4
}

fn one_word(line: &str) -> bool {
    !line.contains(' ') && !line.starts_with('&')
}

fn is_keyword(line: &str) -> bool {
    let first = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    KEYWORDS.contains(&first)
}

/// A parenthesis right behind a name: `press(`.
fn has_call(line: &str) -> bool {
    let mut before = ' ';
    for c in line.chars() {
        if c == '(' && (before.is_alphanumeric() || matches!(before, '_' | '!' | '>')) {
            return true;
        }
        before = c;
    }
    false
}

/// The whole line is one call: `press(lid)`, `lid.press(1, 2)`.
fn only_call(line: &str) -> bool {
    let head = line.split('(').next().unwrap_or_default();
    let named = !head.is_empty() && head.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$'));
    named && line.ends_with(')') && head.contains(['.', '_', ':']) && line.split_whitespace().count() <= 6
}

/// A name, an equals sign, a value: `lid = press(2)`, `let lid: Lid = 3`, `LID=2`.
fn has_assignment(line: &str) -> bool {
    let Some((name, value)) = line.split_once('=') else { return false };
    let name = name.trim_end_matches(['+', '-', '*', '|', ':', '?']);
    let words = name.split_whitespace().count();
    let named = name.chars().all(|c| c.is_alphanumeric() || "_.[]:<> $&'\"-".contains(c));
    named && !value.trim().is_empty() && (words == 1 || (words <= 4 && is_keyword(name)))
}

/// A shell command that stands apart from the prose around it.
fn is_command(line: Line<'_>, column: usize) -> bool {
    let text = line.text.strip_prefix("# ").or_else(|| line.text.strip_prefix("% ")).unwrap_or(line.text);
    let first = text.split(' ').next().unwrap_or_default();
    let prompt = first.len() > 1 && first.ends_with('$') && text.contains(' ');
    line.indent >= column + 2 && (prompt || COMMANDS.contains(&first)) && !is_sentence(line.text)
}

/// "// a remark", "# a remark": a comment that is prose counts as code only beside code.
fn is_path_note(line: &str) -> bool {
    line.starts_with("//") && line.len() > 2 && !line.starts_with("// ")
}

#[cfg(test)]
mod tests {
    use super::is_code_line;

    #[test]
    fn prose_is_no_code() {
        let prose = [
            "use the lid with care",
            "Use lids; they are cheap;",
            "import duties on lids rose in May",
            "The names std::fmt and std::io are kept for the old press",
            "from now on, the press waits (for ten minutes)",
            "We press twice -> it holds longer than before, so we keep it.",
            "lids, presses and cans;",
            "for a lid that fits;",
            "Ada <ada@example.com>",
            "Severity: critical",
        ];
        for line in prose {
            assert!(!is_code_line(line), "{line}");
        }
    }

    #[test]
    fn code_is_code() {
        let code = [
            "let lid = press(2);",
            "use std::fmt;",
            "import os;",
            "pub fn press(&self) -> Lid {",
            "}",
            "$ make lids",
            "#include <lid.h>",
            "lid = press(2)",
            "LID_RETRIES=3",
            "\"name\": \"lid\",",
            "<lid name=\"a\">",
            "return;",
            "if (lid == NULL && press != 2)",
            "lid.press(1)",
        ];
        for line in code {
            assert!(is_code_line(line), "{line}");
        }
    }
}
