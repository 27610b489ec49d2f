//! Rasterisation: outlines of straight edges, filled with exact coverage.

use crate::canvas::Canvas;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// Closed contours as edges, in pixels; the order of an edge's ends gives its direction.
pub(crate) type Outline = Vec<(Point, Point)>;

/// For each pixel of a box the change of coverage from the pixel to its left.
struct Changes {
    left: f32,
    top: f32,
    width: usize,
    cells: Vec<f32>,
}

/// Fills an outline with a level. Parts that overlap are filled once; parts outside the canvas are left out.
pub(crate) fn fill(canvas: &mut Canvas, outline: &Outline, level: u8) {
    let Some(mut changes) = Changes::new(canvas, outline) else { return };
    for (from, to) in outline {
        changes.edge(*from, *to);
    }
    let (left, top) = (changes.left as usize, changes.top as usize);
    for (row, cells) in changes.cells.chunks_exact(changes.width).enumerate() {
        let coverage = cells.iter().scan(0.0f32, |winding, change| {
            *winding += change;
            Some(winding.abs())
        });
        canvas.paint(top + row, left, level, coverage);
    }
}

impl Changes {
    /// Nothing for an outline that is empty or leaves the canvas.
    fn new(canvas: &Canvas, outline: &Outline) -> Option<Changes> {
        let points = || outline.iter().flat_map(|(from, to)| [from, to]);
        let least = |of: fn(&Point) -> f32| points().map(of).fold(f32::INFINITY, f32::min).floor();
        let most = |of: fn(&Point) -> f32| points().map(of).fold(f32::NEG_INFINITY, f32::max).ceil();
        let (left, top, right, bottom) = (least(|p| p.x), least(|p| p.y), most(|p| p.x), most(|p| p.y));
        let (columns, rows) = (0.0..=canvas.width() as f32, 0.0..=canvas.height() as f32);
        let is_inside = points().all(|point| columns.contains(&point.x) && rows.contains(&point.y));
        if !is_inside || outline.is_empty() {
            return None;
        }
        // Room for the change right of the last pixel, and for an edge that ends exactly on a border.
        let (width, height) = ((right - left) as usize + 2, (bottom - top) as usize + 1);
        Some(Changes { left, top, width, cells: vec![0.0; width * height] })
    }

    fn edge(&mut self, from: Point, to: Point) {
        let (from, to) = (self.inside(from), self.inside(to));
        if from.y == to.y {
            return;
        }
        let (upper, lower, direction) = if from.y < to.y { (from, to, 1.0) } else { (to, from, -1.0) };
        let slope = (lower.x - upper.x) / (lower.y - upper.y);
        let mut row = upper.y as usize;
        let mut start = upper;
        while start.y < lower.y {
            let next = (row + 1) as f32;
            let end = if next < lower.y { Point { x: upper.x + (next - upper.y) * slope, y: next } } else { lower };
            self.run(row, start, end, direction);
            (row, start) = (row + 1, end);
        }
    }

    /// The part of an edge within one row, cell by cell.
    fn run(&mut self, row: usize, start: Point, end: Point, direction: f32) {
        let (from, to) = if start.x <= end.x { (start.x, end.x) } else { (end.x, start.x) };
        let height = (end.y - start.y) * direction;
        let (first, last) = (from as usize, to as usize);
        for column in first..=last {
            let (near, far) = (from.max(column as f32), to.min((column + 1) as f32));
            let share = if first == last { height } else { height * (far - near) / (to - from) };
            let right = share * ((near + far) / 2.0 - column as f32);
            let cell = row * self.width + column;
            if let Some([this, next]) = self.cells.get_mut(cell..cell + 2) {
                *this += share - right;
                *next += right;
            }
        }
    }

    fn inside(&self, point: Point) -> Point {
        Point { x: point.x - self.left, y: point.y - self.top }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: f32, top: f32, right: f32, bottom: f32) -> Outline {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y });
        corners.iter().copied().zip(corners.iter().copied().cycle().skip(1)).collect()
    }

    fn filled(outline: &Outline) -> Vec<Vec<u8>> {
        let mut canvas = Canvas::square(4);
        fill(&mut canvas, outline, 15);
        canvas.rows().map(<[u8]>::to_vec).collect()
    }

    #[test]
    fn a_pixel_is_as_dark_as_it_is_covered() {
        assert_eq!(filled(&square(1.0, 1.0, 3.0, 2.5)), [[0; 4], [0, 15, 15, 0], [0, 8, 8, 0], [0; 4]]);
        assert_eq!(filled(&square(0.2, 0.0, 4.0, 1.0))[0], [12, 15, 15, 15]);
        let triangle: Outline = [(0.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
            .map(|(x, y)| Point { x, y })
            .windows(2)
            .map(|p| (p[0], p[1]))
            .collect();
        assert_eq!(filled(&triangle), [[8, 0, 0, 0], [15, 8, 0, 0], [15, 15, 8, 0], [15, 15, 15, 8]]);
    }

    #[test]
    fn parts_that_overlap_are_filled_once() {
        let both = [square(0.0, 0.0, 3.0, 2.0), square(1.0, 0.0, 4.0, 2.0)].concat();
        assert_eq!(filled(&both)[1], [15; 4]);
    }

    #[test]
    fn an_outline_that_leaves_the_canvas_is_not_drawn() {
        for outline in
            [square(-1.0, 0.0, 2.0, 2.0), square(2.0, 2.0, 3.0, 4.5), square(f32::NAN, 0.0, 1.0, 1.0), vec![]]
        {
            assert_eq!(filled(&outline).concat(), [0; 16]);
        }
    }
}
