# Writes images.json beside this file. Run with Debian 12's python3-pil and python3-numpy: Pillow 9.4.0, numpy 1.24.2.
# PNG files of every kind and depth of ISO/IEC 15948, plain and interlaced (Adam7), written here byte by byte with all five filters; their pixels
# follow from the samples by the rules that Image.Read states, and Pillow's decoder is asked too wherever it keeps to the same rules.
import base64
import io
import json
import os
import struct
import zlib

import numpy as np
import PIL
from PIL import Image

rng = np.random.default_rng(11)
WIDTH, HEIGHT = 13, 11
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def pack_row(row, depth):
    bits = "".join(format(int(sample), f"0{depth}b") for sample in row.reshape(-1))
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def paeth(left, up, corner):
    estimate = left + up - corner
    return min((abs(estimate - left), 0, left), (abs(estimate - up), 1, up), (abs(estimate - corner), 2, corner))[2]


def filtered(rows, distance):
    out, above = b"", bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind = number % 5
        line = bytearray()
        for i, value in enumerate(row):
            left = row[i - distance] if i >= distance else 0
            corner = above[i - distance] if i >= distance else 0
            predicted = [0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner)][kind]
            line.append((value - predicted) % 256)
        out += bytes([kind]) + bytes(line)
        above = row
    return out


def png(samples, kind, depth, interlaced, palette=None, transparency=None):
    distance = max(1, SAMPLES[kind] * depth // 8)
    raw = b""
    for left, top, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[top::dy, left::dx]
        if part.shape[0] and part.shape[1]:
            raw += filtered([pack_row(row, depth) for row in part], distance)
    packed = zlib.compress(raw)
    header = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, kind, 0, 0, int(interlaced))
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"Title\0a picture of noise")
    if palette is not None:
        file += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    if transparency is not None:
        file += chunk(b"tRNS", transparency)
    return file + chunk(b"IDAT", packed[:7]) + chunk(b"IDAT", packed[7:]) + chunk(b"IEND", b"")


def to_byte(samples, depth):
    return samples >> 8 if depth == 16 else samples * 255 // ((1 << depth) - 1)


def before_white(values, alpha):
    return (values * alpha[..., None] + 255 * (255 - alpha[..., None]) + 127) // 255


def case(kind, depth, interlaced, transparent):
    top = 1 << depth
    samples = rng.integers(0, top, (HEIGHT, WIDTH, SAMPLES[kind]))
    palette = transparency = None
    alpha = np.full((HEIGHT, WIDTH), 255)
    if kind == 3:
        palette = rng.integers(0, 256, (top, 3))
        values = palette[samples[..., 0]]
        if transparent:
            opacities = rng.integers(0, 256, top // 2)
            transparency = bytes(int(one) for one in opacities)
            alpha = np.concatenate([opacities, np.full(top - len(opacities), 255)])[samples[..., 0]]
    elif kind in (4, 6):
        values, alpha = to_byte(samples[..., :-1], depth), to_byte(samples[..., -1], depth)
    else:
        values = to_byte(samples, depth)
        if transparent:
            unseen = samples[2, 3]
            transparency = b"".join(struct.pack(">H", int(one)) for one in unseen)
            alpha = np.where((samples == unseen).all(-1), 0, 255)
    pixels = before_white(values, alpha)
    file = png(samples, kind, depth, interlaced, palette, transparency)
    if not transparent and kind in (0, 2, 3) and not (kind == 0 and depth == 16):
        decoded = np.array(Image.open(io.BytesIO(file)).convert("L" if kind == 0 else "RGB")).reshape(pixels.shape)
        assert (decoded == pixels).all(), (kind, depth, interlaced)
    name = f"{ {0: 'gray', 2: 'color', 3: 'palette', 4: 'gray-alpha', 6: 'color-alpha'}[kind] }-{depth}" + ("-interlaced" if interlaced else "") + ("-transparent" if transparent else "")
    return {"name": name, "file": base64.b64encode(file).decode(), "width": WIDTH, "height": HEIGHT,
            "channels": pixels.shape[-1], "pixels": base64.b64encode(pixels.astype(np.uint8).tobytes()).decode()}


cases = []
for kind, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
    for depth in depths:
        for interlaced in (False, True):
            cases += [case(kind, depth, interlaced, transparent) for transparent in ([False, True] if kind in (0, 2, 3) else [False])]

resized = []
for channels, mode in ((1, "L"), (3, "RGB")):
    pixels = rng.integers(0, 256, (HEIGHT, WIDTH, channels), dtype=np.uint8)
    source = Image.fromarray(pixels[..., 0] if channels == 1 else pixels, mode)
    for width, height in ((5, 4), (26, 22), (13, 3), (1, 1), (40, 5)):
        result = np.array(source.resize((width, height), Image.BILINEAR))
        resized.append({"channels": channels, "source": base64.b64encode(pixels.tobytes()).decode(), "width": width, "height": height,
                        "pixels": base64.b64encode(result.astype(np.uint8).tobytes()).decode()})

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "images.json"), "w") as out:
    json.dump({"versions": {"Pillow": PIL.__version__, "numpy": np.__version__}, "width": WIDTH, "height": HEIGHT, "cases": cases, "resized": resized}, out, indent=0)
