"""``make bench``: what is measured, beside what it is measured against, in one run."""

import sys

from . import decisions

if __name__ == "__main__":
    sys.exit(decisions.main(sys.argv[1:]))
