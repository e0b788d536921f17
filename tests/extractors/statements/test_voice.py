"""Who speaks."""

import pytest

from extractors.statements.voice import voice_of


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Le régime ne convient pas.", "author"),
        ("« On a fini par signer sans la ville. » (présidente d’un club)", "quoted"),
        ("Mme Roux, rapporteure. – Personne ne sait qui déclare l’accident.", "quoted"),
        ("62 % des répondants jugent la règle illisible.", "survey"),
        ("Selon les réseaux, le seuil serait dissuasif.", "third_party"),
    ],
)
def test_voice(text: str, voice: str) -> None:
    assert voice_of(text) == voice
