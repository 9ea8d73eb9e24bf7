"""Writes the golden safetensors files beside it. Python 3 standard library only (made with 3.11), written from the
format's description alone (https://github.com/huggingface/safetensors, README, "Format") and Cajal's two rules:

- layout: metadata in order of their keys, entries by element size (widest first), then type, then name; the header
  padded with spaces to a multiple of 8 bytes;
- metadata "cajal.safetensors": "1" and "cajal.sha256": SHA-256 of the whole file, taken while its own 64 digits are "0".

    python3 generate.py            writes cajal.safetensors and foreign.safetensors
    python3 generate.py FILE       prints what FILE holds, and checks its checksum
"""

import hashlib
import json
import pathlib
import struct
import sys

CODES = {"F64": "d", "I64": "q", "F32": "f", "I32": "i", "U8": "B"}


def assemble(metadata, entries, pad):
    """entries: (name, dtype, shape, values) in the order of the payload."""
    header, payload = {"__metadata__": metadata} if metadata is not None else {}, b""
    for name, dtype, shape, values in entries:
        data = struct.pack(f"<{len(values)}{CODES[dtype]}", *values)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(payload), len(payload) + len(data)]}
        payload += data
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8 if pad else 0)
    return struct.pack("<Q", len(text)) + text + payload


def sign(blank):
    digest = hashlib.sha256(blank).hexdigest().encode()
    assert blank.count(b"0" * 64) == 1
    return blank.replace(b"0" * 64, digest)


def read(data):
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    entries = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        code = CODES[entry["dtype"]]
        values = struct.unpack(f"<{(end - begin) // struct.calcsize(code)}{code}", data[8 + length + begin:8 + length + end])
        entries[name] = (entry["dtype"], entry["shape"], values)
    digest = metadata.get("cajal.sha256")
    if digest is not None:
        assert hashlib.sha256(data.replace(digest.encode(), b"0" * 64)).hexdigest() == digest, "checksum"
    return metadata, entries


CAJAL = (
    {
        "cajal.safetensors": "1",
        "cajal.sha256": "0" * 64,
        "model": '{"layers":["Dense(3)"],"note":"tab\\tquote\\" é 漢 🧠"}',
        "seed": "7",
    },
    [
        ("moment", "F64", [2], [0.1, -1e300]),
        ("step", "I64", [], [-9007199254740993]),
        ("dense.bias", "F32", [3], [0.5, -0.25, 3.4e38]),
        ("dense.weight", "F32", [3, 2], [1.0, -2.0, 0.1, 0.2, -0.0, 1e-40]),
        ("empty", "F32", [0, 5], []),
        ("classes", "I32", [2], [-1, 2147483647]),
        ("pixels", "U8", [3], [0, 127, 255]),
    ],
)

# As another program may write it: no metadata, no padding, names out of order, a value at an odd byte.
FOREIGN = (None, [("z", "U8", [3], [1, 2, 3]), ("a/β", "F32", [2, 1], [0.5, -8.0]), ("m", "F64", [], [0.1])])

if __name__ == "__main__":
    if len(sys.argv) > 1:
        for part in read(pathlib.Path(sys.argv[1]).read_bytes()):
            for item in part.items():
                print(*item)
    else:
        folder = pathlib.Path(__file__).parent
        (folder / "cajal.safetensors").write_bytes(sign(assemble(*CAJAL, pad=True)))
        (folder / "foreign.safetensors").write_bytes(assemble(*FOREIGN, pad=False))
