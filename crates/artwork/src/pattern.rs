//! Patterns: tiles of a few related shapes, turned and shaded as a title's digest says.

use crate::canvas::{Canvas, INK};
use crate::draw::Draw;
use crate::shape::Shape;

/// A block of square tiles, in pixels.
pub(crate) struct Block {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) tile: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// Shapes that look well together; one that comes twice is drawn twice as often.
const FAMILIES: [[Shape; 4]; 8] = [
    [Shape::Quarter, Shape::Quarter, Shape::Ring, Shape::Disc],
    [Shape::Leaf, Shape::Leaf, Shape::Quarter, Shape::Disc],
    [Shape::Triangle, Shape::Triangle, Shape::Quarter, Shape::Bars],
    [Shape::Ripple, Shape::Ripple, Shape::Quarter, Shape::Disc],
    [Shape::Half, Shape::Half, Shape::Disc, Shape::Bars],
    [Shape::Ring, Shape::Ring, Shape::Ripple, Shape::Quarter],
    [Shape::Triangle, Shape::Half, Shape::Dots, Shape::Triangle],
    [Shape::Dots, Shape::Leaf, Shape::Quarter, Shape::Leaf],
];

/// Levels of a tile's ground and its shape.
const SHADES: [(u8, u8); 6] = [(3, INK), (INK, 3), (7, INK), (0, 7), (3, 0), (INK, 7)];

pub(crate) fn pattern(canvas: &mut Canvas, draw: &mut Draw, block: &Block) {
    let family = draw.one_of(&FAMILIES);
    tiles(canvas, draw, block, &family);
}

fn tiles(canvas: &mut Canvas, draw: &mut Draw, block: &Block, family: &[Shape]) {
    let mut before = SHADES.len();
    for row in 0..block.rows {
        for column in 0..block.columns {
            let shape = draw.one_of(family);
            let turn = draw.below(4);
            // Never the shades of the tile before.
            let shades = (before + 1 + draw.below(SHADES.len() - 1)) % SHADES.len();
            before = shades;
            let (ground, figure) = SHADES.get(shades).copied().unwrap_or_default();
            let (left, top) = (block.left + column * block.tile, block.top + row * block.tile);
            for line in 0..block.tile {
                canvas.fill(top + line, left, block.tile, ground);
                canvas.paint(top + line, left, figure, coverage(shape, turn, line, block.tile));
            }
        }
    }
}

/// The coverage of a line of a tile by a shape that is turned by quarters.
fn coverage(shape: Shape, turn: usize, line: usize, tile: usize) -> impl Iterator<Item = f32> {
    let side = tile as f32;
    let down = (line as f32 + 0.5) / side;
    (0..tile).map(move |column| {
        let along = (column as f32 + 0.5) / side;
        let (x, y) = match turn {
            0 => (along, down),
            1 => (down, 1.0 - along),
            2 => (1.0 - along, 1.0 - down),
            _ => (1.0 - down, along),
        };
        0.5 - shape.distance(x, y) * side
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Palette, Size, limits, png};

    #[test]
    fn a_canvas_full_of_the_richest_shapes_is_within_the_bound() {
        for size in [Size::Feed, Size::Episode] {
            for shape in [Shape::Ripple, Shape::Leaf, Shape::Ring, Shape::Dots] {
                let mut canvas = Canvas::square(size.side());
                let block = Block { left: 0, top: 0, tile: size.side() / 5, columns: 5, rows: 5 };
                tiles(&mut canvas, &mut Draw::new("test", "title"), &block, &[shape]);
                let bytes = png::encode(&canvas, &Palette::of_title("title").shades()).len();
                assert!(bytes <= limits::bytes_max(size), "{size:?} {shape:?} {bytes}");
            }
        }
    }
}
