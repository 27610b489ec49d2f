//! Contours: quadratic curves as straight edges.

use crate::fill::{Outline, Point};

/// A point of a contour, in pixels: on the curve, or the control point of one.
#[derive(Clone, Copy)]
pub(super) struct Node {
    at: Point,
    is_on_curve: bool,
}

/// Places a glyph's contours on the canvas.
pub(super) struct Pen {
    origin: Point,
    scale: f32,
    pub(super) outline: Outline,
}

impl Pen {
    pub(super) fn new(origin: Point, scale: f32) -> Pen {
        Pen { origin, scale, outline: Outline::new() }
    }

    pub(super) fn node(&self, x: i16, y: i16, is_on_curve: bool) -> Node {
        let (x, y) = (f32::from(x) * self.scale, f32::from(y) * self.scale);
        Node { at: Point { x: self.origin.x + x, y: self.origin.y - y }, is_on_curve }
    }

    /// A closed contour. Between two control points lies a point of the curve that is not written.
    pub(super) fn contour(&mut self, nodes: &[Node]) {
        let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return };
        let start = match (first.is_on_curve, last.is_on_curve) {
            (true, _) => first.at,
            (false, true) => last.at,
            (false, false) => middle(first.at, last.at),
        };
        let mut from = start;
        let mut control: Option<Point> = None;
        for node in nodes {
            match (control, node.is_on_curve) {
                (None, true) => self.edge(&mut from, node.at),
                (None, false) => control = Some(node.at),
                (Some(bend), true) => {
                    self.curve(&mut from, bend, node.at);
                    control = None;
                }
                (Some(bend), false) => {
                    self.curve(&mut from, bend, middle(bend, node.at));
                    control = Some(node.at);
                }
            }
        }
        match control {
            Some(bend) => self.curve(&mut from, bend, start),
            None => self.edge(&mut from, start),
        }
    }

    fn edge(&mut self, from: &mut Point, to: Point) {
        if *from != to {
            self.outline.push((*from, to));
        }
        *from = to;
    }

    fn curve(&mut self, from: &mut Point, control: Point, to: Point) {
        let start = *from;
        let bend = (start.x - 2.0 * control.x + to.x).abs() + (start.y - 2.0 * control.y + to.y).abs();
        // No edge is further than a tenth of a pixel from the curve.
        let parts = 1 + (bend * 2.5).sqrt() as u16;
        for part in 1..parts {
            let at = f32::from(part) / f32::from(parts);
            let left = 1.0 - at;
            let mix =
                |start: f32, control: f32, to: f32| start * left * left + 2.0 * control * at * left + to * at * at;
            self.edge(from, Point { x: mix(start.x, control.x, to.x), y: mix(start.y, control.y, to.y) });
        }
        self.edge(from, to);
    }
}

fn middle(one: Point, other: Point) -> Point {
    Point { x: (one.x + other.x) / 2.0, y: (one.y + other.y) / 2.0 }
}
