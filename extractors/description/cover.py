"""The first pages as printed: the title block, and the lines around it that stand apart from running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from extractors.description.cues import cues
from extractors.description.dates import without_dates
from extractors.description.names import is_series
from extractors.description.plain import plain

_LONG = 45  # characters: a line of running text, in one or two columns
_COVER = 900  # letters: a page with fewer is a cover
_UNFINISHED = re.compile(
    r"(?:[,:–-]|(?:^|[\s’'])(?:de|du|des|d|la|le|les|l|et|ou|à|au|aux|pour|sur|en|dans|par|avec|sans|entre|un|une|son|sa|ses))[’']?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:[a-zà-ÿœ(&]|(?:DE|DU|DES|D’|D'|LA|LE|LES|ET|À|AU|AUX|POUR|SUR|EN)\b)")
_HYPHEN = re.compile(r"(?<=[a-zà-ÿœ])[-‐\u00ad]$")


class PrintedLine(Protocol):
    """A line of a page: its text, its box in points from the top left, the size and weight of its type."""

    @property
    def text(self) -> str:
        """Words joined by spaces."""

    @property
    def x0(self) -> float:
        """Left edge."""

    @property
    def y0(self) -> float:
        """Upper edge."""

    @property
    def x1(self) -> float:
        """Right edge."""

    @property
    def y1(self) -> float:
        """Lower edge."""

    @property
    def size(self) -> float:
        """Size of the type, in points."""

    @property
    def bold(self) -> bool:
        """As far as the font tells."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. text: joined; after: place among the blocks below the title (0 = next)."""

    text: str
    size: float
    y0: float
    y1: float
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page with text shows. title is None when nothing stands out."""

    title: Block | None
    around: tuple[Block, ...]
    lines: tuple[str, ...]
    alone: bool  # a page of its own, with nothing but title, names and date


def cover_of(
    pages: Sequence[Sequence[PrintedLine]], running: frozenset[str], is_name: Callable[[str], bool]
) -> Cover:
    """Read the first page that has text.

    running: plain texts of headers and footers, left aside; is_name: tells a letterhead from a title
    """
    for page in pages:
        lines = _readable(page, running)
        if sum(len(line.text) for line in lines) >= 12:
            return _read(lines, is_name)
    return Cover(None, (), (), False)


def continues(above: str, below: str) -> bool:
    """Whether the words of a line go on in the next one."""
    return bool(_UNFINISHED.search(above.rstrip()) or _GOES_ON.match(below))


def join_lines(texts: Sequence[str]) -> str:
    """Lines of a title as one text, hyphenation undone."""
    out = ""
    for text in texts:
        text = " ".join(text.split())
        if out and _HYPHEN.search(out) and text[:1].islower():
            compound = out.rpartition(" ")[2].lower() in {
                "co-",
                "non-",
                "inter-",
                "éco-",
                "socio-",
                "demi-",
                "mi-",
                "sous-",
            }
            out = (out if compound else out[:-1]) + text
        elif re.search(r"[a-zà-ÿœ][-‐]$", out) and text[:1].isupper():
            out += text  # "Orbe-sur-" "Vanne"
        else:
            out = f"{out} {text}" if out else text
    return out


def _readable(page: Sequence[PrintedLine], running: frozenset[str]) -> list[PrintedLine]:
    kept = [
        line
        for line in _whole_rows(page)
        if re.search(r"[^\W\d_]{2}|\d{4}", line.text) and plain(line.text) not in running and line.size > 0
    ]
    return sorted(kept, key=lambda line: (line.y0, line.x0))


@dataclass(frozen=True, slots=True)
class _Row:
    """Pieces of one printed row in one type, which a reader of columns may have cut at a wide space."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool


def _whole_rows(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Large type that is justified has wide spaces: its pieces become one row again."""
    usual = _body_size(page) if page else 0.0
    rows: list[PrintedLine] = []
    for line in sorted(page, key=lambda line: (round(line.y1), line.x0)):
        last = rows[-1] if rows else None
        if (
            last is not None
            and line.size > 1.25 * usual
            and abs(line.size - last.size) < 0.05 * last.size
            and abs(line.y1 - last.y1) < 0.35 * last.size
            and 0 <= line.x0 - last.x1 < 8 * last.size
        ):
            top, bottom = min(last.y0, line.y0), max(last.y1, line.y1)
            rows[-1] = _Row(f"{last.text} {line.text}", last.x0, top, line.x1, bottom, last.size, last.bold)
        else:
            rows.append(line)
    return rows


def _read(lines: list[PrintedLine], is_name: Callable[[str], bool]) -> Cover:
    letters = sum(len(line.text) for line in lines)
    alone = letters < _COVER
    body = _body_size(lines)
    flat = max(line.size for line in lines) < 1.02 * min(line.size for line in lines)
    candidates = [line for line in lines if not is_name(line.text)]
    title_lines = [] if flat else _title_lines(candidates, body, alone)
    title = _block(title_lines) if title_lines else None
    around = _around(lines, title_lines, alone)
    return Cover(title, _blocks(around, title), tuple(line.text for line in around), alone)


def _body_size(lines: Sequence[PrintedLine]) -> float:
    weight: Counter[float] = Counter()
    for line in lines:
        weight[round(line.size * 2) / 2] += len(line.text)
    return weight.most_common(1)[0][0]


def _title_lines(lines: list[PrintedLine], body: float, alone: bool) -> list[PrintedLine]:
    """The lines in the largest type, top to bottom, with the lines of a subtitle that belongs to them."""
    bottom = max((line.y1 for line in lines), default=0.0)
    candidates = [
        line
        for line in lines
        if len(re.findall(r"[^\W\d_]", line.text)) >= 3
        and (alone or line.y0 < 0.62 * bottom)
        and not cues().not_a_title.fullmatch(plain(line.text))
    ]
    if not candidates:
        return []
    groups = _groups(candidates)
    largest = max(groups, key=_prominence)
    if largest[0].size < 1.12 * body and not alone:
        return []  # nothing stands out by its size
    return _completed(largest, groups) if alone else largest


def _prominence(group: list[PrintedLine]) -> float:
    """Size counts most; a lone word (a logo) needs to be much larger than a phrase."""
    words = sum(len(line.text.split()) for line in group)
    letters = sum(len(line.text) for line in group)
    size = group[0].size * (1.06 if group[0].bold else 1.0)
    if words < 3:
        size *= 0.75
    return size * (0.8 if letters > 260 else 1.0)


def _groups(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines of one size that follow each other, in one column."""
    groups: list[list[PrintedLine]] = []
    for line in lines:
        for group in reversed(groups):
            last = group[-1]
            same = abs(line.size - last.size) <= 0.07 * last.size and line.bold == last.bold
            beside = line.y0 < last.y1 - 0.3 * last.size and abs(line.y0 - last.y0) < 0.6 * last.size
            close = -0.4 * last.size <= line.y0 - last.y1 <= 1.1 * last.size
            overlap = min(line.x1, last.x1) - max(line.x0, last.x0) > -0.5 * last.size
            if same and (beside or (close and overlap)):
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def _completed(title: list[PrintedLine], groups: list[list[PrintedLine]]) -> list[PrintedLine]:
    """On a cover, the blocks above and below that are parts of the title: another weight, a smaller size.

    "Guide" alone, or the name of a project alone, is no title yet: what follows belongs to it.
    """
    place = groups.index(title)
    whole = list(title)
    if place and _same_rank(groups[place - 1], title) and _goes_over(groups[place - 1], title):
        whole = [*groups[place - 1], *whole]
    for group in groups[place + 1 :]:
        size, gap = title[0].size, group[0].y0 - whole[-1].y1
        words = sum(len(line.text.split()) for line in whole)
        short = words < 3 and 0.3 * size <= group[0].size and gap < 2.5 * size
        goes_on = 0.6 * size <= group[0].size and gap < 1.2 * size and _goes_over(whole, group)
        dated = without_dates(group[0].text) != group[0].text
        if gap < -0.6 * size or dated or not (short or goes_on):
            break
        whole += group
    return whole


def _same_rank(above: list[PrintedLine], title: list[PrintedLine]) -> bool:
    return above[0].size >= 0.9 * title[0].size and title[0].y0 - above[-1].y1 < 1.2 * title[0].size


def _goes_over(above: list[PrintedLine], below: list[PrintedLine]) -> bool:
    return continues(above[-1].text, below[0].text)


def _around(lines: list[PrintedLine], title: list[PrintedLine], alone: bool) -> list[PrintedLine]:
    """Lines that stand apart: the whole cover, or what is above the running text in the title's column."""
    chosen = {id(line) for line in title}
    rest = [line for line in lines if id(line) not in chosen]
    if alone:
        return rest
    if title:
        left, right = min(line.x0 for line in title) - 12, max(line.x1 for line in title) + 12
        rest = [line for line in rest if line.x0 < right and line.x1 > left]
    end = _text_starts(rest, title)
    return [line for line in rest if line.y0 < end]


def _text_starts(lines: list[PrintedLine], title: list[PrintedLine]) -> float:
    """y of the first paragraph: three long lines in a row, or two and a shorter that ends a sentence."""
    below = max((line.y1 for line in title), default=0.0)
    for first, second, third in zip(lines, lines[1:], lines[2:], strict=False):
        if first.y0 < below - 200:
            continue
        level = abs(first.x0 - second.x0) < 30 and second.y0 - first.y1 < 1.2 * first.size
        same = abs(first.size - second.size) < 0.6 and abs(second.size - third.size) < 0.6
        tight = third.y0 - second.y1 < 1.2 * first.size
        long = len(first.text) > _LONG and len(second.text) > _LONG
        ends = len(third.text) > _LONG or third.text.rstrip().endswith((".", ";", "!", "?"))
        if level and same and tight and long and ends:
            return first.y0
    return float("inf") if len(lines) < 12 else lines[11].y0


def _block(lines: list[PrintedLine], after: int | None = None) -> Block:
    rows = _rows(lines)
    return Block(join_lines(rows), lines[0].size, lines[0].y0, max(line.y1 for line in lines), after)


def _rows(lines: list[PrintedLine]) -> list[str]:
    """Pieces of one printed row (a justified title is cut at its wide spaces) joined again."""
    rows: list[list[PrintedLine]] = []
    for line in lines:
        if rows and abs(line.y0 - rows[-1][0].y0) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [" ".join(piece.text for piece in sorted(row, key=lambda piece: piece.x0)) for row in rows]


def _blocks(lines: list[PrintedLine], title: Block | None) -> tuple[Block, ...]:
    """Names and genre lines: consecutive lines whose words go on are one block."""
    blocks: list[list[PrintedLine]] = []
    for line in lines:
        for group in reversed(blocks[-4:]):  # two columns of names alternate
            if _same_name(group[-1], line):
                group.append(line)
                break
        else:
            blocks.append([line])
    out, place = [], 0
    for group in blocks:
        below = title is not None and group[0].y0 >= title.y1 - 0.4 * title.size
        out.append(_block(group, place if below else None))
        place += below
    return tuple(out)


def _cut_name(above: str, below: str) -> bool:
    """Whether a name in capitals that is longer than its line goes on in the next one."""
    words = plain(above).split()
    unfinished = len(words) > 2 and bool(cues().name_head.match(plain(above)))
    return (
        (unfinished or (bool(words) and words[-1] in cues().place_heads))
        and above.isupper()
        and below.isupper()
        and not cues().genre_of.match(plain(below))
        and not cues().name_head.match(plain(below))
        and not cues().not_an_issuer.fullmatch(plain(below))
        and not is_series(below)
        and without_dates(below) == below
    )


def _same_name(last: PrintedLine, line: PrintedLine) -> bool:
    return (
        abs(line.size - last.size) < 0.08 * last.size
        and -0.5 * last.size < line.y0 - last.y1 < 0.9 * last.size
        and min(line.x1, last.x1) > max(line.x0, last.x0)
        and line.bold == last.bold
        and without_dates(last.text) == last.text
        and (continues(last.text, line.text) or _cut_name(last.text, line.text))
    )
