"""In which encoding a file is, found without loading it, and a copy in UTF-8 where it is in another."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from .fault import broken

BLOCK = 1 << 20
"""Bytes read at a time."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def encoding_of(path: Path) -> tuple[str, bool]:
    """The encoding, "utf-8", "utf-16" or "gb18030", and whether every byte of the file is text in it.

    A file that is no whole text in any is taken for what most of it is, so that only the torn rows are lost.

    Raises:
        OSError: if it cannot be read.

    """
    with path.open("rb") as file:
        start = file.read(3)
    if start[:2] in _UTF16:
        return "utf-16", True
    if _is_in(path, "utf-8"):
        return "utf-8", True
    if start == codecs.BOM_UTF8 or _is_mostly_utf8(path):
        return "utf-8", False
    return "gb18030", _is_in(path, "gb18030")


def to_utf8(path: Path, encoding: str, copy: Path, file: str) -> None:
    """Write a copy in UTF-8.

    Args:
        path: The file.
        encoding: Its encoding.
        copy: Where to write.
        file: What the file is called in faults.

    Raises:
        FileError: if it ends in the middle of a character.
        OSError: if it cannot be read, or the copy not be written.

    """
    errors = "surrogatepass" if encoding == "utf-16" else "strict"  # a torn character is a fault of its row
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with copy.open("wb") as target:
        try:
            for block in _blocks(path):
                target.write(decoder.decode(block, final=not block).encode("utf-8", errors))
        except UnicodeDecodeError as fault:
            where = path.stat().st_size - len(fault.object) + fault.start
            raise broken(file, f"is no {encoding.upper()} at byte {where}; save it as UTF-8") from fault


def _blocks(path: Path) -> Iterator[bytes]:
    """The file block by block; the last one is empty."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
    yield b""


def _is_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(path):
            decoder.decode(block, final=not block)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(path: Path) -> bool:
    """Whether more characters beyond ASCII are sound UTF-8 than are not; GB18030 read so is mostly not."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    sound = torn = 0
    for block in _blocks(path):
        read = decoder.decode(block, final=not block)
        lost = read.count("\ufffd")
        torn += lost
        sound += len(read) - lost - len(read.encode("ascii", "ignore"))
    return sound > torn
