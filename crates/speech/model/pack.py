"""pack.py WHEEL VOICE: the knowledge of hibari-tts in one file, in the order in which the voice reads it.

Nothing is unpacked at run time: tables are searched and weights are multiplied where they lie in the file. The same wheel
always gives the same bytes. src/pack.rs reads the file and says how it is laid out.
"""

import gzip
import json
import struct
import sys
import zipfile

TABLE_BLOCK = 16
MANY = 4_096


def main(wheel, target):
    with zipfile.ZipFile(wheel) as archive:
        assets = {name.removeprefix("hibari/assets/"): archive.read(name) for name in archive.namelist()}
    sections = {}
    words(assets, sections)
    acoustic(assets["hibari.onnx"], sections)
    spelling(assets, sections)
    with open(target, "wb") as file:
        file.write(joined(sections))
    for name, size in sizes(sections):
        print(f"{name:12}{size:>12,}")


def joined(sections):
    directory, body, start = b"", b"", 12 + sum(len(name.encode()) + 9 for name in sections)
    for name, section in sections.items():
        body += b"\0" * (-(start + len(body)) % 16)
        directory += struct.pack("<B", len(name.encode())) + name.encode()
        directory += struct.pack("<II", start + len(body), len(section))
        body += section
    return b"SPEECH\x01\x00" + struct.pack("<I", len(sections)) + directory + body


def sizes(sections):
    found = {}
    for name, section in sections.items():
        found[name.split(".")[0]] = found.get(name.split(".")[0], 0) + len(section)
    return found.items()


def text(value):
    return value.encode()


def table(entries):
    """A sorted dictionary: blocks of keys that share beginnings, each key with the bytes of its value."""
    keys = sorted((key.encode(), value) for key, value in entries.items())
    blocks, starts, before = b"", [], b""
    for index, (key, value) in enumerate(keys):
        if index % TABLE_BLOCK == 0:
            starts.append(len(blocks))
            before = b""
        shared = 0
        while shared < min(len(key), len(before)) and key[shared] == before[shared]:
            shared += 1
        blocks += struct.pack("<BBB", shared, len(key) - shared, len(value)) + key[shared:] + value
        before = key
    return struct.pack("<I", len(starts)) + struct.pack(f"<{len(starts)}I", *starts) + blocks


def words(assets, sections):
    load = lambda name: json.loads(gzip.decompress(assets[name]) if name.endswith(".gz") else assets[name])
    for name, entries in load("normalize.json").items():
        if isinstance(entries, list):
            entries = {entry: "" for entry in entries}
        lines = ("\t".join([key, *(value if isinstance(value, list) else [value])]) for key, value in entries.items())
        sections[f"normalize.{name}"] = text("\n".join(lines))

    sections["tokens"] = table({key: bytes(len(part.encode()) for part in parts)
                                for key, parts in load("tokenizer_exceptions.json").items() if key.strip()})

    tagger = load("tagger.json.gz")
    tags = tagger["tags"]
    sections["tagger.tags"] = text("\n".join(tags))
    known = set(tagger["vocab"])
    dictionary = tagger["tagdict"]
    sections["tagger.words"] = table({
        word: bytes([tags.index(dictionary[word]) if word in dictionary else 255, word in known])
        for word in sorted(known | set(dictionary))})
    sections["tagger.weights"] = table({
        feature: b"".join(struct.pack("<Bh", tags.index(tag), round(weight * 10)) for tag, weight in weights.items())
        for feature, weights in tagger["weights"].items()})

    golds, silvers = load("lexicon_us_gold.json.gz"), load("lexicon_us_silver.json.gz")
    readings = [reading for entry in [*golds.values(), *silvers.values()]
                for reading in (entry.values() if isinstance(entry, dict) else [entry])]
    alphabet = "".join(sorted({letter for reading in readings if reading for letter in reading}))
    kinds = sorted({kind for entry in golds.values() if isinstance(entry, dict) for kind in entry})
    sections["lexicon.alphabet"] = text(alphabet)
    sections["lexicon.kinds"] = text("\n".join(kinds))

    def reading(phonemes):
        return bytes(alphabet.index(letter) for letter in phonemes)

    def entry(value):
        """One reading, or for each kind of word (128 and up) its own, of which the last may be none (255)."""
        if isinstance(value, str):
            return reading(value)
        return b"".join(bytes([128 + kinds.index(kind)]) + (b"\xff" if phonemes is None else reading(phonemes))
                        for kind, phonemes in value.items())

    sections["lexicon.gold"] = table({word: entry(value) for word, value in golds.items()})
    sections["lexicon.silver"] = table({word: entry(value) for word, value in silvers.items()})
    sections["phonemes"] = text("\n".join(f"{letter}\t{number}" for letter, number in load("vocab.json").items()))


def acoustic(model, sections):
    graph = Graph(model)
    for name, tensor in graph.tensors.items():
        if tensor.kind == FLOAT and name.startswith(("m.", "pn.")):
            sections[name] = floats(convolution(tensor) if len(tensor.dims) == 3 else tensor)
    for node in graph.nodes:
        if node.kind == "MatMulInteger":
            weights, stem = graph.tensors[node.inputs[1]], node.inputs[1].removesuffix("_quantized")
            assert graph.tensors[stem + "_zero_point"].integers == [0]
            (scale,) = graph.tensors[stem + "_scale"].numbers()
            sections[named_by_bias(graph, node)] = bytes_quantized(weights, scale)


def spelling(assets, sections):
    graph, about = Graph(assets["oov.onnx"]), json.loads(assets["oov.json"])
    assert (about["slots"], about["maxlen"]) == (4, 24)
    for name, tensor in graph.tensors.items():
        if name.startswith("m."):
            sections["spelling" + name.removeprefix("m")] = floats(tensor)
    for node in graph.nodes:
        if node.kind == "MatMul" and node.inputs[1] in graph.tensors:
            name = named_by_bias(graph, node).removeprefix("m")
            sections["spelling" + name] = floats(graph.tensors[node.inputs[1]])
    sections["spelling.letters"] = text("".join(about["in"]))
    sections["spelling.phonemes"] = text("".join(about["out"]))


def named_by_bias(graph, node):
    """The name of the layer: the exporter dropped it from the weights, but not from what is added next."""
    while True:
        (node,) = (other for other in graph.nodes if node.outputs[0] in other.inputs)
        if node.kind == "Add":
            return node.inputs[0].replace("in_proj_bias", "in_proj").removesuffix(".bias") + ".weight"


def convolution(tensor):
    """[out][in][tap] as [tap][in][out], so that one output after the other is written."""
    outs, ins, taps = tensor.dims
    numbers = tensor.numbers()
    tensor.dims = [taps * ins, outs]
    tensor.values = [number for at in range(taps) for i in range(ins) for number in numbers[i * taps + at::ins * taps]]
    return tensor


def floats(tensor):
    """Numbers, or halves of them where there are many: what is lost is less than the rounding to levels loses anyway."""
    values = tensor.numbers()
    return struct.pack(f"<{len(values)}{'e' if len(values) >= MANY else 'f'}", *values)


def bytes_quantized(tensor, scale):
    """Depth, width and scale; then four columns at a time, of which two rows lie side by side."""
    depth, width = tensor.dims
    beyond = bytes(-width % 4)
    rows = [tensor.raw[start:start + width] + beyond for start in range(0, depth * width, width)]
    packed = bytearray((width + len(beyond)) * depth)
    for pair in range(depth // 2):
        sides = bytearray(2 * len(rows[0]))
        sides[0::2], sides[1::2] = rows[2 * pair], rows[2 * pair + 1]
        for group in range(len(sides) // 8):
            at = 8 * (group * (depth // 2) + pair)
            packed[at:at + 8] = sides[8 * group:8 * group + 8]
    return struct.pack("<IIf", depth, width, scale) + bytes(packed)


FLOAT = 1


class Tensor:
    def __init__(self, message):
        fields = list(protobuf(message))
        self.dims = [value for number, value in unpacked(fields, 1)]
        self.kind = next(value for number, value in fields if number == 2)
        self.name = next((value.decode() for number, value in fields if number == 8), "")
        self.raw = b"".join(value for number, value in fields if number == 9)
        self.few = [number for number in fields if number[0] == 4]
        self.integers = [value for number, value in unpacked(fields, 5)] or list(self.raw)
        self.values = None

    def numbers(self):
        if self.values is not None:
            return self.values
        raw = self.raw or b"".join(value if isinstance(value, bytes) else struct.pack("<I", value) for _, value in self.few)
        return struct.unpack(f"<{len(raw) // 4}f", raw)


class Node:
    def __init__(self, message):
        fields = list(protobuf(message))
        self.inputs = [value.decode() for number, value in fields if number == 1]
        self.outputs = [value.decode() for number, value in fields if number == 2]
        self.kind = next(value.decode() for number, value in fields if number == 4)


class Graph:
    def __init__(self, model):
        graph = list(protobuf(next(value for number, value in protobuf(model) if number == 7)))
        self.nodes = [Node(value) for number, value in graph if number == 1]
        tensors = [Tensor(value) for number, value in graph if number == 5]
        self.tensors = {tensor.name: tensor for tensor in tensors}


def protobuf(message):
    """(number, value) of each field of a message; integers, or bytes."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        if key & 7 == 0:
            value, at = varint(message, at)
        elif key & 7 == 2:
            length, at = varint(message, at)
            value, at = message[at:at + length], at + length
        elif key & 7 == 5:
            value, at = struct.unpack_from("<I", message, at)[0], at + 4
        else:
            value, at = struct.unpack_from("<Q", message, at)[0], at + 8
        yield key >> 3, value


def unpacked(fields, wanted):
    for number, value in fields:
        if number == wanted and isinstance(value, bytes):
            at = 0
            while at < len(value):
                one, at = varint(value, at)
                yield number, one
        elif number == wanted:
            yield number, value


def varint(message, at):
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


main(*sys.argv[1:])
