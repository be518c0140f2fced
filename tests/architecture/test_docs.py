"""Every path named in the docs exists; every command of the Makefile has its help line."""

import re
from pathlib import Path

from .source import ROOT

PATH = re.compile(
    r"`((?:backend|tests|docs|contracts|rent_schedules|requirements|bench)/[\w./-]*|[\w-]+\.(?:md|toml))`"
)


def documents() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def lost_paths(text: str, where: Path) -> list[str]:
    """Paths in backticks that lead nowhere, from the root or from the document's own folder."""
    return [
        name
        for name in PATH.findall(text)
        if not any(
            (base / name).exists()
            for base in (ROOT, where.parent, ROOT / "backend" / "policy_packs" / "hongshan")
        )
    ]


def test_paths_named_in_the_docs_exist() -> None:
    lost = {
        str(file.relative_to(ROOT)): lost_paths(file.read_text(encoding="utf-8"), file)
        for file in documents()
    }
    assert {name: paths for name, paths in lost.items() if paths} == {}


def test_a_lost_path_is_caught() -> None:
    assert lost_paths("see `backend/domain/nowhere.py`", ROOT / "README.md") == ["backend/domain/nowhere.py"]


def test_links_between_documents_lead_somewhere() -> None:
    for file in documents():
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_make_targets_have_help() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    targets = [line for line in lines if re.match(r"[a-z][\w-]*:", line)]
    assert targets
    assert [line for line in targets if "##" not in line] == []
