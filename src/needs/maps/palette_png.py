"""A picture of at most 256 colours as PNG: a third of the size, the commonest colours exact."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

_MOST_COLOURS = 256
_INCHES_PER_METRE = 39.3701
_PALETTE = 3  # PNG colour type


def palette_png(pixels: NDArray[np.uint8], *, dots_per_inch: int) -> bytes:
    """Return a picture as PNG with a palette; nothing but the picture is in it.

    The commonest colours (of areas, lines, letters) stay as they are; the few others, where an edge
    is smoothed, take the nearest of them.

    Parameters
    ----------
    pixels
        Rows × columns × red, green, blue (0–255); further channels are left out.
    dots_per_inch
        How large it is printed.

    References
    ----------
    ISO/IEC 15948 (PNG), clauses 5 and 11.
    """
    height, width = pixels.shape[:2]
    red, green, blue = (pixels[..., place].astype(np.uint32).ravel() for place in range(3))
    flat = red << 16 | green << 8 | blue
    # Neighbours are mostly alike: colours are counted by runs.
    starts = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]]))
    lengths = np.diff(starts, append=flat.size)
    colours, places = np.unique(flat[starts], return_inverse=True)
    counts = np.bincount(places, weights=lengths)
    kept = np.sort(np.lexsort((colours, -counts))[:_MOST_COLOURS])
    values = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    nearest = KDTree(values[kept]).query(values)[1].astype(np.uint8)
    rows = np.repeat(nearest[places], lengths).reshape(height, width)
    # Each row begins with its filter: none, the best for a palette.
    lines = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1)
    dots = round(dots_per_inch * _INCHES_PER_METRE)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _PALETTE, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
            _chunk(b"PLTE", values[kept].astype(np.uint8).tobytes()),
            _chunk(b"IDAT", zlib.compress(lines.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
