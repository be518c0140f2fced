"""Explains an answer as a person reads it: the outcome, then each step with its article and words."""

from datetime import date
from typing import Any, Final

import msgspec

from ..domain.decide import decide
from ..domain.policy.pack import Pack
from ..domain.vocabulary.faults import Fault
from .answer_question import PolicyLibrary, check_envelope, day_asked
from .cite import article_said, rule_said
from .language import Language
from .say import COLON, said, shown_provision, shown_value, source_said

_HEADINGS: Final = {
    "zh": ("结论", "理由", "原文", "所用数值", "依据", "不能回答", "位置"),
    "en": ("Outcome", "Reasons", "Words", "Values used", "rests on", "No answer", "At"),
}


def _aside(cited: str, source: str, language: Language) -> str:
    return f"({cited},{source})" if language == "zh" else f" ({cited}; {source})"


def _values_used(parameters: list[msgspec.Raw], pack: Pack, on: date, language: Language) -> list[str]:
    lines = []
    for raw in parameters:
        entry = msgspec.json.decode(bytes(raw))
        held = pack.on(on)[entry["name"]]
        label = held.label.zh if language == "zh" else held.label.en
        given = msgspec.structs.replace(held, value=entry["value"]) if entry["source"] == "question" else held
        source = source_said(entry["source"], language)
        cited = article_said(entry["article"], language)
        lines.append(
            f"  {label}{COLON[language]}{shown_provision(given, language)}" + _aside(cited, source, language)
        )
    return lines


def explain(asked: dict[str, Any], library: PolicyLibrary, language: Language) -> str:
    """The explanation of one question's answer. Raises :class:`Fault` where there is none."""
    outcome_word, reasons, words_word, used, *_ = _HEADINGS[language]
    check_envelope(asked)
    pack, on = library.pack(asked["authority"]), day_asked(asked["on"])
    found = decide(asked["kind"], on, asked["facts"], pack, library.calendar)
    title = pack.head.title.zh if language == "zh" else pack.head.title.en
    lines = [f"{said(asked['kind'], language)} · {title} · {shown_value('', on, language)}"]
    lines.append(f"{outcome_word}{COLON[language]}{said(found.outcome, language)}")
    for name, value in found.values.items():
        text = shown_value(name, value, language)
        lines.append(
            f"  {said(name, language)}{COLON[language]}"
            + (f"\n{text}" if text.startswith("      ·") else text)
        )
    lines.append(f"{reasons}{COLON[language]}")
    findings = pack.on(on).findings
    for at, (code, raw) in enumerate(zip(found.steps, found.findings, strict=True), 1):
        entry = msgspec.json.decode(bytes(raw))
        basis = source_said(entry["basis"], language)
        rule = rule_said(entry["rule"], language)
        lines.append(f"  {at}. [{rule} · {basis}] {entry['says'][language]}")
        lines.extend(f"     {words_word}:“{fragment}”" for fragment in findings[code].words)
    if found.parameters:
        lines.append(f"{used}{COLON[language]}")
        lines += _values_used(found.parameters, pack, on, language)
    return "\n".join(lines)


def explain_fault(fault: Fault, language: Language) -> str:
    """Why a question has no answer, and where it is wrong."""
    *_, no_answer, at = _HEADINGS[language]
    return f"{no_answer}{COLON[language]}{fault.message[language]}\n  {at}{COLON[language]}{fault.path}"
