//! Formulas in TeX as words, where they are simple.

use super::block::squeeze;

/// Words of a formula that can still be followed by ear.
const WORDS_MAX: usize = 14;

/// Commands with a word of their own.
const COMMANDS: [(&str, &str); 44] = [
    ("alpha", "alpha"),
    ("beta", "beta"),
    ("gamma", "gamma"),
    ("delta", "delta"),
    ("epsilon", "epsilon"),
    ("eta", "eta"),
    ("theta", "theta"),
    ("lambda", "lambda"),
    ("mu", "mu"),
    ("pi", "pi"),
    ("rho", "rho"),
    ("sigma", "sigma"),
    ("tau", "tau"),
    ("phi", "phi"),
    ("omega", "omega"),
    ("Delta", "delta"),
    ("Sigma", "sigma"),
    ("Omega", "omega"),
    ("times", "times"),
    ("cdot", "times"),
    ("div", "divided by"),
    ("pm", "plus or minus"),
    ("le", "is at most"),
    ("leq", "is at most"),
    ("ge", "is at least"),
    ("geq", "is at least"),
    ("lt", "is less than"),
    ("gt", "is more than"),
    ("ne", "is not"),
    ("neq", "is not"),
    ("approx", "is about"),
    ("sim", "is about"),
    ("equiv", "is the same as"),
    ("to", "to"),
    ("rightarrow", "to"),
    ("infty", "infinity"),
    ("log", "log"),
    ("ln", "log"),
    ("exp", "exp"),
    ("sin", "sine"),
    ("cos", "cosine"),
    ("max", "the maximum of"),
    ("min", "the minimum of"),
    ("in", "in"),
];

/// The words of a formula; `None` if it is not simple: sums, integrals, matrices, nested fractions.
pub(crate) fn said(tex: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = tex.trim();
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\\' => rest = command(rest, &mut words)?,
            '^' => {
                let (power, after) = group(rest)?;
                words.push_str(&match power {
                    "2" => " squared ".to_owned(),
                    "3" => " cubed ".to_owned(),
                    _ => format!(" to the {} ", flat(power)?),
                });
                rest = after;
            }
            '_' => {
                let (index, after) = group(rest)?;
                words.push_str(&format!(" {} ", flat(index)?));
                rest = after;
            }
            '=' => words.push_str(" equals "),
            '+' => words.push_str(" plus "),
            '-' | '\u{2212}' => words.push_str(" minus "),
            '*' => words.push_str(" times "),
            '/' => words.push_str(" over "),
            '<' => words.push_str(" is less than "),
            '>' => words.push_str(" is more than "),
            '{' | '}' | '&' | '$' => return None,
            c if c.is_alphabetic() && words.ends_with(char::is_alphabetic) => {
                words.push(' ');
                words.push(c);
            }
            c => words.push(c),
        }
    }
    let words = squeeze(&words);
    let count = words.split(' ').count();
    (words.contains(char::is_alphanumeric) && count <= WORDS_MAX).then_some(words)
}

/// Says one command; the text behind it.
fn command<'a>(rest: &'a str, words: &mut String) -> Option<&'a str> {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    match name {
        "" => {
            // An escaped sign (`\%`) is the sign; a spacing command (`\,`) is a space.
            let c = rest.chars().next()?;
            words.push(if c == '%' { '%' } else { ' ' });
            rest.get(c.len_utf8()..)
        }
        "frac" => {
            let (top, after) = group(after)?;
            let (bottom, after) = group(after)?;
            words.push_str(&format!(" {} over {} ", flat(top)?, flat(bottom)?));
            Some(after)
        }
        "sqrt" => {
            let (inner, after) = group(after)?;
            words.push_str(&format!(" the square root of {} ", flat(inner)?));
            Some(after)
        }
        "text" | "mathrm" | "mathit" | "operatorname" | "textbf" | "mathbf" => {
            let (inner, after) = group(after)?;
            words.push_str(&format!(" {inner} "));
            Some(after)
        }
        "left" | "right" | "quad" | "qquad" => Some(after),
        name => {
            let (_, said) = COMMANDS.iter().find(|(command, _)| *command == name)?;
            words.push_str(&format!(" {said} "));
            Some(after)
        }
    }
}

/// The next group in braces, or the next character, and the text behind it.
fn group(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_start();
    if let Some(inner) = rest.strip_prefix('{') {
        return inner.split_once('}').filter(|(inside, _)| !inside.contains('{'));
    }
    let c = rest.chars().next().filter(|c| c.is_alphanumeric())?;
    Some(rest.split_at(c.len_utf8()))
}

/// A group without groups of its own, as words.
fn flat(group: &str) -> Option<String> {
    (!group.contains(['{', '}', '_', '^'])).then(|| said(group)).flatten()
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn simple_formulas_become_words_and_others_do_not() {
        for (tex, words) in [
            ("y_i", "y i"),
            ("x^2", "x squared"),
            ("E = mc^2", "E equals m c squared"),
            ("a^{10} \\le b", "a to the 10 is at most b"),
            ("\\frac{a}{b} + 1", "a over b plus 1"),
            ("\\sqrt{n}", "the square root of n"),
            ("O(n \\log n)", "O(n log n)"),
            ("p \\ge 0.5", "p is at least 0.5"),
            ("\\text{cost} = 3\\,x", "cost equals 3 x"),
        ] {
            assert_eq!(said(tex).as_deref(), Some(words), "{tex}");
        }
        for tex in ["\\sum_{i=1}^n x_i", "\\begin{matrix} a & b \\end{matrix}", "\\int f", "{a}", "", "\\"] {
            assert_eq!(said(tex), None, "{tex}");
        }
    }
}
