"""``make bench``: what is measured, beside what it is measured against, in one run."""

import sys

from . import decisions, import_check, import_commit, lease_act, lease_pdf

BENCHES = {
    "decisions": decisions.main,
    "import_check": import_check.main,
    "import_commit": import_commit.main,
    "lease_pdf": lease_pdf.main,
    "lease_act": lease_act.main,
}

if __name__ == "__main__":
    named = [name for name in sys.argv[1:] if name in BENCHES] or list(BENCHES)
    statuses = []
    for name in named:
        print(f"== {name}")
        statuses.append(BENCHES[name]([word for word in sys.argv[1:] if word.startswith("--")]))
    sys.exit(max(statuses))
