"""Characters → words: where a word starts and ends, and which characters are no text at all."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.reading.characters import Characters, Geometry, Style
from extractors.reading.words import Word

SOFT_HYPHEN = "\u00ad"
_PDFIUM_HYPHEN = 0x02  # pdfium's mark for a hyphen that ends a line
_SPACES = np.array([0x09, 0x0A, 0x0D, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], np.uint32)
_NOTHING = np.array(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xFFFE, 0xFFFF], np.uint32
)
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327"}

# Shares of the type size. A space inside a line is rarely under 0.2; kerning stays under 0.1.
_GAP_WITHOUT_SPACES = 0.14
_GAP_WITH_SPACES = 0.23
_NO_GAP = 0.04
_GAP_WITH_HINT = 0.11  # where pdfium sees a space too
_LYING = -0.03  # letters that overlap by more than this as a rule: the font's widths are wrong
_SAME_LINE = 0.1
_OVERLAP = 0.6


@dataclass(frozen=True, slots=True)
class Spelled:
    """Words of a page in drawing order, and what was left aside.

    off_page:  characters outside the visible page
    invisible: characters drawn without ink, where the page also shows text of its own
    unmapped:  characters that name no letter (private use, replacement, controls)
    ocr_layer: True when the words come from text drawn without ink (a recognised scan)
    """

    words: tuple[Word, ...]
    characters: int
    off_page: int
    invisible: int
    unmapped: int
    ocr_layer: bool


@dataclass(frozen=True, slots=True)
class _Along:
    """Start and end of each character along its line, its baseline across, where the pen stood,
    and its extent across the line as shown.
    """

    u0: NDArray[np.float64]
    u1: NDArray[np.float64]
    v: NDArray[np.float64]
    pen: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(slots=True)
class _Piece:
    """A run of characters without space; u runs along the line, v across it, downwards.

    low, high: extent across the line, as shown.
    """

    text: str
    u0: float
    u1: float
    v: float
    low: float
    high: float
    size: float
    style: int
    space_before: bool
    glued: bool
    space_after: bool = False


def spell(chars: Characters, geometry: Geometry) -> Spelled:
    """Join characters into words.

    A break is a space character that is really seen, a gap wider than the tracking of its line
    allows, a jump to another line, or a change of size or height (then the next word is
    `glued`). Text drawn twice in the same place counts once.
    """
    kept, hidden, off_page, ocr_layer = _visible(chars, geometry)
    unmapped = int(_is_unmapped(chars.codes[kept]).sum())
    if not kept.size:
        return Spelled((), 0, off_page, hidden, 0, ocr_layer)
    words: list[Word] = []
    angle_of = np.array([style.angle for style in chars.styles], np.int32)[chars.style[kept]]
    for angle in np.unique(angle_of):
        words += _spell_angle(chars, kept[angle_of == angle], int(angle))
    count = sum(len(word.text) for word in words)
    return Spelled(tuple(words), count, off_page, hidden, unmapped, ocr_layer)


def _visible(chars: Characters, geometry: Geometry) -> tuple[NDArray[np.int64], int, int, bool]:
    """Indexes of the characters to read; counts of hidden and off-page ones; OCR layer or not."""
    real = (chars.style >= 0) & ~np.isin(chars.codes, _NOTHING) & (chars.codes > 0)
    control = (chars.codes < 32) & (chars.codes != _PDFIUM_HYPHEN) & ~np.isin(chars.codes, _SPACES)
    real &= ~control
    blank = np.isin(chars.codes, _SPACES)
    middle_x, middle_y = (chars.x0 + chars.x1) / 2, (chars.y0 + chars.y1) / 2
    inside = (middle_x > 0) & (middle_x < geometry.width) & (middle_y > 0) & (middle_y < geometry.height)
    off_page = int((real & ~blank & ~inside).sum())
    real &= inside
    inkless = np.array([style.invisible for style in chars.styles], bool)
    no_ink = real & ~blank & (inkless[chars.style] if len(inkless) else False)
    with_ink = int((real & ~blank & ~no_ink).sum())
    ocr_layer = bool(no_ink.sum() > 4 * with_ink and no_ink.any())
    hidden = 0
    if not ocr_layer:
        hidden = int(no_ink.sum())
        real &= ~no_ink
    return np.flatnonzero(real), hidden, off_page, ocr_layer


def _is_unmapped(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    private = (codes >= 0xE000) & (codes <= 0xF8FF)
    unmapped: NDArray[np.bool_] = private | (codes == 0xFFFD) | (codes >= 0xF0000)
    return unmapped


def _spell_angle(chars: Characters, kept: NDArray[np.int64], angle: int) -> list[Word]:
    along = _along(chars, kept, angle)
    sizes = np.array([max(style.size, 0.1) for style in chars.styles])[chars.style[kept]]
    sizes = _believable(sizes, along.high - along.low, chars.style[kept], chars.codes[kept])
    blank = np.isin(chars.codes[kept], _SPACES)
    ink = np.flatnonzero(~blank)
    if not ink.size:
        return []
    spaced = np.diff(ink, prepend=ink[0]) > 1
    pieces = _pieces(chars, kept, ink, spaced, along, sizes)
    for left, right in itertools.pairwise(pieces):
        left.space_after = right.space_before
    pieces = _rejoin(_once(pieces))
    return [_word(chars.styles[piece.style], piece, angle) for piece in pieces if piece.text]


def _along(chars: Characters, kept: NDArray[np.int64], angle: int) -> _Along:
    x0, x1, y0, y1 = chars.x0[kept], chars.x1[kept], chars.y0[kept], chars.y1[kept]
    pen_x, pen_y = chars.origin_x[kept], chars.origin_y[kept]
    if angle == 90:
        return _Along(-y1, -y0, pen_x, pen_y, x0, x1)
    if angle == 180:
        return _Along(-x1, -x0, -pen_y, pen_x, y0, y1)
    if angle == 270:
        return _Along(y0, y1, -pen_x, pen_y, x0, x1)
    return _Along(x0, x1, pen_y, pen_x, y0, y1)


def _believable(
    sizes: NDArray[np.float64],
    heights: NDArray[np.float64],
    style: NDArray[np.int32],
    codes: NDArray[np.uint32],
) -> NDArray[np.float64]:
    """Sizes of type, by the height of the boxes where a font lies about its size.

    Type 3 fonts and odd matrices give sizes of 1. The letters of a style decide together: the box
    of a hyphen alone may be flat.
    """
    sizes = sizes.copy()
    letters = np.array([chr(code).isalnum() if code < 0xD800 else False for code in codes.tolist()], bool)
    for number in np.unique(style):
        own = style == number
        telling = own & letters
        height = float(np.median(heights[telling if telling.any() else own]))
        size = float(sizes[own][0])
        if size < 0.5 * height or (telling.any() and size > 3 * max(height, 0.1)):
            sizes[own] = height
    return np.maximum(sizes, 0.5)


def _pieces(
    chars: Characters,
    kept: NDArray[np.int64],
    ink: NDArray[np.int64],
    spaced: NDArray[np.bool_],
    along: _Along,
    sizes: NDArray[np.float64],
) -> list[_Piece]:
    start, end, base, size = along.u0[ink], along.u1[ink], along.v[ink], sizes[ink]
    gap = np.zeros(len(ink))
    gap[1:] = start[1:] - end[:-1]
    small = np.minimum(size, np.roll(size, 1))
    rise = np.abs(base - np.roll(base, 1))
    near = rise < 0.8 * np.maximum(size, np.roll(size, 1))
    level = (rise < _SAME_LINE * small) & (np.abs(size - np.roll(size, 1)) < 0.08 * small)
    run_break = ~near | (gap > 3 * small) | (gap < -2 * small)
    run_break[0] = True
    codes = chars.codes[kept[ink]]
    style = chars.style[kept[ink]]
    gap = _without_lies(gap, start, end, run_break | spaced, style, codes, size)
    allowed, tracking = _allowed_gap(np.cumsum(run_break), gap, spaced, size)
    apart = run_break | (gap > allowed) | (gap < -0.5 * small) | (spaced & (gap > _NO_GAP * small))
    apart |= _hinted(chars, kept[ink]) & (gap > tracking + _GAP_WITH_HINT * small)
    # A ligature that stands for several letters gives them all one place.
    drawn_by, pen = chars.drawn_by[kept[ink]], along.pen[ink]
    apart[1:] &= (drawn_by[1:] != drawn_by[:-1]) | (np.abs(np.diff(pen)) > 0.01) | spaced[1:]
    cut = np.flatnonzero(apart | ~level)
    text = _decode(codes)
    stops = [*cut[1:].tolist(), len(ink)]
    middle = (cut + np.array(stops) - 1) // 2
    members = zip(
        cut.tolist(),
        stops,
        np.round(start[cut], 2).tolist(),
        np.round(np.maximum.reduceat(end, cut), 2).tolist(),
        np.round(base[cut], 2).tolist(),
        np.round(np.minimum.reduceat(along.low[ink], cut), 2).tolist(),
        np.round(np.maximum.reduceat(along.high[ink], cut), 2).tolist(),
        size[cut].tolist(),
        style[middle].tolist(),
        spaced[cut].tolist(),
        apart[cut].tolist(),
        strict=True,
    )
    return [
        _Piece(_normal(text[first:stop]), u0, u1, level_, low, high, size_, style_, space, not split)
        for first, stop, u0, u1, level_, low, high, size_, style_, space, split in members
    ]


def _allowed_gap(
    run: NDArray[np.int64], gap: NDArray[np.float64], spaced: NDArray[np.bool_], size: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Widest gap inside a word, for each character, and the tracking (letter spacing) in it."""
    allowed, trackings = np.zeros(len(run)), np.zeros(len(run))
    bounds = np.flatnonzero(np.diff(run, prepend=run[0] - 1)).tolist()
    gaps, spaces, sizes = gap.tolist(), spaced.tolist(), size.tolist()
    for first, stop in zip(bounds, [*bounds[1:], len(gaps)], strict=True):
        inner = zip(gaps[first + 1 : stop], spaces[first + 1 : stop], strict=True)
        close = sorted(width for width, spaced_here in inner if not spaced_here)
        tracking = max(0.0, close[len(close) // 2]) if len(close) > 3 else 0.0
        share = _GAP_WITH_SPACES if len(close) < stop - first - 1 else _GAP_WITHOUT_SPACES
        if tracking > 0.6 * sizes[first]:  # a few far letters, not a tracked word
            tracking = 0.0
        allowed[first:stop] = tracking + share * size[first:stop]
        trackings[first:stop] = tracking
    return allowed, trackings


def _without_lies(
    gap: NDArray[np.float64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    broken: NDArray[np.bool_],
    style: NDArray[np.int32],
    codes: NDArray[np.uint32],
    size: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Gaps, measured anew where a font claims wider letters than it sets.

    There the usual step from a letter to the next one stands for its width.
    """
    for number in np.unique(style):
        inner = (style == number) & ~broken
        inner[0] = False
        if inner.sum() < 20 or np.median(gap[inner]) > _LYING * float(size[style == number][0]):
            continue
        gap = gap.copy()
        after = np.flatnonzero(inner)
        step = start[after] - start[after - 1]
        left = codes[after - 1]
        for code in np.unique(left):
            of_code = left == code
            width = float(np.percentile(step[of_code], 30))
            real = np.minimum(width, end[after[of_code] - 1] - start[after[of_code] - 1])
            gap[after[of_code]] = step[of_code] - real
    return gap


def _hinted(chars: Characters, members: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Characters before which pdfium put a space of its own."""
    before = np.maximum(members - 1, 0)
    return np.asarray((chars.style[before] < 0) & (chars.codes[before] == 0x20))


def _decode(codes: NDArray[np.uint32]) -> list[str]:
    hyphen = codes == _PDFIUM_HYPHEN
    safe = np.where(hyphen, ord("-"), codes)
    surrogate = (safe >= 0xD800) & (safe <= 0xDFFF) | (safe > 0x10FFFF)
    return [chr(code) for code in np.where(surrogate, 0xFFFD, safe).tolist()]


def _normal(letters: list[str]) -> str:
    text = "".join(letters)
    if text.isascii():
        return text
    for mark, combining in _ACCENTS.items():
        if mark in text and len(text) > 1:
            text = _compose(text, mark, combining)
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def _compose(text: str, mark: str, combining: str) -> str:
    """Join an accent drawn as a character of its own to the letter that follows it."""
    out: list[str] = []
    index = 0
    while index < len(text):
        joined = ""
        if text[index] == mark and index + 1 < len(text):
            joined = unicodedata.normalize("NFC", text[index + 1] + combining)
        if len(joined) == 1:
            out.append(joined)
            index += 2
        else:
            out.append(text[index])
            index += 1
    return "".join(out)


def _once(pieces: list[_Piece]) -> list[_Piece]:
    """Drop pieces drawn a second time in (nearly) the same place: fake bold, shadows."""
    seen: dict[tuple[str, int], list[_Piece]] = {}
    kept: list[_Piece] = []
    for piece in pieces:
        level = round(piece.v / 4)
        twins = [twin for near in (level - 1, level, level + 1) for twin in seen.get((piece.text, near), ())]
        if any(_same_place(piece, twin) for twin in twins):
            continue
        seen.setdefault((piece.text, level), []).append(piece)
        kept.append(piece)
    return kept


def _same_place(left: _Piece, right: _Piece) -> bool:
    if abs(left.v - right.v) > 0.2 * right.size or abs(left.size - right.size) > 0.15 * right.size:
        return False
    shared = min(left.u1, right.u1) - max(left.u0, right.u0)
    return shared > _OVERLAP * max(min(left.u1 - left.u0, right.u1 - right.u0), 0.01)


def _rejoin(pieces: list[_Piece]) -> list[_Piece]:
    """Join pieces that touch although they were not drawn one after the other."""
    order = sorted(range(len(pieces)), key=lambda i: (round(pieces[i].v), pieces[i].u0))
    gone: set[int] = set()
    left_index = order[0] if order else 0
    for index in order[1:]:
        left, right = pieces[left_index], pieces[index]
        if index != left_index + 1 and _touch(left, right):
            left.text = _normal([left.text, right.text])
            left.u1 = right.u1
            left.low, left.high = min(left.low, right.low), max(left.high, right.high)
            left.space_after = right.space_after
            gone.add(index)
        else:
            left_index = index
    return [piece for index, piece in enumerate(pieces) if index not in gone]


def _touch(left: _Piece, right: _Piece) -> bool:
    if left.space_after or right.space_before:
        return False
    if abs(left.v - right.v) > _SAME_LINE * left.size or abs(left.size - right.size) > 0.08 * left.size:
        return False
    return -0.15 * left.size < right.u0 - left.u1 < 0.1 * left.size


def _word(style: Style, piece: _Piece, angle: int) -> Word:
    u0, u1, low, high = piece.u0, piece.u1, piece.low, piece.high
    if angle == 0:
        x0, y0, x1, y1 = u0, low, u1, high
    elif angle == 180:
        x0, y0, x1, y1 = -u1, low, -u0, high
    elif angle == 90:
        x0, y0, x1, y1 = low, -u1, high, -u0
    else:
        x0, y0, x1, y1 = low, u0, high, u1
    return Word(
        piece.text, x0, y0, x1, y1, piece.size, style.font, style.bold, style.italic,
        False, piece.v, angle, piece.glued,
    )
