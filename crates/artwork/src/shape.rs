//! The shapes of a pattern, as signed distances: negative inside, in pixels.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A quarter of a disc around a corner.
    Quarter,
    /// A quarter of a ring around a corner.
    Ring,
    /// A quarter of a ring, and of a disc within it.
    Ripple,
    #[default]
    Disc,
    /// Half a disc on an edge.
    Half,
    /// Two quarters of discs, overlapping.
    Leaf,
    Triangle,
    Bars,
    Dots,
}

impl Shape {
    /// The distance at a point of a tile with sides of one.
    pub(crate) fn distance(self, x: f32, y: f32) -> f32 {
        match self {
            Shape::Quarter => from(x, y, 0.0, 0.0) - 1.0,
            Shape::Ring => band(from(x, y, 0.0, 0.0), 0.75, 0.25),
            Shape::Ripple => {
                let radius = from(x, y, 0.0, 0.0);
                band(radius, 0.84, 0.16).min(radius - 0.36)
            }
            Shape::Disc => from(x, y, 0.5, 0.5) - 0.36,
            Shape::Half => from(x, y, 0.5, 0.0) - 0.5,
            Shape::Leaf => (from(x, y, 0.0, 0.0) - 1.0).max(from(x, y, 1.0, 1.0) - 1.0),
            Shape::Triangle => (x + y - 1.0) * std::f32::consts::FRAC_1_SQRT_2,
            Shape::Bars => (band(x, 0.125, 0.125)).min(band(x, 0.625, 0.125)),
            Shape::Dots => {
                let near = |at: f32| if at < 0.5 { 0.25 } else { 0.75 };
                from(x, y, near(x), near(y)) - 0.15
            }
        }
    }
}

fn from(x: f32, y: f32, centre_x: f32, centre_y: f32) -> f32 {
    let (x, y) = (x - centre_x, y - centre_y);
    (x * x + y * y).sqrt()
}

fn band(at: f32, middle: f32, half: f32) -> f32 {
    (at - middle).abs() - half
}
