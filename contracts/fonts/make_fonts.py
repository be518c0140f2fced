"""Make the fonts of the papers anew (字体): ``python contracts/fonts/make_fonts.py``; twice gives the same bytes.

Read are the open fonts of Debian's packages ``fonts-noto-cjk`` and ``fonts-lxgw-wenkai``; ``--noto`` and ``--wenkai``
name other folders. PDF readers of every age take TrueType outlines, so the cubic curves of Noto (CFF) become quadratic
ones within one thousandth of an em. What is written:

    song.ttf  body: GB 2312, GBK, the rest of the unified block, and all of the Table of General Standard Characters
    hei.ttf   headings: the same characters
    rare.ttf  body, for names: every further Chinese character of Noto Serif (Extension A and beyond the basic plane)
    kai.ttf   names: Chinese characters that only LXGW WenKai has

The licence (SIL OFL 1.1) keeps the names "Source", "LXGW" and "霞鹜" for the unchanged fonts; ours are called Anju.
Glyphs stand in order of their characters, each on its own (no composites), so that a reader may cut one out by its place.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
NOTO = Path("/usr/share/fonts/opentype/noto")
WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")
SIMPLIFIED = 2
ERROR_OF_CURVES = 1.0
UNIFIED = range(0x4E00, 0xA000)
PRINTED = (
    (0x20, 0x7F), (0xA0, 0x180), (0x2B0, 0x300), (0x370, 0x400), (0x400, 0x460), (0x2010, 0x2028), (0x2030, 0x2040),
    (0x20A0, 0x20C0), (0x2100, 0x2150), (0x2150, 0x2190), (0x2190, 0x21A0), (0x2200, 0x2270), (0x2295, 0x2296),
    (0x22A5, 0x22A6), (0x22BF, 0x22C0), (0x2312, 0x2313), (0x2460, 0x2580), (0x2580, 0x2610), (0x2640, 0x2643),
    (0x2713, 0x2714), (0x3000, 0x3020), (0x3021, 0x302A), (0x3030, 0x3040), (0x3105, 0x312A), (0x3220, 0x3240),
    (0x3280, 0x32B1), (0x338E, 0x3390), (0x339C, 0x339F), (0x33A1, 0x33A2), (0x33C4, 0x33C5), (0x33CE, 0x33CF),
    (0x33D1, 0x33D3), (0x33D5, 0x33D6), (0xFE10, 0xFE20), (0xFE30, 0xFE70), (0xFF01, 0xFF5F), (0xFFE0, 0xFFE6),
)  # fmt: skip
# The characters of the Table of General Standard Chinese Characters (2013) that lie outside the unified block.
TABLE_BEYOND = (HERE / "table_beyond.txt").read_text(encoding="utf-8")


def is_han(code: int) -> bool:
    """A Chinese character, wherever it stands."""
    ranges = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480))
    return code in (0x3007,) or any(first <= code < last for first, last in ranges)


def body_characters() -> set[int]:
    """What the body face carries, as far as the source has it."""
    printed = {code for first, last in PRINTED for code in range(first, last)}
    table = {ord(char) for char in TABLE_BEYOND if not char.isspace()}
    return printed | set(UNIFIED) | table


def quadratic(source: TTFont, codes: Iterable[int], names: tuple[str, str]) -> FontBuilder:
    """A TrueType font of these characters, one glyph a code point, in the order of the code points."""
    cmap, glyph_set = source.getBestCmap(), source.getGlyphSet()
    ordered = [code for code in sorted(codes) if code in cmap]
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    label = {code: f"u{code:05X}" for code in ordered}
    builder.setupGlyphOrder([".notdef", *label.values()])
    glyphs, metrics = {}, {}
    for name, code in [(".notdef", None), *((label[code], code) for code in ordered)]:
        origin = glyph_set[".notdef" if code is None else cmap[code]]
        pen = TTGlyphPen(None)
        whole = DecomposingRecordingPen(glyph_set)
        origin.draw(whole)
        whole.replay(Cu2QuPen(pen, ERROR_OF_CURVES, reverse_direction="CFF " in source))
        glyph = pen.glyph()
        glyph.recalcBounds(None)
        glyphs[name], metrics[name] = glyph, (origin.width, getattr(glyph, "xMin", 0))
    builder.setupGlyf(glyphs, calcGlyphBounds=False)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupCharacterMap({code: label[code] for code in ordered})
    describe(builder, source, names)
    return builder


def describe(builder: FontBuilder, source: TTFont, names: tuple[str, str]) -> None:
    """Names, licence and dates; the dates are the source's, so that no clock gets into the bytes."""
    family, of = names
    text = {entry: source["name"].getDebugName(entry) or "" for entry in (0, 13, 14)}
    builder.setupNameTable(
        {
            "familyName": family,
            "styleName": "Regular",
            "uniqueFontIdentifier": family.replace(" ", "") + "-1",
            "fullName": family,
            "version": f"Version 1, from {of} {source['head'].fontRevision:.3f}",
            "psName": family.replace(" ", ""),
            "copyright": text[0],
            "licenseDescription": "SIL Open Font License, Version 1.1",
            "licenseInfoURL": text[14] or "https://openfontlicense.org",
        },
        mac=False,
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1160, usWinDescent=320, fsType=0)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=source["head"].created, modified=source["head"].modified)
    builder.font.recalcTimestamp = False


def save(builder: FontBuilder, name: str) -> None:
    """Write one font and say its size."""
    path = HERE / name
    builder.save(path)
    print(f"{name}: {len(builder.font.getGlyphOrder()) - 1} glyphs, {path.stat().st_size / 1e6:.1f} MB")


def main(arguments: list[str]) -> int:
    """Make the four fonts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--noto", type=Path, default=NOTO, help="folder of Noto{Serif,Sans}CJK-Regular.ttc")
    parser.add_argument("--wenkai", type=Path, default=WENKAI, help="folder of LXGWWenKai-Regular.ttf")
    options = parser.parse_args(arguments)
    needed = [options.noto / "NotoSerifCJK-Regular.ttc", options.noto / "NotoSansCJK-Regular.ttc",
              options.wenkai / "LXGWWenKai-Regular.ttf"]  # fmt: skip
    for path in needed:
        if not path.exists():
            print(
                f"缺少字体 {path}：请先安装 fonts-noto-cjk 与 fonts-lxgw-wenkai，或用 --noto、--wenkai 指明所在目录\n"
                f"Font {path} is missing: install fonts-noto-cjk and fonts-lxgw-wenkai, or say where with --noto, --wenkai",
                file=sys.stderr,
            )
            return 1
    serif = TTCollection(needed[0]).fonts[SIMPLIFIED]
    sans = TTCollection(needed[1]).fonts[SIMPLIFIED]
    wenkai = TTFont(needed[2])
    body = body_characters()
    rare = {code for code in serif.getBestCmap() if is_han(code)} - body
    kai = {code for code in wenkai.getBestCmap() if is_han(code)} - set(serif.getBestCmap())
    save(quadratic(serif, body, ("Anju Song", "Noto Serif CJK SC")), "song.ttf")
    save(quadratic(sans, body, ("Anju Hei", "Noto Sans CJK SC")), "hei.ttf")
    save(quadratic(serif, rare, ("Anju Rare", "Noto Serif CJK SC")), "rare.ttf")
    save(quadratic(wenkai, kai, ("Anju Kai", "LXGW WenKai")), "kai.ttf")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
