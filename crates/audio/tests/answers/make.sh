#!/usr/bin/env bash
# Writes the sounds of this folder anew: a tone of 0.3 s in the formats that a voice may answer with although it was asked for WAV, and
# answers.tsv, what ffmpeg tells of them. Needs ffmpeg, lame, flac and opus-tools of Debian 12.
set -euo pipefail
cd "$(dirname "$0")"
from=$(mktemp -d)
tone() { ffmpeg -v error -y -f lavfi -i "sine=300:r=$1:d=0.3" -ac "${2:-1}" "$from/$1-${2:-1}.wav"; }
for rate in 8000 11025 12000 16000 22050 24000 32000 44100 48000; do
  tone "$rate"
  lame --quiet -b 32 "$from/$rate-1.wav" "lame-$rate.mp3"
done
tone 44100 2
lame --quiet -b 64 --tt "a title" "$from/44100-2.wav" lame-stereo-tag.mp3
lame --quiet -V 6 "$from/24000-1.wav" lame-vbr.mp3
lame --quiet -b 32 -t "$from/24000-1.wav" lame-no-header.mp3
ffmpeg -v error -y -i "$from/24000-1.wav" -b:a 32k ffmpeg-24000.mp3
ffmpeg -v error -y -i "$from/24000-1.wav" -b:a 32k -f mp3 - | cat > ffmpeg-pipe.mp3
flac -s --no-padding "$from/16000-1.wav" -o "$from/tone.flac" 2>/dev/null && head -c 1000 "$from/tone.flac" > tone.flac
ffmpeg -v error -y -i "$from/48000-1.wav" -c:a flac -sample_fmt s16 "$from/ffmpeg.flac" && head -c 1000 "$from/ffmpeg.flac" > ffmpeg.flac
opusenc --quiet --bitrate 16 "$from/24000-1.wav" tone.opus
ffmpeg -v error -y -i "$from/24000-1.wav" -c:a libvorbis -b:a 32k tone.ogg
ffmpeg -v error -y -i "$from/24000-1.wav" -c:a aac -b:a 32k tone.m4a
ffmpeg -v error -y -i "$from/24000-1.wav" -c:a aac -b:a 32k tone.aac
ffmpeg -v error -y -i "$from/24000-1.wav" -c:a libopus -b:a 16k tone.webm
ffmpeg -v error -y -i "$from/8000-1.wav" -c:a pcm_mulaw tone.au
ffmpeg -v error -y -i "$from/8000-1.wav" -t 0.1 tone.aiff
ffmpeg -v error -y -i "$from/8000-1.wav" -t 0.1 tone.caf
ffmpeg -v error -y -i "$from/8000-1.wav" -c:a pcm_mulaw mu-law.wav
ffmpeg -v error -y -i "$from/8000-1.wav" -c:a pcm_alaw a-law.wav
ffmpeg -v error -y -i "$from/8000-1.wav" -c:a adpcm_ima_wav adpcm.wav
ffmpeg -v error -y -i "$from/24000-1.wav" -c:a libmp3lame -b:a 32k -f wav mp3.wav
{
  printf 'file\trate\tchannels\tframes\n'
  for file in *.mp3; do
    IFS=, read -r rate channels _ < <(ffprobe -v error -show_entries stream=sample_rate,channels -of csv=p=0 "$file")
    bytes=$(ffmpeg -v error -i "$file" -f s16le - | wc -c)
    printf '%s\t%s\t%s\t%s\n' "$file" "$rate" "$channels" $((bytes / 2 / channels))
  done
} > answers.tsv
rm -r "$from"
