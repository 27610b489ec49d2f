//! The canvas: a rectangle of pixels, each a level from 0, the background, to 15, the ink.

pub(crate) const INK: u8 = 15;

pub(crate) struct Canvas {
    width: usize,
    height: usize,
    levels: Vec<u8>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize) -> Canvas {
        Canvas { width, height, levels: vec![0; width * height] }
    }

    pub(crate) fn square(side: usize) -> Canvas {
        Canvas::new(side, side)
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn height(&self) -> usize {
        self.height
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.levels.chunks_exact(self.width.max(1))
    }

    /// Paints a run of one row: coverage goes from 0, nothing, to 1. Parts outside the canvas are left out.
    pub(crate) fn paint(&mut self, row: usize, left: usize, level: u8, coverage: impl Iterator<Item = f32>) {
        for (pixel, coverage) in self.run(row, left).iter_mut().zip(coverage) {
            if coverage >= 1.0 {
                *pixel = level;
            } else if coverage > 0.0 {
                let mixed = f32::from(*pixel) + (f32::from(level) - f32::from(*pixel)) * coverage;
                *pixel = (mixed + 0.5) as u8;
            }
        }
    }

    /// Fills a run of one row.
    pub(crate) fn fill(&mut self, row: usize, left: usize, width: usize, level: u8) {
        let run = self.run(row, left);
        let width = width.min(run.len());
        run.get_mut(..width).unwrap_or_default().fill(level);
    }

    /// The pixels of a row from a column on.
    fn run(&mut self, row: usize, left: usize) -> &mut [u8] {
        let start = row.saturating_mul(self.width);
        let row = self.levels.get_mut(start..start.saturating_add(self.width)).unwrap_or_default();
        row.get_mut(left..).unwrap_or_default()
    }
}
