//! Moments of equally many numbers, one after the other.

#[derive(Clone, Debug)]
pub(crate) struct Rows {
    width: usize,
    values: Vec<f32>,
}

impl Rows {
    pub(crate) fn new(width: usize, values: Vec<f32>) -> Rows {
        Rows { width: width.max(1), values }
    }

    /// The rows of these numbers in a table.
    pub(crate) fn gather(width: usize, table: &[f32], numbers: impl Iterator<Item = usize>) -> Rows {
        let rows = numbers.filter_map(|number| table.get(number * width..(number + 1) * width));
        Rows::new(width, rows.flatten().copied().collect())
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn count(&self) -> usize {
        self.values.len() / self.width
    }

    pub(crate) fn values(&self) -> &[f32] {
        &self.values
    }

    pub(crate) fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.width)
    }

    pub(crate) fn get(&self, row: usize) -> Option<&[f32]> {
        self.values.get(row * self.width..(row + 1) * self.width)
    }

    /// Every row once for each time it is counted.
    pub(crate) fn repeated(&self, counts: &[usize]) -> Rows {
        let rows = self.iter().zip(counts).flat_map(|(row, count)| std::iter::repeat_n(row, *count));
        Rows::new(self.width, rows.flatten().copied().collect())
    }

    pub(crate) fn add(&mut self, other: &Rows) {
        for (value, other) in self.values.iter_mut().zip(&other.values) {
            *value += other;
        }
    }

    pub(crate) fn map(&mut self, function: impl Fn(f32) -> f32) {
        for value in &mut self.values {
            *value = function(*value);
        }
    }
}
