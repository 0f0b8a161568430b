"""The file format: written here, because zlib lets other threads run while it compresses, which Pillow does not."""

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LEVEL = 6
_INDEXED, _BITS, _UNFILTERED = 3, 8, b"\x00"


def png(width: int, pixels: bytes, palette: bytes) -> bytes:
    """Return the file of an image whose pixels are places in a palette of three bytes a colour."""
    rows = range(0, len(pixels), width)
    header = struct.pack(">IIBBBBB", width, len(rows), _BITS, _INDEXED, 0, 0, 0)
    data = b"".join(_UNFILTERED + pixels[start : start + width] for start in rows)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(data, _LEVEL)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
