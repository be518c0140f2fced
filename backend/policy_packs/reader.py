"""Reads policy packs and the working-day calendar from TOML; refuses what is malformed by name."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..domain.policy.pack import Pack, PackHead
from ..domain.policy.provision import BASES, SOURCES, FindingWords, Provision, Value
from ..domain.vocabulary.both import Both
from ..domain.vocabulary.calendar import CalendarYear, WorkingCalendar

HOME: Final = Path(__file__).parent
SHARED: Final = "national"
CALENDAR: Final = HOME / "calendar"
AUTHORITIES: Final = ("hongshan", "guangzhou", "zhaoyang", "baicheng")

WHOLE: Final = frozenset(
    {"days", "working_days", "months", "years", "years_of_age", "persons", "homes", "times",
     "fen", "fen_per_m2", "fen_per_month", "percent"}
)  # fmt: skip
DECIMAL: Final = frozenset({"m2", "percent_exact"})
WORD: Final = frozenset({"choice", "pattern"})
UNITS: Final = (*sorted(WHOLE | DECIMAL | WORD), "yes_no", "list")

_VALUE_KEYS: Final = frozenset(
    {"from", "until", "value", "unit", "source", "article", "words", "confirmed", "zh", "en", "note",
     "silent", "repealed"}
)  # fmt: skip
_FINDING_KEYS: Final = frozenset({"code", "rule", "basis", "words", "zh", "en"})


WHOLE_FILE: Final = "the file"
_FORMS: Final = (
    ("a TOML file in UTF-8", "UTF-8 的 TOML 文件"),
    ("text, not empty", "文字,不能为空"),
    ("a date such as 2020-12-18", "日期,如 2020-12-18"),
    ("a fragment of text.txt, or a list of fragments", "text.txt 里的片段,或片段的列表"),
    ("a fragment of text.txt (the source is the text)", "text.txt 里的片段(来源为条文)"),
    ("no value beside silent or repealed", "有 silent 或 repealed 时不写 value"),
    ("a whole number of fen from", "以分计的整数,范围"),
    ("a whole number of", "整数,单位"),
    (", not below 0", ",不小于 0"),
    ("a decimal string such as", "带小数的文字,如"),
    ("true or false", "true 或 false"),
    ("a list of words", "词的列表"),
    ("a list of finding codes", "认定代码的列表"),
    ("a list of dates in", "该年日期的列表:"),
    ("the year of the file's name,", "文件名所写的年份"),
    ("weekend days that are worked", "要上班的周末日期"),
    ("weekdays that are free", "放假的工作日日期"),
    ("one of", "其中之一:"),
    (" tables", " 表"),
)
"""The accepted forms as the reader says them, and in Chinese."""


class PackError(Exception):
    """A malformed pack: which file, which key, what stands there, and the accepted form.

    ``accepted`` may say both languages, English first: ``a date / 日期``.
    """

    def __init__(self, file: Path, key: str, found: object, accepted: str) -> None:
        shown = "nothing" if found is None else repr(found)
        super().__init__(f"{file.parent.name}/{file.name}: {key}: found {shown}; accepted: {accepted}")
        self.file = file
        self.key = key
        self.accepted = accepted

    @property
    def zh(self) -> str:
        """The same in Chinese."""
        place = f"{self.file.parent.name}/{self.file.name}"
        return f"{place} 的 {'整个文件' if self.key == WHOLE_FILE else self.key} 写法不对;应为:{_in_chinese(self.accepted)}"


def _in_chinese(accepted: str) -> str:
    _, slash, chinese = accepted.partition(" / ")
    if slash:
        return chinese
    for english, said in _FORMS:
        accepted = accepted.replace(english, said)
    return accepted


def read_choice_words(home: Path = HOME) -> dict[str, str]:
    """Code word of a choice or list value -> its Chinese word."""
    words = _table(home / "choices.toml").get("zh")
    if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
        raise PackError(home / "choices.toml", "zh", words, 'word = "中文"')
    return words


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PackError(file, WHOLE_FILE, str(error), "a TOML file in UTF-8") from None


def _text(file: Path, key: str, entry: dict[str, Any], name: str) -> str:
    found = entry.get(name)
    if not isinstance(found, str) or not found.strip():
        raise PackError(file, f"{key}.{name}", found, "text, not empty")
    return found


def _one_of(file: Path, key: str, found: object, accepted: tuple[str, ...]) -> Any:
    if found not in accepted:
        raise PackError(file, key, found, " | ".join(accepted))
    return found


def _day(file: Path, key: str, found: object) -> date:
    if type(found) is not date:
        raise PackError(file, key, found, "a date such as 2020-12-18")
    return found


def _fragments(file: Path, key: str, entry: dict[str, Any], *, needed: bool) -> tuple[str, ...]:
    found = entry.get("words", [])
    fragments = [found] if isinstance(found, str) else found
    if not isinstance(fragments, list) or not all(isinstance(part, str) and part for part in fragments):
        raise PackError(file, f"{key}.words", found, "a fragment of text.txt, or a list of fragments")
    if needed and not fragments:
        raise PackError(file, f"{key}.words", None, "a fragment of text.txt (the source is the text)")
    return tuple(fragments)


def _value(file: Path, key: str, entry: dict[str, Any], unit: str) -> Value:
    found = entry.get("value")
    if entry.get("silent") or entry.get("repealed"):
        if found is not None:
            raise PackError(file, f"{key}.value", found, "no value beside silent or repealed")
        return None
    if unit in WHOLE:
        if type(found) is not int or found < 0:
            raise PackError(file, f"{key}.value", found, f"a whole number of {unit}, not below 0")
        return found
    if unit in DECIMAL:
        whole, _, rest = str(found).partition(".")
        if not isinstance(found, str) or not (whole.isdecimal() and rest.isdecimal()):
            raise PackError(file, f"{key}.value", found, 'a decimal string such as "13.00"')
        return found
    if unit in WORD:
        return _text(file, key, entry, "value")
    if unit == "yes_no":
        if type(found) is not bool:
            raise PackError(file, f"{key}.value", found, "true or false")
        return found
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise PackError(file, f"{key}.value", found, "a list of words")
    return tuple(found)


def _note(file: Path, key: str, entry: dict[str, Any]) -> Both | None:
    found = entry.get("note")
    if found is None:
        return None
    if not isinstance(found, dict) or found.keys() != {"zh", "en"}:
        raise PackError(file, f"{key}.note", found, '{ zh = "…", en = "…" }')
    return Both(_text(file, f"{key}.note", found, "zh"), _text(file, f"{key}.note", found, "en"))


def _provision(file: Path, name: str, at: int, entry: dict[str, Any]) -> Provision:
    key = f"{name}[{at}]"
    for unknown in sorted(entry.keys() - _VALUE_KEYS):
        raise PackError(file, f"{key}.{unknown}", entry[unknown], "one of " + " ".join(sorted(_VALUE_KEYS)))
    since = entry.get("from")
    unit = _one_of(file, f"{key}.unit", entry.get("unit"), UNITS)
    source = _one_of(file, f"{key}.source", entry.get("source"), SOURCES)
    empty = bool(entry.get("silent") or entry.get("repealed"))
    return Provision(
        name=f"{file.stem}.{name}",
        since=None if since == "undated" else _day(file, f"{key}.from", since),
        until=_day(file, f"{key}.until", entry["until"]) if "until" in entry else None,
        value=_value(file, key, entry, unit),
        unit=unit,
        source=source,
        article=_text(file, key, entry, "article"),
        words=_fragments(file, key, entry, needed=source in ("text", "uncertain") and not empty),
        confirmed=_day(file, f"{key}.confirmed", entry.get("confirmed")),
        label=Both(_text(file, key, entry, "zh"), _text(file, key, entry, "en")),
        note=_note(file, key, entry),
        silent=bool(entry.get("silent")),
        repealed=bool(entry.get("repealed")),
    )


def _finding(file: Path, at: int, entry: dict[str, Any]) -> FindingWords:
    key = f"finding[{at}]"
    for unknown in sorted(entry.keys() - _FINDING_KEYS):
        raise PackError(file, f"{key}.{unknown}", entry[unknown], "one of " + " ".join(sorted(_FINDING_KEYS)))
    return FindingWords(
        code=f"{file.stem}.{_text(file, key, entry, 'code')}",
        rule=_text(file, key, entry, "rule"),
        basis=_one_of(file, f"{key}.basis", entry.get("basis"), BASES),
        says=Both(_text(file, key, entry, "zh"), _text(file, key, entry, "en")),
        words=_fragments(file, key, entry, needed=False),
    )


def read_chapters(folder: Path) -> tuple[list[Provision], list[FindingWords]]:
    """All dated values and findings of a pack's folder, file by file in order of name."""
    provisions: list[Provision] = []
    findings: list[FindingWords] = []
    for file in sorted(folder.glob("*.toml")):
        if file.stem == "pack":
            continue
        for name, entries in _table(file).items():
            if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
                raise PackError(file, name, entries, f"[[{name}]] tables")
            if name == "finding":
                findings += [_finding(file, at, entry) for at, entry in enumerate(entries)]
            else:
                provisions += [_provision(file, name, at, entry) for at, entry in enumerate(entries)]
    return provisions, findings


def read_head(folder: Path) -> PackHead:
    """What the policy is: ``pack.toml``."""
    file = folder / "pack.toml"
    table = _table(file)
    both: dict[str, Both] = {}
    for name in ("title", "issued_by", "bureau"):
        entry = table.get(name)
        if not isinstance(entry, dict):
            raise PackError(file, name, entry, '{ zh = "…", en = "…" }')
        both[name] = Both(_text(file, name, entry, "zh"), _text(file, name, entry, "en"))
    start, end, kinds = table.get("in_force_from"), table.get("in_force_to"), table.get("kinds")
    standing = table.get("standing", [])
    if not isinstance(kinds, dict) or not all(isinstance(article, str) for article in kinds.values()):
        raise PackError(file, "kinds", kinds, 'kind = "article"')
    if not isinstance(standing, list) or not all(isinstance(code, str) for code in standing):
        raise PackError(file, "standing", standing, "a list of finding codes")
    return PackHead(
        id=str(_one_of(file, "id", table.get("id"), (folder.name,))),
        title=both["title"],
        issued_by=both["issued_by"],
        bureau=both["bureau"],
        in_force_from=None if start == "undated" else _day(file, "in_force_from", start),
        in_force_to=None if end is None else _day(file, "in_force_to", end),
        source=_one_of(file, "source", table.get("source"), SOURCES),
        kinds=dict(kinds),
        standing=tuple(standing),
        number=str(table.get("number", "")),
    )


def read_pack(authority: str, *calendars: Path, home: Path = HOME) -> Pack:
    """One authority's pack with the shared one under it; its digest covers both and the calendar."""
    folder, shared = home / authority, home / SHARED
    provisions, findings = read_chapters(folder)
    common_values, common_findings = read_chapters(shared)
    own = {entry.name for entry in provisions}
    words = {entry.code: entry for entry in (*common_findings, *findings)}
    merged = [*provisions, *(entry for entry in common_values if entry.name not in own)]
    return Pack(read_head(folder), merged, words, digest_of(folder, shared, *(calendars or (CALENDAR,))))


def digest_of(*folders: Path) -> str:
    """``sha256:…`` over the names and bytes of all TOML files, folder by folder in the order given."""
    digest = hashlib.sha256()
    for at, folder in enumerate(folders):
        for file in sorted(folder.glob("*.toml")):
            content = file.read_bytes()
            digest.update(f"{at}/{file.name} {len(content)}\n".encode())
            digest.update(content)
    return f"sha256:{digest.hexdigest()}"


def read_calendar(*folders: Path) -> WorkingCalendar:
    """The working-day calendar, one file a year; a year of a later folder goes before an earlier one's."""
    files = {file.stem: file for folder in folders or (CALENDAR,) for file in folder.glob("*.toml")}
    return WorkingCalendar(read_calendar_year(files[stem]) for stem in sorted(files))


def read_calendar_year(file: Path) -> CalendarYear:
    """One year's free weekdays and worked weekend days. Raises :class:`PackError`."""
    table = _table(file)
    year = table.get("year")
    if type(year) is not int or file.stem != str(year):
        raise PackError(file, "year", year, f"the year of the file's name, {file.stem}")
    days: dict[str, frozenset[date]] = {}
    for key in ("free", "worked"):
        found = table.get(key)
        if not isinstance(found, list) or not all(type(d) is date and d.year == year for d in found):
            raise PackError(file, key, found, f"a list of dates in {year}")
        days[key] = frozenset(found)
    for key, weekend in (("free", False), ("worked", True)):
        for day in sorted(days[key]):
            if (day.weekday() >= 5) is not weekend:
                form = "weekend days that are worked" if weekend else "weekdays that are free"
                raise PackError(file, key, day.isoformat(), form)
    return CalendarYear(
        year=year,
        free=days["free"],
        worked=days["worked"],
        provisional=bool(table.get("provisional", False)),
        source=str(table.get("source", "")),
    )
