"""Real sentences of documents that are foreign to alliances, as negatives for the training.

    python -m training.neutral FOLDER --out FILE

Reads the PDFs of a folder with the project's own reader. The sentences are given to the training command
and never stored in the product. Choose documents of the same registers (reports, guides, minutes, orders,
statutes) that speak of other subjects; every sentence is taken as "no obstacle of this domain".
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from extractors.encoder.field import density
from extractors.encoder.previous import with_previous
from extractors.encoder.units import context_of, worth_reading
from extractors.reading.isolate import read_many
from extractors.records import RUNNING_TEXT, Failure, Passage
from extractors.sentences import split
from training.corpus import fold_of

FOLDS = 4
A_DOCUMENT = 140


def sentences(passages: tuple[Passage, ...]) -> Iterator[dict[str, object]]:
    """Every readable sentence with its context and the density of the field around it, as in use."""
    around = density([passage.text for passage in passages])
    for (passage, before), words_of_field in zip(with_previous(passages), around, strict=True):
        if passage.kind not in RUNNING_TEXT:
            continue
        for start, end in split(passage.text):
            text = passage.text[start:end]
            context = context_of(passage, before)
            if worth_reading(text):
                yield {
                    "text": text,
                    "kind": context.kind,
                    "headings": list(context.headings),
                    "column": context.column,
                    "previous": context.previous,
                    "density": round(float(words_of_field), 2),
                }
            before = text


def main() -> None:
    """Command line: one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--whole", action="store_true", help="every sentence, not a sample of each document")
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as out:
        for path, reading in sorted(read_many(sorted(args.folder.glob("*.pdf"))), key=lambda pair: pair[0]):
            if isinstance(reading, Failure):
                print(f"{path.name}: {reading.reason}")
                continue
            found = list(sentences(reading.passages))
            most = len(found) if args.whole else min(len(found), A_DOCUMENT)
            picked = random.Random(path.name).sample(found, most)
            for item in picked:
                line = {**item, "document": path.name, "fold": fold_of(path.name, FOLDS)}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
            print(f"{path.name}: {len(found)} sentences, {len(picked)} taken")


if __name__ == "__main__":
    main()
