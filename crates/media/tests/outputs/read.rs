//! Readers of others: ffprobe, mutagen, and ffmpeg for single frames.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::FFMPEG;

const FFPROBE: &str = "../../node_modules/@ffprobe-installer/linux-x64/ffprobe";
const READERS: &str = "../../target/tools/readers";

/// The parts of ffprobe's answer that the tests look at.
#[derive(Debug)]
pub(crate) struct Probed {
    /// By kind: codec and form.
    pub(crate) streams: BTreeMap<String, String>,
    pub(crate) durations_ms: BTreeMap<String, u64>,
    pub(crate) chapters: Vec<(u64, String)>,
    pub(crate) title: String,
}

fn output(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

pub(crate) fn by_mutagen(folder: &Path) -> Value {
    let script = Path::new("tests/outputs/read.py");
    serde_json::from_slice(&output(Command::new("python3").arg(script).arg(folder).env("PYTHONPATH", READERS))).unwrap()
}

pub(crate) fn by_ffprobe(path: &Path) -> Probed {
    let args = ["-v", "error", "-show_streams", "-show_chapters", "-show_format", "-of", "json"];
    let read: Value = serde_json::from_slice(&output(Command::new(FFPROBE).args(args).arg(path))).unwrap();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let ms = |value: &Value| (text(value).parse::<f64>().unwrap() * 1_000.0).round() as u64;
    let mut probed =
        Probed { streams: BTreeMap::new(), durations_ms: BTreeMap::new(), chapters: Vec::new(), title: String::new() };
    for stream in read["streams"].as_array().unwrap() {
        let form = match text(&stream["codec_type"]).as_str() {
            "video" => ["codec_name", "", "r_frame_rate", "pix_fmt", "color_space"]
                .map(|name| match name {
                    "" => format!("{}x{}", stream["width"], stream["height"]),
                    name => text(&stream[name]),
                })
                .join(" "),
            "audio" => ["codec_name", "sample_rate", "channels"].map(|name| text(&stream[name])).join(" "),
            _ => text(&stream["codec_name"]),
        };
        probed.durations_ms.insert(text(&stream["codec_type"]), ms(&stream["duration"]));
        probed.streams.insert(text(&stream["codec_type"]), form);
    }
    let chapters = read["chapters"].as_array().unwrap().iter();
    probed.chapters = chapters.map(|chapter| (ms(&chapter["start_time"]), text(&chapter["tags"]["title"]))).collect();
    probed.title = text(&read["format"]["tags"]["title"]);
    probed
}

/// The soft captions: start and text.
pub(crate) fn captions(path: &Path) -> Vec<(u64, String)> {
    let args = ["-v", "error", "-select_streams", "s", "-show_packets", "-show_data", "-of", "json"];
    let read: Value = serde_json::from_slice(&output(Command::new(FFPROBE).args(args).arg(path))).unwrap();
    let packets = read["packets"].as_array().unwrap().iter();
    let captions = packets.map(|packet| {
        let start_ms = (packet["pts_time"].as_str().unwrap().parse::<f64>().unwrap() * 1_000.0).round() as u64;
        let bytes = bytes_of_dump(packet["data"].as_str().unwrap());
        // 3GPP timed text: the length in two bytes, the text, and boxes of style behind it.
        let length = usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
        (start_ms, String::from_utf8(bytes[2..2 + length].to_vec()).unwrap())
    });
    captions.filter(|(_, text)| !text.is_empty()).collect()
}

/// `00000000: 0005 4865 6c6c 6f  ..Hello`
fn bytes_of_dump(dump: &str) -> Vec<u8> {
    let digits: String = dump
        .lines()
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(_, line)| line.chars().take(40).filter(char::is_ascii_hexdigit))
        .collect();
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// True if the index is before the sound and the pictures.
pub(crate) fn is_fast_to_start(mp4: &[u8]) -> bool {
    let at = |name: &[u8]| mp4.windows(4).position(|four| four == name).unwrap();
    at(b"moov") < at(b"mdat")
}

/// A frame's pixels, as rows of red, green and blue.
fn frame(path: &Path, at_ms: u64) -> Vec<Vec<[u8; 3]>> {
    let seek = format!("{}.{:03}", at_ms / 1_000, at_ms % 1_000);
    let mut command = Command::new(FFMPEG);
    command.args(["-v", "error", "-ss", &seek, "-i"]).arg(path);
    let pixels = output(command.args(["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]));
    let width = if path.to_str().unwrap().contains("vertical") { 1_080 } else { 1_920 };
    let pixels: Vec<[u8; 3]> = pixels.chunks(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    pixels.chunks(width).map(<[_]>::to_vec).collect()
}

fn is_ink(pixel: [u8; 3], ink: &str) -> bool {
    let part = |at: usize| i32::from(u8::from_str_radix(&ink[at..at + 2], 16).unwrap());
    pixel.iter().zip([part(1), part(3), part(5)]).all(|(seen, wanted)| (i32::from(*seen) - wanted).abs() < 24)
}

/// Pixels of the ink's colour in these rows.
pub(crate) fn inked(path: &Path, at_ms: u64, rows: (usize, usize), ink: &str) -> usize {
    let frame = frame(path, at_ms);
    frame[rows.0..rows.1].iter().flatten().filter(|pixel| is_ink(**pixel, ink)).count()
}

/// True if no ink is within sixty pixels of a side.
pub(crate) fn margins_are_empty(path: &Path, at_ms: u64, ink: &str) -> bool {
    let frame = frame(path, at_ms);
    let side = 60;
    let is_clear = |row: &[[u8; 3]]| row.iter().all(|pixel| !is_ink(*pixel, ink));
    frame[..side].iter().chain(&frame[frame.len() - side..]).all(|row| is_clear(row))
        && frame.iter().all(|row| is_clear(&row[..side]) && is_clear(&row[row.len() - side..]))
}

/// A shell script in a program's place.
pub(crate) fn write_program(path: &Path, script: &str) {
    fs::write(path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
