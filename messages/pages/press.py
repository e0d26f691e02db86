"""Lays out one page or picture in a process of its own, which then ends and gives its memory back.

Run by its path, not imported: reads one JSON document from standard input (`template`, `format`,
`strict`, `sheet`) and writes the file to standard output. Nothing of a patient touches a disk.
"""

import json
import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
DOTS = 144.0  # per inch: two for each point of a template


def lay_out(order: dict[str, object]) -> bytes:
    """Return the file that an order asks for. Raises typst.TypstError when it cannot be made."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(HERE / "fonts")],
    )
    compiler = typst.Compiler(
        str(HERE / f"{order['template']}.typ"),
        root=str(HERE),
        font_paths=fonts,
        sys_inputs={"sheet": json.dumps(order["sheet"], ensure_ascii=False)},
    )
    if order["format"] == "png":
        made = compiler.compile(format="png", ppi=DOTS)
    else:
        # In the standard for archives, a letter without a picture is an error.
        made = compiler.compile(format="pdf", pdf_standards=["a-2b"] if order["strict"] else [])
    if not isinstance(made, bytes):
        raise TypeError("one file was asked for")
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(lay_out(json.load(sys.stdin.buffer)))
