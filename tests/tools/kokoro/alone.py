"""ONNX Runtime by itself, for lines of JSON with the pieces of a text: alone.py FOLDER THREADS.

A line is {"voice": …, "pieces": [[token…]…], "spins": bool}; the answer is how long it took in seconds, and the samples.
"""

import json
import sys
import time

import numpy
import onnxruntime

folder, threads = sys.argv[1], int(sys.argv[2])


def session(spins):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # As it is without a word, and as the server has it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "1" if spins else "0")
    return onnxruntime.InferenceSession(f"{folder}/kokoro.onnx", options, providers=["CPUExecutionProvider"])


sessions = {spins: session(spins) for spins in (True, False)}
print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    style = numpy.fromfile(f"{folder}/voices/{asked['voice']}.bin", dtype="<f4").reshape(-1, 1, 256)
    samples, started = 0, time.perf_counter()
    for tokens in asked["pieces"]:
        inputs = {
            "tokens": numpy.array([tokens], dtype=numpy.int64),
            "style": style[len(tokens) - 3],
            "speed": numpy.ones(1, dtype=numpy.float32),
        }
        samples += sessions[asked["spins"]].run(None, inputs)[0].size
    print(json.dumps({"seconds": time.perf_counter() - started, "samples": samples}), flush=True)
