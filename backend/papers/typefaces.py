"""The faces of the papers (字体): Song for the body, Hei for headings, and two that know the rare characters of names."""

from functools import cache
from pathlib import Path
from typing import Final, Literal

from .font_file import EM, FontFile

Style = Literal["song", "hei"]
FONTS: Final = Path(__file__).resolve().parents[2] / "contracts" / "fonts"
FACES: Final = ("song", "hei", "rare", "kai")
# A character is drawn by the first face of the row that has it.
ROWS: Final[dict[Style, tuple[str, ...]]] = {
    "song": ("song", "rare", "kai"),
    "hei": ("hei", "song", "rare", "kai"),
}


class FaceOf(dict[str, str | None]):
    """The face that draws each character in one style, looked up once; None where none has it."""

    def __init__(self, files: dict[str, FontFile], style: Style) -> None:
        super().__init__()
        self._files, self._row = files, ROWS[style]

    def __missing__(self, char: str) -> str | None:
        face = self[char] = next((name for name in self._row if self._files[name].glyph(char)), None)
        return face


class Widths(dict[str, int]):
    """The advance of each character in one style, in thousandths of the em, looked up once."""

    def __init__(self, files: dict[str, FontFile], face_of: FaceOf) -> None:
        super().__init__()
        self._files, self._face_of = files, face_of

    def __missing__(self, char: str) -> int:
        face = self._face_of[char]
        width = self[char] = EM if face is None else self._files[face].advance(self._files[face].glyph(char))
        return width


class Typefaces:
    """All faces, read once a process."""

    def __init__(self, folder: Path = FONTS) -> None:
        self.files = {name: FontFile(folder / f"{name}.ttf") for name in FACES}
        self.faces: dict[Style, FaceOf] = {style: FaceOf(self.files, style) for style in ROWS}
        self.widths: dict[Style, Widths] = {style: Widths(self.files, self.faces[style]) for style in ROWS}

    def unprintable(self, text: str) -> list[str]:
        """The characters of a text that no face has, each once, as they come."""
        face_of = self.faces["song"]
        return [char for char in dict.fromkeys(text) if face_of[char] is None]


@cache
def typefaces() -> Typefaces:
    """The faces of this installation."""
    return Typefaces()


def unprintable(text: str) -> list[str]:
    """The characters of a text that no face has, each once; a control character is one of them."""
    return typefaces().unprintable(text)
