"""Pages a second of reading and understanding on a folder of PDFs.

python benchmarks/bench_understanding.py [FOLDER]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from extractors.reading import ReadingError, read
from extractors.understanding import pipeline, understand

EXAMPLES = Path(__file__).parent.parent / "examples" / "pdf"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    pipeline()
    pages = sentences = encoded = 0
    reading_time = understanding_time = 0.0
    for path in sorted(folder.glob("*.pdf")):
        started = time.perf_counter()
        try:
            reading = read(path)
        except ReadingError as error:
            print(f"{path.name}: {error}")
            continue
        middle = time.perf_counter()
        understanding = understand(reading.passages)
        understanding_time += time.perf_counter() - middle
        reading_time += middle - started
        pages += len(reading.pages)
        sentences += sum(len(p.sentences) for p in understanding.passages)
        encoded += sum(len(p.statements) for p in understanding.passages)
    print(f"{pages} pages, {sentences} sentences, {encoded} statements of any kind, one process")
    print(f"reading       {pages / reading_time:8.1f} pages/s")
    print(f"understanding {pages / understanding_time:8.1f} pages/s")
    print(f"understanding {sentences / understanding_time:8.0f} sentences/s")


if __name__ == "__main__":
    main()
