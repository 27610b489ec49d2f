//! The filters of a video.
//!
//! Still pictures are converted once each and then repeated by reference. The bars and the strip are laid over every second frame,
//! which the last filter shows twice.

use crate::layout::{BAR_PITCH, BAR_SPACE, Layout};
use crate::limits::FRAMES_PER_SECOND;

/// Pictures change at half the frame rate: at the whole rate the bars flicker, and cost twice as much.
const CHANGES_PER_SECOND: u32 = FRAMES_PER_SECOND / 2;
/// Rows that a bar's end moves by.
const BAR_STEP: usize = 4;

/// Inputs by number: cards, cover, sound, and strips if captions are burnt in. The picture is `[v]`.
pub(crate) fn graph(layout: &Layout, ink: &str, is_burnt: bool) -> String {
    const CONVERT: &str = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";
    let (cover, bars) = (&layout.cover, &layout.bars);
    let (width, rows) = (bars.count * BAR_PITCH, bars.height / BAR_STEP);
    let mut graph = format!(
        "[0:v]{CONVERT}[cards];\
         [1:v]scale={side}:{side}:force_original_aspect_ratio=decrease:flags=lanczos:out_color_matrix=bt709:out_range=tv,format=yuv420p[cover];\
         [cards][cover]overlay=x={left}+({side}-w)/2:y={top}+({side}-h)/2:eof_action=repeat:format=yuv420,fps={CHANGES_PER_SECOND}[still];",
        side = cover.side,
        left = cover.left,
        top = cover.top,
    );
    // Each bar is one column of a small picture. Its grey becomes black or white, and then the transparency of the ink.
    graph += &format!(
        "[2:a]showwaves=s={columns}x{rows}:mode=cline:rate={CHANGES_PER_SECOND}:scale=cbrt:colors=white,format=gray,\
         lutyuv=y='if(gt(val,70),255,0)',scale={width}:{height}:flags=neighbor,\
         drawgrid=x=0:y={outside}:w={BAR_PITCH}:h={far}:t={BAR_SPACE}:c=black,lutyuv=y='if(gt(val,70),255,0)'[shape];\
         color=c={ink}:s={width}x{height}:r={CHANGES_PER_SECOND},format=yuv420p[ink];\
         [ink][shape]alphamerge[bars];\
         [still][bars]overlay=x={left}:y={top}:eof_action=pass:format=yuv420",
        columns = bars.count,
        height = bars.height,
        outside = bars.height * 2,
        far = bars.height * 4,
        left = bars.left,
        top = bars.top,
    );
    if is_burnt {
        let top = layout.captions.top;
        graph += &format!(
            "[moving];[4:v]{CONVERT}[strips];[moving][strips]overlay=x=0:y={top}:eof_action=repeat:format=yuv420"
        );
    }
    graph + &format!(",fps={FRAMES_PER_SECOND}[v]")
}
