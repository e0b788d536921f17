"""Where the errors are: by category, genre, turn of phrase, look-alike; which categories are confused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extractors.cues import families_of
from taxonomy.records import Lookalike
from warehouse.evaluation.gold import DISCUSSED
from warehouse.evaluation.judge import Judgement, Outcome
from warehouse.evaluation.matching import covers, norm


@dataclass(frozen=True, slots=True)
class Row:
    """One group. right, false, missed: numbers of sentences or statements."""

    name: str
    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of what was reported that is right; None when nothing was reported."""
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Share of what was to be found that was found; None when there was nothing to find."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall: 2 right / (2 right + false + missed)."""
        return _share(2 * self.right, 2 * self.right + self.false + self.missed)


@dataclass(frozen=True, slots=True)
class LookalikeRow:
    """One type of sentence that resembles an obstacle.

    sentences, false_alarms: how many there are, how many were taken for obstacles
    label: of the statements that bear this assertion; None for types that are not assertions
    """

    kind: str
    sentences: int
    false_alarms: int
    label: Row | None

    @property
    def rejected(self) -> float | None:
        """Share of the sentences that were rightly not taken for obstacles."""
        return _share(self.sentences - self.false_alarms, self.sentences)


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many found sentences of the category `wanted` were given the category `given`."""

    wanted: str
    given: str
    count: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The same errors, grouped in several ways.

    categories: found and given the right category
    turns:      by family of the turns of phrase; a sentence with turns of two families counts in both
    """

    categories: tuple[Row, ...]
    genres: tuple[Row, ...]
    kinds: tuple[Row, ...]
    turns: tuple[Row, ...]
    lookalikes: tuple[LookalikeRow, ...]
    confusions: tuple[Confusion, ...]


def break_down(judgements: tuple[Judgement, ...]) -> Breakdown:
    """Group the verdicts of all documents."""
    return Breakdown(
        categories=_categories(judgements),
        genres=_detection(judgements, lambda judgement: judgement.gold.genre),
        kinds=_detection(judgements, lambda judgement: judgement.gold.kind),
        turns=_turns(judgements),
        lookalikes=_lookalikes(judgements),
        confusions=_confusions(judgements),
    )


def _categories(judgements: Iterable[Judgement]) -> tuple[Row, ...]:
    """A wrong category is a miss for the one that was wanted and a false alarm for the one that was given."""
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for judgement in judgements:
        false.update(stray.code or "" for stray in judgement.stray)
        for verdict in judgement.sentences:
            code, given = verdict.gold.code or "", verdict.best.code or "" if verdict.best else ""
            if verdict.outcome is Outcome.FOUND and given == code:
                right[code] += 1
            elif verdict.outcome in (Outcome.FOUND, Outcome.MISSED):
                missed[code] += 1
            if verdict.outcome is Outcome.FALSE_ALARM or (verdict.outcome is Outcome.FOUND and given != code):
                false[given] += 1
    codes = sorted({*right, *false, *missed})
    return tuple(Row(code, right[code], false[code], missed[code]) for code in codes)


def _detection(judgements: Iterable[Judgement], group: Callable[[Judgement], str]) -> tuple[Row, ...]:
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for judgement in judgements:
        of_group = counts[group(judgement)]
        of_group.update(verdict.outcome for verdict in judgement.sentences)
        of_group[Outcome.FALSE_ALARM] += len(judgement.stray)
    return tuple(
        Row(name, found[Outcome.FOUND], found[Outcome.FALSE_ALARM], found[Outcome.MISSED])
        for name, found in sorted(counts.items())
    )


def _turns(judgements: Iterable[Judgement]) -> tuple[Row, ...]:
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for judgement in judgements:
        for verdict in judgement.sentences:
            for family in families_of(verdict.gold.text):
                counts[family][verdict.outcome] += 1
        for stray in judgement.stray:
            for family in families_of(stray.text):
                counts[family][Outcome.FALSE_ALARM] += 1
    rows = (
        Row(name, found[Outcome.FOUND], found[Outcome.FALSE_ALARM], found[Outcome.MISSED])
        for name, found in counts.items()
    )
    return tuple(sorted(rows, key=lambda row: (-(row.right + row.missed), row.name)))


def _lookalikes(judgements: tuple[Judgement, ...]) -> tuple[LookalikeRow, ...]:
    sentences: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    for judgement in judgements:
        for verdict in judgement.sentences:
            if verdict.gold.type is not None and verdict.gold.is_lookalike:
                sentences[verdict.gold.type] += 1
                alarms[verdict.gold.type] += verdict.best is not None
                labelled[verdict.gold.type] += verdict.labelled is True
    wrong = _wrong_labels(judgements)
    rows = []
    for kind in Lookalike:
        if sentences[kind] or wrong[kind]:
            right = labelled[kind]
            label = Row(kind, right, wrong[kind], sentences[kind] - right) if kind in DISCUSSED else None
            rows.append(LookalikeRow(kind, sentences[kind], alarms[kind], label))
    return tuple(rows)


def _wrong_labels(judgements: Iterable[Judgement]) -> Counter[str]:
    """Statements that say negated, resolved … and cover no gold sentence of that type."""
    wrong: Counter[str] = Counter()
    for judgement in judgements:
        wanted: dict[str, list[str]] = defaultdict(list)
        for verdict in judgement.sentences:
            if verdict.gold.type in DISCUSSED:
                wanted[verdict.gold.type].append(norm(verdict.gold.text))
        for said in judgement.observed.statements if judgement.observed else ():
            if said.assertion in DISCUSSED:
                texts = wanted[said.assertion]
                wrong[said.assertion] += not any(covers(said.plain, plain) for plain in texts)
    return wrong


def _confusions(judgements: Iterable[Judgement]) -> tuple[Confusion, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for judgement in judgements:
        for verdict in judgement.sentences:
            if verdict.outcome is Outcome.FOUND and verdict.best and verdict.best.code != verdict.gold.code:
                counts[verdict.gold.code or "", verdict.best.code or ""] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(wanted, given, count) for (wanted, given), count in ordered)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
