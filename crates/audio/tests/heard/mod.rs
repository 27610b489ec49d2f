//! An episode as a decoder and a meter hear it that nobody here wrote.

use ebur128::{Channel, EbuR128, Mode};
use symphonia::core::audio::SampleBuffer;
use symphonia::core::codecs::DecoderOptions;
use symphonia::core::formats::FormatOptions;
use symphonia::core::formats::FormatReader;
use symphonia::core::io::MediaSourceStream;
use symphonia::default::formats::MpaReader;

/// The decoded samples as a player hears them, delay and padding cut.
pub(crate) fn heard(mp3: &[u8]) -> Vec<f32> {
    let source = MediaSourceStream::new(Box::new(std::io::Cursor::new(mp3.to_vec())), Default::default());
    let options = FormatOptions { enable_gapless: true, ..Default::default() };
    let mut reader = MpaReader::try_new(source, &options).unwrap();
    let parameters = reader.default_track().unwrap().codec_params.clone();
    let mut decoder = symphonia::default::get_codecs().make(&parameters, &DecoderOptions::default()).unwrap();
    let mut samples = Vec::new();
    while let Ok(packet) = reader.next_packet() {
        let decoded = decoder.decode(&packet).unwrap();
        let mut buffer = SampleBuffer::<f32>::new(decoded.capacity() as u64, *decoded.spec());
        buffer.copy_interleaved_ref(decoded);
        samples.extend_from_slice(buffer.samples());
    }
    samples
}

/// Integrated loudness of samples of a rate in Hz, LUFS, dual mono.
pub(crate) fn lufs(samples: &[f32], rate: u32) -> f64 {
    let mut meter = EbuR128::new(1, rate, Mode::I).unwrap();
    meter.set_channel(0, Channel::DualMono).unwrap();
    meter.add_frames_f32(samples).unwrap();
    meter.loudness_global().unwrap()
}

/// True peak of samples of a rate in Hz, dBTP.
pub(crate) fn dbtp(samples: &[f32], rate: u32) -> f64 {
    let mut meter = EbuR128::new(1, rate, Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(samples).unwrap();
    20.0 * meter.true_peak(0).unwrap().log10()
}
