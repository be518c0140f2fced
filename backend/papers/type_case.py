"""The type case (字盘): which font of the file draws each character, and by which code.

The printed words of a template are always the same, so the fonts for them are cut once and shared by all its papers
(``Base``). What a paper has besides, its values, comes in small fonts of its own (``TypeCase``). A character has the same
code in every file, so lines once set can be kept and used again. The bytes follow from the paper's text alone, never from
what was printed before.
"""

import hashlib
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from .pdf_file import AS_IT_IS, QUICK, SMALL, Begun, FontObjects, PdfFile, write_font
from .typefaces import Style, Typefaces

NAMES: Final = {"song": "AnjuSong", "hei": "AnjuHei", "rare": "AnjuRare", "kai": "AnjuKai"}
SHARED_FONTS: Final = {"song": "S", "hei": "H"}
OWN_FONTS: Final = {"song": "s", "hei": "h", "rare": "r", "kai": "k"}
_MOST_KEPT: Final = 1024


class Wording(NamedTuple):
    """The texts of a paper by style: printed words, the same in every paper of the template, and values."""

    song: tuple[str, ...]
    hei: tuple[str, ...]
    values: tuple[str, ...]


class Code(NamedTuple):
    """How a character is shown: the font's name in the file, and its code in hexadecimal."""

    font: str
    code: str


class Codes(dict[str, Code]):
    """The code of each character in one style, looked up once."""

    def __init__(self, faces: Typefaces, style: Style, shared: dict[str, frozenset[str]]) -> None:
        super().__init__()
        self._faces, self._style, self._shared = faces, style, shared

    def __missing__(self, char: str) -> Code:
        face = self._faces.faces[self._style][char]
        if face is None:
            raise ValueError(f"no face has U+{ord(char):04X}; ask `unprintable` before setting a text")
        is_shared = char in self._shared.get(face, frozenset())
        font = SHARED_FONTS[face] if is_shared else OWN_FONTS[face]
        code = self[char] = Code(font, f"{self._faces.files[face].glyph(char):04x}")
        return code


class Kept:
    """What may be used again, in two generations: memory stays flat, and what is in use is never thrown away."""

    def __init__(self) -> None:
        self._young: dict[object, Any] = {}
        self._old: dict[object, Any] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, key: object) -> Any:
        """What is kept under a key, or None."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key: object, value: Any) -> None:
        """Keep a value under a key."""
        if len(self._young) >= _MOST_KEPT:
            self._old, self._young = self._young, {}
        self._young[key] = value


class Base:
    """The fonts that all papers of one template share, already written, and the lines set so far."""

    def __init__(self, faces: Typefaces, wording: Wording) -> None:
        self.faces = faces
        self.fonts: dict[str, int] = {}
        self.shared: dict[str, frozenset[str]] = {}
        # Printed characters that the style's own face lacks: each paper draws them from its own fonts.
        self.strange: dict[Style, set[str]] = {}
        file = PdfFile()
        printed: dict[Style, tuple[str, ...]] = {"song": wording.song, "hei": wording.hei}
        for style, texts in printed.items():
            wanted = characters_of(texts)
            self.shared[style] = frozenset(char for char in wanted if faces.files[style].glyph(char))
            self.strange[style] = wanted - self.shared[style]
            if self.shared[style]:
                font = cut(faces, style, "".join(sorted(self.shared[style])))
                self.fonts[SHARED_FONTS[style]] = write_font(file, font, SMALL, SMALL)
        self.begun: Begun = file.begun()
        self.codes: dict[Style, Codes] = {style: Codes(faces, style, self.shared) for style in printed}
        self.runs, self.lines, self.boxes = Kept(), Kept(), Kept()


class TypeCase:
    """The fonts of one paper; ``missing`` are the characters that no face has."""

    def __init__(self, base: Base, values: tuple[str, ...]) -> None:
        self.base = base
        self.missing: list[str] = []
        self._own: dict[str, set[str]] = {}
        song = (characters_of(values) | base.strange["song"]) - base.shared["song"]
        wanted: tuple[tuple[Style, set[str]], ...] = (("song", song), ("hei", base.strange["hei"]))
        for style, characters in wanted:
            face_of = base.faces.faces[style]
            for char in sorted(characters):
                face = face_of[char]
                if face is None:
                    self.missing.append(char)
                elif char not in base.shared.get(face, ()):
                    self._own.setdefault(face, set()).add(char)

    def write(self, file: PdfFile) -> bytes:
        """Write the paper's own fonts; the answer is the resources of every page."""
        fonts = dict(self.base.fonts)
        for face, characters in sorted(self._own.items()):
            font = cut(self.base.faces, face, "".join(sorted(characters)))
            # A few dozen outlines pack by a quarter only, for a tenth of the time of the whole paper.
            fonts[OWN_FONTS[face]] = write_font(file, font, QUICK, AS_IT_IS)
        listed = b"".join(b"/%b %d 0 R" % (name.encode("ascii"), number) for name, number in fonts.items())
        return b"<</Font<<%b>>>>" % listed


def characters_of(texts: Iterable[str]) -> set[str]:
    """The characters to be drawn."""
    return set().union(*texts)


def cut(faces: Typefaces, face: str, characters: str) -> FontObjects:
    """A font of just these characters; its name begins with six letters that stand for them."""
    file = faces.files[face]
    glyphs = [file.glyph(char) for char in characters]
    digest = hashlib.sha256(f"{face} {characters}".encode()).digest()
    tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
    advances = tuple(map(file.advance, glyphs))
    return FontObjects(
        f"{tag}+{NAMES[face]}", file.subset(glyphs), file.bounds, characters, tuple(glyphs), advances
    )
