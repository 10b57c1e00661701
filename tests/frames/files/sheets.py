"""Workbooks as small as they can be, written by hand: what a cell of a test says is what stands in the file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_REL = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'
    "</styleSheet>"
)
DAY, MOMENT, SPAN = 1, 2, 3


@attrs.frozen
class Styled:
    """A number that is shown as a day, a moment or a span of hours."""

    number: float
    style: int


@attrs.frozen
class Error:
    """A cell with an error."""

    text: str = "#N/A"


def _cell(at: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Error):
        return f'<c r="{at}" t="e"><v>{value.text}</v></c>'
    if isinstance(value, Styled):
        return f'<c r="{at}" s="{value.style}"><v>{value.number}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    said = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _sheet(rows: Sequence[Sequence[Any]]) -> str:
    lines = [
        f'<row r="{i}">{"".join(_cell(f"{chr(65 + j)}{i}", v) for j, v in enumerate(row))}</row>'
        for i, row in enumerate(rows, 1)
    ]
    return f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook of sheets by name."""
    links = "".join(_REL.format(f"r{i}", "worksheet", f"worksheets/s{i}.xml") for i in range(len(sheets)))
    named = "".join(f'<sheet name="{n}" sheetId="{i + 1}" r:id="r{i}"/>' for i, n in enumerate(sheets))
    office = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELS.format(_REL.format("r1", "officeDocument", "xl/workbook.xml")))
        packed.writestr("xl/workbook.xml", f"<workbook {_MAIN} {office}><sheets>{named}</sheets></workbook>")
        packed.writestr("xl/_rels/workbook.xml.rels", _RELS.format(links + _REL.format("rs", "styles", "styles.xml")))
        packed.writestr("xl/styles.xml", _STYLES)
        for i, rows in enumerate(sheets.values()):
            packed.writestr(f"xl/worksheets/s{i}.xml", _sheet(rows))
    return path
