"""Compare one document with its gold: what was found, missed, or reported for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from warehouse.evaluation.gold import DISCUSSED, GoldDocument, GoldSentence, is_measured
from warehouse.evaluation.matching import alike, covers, holds, norm, same_words
from warehouse.evaluation.observed import ObservedDocument, Predicted


class Outcome(StrEnum):
    """What became of a gold sentence."""

    FOUND = "found"  # an obstacle, and a statement covers it
    MISSED = "missed"  # an obstacle, and none does
    FALSE_ALARM = "false_alarm"  # no obstacle of ours, and a statement covers it
    SILENT = "silent"  # no obstacle of ours, and rightly none does
    LEFT_OUT = "left_out"  # an obstacle without category: counts neither way


@dataclass(frozen=True, slots=True)
class SentenceVerdict:
    """A gold sentence and what became of it.

    best:     the statement that counts, when one covers the sentence
    read:     True when the stored text of the document holds the sentence
    labelled: for a negated, resolved, hypothetical or rebutted obstacle, whether a statement says so
    proposed: for a proposal, whether one was found; else None
    """

    gold: GoldSentence
    outcome: Outcome
    best: Predicted | None
    read: bool
    labelled: bool | None
    proposed: bool | None


@dataclass(frozen=True, slots=True)
class CitationVerdict:
    """A norm of a document, with how often it was wanted and found at a level of detail."""

    norm_id: str
    wanted: int
    found: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """One document and its gold, compared.

    observed:     None when the warehouse does not have the file
    stray:        asserted statements that cover no gold sentence
    citations:    whole ids; articles: the same, cut to the article
    proposal_of:  proposal id → number of the gold sentence that it covers
    """

    gold: GoldDocument
    observed: ObservedDocument | None
    title_ok: bool
    issuer_ok: bool
    kind_ok: bool
    year_ok: bool
    sentences: tuple[SentenceVerdict, ...]
    stray: tuple[Predicted, ...]
    citations: tuple[CitationVerdict, ...]
    articles: tuple[CitationVerdict, ...]
    proposal_of: dict[str, int]


def judge(gold: GoldDocument, observed: ObservedDocument | None) -> Judgement:
    """Compare a document with its gold; `observed` is None when it is not in the warehouse."""
    seen = observed or ObservedDocument("", gold.file, None, None, None, None)
    asserted = [p for p in seen.statements if p.assertion == "asserted" and is_measured(p.code)]
    squeezed = seen.plain.replace(" ", "")
    used: set[str] = set()
    proposal_of: dict[str, int] = {}
    verdicts = []
    for sentence in gold.sentences:
        plain = norm(sentence.text)
        hits = [p for p in asserted if covers(p.plain, plain)]
        used.update(p.statement_id for p in hits)
        mine = [p.proposal_id for p in seen.proposals if sentence.proposal and covers(p.plain, plain)]
        for proposal_id in mine:
            proposal_of.setdefault(proposal_id, sentence.n)
        verdicts.append(
            SentenceVerdict(
                gold=sentence,
                outcome=_outcome(sentence, bool(hits)),
                best=_best(sentence, hits),
                read=holds(seen.plain, squeezed, plain),
                labelled=_labelled(sentence, plain, seen),
                proposed=bool(mine) if sentence.proposal else None,
            )
        )
    wanted = Counter(norm_id for sentence in gold.sentences for norm_id in sentence.citations)
    return Judgement(
        gold=gold,
        observed=observed,
        title_ok=observed is not None and alike(observed.title, gold.title),
        issuer_ok=observed is not None and same_words(observed.issuer, gold.issuer),
        kind_ok=observed is not None and observed.kind == gold.kind,
        year_ok=observed is not None and (observed.published_on or "")[:4] == gold.date[:4],
        sentences=tuple(verdicts),
        stray=tuple(p for p in asserted if p.statement_id not in used),
        citations=_citations(wanted, Counter(seen.citations), str),
        articles=_citations(wanted, Counter(seen.citations), article_of),
        proposal_of=proposal_of,
    )


def article_of(norm_id: str) -> str:
    """A norm id cut to the article: paragraphs and items of a code, a law or a decree go.

    "fr:code:cgi:261#7/1°/b" → "fr:code:cgi:261"; "fr:loi:2014-856#9/II" → "fr:loi:2014-856#9". An article
    of a European act is cut at the first slash of the id, hence to the year of the act.
    """
    text, mark, below = norm_id.partition("#")
    if not mark or not norm_id.startswith(("fr:lo", "fr:ord", "fr:dec", "eu:")):
        return text
    return f"{text}#{below.split('#')[0]}".split("/")[0]


def _outcome(sentence: GoldSentence, hit: bool) -> Outcome:
    if sentence.is_positive:
        return Outcome.FOUND if hit else Outcome.MISSED
    if sentence.is_undetermined:
        return Outcome.LEFT_OUT
    return Outcome.FALSE_ALARM if hit else Outcome.SILENT


def _best(sentence: GoldSentence, hits: list[Predicted]) -> Predicted | None:
    """Of the statements that cover a sentence, the one with its category, else the first."""
    right = [p for p in hits if sentence.is_positive and p.code == sentence.code]
    return next(iter(right or hits), None)


def _labelled(sentence: GoldSentence, plain: str, seen: ObservedDocument) -> bool | None:
    if sentence.type not in DISCUSSED:
        return None
    return any(p.assertion == sentence.type and covers(p.plain, plain) for p in seen.statements)


def _citations(
    wanted: Counter[str], found: Counter[str], cut: Callable[[str], str]
) -> tuple[CitationVerdict, ...]:
    want: Counter[str] = Counter()
    have: Counter[str] = Counter()
    for norm_id, count in wanted.items():
        want[cut(norm_id)] += count
    for norm_id, count in found.items():
        have[cut(norm_id)] += count
    return tuple(CitationVerdict(one, want[one], have[one]) for one in dict.fromkeys([*want, *have]))
