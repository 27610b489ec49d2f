//! A picture, decoded by the `png` crate.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a picture that is not as expected fails the test")]

use std::io::Cursor;
use std::ops::Range;

pub(crate) struct Picture {
    side: usize,
    palette: Vec<u8>,
    /// An index of the palette for each pixel.
    pixels: Vec<u8>,
}

impl Picture {
    /// Panics unless the bytes are a square PNG of sixteen opaque colours.
    pub(crate) fn decode(bytes: &[u8], side: usize) -> Picture {
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let mut reader = decoder.read_info().unwrap();
        let mut packed = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut packed).unwrap();
        reader.finish().unwrap();
        let info = reader.info();
        assert_eq!((info.width as usize, info.height as usize), (side, side));
        assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Indexed, png::BitDepth::Four));
        assert!(info.trns.is_none());
        let palette = info.palette.as_ref().unwrap().to_vec();
        assert_eq!(palette.len(), 48);
        let pixels = packed.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect();
        Picture { side, palette, pixels }
    }

    /// The number of different colours in use.
    pub(crate) fn colours_seen(&self) -> usize {
        (0..16).filter(|level| self.pixels.contains(level)).count()
    }

    /// The first and the last colour, as `#rrggbb`.
    pub(crate) fn ends(&self) -> [String; 2] {
        [&self.palette[..3], &self.palette[45..]]
            .map(|colour| format!("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]))
    }

    /// A smaller picture, each pixel the mean of those it stands for, in shades of grey.
    pub(crate) fn shrink(&self, side: usize) -> Grey {
        let mut sums = vec![(0u32, 0u32); side * side];
        for (place, level) in self.pixels.iter().enumerate() {
            let (x, y) = (place % self.side * side / self.side, place / self.side * side / self.side);
            let (sum, count) = &mut sums[y * side + x];
            *sum += u32::from(self.palette[usize::from(*level) * 3 + 1]);
            *count += 1;
        }
        Grey { side, pixels: sums.into_iter().map(|(sum, count)| (sum / count) as u8).collect() }
    }
}

pub(crate) struct Grey {
    side: usize,
    pixels: Vec<u8>,
}

impl Grey {
    pub(crate) fn part(&self, columns: Range<usize>, rows: Range<usize>) -> Vec<u8> {
        rows.flat_map(|row| &self.pixels[row * self.side..][columns.clone()]).copied().collect()
    }
}
