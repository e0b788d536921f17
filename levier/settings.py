"""All settings, in one place. Each can be given as an environment variable LEVIER_… or in a `.env` file."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from extractors.encoder.files import HEADS, belong_to_encoder
from extractors.reading.limits import WorkerLimits
from levier.exits import Exit, stop


class Settings(BaseSettings):
    """What an operator may set."""

    model_config = SettingsConfigDict(env_prefix="LEVIER_", env_file=".env", extra="ignore")

    home: Path = Field(
        default=Path("levier-data"), description="folder of the warehouse, the library and Prefect's files"
    )
    workers: int = Field(default_factory=lambda: max(1, min(os.cpu_count() or 1, 8)), ge=1, le=64)
    batch: int = Field(default=64, ge=1, description="documents a Prefect task")
    seconds_per_document: float = Field(default=900.0, gt=0)
    seconds_per_page: float = Field(default=120.0, gt=0)
    memory_mb: int = Field(default=1500, ge=300, description="memory of one worker, in MiB")
    pages_per_document: int = Field(default=3000, ge=1)
    reviewer: str = Field(default="", description="who decides, when --as is not given")

    @property
    def reports(self) -> Path:
        """Reports of the rounds over watched folders."""
        return self.home / "reports"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file."""
        return self.home / "warehouse.duckdb"

    @property
    def library(self) -> Path:
        """The copies of all PDFs."""
        return self.home / "library"

    @property
    def heads(self) -> Path | None:
        """Heads retrained by `levier learn`; None when there are none, or when they fit another encoder."""
        folder = self.home / "model"
        return folder if (folder / HEADS).is_file() and belong_to_encoder(folder) else None

    @property
    def has_outdated_heads(self) -> bool:
        """Whether `levier learn` left heads that fit the encoder of an earlier version."""
        return (self.home / "model" / HEADS).is_file() and self.heads is None

    @property
    def limits(self) -> WorkerLimits:
        """Limits of one reading."""
        return WorkerLimits(
            seconds=self.seconds_per_document,
            seconds_per_page=self.seconds_per_page,
            memory_mb=self.memory_mb,
            pages=self.pages_per_document,
        )


@cache
def settings() -> Settings:
    """The settings of this process, read once. Ends the command with USAGE when one has no sense."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [f"LEVIER_{str(item['loc'][0]).upper()} = « {item['input']} »" for item in error.errors()]
        stop(
            f"Réglage refusé : {', '.join(wrong)}. Les valeurs possibles sont dans .env.example.", Exit.USAGE
        )
