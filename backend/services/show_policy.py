"""Shows what a policy says on a day: every value in force with its article and how sure it is."""

from datetime import date

from ..domain.policy.pack import Pack
from ..domain.policy.provision import Provision
from ..domain.vocabulary.law_names import CHAPTERS
from .cite import article_said
from .language import Language
from .say import COLON, shown_provision, shown_value, source_said


def _source(held: Provision, language: Language) -> str:
    if held.silent:
        return {"zh": "文本未规定", "en": "the text is silent"}[language]
    return source_said(held.source, language)


def _line(held: Provision, language: Language) -> str:
    label = held.label.zh if language == "zh" else held.label.en
    since = (
        shown_value("", held.since, language) if held.since else {"zh": "日期不明", "en": "undated"}[language]
    )
    parts = [f"  {label}{COLON[language]}{shown_provision(held, language)}"]
    parts.append(
        " · ".join(
            (
                "    " + held.name,
                article_said(held.article, language),
                _source(held, language),
                since,
            )
        )
    )
    if held.note:
        parts.append("    " + (held.note.zh if language == "zh" else held.note.en))
    parts.extend(f"    “{fragment}”" for fragment in held.words)
    return "\n".join(parts)


def _heading(chapter: str, language: Language) -> str:
    known = CHAPTERS.get(chapter)
    return f"{known.zh} {chapter}" if known and language == "zh" else chapter


def show_policy(pack: Pack, on: date, language: Language, chapter: str | None = None) -> str:
    """The values in force on a day, chapter by chapter, with articles, sources and words.

    Raises ``not_in_force`` where the policy does not hold on the day.
    """
    head = pack.head
    head.check_in_force(on)
    title, by = (head.title.zh, head.issued_by.zh) if language == "zh" else (head.title.en, head.issued_by.en)
    lines = [f"{title} {head.number}".rstrip(), f"{by} · {shown_value('', on, language)} · {pack.digest}"]
    held = sorted(pack.on(on).provisions.values(), key=lambda entry: entry.name.split(".")[0])
    last = ""
    for entry in held:
        if entry.repealed or (chapter is not None and entry.name.split(".")[0] != chapter):
            continue
        if entry.name.split(".")[0] != last:
            last = entry.name.split(".")[0]
            lines.append(f"\n[{_heading(last, language)}]")
        lines.append(_line(entry, language))
    return "\n".join(lines)
