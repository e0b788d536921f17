"""Cheap checks before a file is opened as a PDF: is it there, may it be read, is it a PDF at all?"""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from extractors.records import Failure

_HEAD = 1024  # a PDF reader looks for "%PDF-" in as many bytes
_EXPORT = "Ouvrez-le et exportez-le en PDF, puis ajoutez le PDF."

# First bytes → what the file is, and what to do.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "un document de traitement de texte (.rtf)", _EXPORT),
    (b"\x89PNG", "une image (PNG)", "Convertissez l’image en PDF, puis ajoutez le PDF."),
    (b"\xff\xd8\xff", "une image (JPEG)", "Convertissez l’image en PDF, puis ajoutez le PDF."),
    (b"GIF8", "une image (GIF)", "Convertissez l’image en PDF, puis ajoutez le PDF."),
    (b"II*\x00", "une image (TIFF)", "Convertissez l’image en PDF, puis ajoutez le PDF."),
    (b"MM\x00*", "une image (TIFF)", "Convertissez l’image en PDF, puis ajoutez le PDF."),
    (b"BM", "une image (BMP)", "Convertissez l’image en PDF, puis ajoutez le PDF."),
    (b"AT&TFORM", "un document DjVu", "Convertissez-le en PDF, puis ajoutez le PDF."),
    (b"%!PS", "un document PostScript", "Convertissez-le en PDF, puis ajoutez le PDF."),
    (b"Rar!", "une archive (RAR)", "Décompressez-la et ajoutez les PDF qu’elle contient."),
    (b"7z\xbc\xaf\x27\x1c", "une archive (7z)", "Décompressez-la et ajoutez les PDF qu’elle contient."),
    (b"\x1f\x8b", "une archive (gzip)", "Décompressez-la et ajoutez les PDF qu’elle contient."),
)
_OFFICE_PARTS: tuple[tuple[str, str], ...] = (
    ("word/", "un document Word (.docx)"),
    ("xl/", "un classeur Excel (.xlsx)"),
    ("ppt/", "une présentation PowerPoint (.pptx)"),
)
_OPEN_DOCUMENT: tuple[tuple[bytes, str], ...] = (
    (b"opendocument.text", "un document LibreOffice (.odt)"),
    (b"opendocument.spreadsheet", "un classeur LibreOffice (.ods)"),
    (b"opendocument.presentation", "une présentation LibreOffice (.odp)"),
    (b"epub+zip", "un livre numérique (.epub)"),
)
_OLD_OFFICE = {
    ".xls": "un classeur Excel ancien (.xls)",
    ".ppt": "une présentation PowerPoint ancienne (.ppt)",
    ".msg": "un message Outlook (.msg)",
}


def check(path: Path) -> Failure | None:
    """Why the file need not be opened, or None when it looks like a PDF.

    Codes: "missing", "not_a_file", "no_permission", "empty_file", "not_a_pdf"; stage "receive".
    """
    try:
        told = path.stat()
        if stat.S_ISDIR(told.st_mode):
            return _failure(
                "not_a_file", "C’est un dossier, pas un fichier. Indiquez les PDF qu’il contient."
            )
        if not stat.S_ISREG(told.st_mode):
            return _failure(
                "not_a_file", "Ce n’est pas un fichier ordinaire. Copiez le document dans un fichier PDF."
            )
        if told.st_size == 0:
            return _failure(
                "empty_file", "Le fichier est vide. Copiez ou téléchargez de nouveau le document.", retry=True
            )
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except PermissionError:
        return _failure(
            "no_permission", "La lecture du fichier est refusée. Demandez le droit de le lire.", retry=True
        )
    except FileNotFoundError:
        return _failure("missing", "Le fichier n’existe pas (ou plus). Vérifiez son chemin.", retry=True)
    except (OSError, ValueError) as error:  # a broken disk, a name with a NUL character
        return _failure(
            "no_permission", f"Le fichier ne peut pas être ouvert ({error}). Vérifiez-le.", retry=True
        )
    if b"%PDF" in head:
        return None
    what, remedy = _what_it_is(path, head)
    return _failure("not_a_pdf", f"Ce fichier est {what}, pas un PDF. {remedy}")


def _failure(code: str, reason: str, *, retry: bool = False) -> Failure:
    return Failure("receive", code, reason, retry)


def _what_it_is(path: Path, head: bytes) -> tuple[str, str]:
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            return what, remedy
    if head.startswith(b"PK"):
        return _zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _OLD_OFFICE.get(path.suffix.lower(), "un document Word ancien (.doc)"), _EXPORT
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "une image (WebP)", "Convertissez l’image en PDF, puis ajoutez le PDF."
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"avif"}:
        return "une photographie (HEIC)", "Convertissez l’image en PDF, puis ajoutez le PDF."
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return (
            "une page web (souvent un message d’erreur enregistré à la place du document)",
            "Téléchargez de nouveau le document.",
        )
    if start.startswith(b"<?xml"):
        return "un fichier XML", "Cherchez la version PDF du document."
    if b"mime-version:" in start or start.startswith((b"received:", b"from:", b"return-path:")):
        return "un message électronique", "Enregistrez sa pièce jointe et ajoutez-la."
    if b"\x00" not in head and _is_text(head):
        return "un fichier de texte", "Exportez-le en PDF depuis un traitement de texte, puis ajoutez le PDF."
    return "d’un format inconnu ou abîmé", "Copiez ou téléchargez de nouveau le document."


def _zip(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype")
                for mark, what in _OPEN_DOCUMENT:
                    if mark in kind:
                        return what, _EXPORT
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return "une archive (zip) abîmée", "Copiez ou téléchargez de nouveau le document."
    for folder, what in _OFFICE_PARTS:
        if any(name.startswith(folder) for name in names):
            return what, _EXPORT
    return "une archive (zip)", "Décompressez-la et ajoutez les PDF qu’elle contient."


def _is_text(head: bytes) -> bool:
    try:
        head[:-4].decode("utf-8")  # the cut may fall inside a character
    except UnicodeDecodeError:
        printable = sum(byte >= 32 or byte in b"\t\r\n" for byte in head)
        return printable > 0.97 * len(head)
    return True
