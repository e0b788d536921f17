"""What a page draws besides text: ruling lines, rectangles, images. Coordinates as shown."""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.reading.characters import Geometry

_MOST_OBJECTS = 6000  # a page with more is a map or a chart: its lines rule no text
_MOST_POINTS = 400
_THIN = 3.0  # points: a rectangle thinner than this is a line
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points, with what is known of its paint.

    filled: painted with a colour that shows; stroked: outlined.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    filled: bool = False
    stroked: bool = False

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        """True when the point lies inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(slots=True)
class Drawings:
    """Lines are rectangles without thickness; `across` are horizontal, `down` vertical.

    shapes: number of painted paths of any form; complete: False when the page has too many to read.
    """

    across: list[Rect] = field(default_factory=list)
    down: list[Rect] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    images: list[Rect] = field(default_factory=list)
    shapes: int = 0
    complete: bool = True


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_drawings(page: pdfium.PdfPage, geometry: Geometry) -> Drawings:
    """Collect lines, rectangles and images; gives up (complete=False) on very busy pages."""
    drawings = Drawings()
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    budget = [_MOST_OBJECTS]
    for index in range(max(count, 0)):
        item = pdfium_c.FPDFPage_GetObject(page.raw, index)
        _collect(item, _IDENTITY, geometry, drawings, budget, 0)
        if budget[0] <= 0:
            drawings.complete = False
            break
    return drawings


def _collect(
    item: Any, outer: _Matrix, geometry: Geometry, drawings: Drawings, budget: list[int], depth: int
) -> None:
    kind = pdfium_c.FPDFPageObj_GetType(item)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        return
    budget[0] -= 1
    if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        _path(item, outer, geometry, drawings)
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        drawings.images.append(_bounds(item, outer, geometry))
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(item), outer)
        for index in range(max(pdfium_c.FPDFFormObj_CountObjects(item), 0)):
            if budget[0] <= 0:
                return
            _collect(
                pdfium_c.FPDFFormObj_GetObject(item, index), inner, geometry, drawings, budget, depth + 1
            )


def _path(item: Any, outer: _Matrix, geometry: Geometry, drawings: Drawings) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    filled, stroked = bool(fill.value), bool(stroke.value)
    if not filled and not stroked:
        return
    drawings.shapes += 1
    points = pdfium_c.FPDFPath_CountSegments(item)
    if points < 2 or points > _MOST_POINTS:
        return
    filled = filled and _shows(item)
    matrix = _times(_matrix(item), outer)
    window = _clip(item, outer, geometry)
    for subpath in _subpaths(item, points, matrix, geometry):
        _sort_in(subpath, window, filled, stroked, drawings)


def _clip(item: Any, outer: _Matrix, geometry: Geometry) -> Rect | None:
    """Rectangle around what the clip paths let through; None when nothing is clipped."""
    clip = pdfium_c.FPDFPageObj_GetClipPath(item)
    count = pdfium_c.FPDFClipPath_CountPaths(clip) if clip else 0
    window: Rect | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(max(count, 0), 8)):
        points: list[tuple[float, float]] = []
        for index in range(min(pdfium_c.FPDFClipPath_CountPathSegments(clip, path), _MOST_POINTS)):
            segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, index)
            if pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                user_x = outer[0] * x.value + outer[2] * y.value + outer[4]
                user_y = outer[1] * x.value + outer[3] * y.value + outer[5]
                points.append(geometry.shown(user_x, user_y))
        if not points:
            continue
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        part = Rect(min(xs), min(ys), max(xs), max(ys))
        window = part if window is None else _cut(window, part)
    return window


def _cut(rect: Rect, window: Rect) -> Rect:
    x0, y0 = max(rect.x0, window.x0), max(rect.y0, window.y0)
    x1, y1 = max(min(rect.x1, window.x1), x0), max(min(rect.y1, window.y1), y0)
    return Rect(x0, y0, x1, y1, rect.filled, rect.stroked)


def _shows(item: Any) -> bool:
    """False for white and for (nearly) transparent fills."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(
        item, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    ):
        return True
    return alpha.value > 8 and min(red.value, green.value, blue.value) < 252


def _subpaths(
    item: Any, count: int, matrix: _Matrix, geometry: Geometry
) -> list[tuple[list[tuple[float, float]], bool]]:
    """Corners of each subpath as shown, and whether it has curves."""
    found: list[tuple[list[tuple[float, float]], bool]] = []
    corners: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and corners:
            found.append((corners, curved))
            corners, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        if pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            user_x = matrix[0] * x.value + matrix[2] * y.value + matrix[4]
            user_y = matrix[1] * x.value + matrix[3] * y.value + matrix[5]
            corners.append(geometry.shown(user_x, user_y))
    if corners:
        found.append((corners, curved))
    return found


def _sort_in(
    subpath: tuple[list[tuple[float, float]], bool],
    window: Rect | None,
    filled: bool,
    stroked: bool,
    drawings: Drawings,
) -> None:
    corners, curved = subpath
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    whole = Rect(min(xs), min(ys), max(xs), max(ys), filled, stroked)
    rect = whole if window is None else _cut(whole, window)
    if rect.width > _THIN and rect.height > _THIN:
        if _is_rectangle(corners, whole, curved):
            if filled or stroked:
                drawings.rects.append(rect)
        elif stroked and not curved:
            _polyline(corners, drawings)
    elif rect.width > rect.height and rect.width > _THIN and (filled or stroked):
        middle = (rect.y0 + rect.y1) / 2
        drawings.across.append(Rect(rect.x0, middle, rect.x1, middle, filled, stroked))
    elif rect.height > _THIN and (filled or stroked):
        middle = (rect.x0 + rect.x1) / 2
        drawings.down.append(Rect(middle, rect.y0, middle, rect.y1, filled, stroked))


def _is_rectangle(corners: list[tuple[float, float]], rect: Rect, curved: bool) -> bool:
    """Rectangles, with round corners too: every point lies near the border, all four sides touched."""
    if len(corners) < 4 or len(corners) > 24:
        return False
    slack = 0.25 * min(rect.width, rect.height) if curved else 1.0
    for x, y in corners:
        nearest = min(x - rect.x0, rect.x1 - x, y - rect.y0, rect.y1 - y)
        if nearest > slack:
            return False
    near_corner = sum(
        1
        for cx in (rect.x0, rect.x1)
        for cy in (rect.y0, rect.y1)
        if any(abs(x - cx) <= slack + 0.5 and abs(y - cy) <= slack + 0.5 for x, y in corners)
    )
    return near_corner == 4


def _polyline(corners: list[tuple[float, float]], drawings: Drawings) -> None:
    for (ax, ay), (bx, by) in itertools.pairwise(corners):
        if abs(ay - by) < 0.5 and abs(ax - bx) > _THIN:
            drawings.across.append(Rect(min(ax, bx), ay, max(ax, bx), ay, stroked=True))
        elif abs(ax - bx) < 0.5 and abs(ay - by) > _THIN:
            drawings.down.append(Rect(ax, min(ay, by), ax, max(ay, by), stroked=True))


def _bounds(item: Any, outer: _Matrix, geometry: Geometry) -> Rect:
    values = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(item, *[ctypes.byref(value) for value in values])
    left, bottom, right, top = (value.value for value in values)
    corners = [
        geometry.shown(outer[0] * x + outer[2] * y + outer[4], outer[1] * x + outer[3] * y + outer[5])
        for x in (left, right)
        for y in (bottom, top)
    ]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Rect(min(xs), min(ys), max(xs), max(ys), filled=True)


def _matrix(item: Any) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """Matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
