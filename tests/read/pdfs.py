"""PDF files as small as they can be, so that a test says itself where each line of type stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """A line of type: where it begins and its baseline, in points from the lower left corner, and its size."""

    x: float
    y: float
    text: str
    size: float = 10.0


def pdf(pages: Sequence[Sequence[Type]], *, info: str = "", trailer: str = "", picture: bool = False) -> bytes:
    """A file of A4 pages. ``info`` is the inside of its Info dictionary, ``picture`` paints a grey box."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
               "/Encoding /WinAnsiEncoding >>", f"<< {info} >>"]  # fmt: skip
    kids = []
    for page in pages:
        drawn = "0.5 g 100 100 300 300 re f\n" if picture else ""
        for line in page:
            text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn += f"BT /F1 {line.size} Tf {line.x} {line.y} Td ({text}) Tj ET\n"
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return out + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R {trailer} >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("cp1252")


def column(lines: Sequence[str], *, x: float = 60, top: float = 700, size: float = 10.0) -> list[Type]:
    """Lines below each other, 1.2 times their size apart."""
    return [Type(x, top - number * 1.2 * size, text, size) for number, text in enumerate(lines)]
