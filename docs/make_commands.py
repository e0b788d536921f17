"""Write docs/commands.md from the program itself: `python docs/make_commands.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from levier.cli import app

TARGET = Path(__file__).parent / "commands.md"
_HEAD = """# Commands

This page is written by `docs/make_commands.py` out of the program; a test fails when it is out of date.
`levier COMMANDE --help` says the same. Exit codes and the most usual commands are in the README.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *_commands(typer.main.get_command(app), "levier")])


def _commands(group: Any, path: str) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")
        else:
            yield from _command(command, f"{path} {name}")


def _command(command: Any, path: str) -> Iterator[str]:
    arguments = [param for param in command.params if not _is_option(param)]
    options = [param for param in command.params if _is_option(param)]
    usage = " ".join(
        [path, *(_placeholder(param) for param in arguments), *(["[OPTIONS]"] if options else [])]
    )
    yield f"## {path}\n"
    yield f"{command.help.strip()}\n"
    yield f"    {usage}\n"
    if command.params:
        yield "| | |\n|---|---|"
        yield from (f"| `{_signature(param)}` | {_cell(param)} |" for param in (*arguments, *options))
        yield ""


def _is_option(param: Any) -> bool:
    return any(name.startswith("-") for name in param.opts)


def _placeholder(param: Any) -> str:
    name = str(param.metavar or param.name.upper())
    return name if param.required else f"[{name}]"


def _signature(param: Any) -> str:
    if not _is_option(param):
        return _placeholder(param).replace("|", "\\|")
    value = "" if param.is_flag else f" {param.metavar or 'VALEUR'}"
    return (", ".join(param.opts) + value).replace("|", "\\|")


def _cell(param: Any) -> str:
    default = param.default
    shown = "" if default in (None, "", False, ()) or param.required else f" Par défaut : {default}."
    return (str(param.help or "") + shown).replace("|", "\\|")


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
