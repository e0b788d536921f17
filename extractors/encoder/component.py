"""spaCy component `levier_encoder`: reads the sentences of many passages at once.

Sets Doc._.units. Sentences that the gates can rule out never reach the encoder, or only its lower half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractors import extensions
from extractors.cues import find_cues, names_obstacle
from extractors.encoder.encode import SentenceEncoder, shared_encoder
from extractors.encoder.field import density
from extractors.encoder.files import MODEL
from extractors.encoder.gate import Gates, load_gates
from extractors.encoder.heads import Heads, load_heads
from extractors.encoder.units import Unit, UnitScores, context_of, readable, worth_reading
from extractors.proposals.patterns import LABEL
from extractors.records import Passage, PassageKind
from extractors.statements.context import bare_text, context_text

DOCS_A_ROUND = 256


@Language.factory(
    "levier_encoder",
    default_config={"model": None, "heads": None, "threads": 1, "gate": True},
    assigns=["doc._.units"],
)
def make_encoder(
    nlp: Language, name: str, model: str | None, heads: str | None, threads: int, gate: bool
) -> SentenceReader:
    """Make the component.

    model: folder with both halves of the encoder, tokenizer.json, heads.npz, model.json, gate.npz; None: the
            shipped one
    heads: folder with retrained heads (heads.npz, model.json); None: those of the model
    """
    extensions.register()
    folder = Path(model) if model else MODEL
    return SentenceReader(
        shared_encoder(folder, threads),
        load_heads(Path(heads) if heads else folder),
        load_gates(folder) if gate else Gates(None, None),
    )


class SentenceReader:
    """Sentences → vectors and scores, in rounds of many passages."""

    def __init__(self, encoder: SentenceEncoder, heads: Heads, gates: Gates) -> None:
        self.encoder, self.heads, self.gates = encoder, heads, gates

    def __call__(self, doc: Doc) -> Doc:
        """One doc; `pipe` is faster."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = DOCS_A_ROUND) -> Iterator[Doc]:
        """Docs with their units set, in order; sentences of a round are read together."""
        docs = iter(stream)
        while batch := list(islice(docs, max(batch_size, DOCS_A_ROUND))):
            self._read(batch)
            yield from batch

    def _read(self, docs: list[Doc]) -> None:
        units = [_units(doc) for doc in docs]
        chosen: list[tuple[int, int]] = []
        always: list[bool] = []
        around = density([doc.text for doc in docs])
        for i, doc in enumerate(docs):
            spans = [doc.char_span(u.start, u.end, alignment_mode="expand") for u in units[i]]
            first = self.gates.first
            passes = first.passes(doc, spans, units[i], float(around[i])) if first else [True] * len(spans)
            for j, unit in enumerate(units[i]):
                certain = _always_read(unit)
                if passes[j] or certain:
                    chosen.append((i, j))
                    always.append(certain)
        if chosen:
            picked = [units[i][j] for i, j in chosen]
            vectors, read = self.encoder.encode_what_matters(
                [bare_text(u.text) for u in picked],
                [context_text(u.context) for u in picked],
                self.gates.early,
                always,
            )
            scores = self.heads.scores(vectors)
            for row, (i, j) in enumerate(chosen):
                if not read[row]:
                    continue
                row_scores = UnitScores(
                    detect=float(scores.detect[row]),
                    adjust=float(scores.adjust[row]),
                    types=scores.types[row],
                    mechanisms=scores.mechanisms[row],
                    proposal=float(scores.proposal[row]),
                    relations=scores.relations[row],
                    vehicles=scores.vehicles[row],
                    about=scores.about[row],
                    category=scores.category[row],
                    target=scores.target[row],
                )
                units[i][j] = replace(
                    units[i][j], scores=row_scores, vector=vectors[row], cues=find_cues(units[i][j].text)
                )
        for doc, own in zip(docs, units, strict=True):
            doc._.units = tuple(own)


def _always_read(unit: Unit) -> bool:
    """Whether no gate may stop it: it names an obstacle (whoever asks why it is not in the table gets a
    reason), or it bears the number of a measure.
    """
    if unit.context.kind != PassageKind.HEADING and names_obstacle(unit.text):
        return True
    return LABEL.match(unit.text) is not None


def _units(doc: Doc) -> list[Unit]:
    passage: Passage | None = doc._.passage
    if passage is None or not readable(passage):
        return []
    found = []
    previous: str = doc._.previous
    whole = doc.text  # spaCy puts it together anew each time
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        text = whole[start:end].strip()
        if worth_reading(text):
            found.append(Unit(start, start + len(text), text, context_of(passage, previous)))
        previous = text
    return found
