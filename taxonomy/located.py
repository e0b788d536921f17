"""Read a YAML file into a tree in which every value knows its line, for messages that point at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from taxonomy.load import FAST_LOADER

_STRING = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file. line: from 1; message: French, for the person who edits the file."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} : {self.message}"


@dataclass(frozen=True, slots=True)
class Text:
    """A single value. plain: False for what YAML reads as a number, a date, a truth value or nothing."""

    file: Path
    line: int
    value: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    file: Path
    line: int
    values: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `repeated` are the keys that stand twice in it, with the line of the second."""

    file: Path
    line: int
    values: Mapping[str, Tree]
    repeated: tuple[tuple[str, int], ...]


Tree: TypeAlias = Text | Items | Table


def read(path: Path) -> Tree | Problem:
    """The tree of a YAML file, or the one problem that makes it unreadable."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=FAST_LOADER)
    except UnicodeDecodeError as error:
        return Problem(path, 1, f"le fichier n’est pas en UTF-8 (octet {error.start}).")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Problem(path, mark.line + 1 if mark else 1, f"YAML illisible : {error.problem}.")
    except yaml.YAMLError as error:
        return Problem(path, 1, f"YAML illisible : {error}.")
    if node is None:
        return Problem(path, 1, "le fichier est vide.")
    try:
        return _tree(path, node)
    except RecursionError:
        return Problem(path, node.start_mark.line + 1, "le fichier se contient lui-même (alias YAML).")


def _tree(path: Path, node: Any) -> Tree:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Tree] = {}
        repeated = []
        for key, value in node.value:
            name = str(key.value)
            if name in values:
                repeated.append((name, key.start_mark.line + 1))
            values[name] = _tree(path, value)
        return Table(path, line, values, tuple(repeated))
    if isinstance(node, yaml.SequenceNode):
        return Items(path, line, tuple(_tree(path, item) for item in node.value))
    return Text(path, line, str(node.value), node.tag == _STRING)
