"""Why a paper cannot be printed, said to a person in both languages."""


class PaperError(ValueError):
    """The paper is not made; ``place`` names the part of it, ``zh`` and ``en`` say what is wrong and what to do."""

    def __init__(self, code: str, place: str, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.code = code
        self.place = place
        self.zh = zh
        self.en = en


def missing_glyphs(place: str, text: str, chars: list[str]) -> PaperError:
    """Characters that no face has, each by its name."""
    named = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in chars)
    return PaperError(
        "unprintable",
        place,
        f"{place}“{text}”中的{named}没有字形，无法打印；请核对用字，或批准将该字留待手写",
        f"{place} '{text}': no face has {named}; check the character, or approve leaving it to be written by hand",
    )


def does_not_fit(place: str, text: str) -> PaperError:
    """A value that its blank cannot take, even in the smallest size."""
    return PaperError(
        "does_not_fit",
        place,
        f"{place}“{text}”太长，缩小字号、换行后仍放不下；请缩短文字，或改宽该栏",
        f"{place} '{text}' is too long for its place, even smaller and on more lines; shorten it or widen the place",
    )
