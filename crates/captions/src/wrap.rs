//! Line breaking to the width of a subtitle.

/// The limits a format sets on lines.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) lines_per_cue: usize,
    /// Width of the first line of each cue, which may share its line with the speaker.
    pub(crate) first_width: usize,
    pub(crate) width: usize,
    /// The width of a character as the format writes it, escapes included.
    pub(crate) width_of: fn(char) -> usize,
}

/// Breaks a text into balanced lines: as few as fit, and none longer than needed.
///
/// Words stay whole unless one is wider than a line. Control characters and runs of white space count as one space.
pub(crate) fn wrap(text: &str, layout: Layout) -> Vec<String> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let widest = fill(&words, layout);
    let narrowed = |width| Layout { first_width: layout.first_width.min(width), width, ..layout };
    let width_of = |word: &str| word.chars().map(layout.width_of).sum::<usize>();
    let whole = words.iter().map(|word| width_of(word)).filter(|width| *width <= layout.width).max();
    let widest_letter = text.chars().map(layout.width_of).max().unwrap_or(1);
    (whole.unwrap_or(widest_letter).max(widest_letter)..layout.width)
        .rev()
        .map(|width| fill(&words, narrowed(width)))
        .take_while(|lines| lines.len() <= widest.len())
        .last()
        .unwrap_or(widest)
}

fn fill(words: &[&str], layout: Layout) -> Vec<String> {
    let mut lines = Lines { layout, done: Vec::new(), open: String::new(), used: 0 };
    for word in words {
        lines.add(word);
    }
    lines.close();
    lines.done
}

struct Lines {
    layout: Layout,
    done: Vec<String>,
    open: String,
    /// Width of `open`.
    used: usize,
}

impl Lines {
    fn add(&mut self, word: &str) {
        let width = word.chars().map(self.layout.width_of).sum::<usize>();
        if self.used > 0 && self.used + 1 + width > self.room() {
            self.close();
        }
        if self.used > 0 {
            self.open.push(' ');
            self.used += 1;
        } else if width > self.room() && width <= self.layout.width {
            self.leave_to_the_speaker();
        }
        for letter in word.chars() {
            let letter_width = (self.layout.width_of)(letter);
            if self.used + letter_width > self.room() {
                self.close();
            }
            if letter_width > self.room() {
                self.leave_to_the_speaker();
            }
            self.open.push(letter);
            self.used += letter_width;
        }
    }

    /// Only a first line is narrower than the others: the speaker stands alone on it.
    fn leave_to_the_speaker(&mut self) {
        self.done.push(String::new());
    }

    fn room(&self) -> usize {
        let first = self.done.len().is_multiple_of(self.layout.lines_per_cue.max(1));
        if first { self.layout.first_width } else { self.layout.width }
    }

    fn close(&mut self) {
        if self.used > 0 {
            self.done.push(std::mem::take(&mut self.open));
            self.used = 0;
        }
    }
}
