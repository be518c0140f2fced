"""The two languages of screens, papers and the command line."""

from typing import Literal

Language = Literal["zh", "en"]
