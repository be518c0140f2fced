"""The lease on paper: its text, its bytes, its pages; each test is shown to fail on a planted fault where it can be."""

import hashlib
import io
import itertools
import os
import random
import re
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from backend.domain.lease.document import LeaseDocument, Paragraph, Party, Run, Table
from backend.papers.lease_body import paragraph
from backend.papers.lease_pdf import LeasePrinter, body_boxes, lease_pdf, wording
from backend.papers.line_breaking import CLOSING, NO_START, OPENING, Measure, Piece, break_lines
from backend.papers.paper_boxes import LEADING, TEXT_HEIGHT, TEXT_WIDTH, Box, Placed, lay_out
from backend.papers.paper_error import PaperError
from backend.papers.ruled_table import table_boxes
from backend.papers.type_case import Base, Kept, TypeCase
from backend.papers.typefaces import FONTS, Style, typefaces, unprintable

from .golden import golden_file, pages_of, text_of
from .leases import LEASES, lease, long_fixtures, one_of_many, rare_name

PRINTER = LeasePrinter()
PRINTED = {name: PRINTER.print(make()) for name, make in LEASES.items()}
RARE = "𬱖䶮㛃𠅤堃喆𠎀𠄔"


def case_for(document: LeaseDocument) -> TypeCase:
    words = wording(document)
    return TypeCase(Base(typefaces(), words), words.values)


def fonts_of(pdf: bytes) -> list[DictionaryObject]:
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def program_of(font: DictionaryObject) -> bytes:
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    return bytes(descriptor["/FontFile2"].get_object().get_data())


@pytest.mark.parametrize("name", LEASES)
def test_the_text_is_the_golden_text(name: str) -> None:
    assert text_of(PRINTED[name]) == golden_file(name).read_text(encoding="utf-8")


def test_another_amount_is_another_text() -> None:
    assert text_of(PRINTER.print(lease(rent="179.51"))) != golden_file("full").read_text(encoding="utf-8")


def test_rare_names_are_drawn_and_can_be_copied() -> None:
    text = text_of(PRINTED["rare_name"])
    assert [char for char in RARE if char not in text] == []
    faces = {font["/BaseFont"].partition("+")[2] for font in fonts_of(PRINTED["rare_name"])}
    assert faces == {"AnjuSong", "AnjuHei", "AnjuRare", "AnjuKai"}


def test_every_font_is_embedded_and_its_checksums_hold() -> None:
    pdf = PRINTED["rare_name"]
    assert b"Helvetica" not in pdf
    assert len(fonts_of(pdf)) == 5
    for font in fonts_of(pdf):
        program = program_of(font)
        opened = TTFont(io.BytesIO(program), checkChecksums=2)
        assert [tag for tag in opened.reader.tables if not opened[tag]] == []
        spoiled = bytearray(program)
        spoiled[-1] ^= 1
        with pytest.raises(AssertionError):
            TTFont(io.BytesIO(bytes(spoiled)), checkChecksums=2)["maxp"]


def test_a_subset_draws_the_very_outlines_of_the_face() -> None:
    whole = TTFont(FONTS / "song.ttf")
    characters = sorted("安居，Ag１" + "𬱖")
    file = typefaces().files["song"]
    cut = TTFont(io.BytesIO(file.subset([file.glyph(char) for char in characters])))
    for glyph, char in enumerate(characters, 1):
        name = whole.getBestCmap()[ord(char)]
        mine = cut["glyf"][cut.getGlyphName(glyph)]
        assert mine.getCoordinates(cut["glyf"])[0] == whole["glyf"][name].getCoordinates(whole["glyf"])[0]
        assert cut["hmtx"][cut.getGlyphName(glyph)] == whole["hmtx"][name]


def test_the_bytes_are_the_same_again_whatever_was_printed_before() -> None:
    busy = LeasePrinter()
    for at in range(40):
        busy.print(one_of_many(at))
    for name, make in LEASES.items():
        assert busy.print(make()) == PRINTED[name] == lease_pdf(make())
    assert busy.print(lease(number=124)) != PRINTED["full"]


def test_the_bytes_are_the_same_in_another_process() -> None:
    program = (
        "import hashlib, sys; from tests.papers.leases import rare_name; from backend.papers.lease_pdf import lease_pdf;"
        "sys.stdout.write(hashlib.sha256(lease_pdf(rare_name())).hexdigest())"
    )
    for seed in ("1", "77"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == hashlib.sha256(PRINTED["rare_name"]).hexdigest()


def test_the_description_has_a_title_and_no_clock() -> None:
    reader = PdfReader(io.BytesIO(PRINTED["full"]), strict=True)
    assert set(reader.metadata or {}) == {"/Title", "/Producer"}
    assert (reader.metadata or {})["/Title"] == "赤峰市红山区公共租赁住房租赁合同 红公租合〔2026〕000123号"
    assert b"/CreationDate" not in PRINTED["full"]
    assert b"/ModDate" not in PRINTED["full"]


def test_every_page_is_a4_and_says_which_of_how_many() -> None:
    reader = PdfReader(io.BytesIO(PRINTED["long_fixtures"]))
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]
        assert f"第 {number} 页　共 {count} 页" in page.extract_text()


def lines_as_text(pieces: list[Piece], case: TypeCase, measure: Measure) -> list[str]:
    """The lines of a paragraph, read back from their operators."""
    lines = break_lines(pieces, case, measure)
    styles: tuple[Style, ...] = ("song", "hei")
    back = {(code.font, code.code): char for style in styles for char, code in case.base.codes[style].items()}
    texts = []
    for line in lines:
        font, text = "", ""
        for name, codes in re.findall(r"/(\w) [\d.]+ Tf|<([0-9a-f]+)>Tj", line.show):
            font = name or font
            text += "".join(back[font, codes[at : at + 4]] for at in range(0, len(codes), 4))
        texts.append(text)
    return texts


def random_paragraph(dice: random.Random) -> str:
    words = [
        "租赁",
        "房屋",
        "（以下",
        "简称“",
        "”）",
        "，",
        "。",
        "《",
        "》",
        "人民币",
        "1,234.50",
        "元",
        "2026",
        "年",
        "A4",
        "……",
        "——",
    ]
    return "甲方" + "".join(dice.choice(words) for _ in range(80)) + "乙方"


def badly_broken(lines: list[str]) -> list[str]:
    """Lines that begin with a closing mark or end with an opening one, or that part a number."""
    starts = [line for line in lines[1:] if line[0] in NO_START - frozenset("…—")]
    ends = [line for line in lines[:-1] if line[-1] in OPENING]
    parted = [a + "|" + b for a, b in itertools.pairwise(lines) if a[-1].isdigit() and b[0].isdigit()]
    return starts + ends + parted


def test_no_line_begins_or_ends_with_a_forbidden_mark() -> None:
    dice = random.Random(20261121)
    case = case_for(
        replace(lease(), closing=(Paragraph((Run("".join(random_paragraph(dice) for _ in range(20))),)),))
    )
    seen = 0
    for at in range(150):
        text = random_paragraph(dice)
        if re.search(r"[（《“]{3}|[，。）》”元年]{6}|[\d.,A]{12}", text):
            continue
        seen += 1
        lines = lines_as_text([Piece(text)], case, Measure(12.0, 200.0 + at, 24.0, 0.2))
        assert "".join(lines) == text
        assert badly_broken(lines) == []
    assert seen > 10
    for planted in (["租金", "，押金"], ["《", "办法》"], ["12", "34"]):
        assert badly_broken(planted)


def test_full_lines_are_flush_on_both_sides() -> None:
    document = lease()
    case = case_for(document)
    ragged = []
    for article in document.articles:
        for words in article.paragraphs:
            pieces = [Piece(run.text, "hei" if run.kind == "strong" else "song") for run in words.runs]
            for at, line in enumerate(break_lines(pieces, case, Measure(12.0, TEXT_WIDTH, 24.4, 0.2))[:-1]):
                room = TEXT_WIDTH - (0 if at else 24.4)
                if not room - 0.7 <= line.width <= room + 6.7:
                    ragged.append((article.number, at, line.width - room))
    assert ragged == []


def test_values_are_underlined_and_printed_words_are_not() -> None:
    case = case_for(lease())
    boxes = paragraph(Paragraph((Run("月租金为"), Run("179.50", "value"), Run("元"))), case)
    assert boxes[0].art.count(" re f") == 1
    assert paragraph(Paragraph((Run("月租金为179.50元"),)), case)[0].art == ""
    assert paragraph(Paragraph((Run("备注："), Run("", "value"))), case)[0].art.count(" re f") == 1


def pages_of_boxes(document: LeaseDocument) -> list[list[Placed]]:
    return lay_out(body_boxes(document, case_for(document)))


def badly_paged(pages: list[list[Placed]]) -> list[str]:
    """Pages that end on a box which belongs to the next one, or that run over their foot."""
    torn = [
        f"page {at} ends on a box that is kept with the next"
        for at, page in enumerate(pages, 1)
        if page[-1][1].keep
    ]
    full = [
        f"page {at} runs over"
        for at, page in enumerate(pages, 1)
        if page[-1][0] + page[-1][1].height > TEXT_HEIGHT + 0.1
    ]
    return torn + full


def test_no_heading_stands_alone_and_the_seals_stand_under_the_last_words() -> None:
    for at in range(0, 40, 3):
        document = one_of_many(at)
        longer = replace(
            document, articles=document.articles[: 12 - at % 12], tables=document.tables[: at % 5]
        )
        pages = pages_of_boxes(longer)
        assert badly_paged(pages) == []
        assert [box.keep for _, box in pages[-1][-4:]] == [True, True, True, False]
    alone = [[(0.0, Box(LEADING, keep=True))], [(0.0, Box(LEADING))]]
    assert badly_paged(alone)


def test_the_last_page_holds_words_frames_place_and_day() -> None:
    last = pages_of(PRINTED["full"])[-1]
    for text in (
        "乙方已充分阅读并理解其含义。",
        "甲方（盖章）：",
        "承租人（签字、捺印）：",
        "签订地点：",
        "签订日期：",
    ):
        assert text in last


def test_a_long_list_has_its_head_on_every_page_and_no_row_is_split() -> None:
    pages = [
        page
        for page in pages_of(PRINTED["long_fixtures"])
        if re.search(r"^\d+ .* \d+\.00$", page, re.MULTILINE)
    ]
    assert len(pages) >= 3
    assert all("序号 名称 数量 状况 现值（元）" in page for page in pages)
    rows = [row for page in pages for row in re.findall(r"^(\d+) \S+ \d .* \d+\.00$", page, re.MULTILINE)]
    assert rows == [str(number) for number in range(1, 51)]


def test_a_short_table_is_moved_whole() -> None:
    document = lease()
    case = case_for(document)
    boxes = [Box(TEXT_HEIGHT - 80), *table_boxes(document.tables[1], case)]
    pages = lay_out(boxes)
    assert [len(page) for page in pages] == [1, len(boxes) - 1]


def test_what_no_face_has_is_refused_by_name_and_place() -> None:
    assert unprintable("李\U00031350安\x07") == ["\U00031350", "\x07"]
    household = (("王\U00031350", "申请人", "居民身份证", "150402198501000010"),)
    with pytest.raises(PaperError) as caught:
        PRINTER.print(lease(household))
    assert caught.value.code == "unprintable"
    assert "U+31350" in caught.value.zh
    assert caught.value.place == "承租人"
    with pytest.raises(PaperError, match=r"U\+000A"):
        PRINTER.print(lease(layout="一室\n一厅"))


def test_all_characters_of_the_national_table_are_in_the_body_face() -> None:
    table = (FONTS / "table_beyond.txt").read_text(encoding="utf-8").split()
    gbk = [
        bytes((lead, tail)).decode("gbk")
        for lead in range(0xB0, 0xF8)
        for tail in range(0xA1, 0xFF)
        if (lead, tail) < (0xD7, 0xFA) or lead > 0xD7
    ]
    song = typefaces().files["song"]
    assert [char for char in "".join([*table, *gbk]) if not song.glyph(char)] == []
    assert unprintable(RARE) == []


def test_a_value_too_wide_for_its_place_is_refused_by_name() -> None:
    document = lease()
    case = case_for(document)
    wide = Table("房屋清单", ("编号", "名称"), (1, 12), (("X" * 40, "门"),))
    with pytest.raises(PaperError) as caught:
        table_boxes(wide, case)
    assert caught.value.code == "does_not_fit"
    assert "房屋清单" in caught.value.place
    with pytest.raises(PaperError, match="承租人"):
        PRINTER.print(replace(document, cover_lines=(("承租人", "买买提·" * 30),)))


def test_a_value_shrinks_or_wraps_before_it_is_refused() -> None:
    case = case_for(lease())
    shrunk = table_boxes(Table("清单", ("证件", "名称"), (2, 8), (("150402198501000010", "门"),)), case)
    assert re.search(r"/S (9\.5|8\.5|7\.5) Tf", shrunk[2].shows[0].operators)
    wrapped = table_boxes(Table("清单", ("名称", "号"), (2, 8), (("租赁合同房屋租金标准", "1"),)), case)
    assert len(wrapped[2].shows) == 3
    assert wrapped[2].height > shrunk[2].height


def test_strong_words_are_set_in_hei() -> None:
    case = case_for(lease())
    strong = paragraph(Paragraph((Run("乙方不得转租", "strong"),)), case)[0].shows[0].operators
    plain = paragraph(Paragraph((Run("乙方不得转租"),)), case)[0].shows[0].operators
    assert strong.startswith("/H ")
    assert plain.startswith("/S ")


def test_a_lease_with_other_parts_is_printed_too() -> None:
    bare = replace(lease(), tables=(), closing=(), preamble=(), subtitle="", check_url="", cover_lines=())
    guarantor = Party("丙方（保证人）", "赤峰市某某有限公司", ("代表人（签字）：",))
    three = replace(bare.signatures, parties=(*bare.signatures.parties, guarantor))
    text = text_of(PRINTER.print(replace(bare, signatures=three)))
    assert "丙方（保证人）" in text
    assert "合同编号：红公租合〔2026〕000123号" in text
    assert "演示" not in text


def test_a_title_with_a_character_that_hei_lacks_is_drawn_from_another_face() -> None:
    assert "𠎀" in text_of(PRINTER.print(replace(lease(), title="𠎀公共租赁住房租赁合同")))


def test_what_is_kept_stays_small_and_what_is_used_stays() -> None:
    kept = Kept()
    kept.keep("hot", 1)
    for at in range(100_000):
        kept.keep(at, at)
        assert kept.get("hot") == 1
    assert len(kept) <= 2 * 1024


def test_closing_marks_are_forbidden_at_a_line_start() -> None:
    assert CLOSING <= NO_START
    assert not CLOSING & OPENING


def test_rare_and_long_leases_have_all_their_rows() -> None:
    assert len(rare_name().tables[1].rows) == 4
    assert len(long_fixtures().tables[2].rows) == 50
