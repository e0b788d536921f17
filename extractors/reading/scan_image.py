"""The image of a scanned page: skew, ruling lines, weight of the strokes. Arrays only, no OCR.

An image is a two-dimensional uint8 array, 0 = black. Ink is a boolean array of the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Gray: TypeAlias = NDArray[np.uint8]
Ink: TypeAlias = NDArray[np.bool_]

_MAX_SKEW = 4.0  # degrees; scans lie within it, and beyond it the profile test is not to be trusted
_MIN_SKEW = 0.08  # below, a rotation costs more sharpness than it gives


@dataclass(frozen=True, slots=True)
class Segment:
    """A ruling line, in pixels of the image that it was found on."""

    x0: float
    y0: float
    x1: float
    y1: float


def ink(gray: Gray) -> Ink:
    """Pixels that are printed: nearer to the blackest print than to the paper.

    The paper is the median of the page. (Otsu's threshold fails on a scan: with 3 % of ink it cuts
    the noise of the paper in two.)
    """
    counts = np.bincount(gray.reshape(-1), minlength=256)
    share = np.cumsum(counts) / gray.size
    paper = int(np.searchsorted(share, 0.5))
    black = int(np.searchsorted(share, 0.0002))
    if paper - black < 40:
        return np.zeros(gray.shape, dtype=np.bool_)
    return np.asarray(gray <= black + 0.6 * (paper - black), dtype=np.bool_)


def skew(gray: Gray) -> float:
    """Degrees by which the lines of text rise to the right; turn the image clockwise by it to straighten.

    Lines that run true make the sharpest row profile: coarse search by half degrees, then finer.
    """
    step = max(1, max(gray.shape) // 1200)
    small = ink(gray[::step, ::step])
    # Solid areas (photographs, scan borders) drown the profile of the text.
    small = small & ~_solid(small, 25)
    ys, xs = np.nonzero(small)
    if len(ys) < 400:
        return 0.0
    if len(ys) > 60_000:
        chosen = np.random.default_rng(0).choice(len(ys), 60_000, replace=False)
        ys, xs = ys[chosen], xs[chosen]
    height = small.shape[0]

    def sharpness(angle: float) -> float:
        rows = ys + xs * np.tan(np.radians(angle))
        profile, _ = np.histogram(rows, bins=height + 200, range=(-100, height + 100))
        return float(np.square(np.diff(profile)).sum())

    best = 0.0
    span, pace = _MAX_SKEW, 0.5
    for _ in range(3):
        angles = np.arange(best - span, best + span + pace / 2, pace)
        best = float(angles[int(np.argmax([sharpness(float(angle)) for angle in angles]))])
        span, pace = pace, pace / 5
    if abs(best) < _MIN_SKEW or abs(best) > _MAX_SKEW:
        return 0.0
    return best if sharpness(best) > 1.05 * sharpness(0.0) else 0.0


def straighten(gray: Gray, degrees: float) -> Gray:
    """The image turned clockwise by `degrees` about its middle, same size, paper white in the corners."""
    turned = Image.fromarray(gray).rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned, dtype=np.uint8)


def ruling_lines(printed: Ink, shortest: int, thickest: int) -> tuple[tuple[Segment, ...], Ink]:
    """Straight thin lines of a table or a frame, and the mask of their pixels.

    shortest: pixels; a run shorter than that may be the stroke of a letter
    thickest: pixels; anything thicker is a filled area
    """
    across, across_mask = _lines(printed, shortest, thickest)
    down, down_mask = _lines(printed.T, shortest, thickest)
    turned = tuple(Segment(line.y0, line.x0, line.y1, line.x1) for line in down)
    return across + turned, across_mask | down_mask.T


def stroke_width(printed: Ink) -> float:
    """Mean thickness of the strokes across, in pixels; 0 when there is no ink."""
    area = int(printed.sum())
    if area == 0:
        return 0.0
    starts = int((printed[:, 1:] & ~printed[:, :-1]).sum()) + int(printed[:, 0].sum())
    return area / max(1, starts)


def _window_sum(values: Ink, length: int, axis: int) -> NDArray[np.int32]:
    """Sum over `length` cells, from each cell on, along an axis; the result is shorter by length - 1."""
    total = np.cumsum(values, axis=axis, dtype=np.int32)
    pad = [(0, 0), (0, 0)]
    pad[axis] = (1, 0)
    total = np.pad(total, pad)
    if axis == 0:
        return np.asarray(total[length:] - total[:-length], dtype=np.int32)
    return np.asarray(total[:, length:] - total[:, :-length], dtype=np.int32)


def _solid(printed: Ink, side: int) -> Ink:
    """Pixels of squares that are (nearly) all ink."""
    if min(printed.shape) <= side:
        return np.zeros(printed.shape, dtype=np.bool_)
    rows = _window_sum(printed, side, 1) >= 0.9 * side
    squares = _window_sum(np.asarray(rows, dtype=np.bool_), side, 0) >= 0.9 * side
    spread = np.pad(np.asarray(squares, dtype=np.bool_), side - 1)
    spread = np.asarray(_window_sum(spread, side, 1) > 0, dtype=np.bool_)
    return np.asarray(_window_sum(spread, side, 0) > 0, dtype=np.bool_)


def _lines(printed: Ink, shortest: int, thickest: int) -> tuple[tuple[Segment, ...], Ink]:
    """Lines that run along axis 1."""
    empty = np.zeros(printed.shape, dtype=np.bool_)
    if printed.shape[1] <= shortest or printed.shape[0] <= 4 * thickest:
        return (), empty
    full = np.asarray(_window_sum(printed, shortest, 1) >= 0.97 * shortest, dtype=np.bool_)
    runs = np.asarray(_window_sum(np.pad(full, ((0, 0), (shortest - 1,) * 2)), shortest, 1) > 0) & printed
    reach = 2 * thickest
    around = _window_sum(np.pad(runs, ((reach, reach), (0, 0))), 2 * reach + 1, 0)
    thin = np.asarray(runs & (around <= thickest), dtype=np.bool_)
    rows = np.nonzero(thin.sum(axis=1) >= shortest)[0]
    found: list[Segment] = []
    for band in np.split(rows, np.nonzero(np.diff(rows) > 2)[0] + 1) if len(rows) else []:
        top, bottom = int(band[0]), int(band[-1])
        columns = np.nonzero(thin[top : bottom + 1].any(axis=0))[0]
        for piece in np.split(columns, np.nonzero(np.diff(columns) > shortest // 4)[0] + 1):
            if piece[-1] - piece[0] >= shortest:
                middle = (top + bottom) / 2
                found.append(Segment(float(piece[0]), middle, float(piece[-1]), middle))
    # Grey edges of the line go with it.
    mask = thin.copy()
    for shift in (1, 2):
        mask[shift:] |= thin[:-shift]
        mask[:-shift] |= thin[shift:]
    return tuple(found), mask
