//! PNG (W3C, third edition): sixteen colours, four bits a pixel.

use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::canvas::Canvas;
use crate::palette::Rgb;

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// Bits of a sample, indexed colours, deflate, the only set of filters, no interlace.
const FORMAT: [u8; 5] = [4, 3, 0, 0, 0];
const FILTER_UP: u8 = 2;
/// Level 6 takes twice the time and saves a hundredth.
const LEVEL: u8 = 4;

pub(crate) fn encode(canvas: &Canvas, shades: &[Rgb; 16]) -> Vec<u8> {
    let size = [canvas.width(), canvas.height()].map(|side| (side as u32).to_be_bytes());
    let mut png = SIGNATURE.to_vec();
    chunk(&mut png, b"IHDR", &[size.as_flattened(), FORMAT.as_slice()].concat());
    chunk(&mut png, b"PLTE", shades.as_flattened());
    chunk(&mut png, b"IDAT", &compress_to_vec_zlib(&scanlines(canvas), LEVEL));
    chunk(&mut png, b"IEND", &[]);
    png
}

/// Two pixels a byte, and each line as the change from the line above: the sides of a shape are mostly steep.
fn scanlines(canvas: &Canvas) -> Vec<u8> {
    let width = canvas.width().div_ceil(2);
    let mut lines = Vec::with_capacity(canvas.height() * (1 + width));
    let mut above = vec![0; width];
    for row in canvas.rows() {
        lines.push(FILTER_UP);
        for (pair, above) in row.chunks(2).zip(&mut above) {
            let packed = match pair {
                [left, right] => left << 4 | right,
                _ => pair.first().map_or(0, |left| left << 4),
            };
            lines.push(packed.wrapping_sub(*above));
            *above = packed;
        }
    }
    lines
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) {
    png.extend((content.len() as u32).to_be_bytes());
    png.extend(kind);
    png.extend(content);
    png.extend(crc(&[kind, content]).to_be_bytes());
}

/// CRC-32 bit by bit: the few bytes of a cover are not worth a table.
fn crc(parts: &[&[u8]]) -> u32 {
    let bytes = parts.iter().copied().flatten();
    !bytes.fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}
