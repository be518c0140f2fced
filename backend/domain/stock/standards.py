"""Building standards of homes (建设标准) as warnings of the register, and who may sell (hongshan:8, 10, 13).

They bind who builds; a home that breaks them is registered all the same and shown with its warning.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from ..policy.pack import InForce
from ..vocabulary.quantities import hundredths
from ..vocabulary.refusal import Refusal
from ..vocabulary.refusing import warning

HIGH_RISE_FLOORS: Final = 10
"""From so many floors on a dwelling house is a high-rise (GB 50096-2011, 2.0.22: 十层及十层以上)."""
PERCENT: Final = 100


class EstateAreas(Struct, frozen=True):
    """The homes of an estate added up: how many, their floor area in 0.01 m², how many above small."""

    homes: int
    area_hundredths_m2: int
    above_small: int


def _area(rules: InForce, name: str) -> tuple[str, int] | None:
    """A standard in force: as its text says it, and in 0.01 m²."""
    if f"stock.{name}" not in rules:
        return None
    value = rules[f"stock.{name}"].value
    assert type(value) is str, f"stock.{name} should be an area, is {value!r}"
    return value, hundredths(value)


def _article(authority: str, rules: InForce, name: str) -> str:
    return f"{authority}:{rules[f'stock.{name}'].article}"


def area_text(area_hundredths_m2: int) -> str:
    """An area as a person reads it: 4861 is ``48.61``."""
    return f"{area_hundredths_m2 // PERCENT}.{area_hundredths_m2 % PERCENT:02d}"


def small_home_area(rules: InForce) -> int | None:
    """Up to how many 0.01 m² a home counts as small; None where the policy does not say."""
    found = _area(rules, "small_home_area")
    return None if found is None else found[1]


def unit_warnings(
    area_hundredths_m2: int, total_floors: int | None, source: str, authority: str, rules: InForce
) -> list[Refusal]:
    """A home larger than its kind may be: built by an employer, in a high-rise, or any other."""
    high_rise = total_floors is not None and total_floors >= HIGH_RISE_FLOORS
    name = "medium_home_area_high_rise" if high_rise else "medium_home_area"
    if source == "employer":
        name = "employer_built_area"
    limit = _area(rules, name)
    if limit is None or area_hundredths_m2 <= limit[1]:
        return []
    words = {"area": area_text(area_hundredths_m2), "limit": limit[0]}
    return [warning("area_beyond_standard", "floor_area_m2", _article(authority, rules, name), **words)]


def estate_warnings(areas: EstateAreas, authority: str, rules: InForce) -> list[Refusal]:
    """An estate with too many medium homes, or whose homes are too large on the average."""
    return list(_estate_warnings(areas, authority, rules)) if areas.homes else []


def _estate_warnings(areas: EstateAreas, authority: str, rules: InForce) -> Iterator[Refusal]:
    if "stock.medium_home_share" in rules:
        limit = rules["stock.medium_home_share"].value
        assert type(limit) is int, f"stock.medium_home_share should be a whole number, is {limit!r}"
        if areas.above_small * PERCENT > limit * areas.homes:
            # One decimal, rounded up: 15 of 99 must not be shown as the 15 % that is allowed.
            tenths = -(-areas.above_small * PERCENT * 10 // areas.homes)
            words = {"share": f"{tenths // 10}.{tenths % 10}", "limit": limit}
            article = _article(authority, rules, "medium_home_share")
            yield warning("medium_share_beyond", "estate", article, **words)
    mean = _area(rules, "project_mean_area")
    if mean is not None and areas.area_hundredths_m2 > mean[1] * areas.homes:
        shown = area_text(-(-areas.area_hundredths_m2 // areas.homes))
        article = _article(authority, rules, "project_mean_area")
        yield warning("mean_area_beyond", "estate", article, area=shown, limit=mean[0])


def sale_warnings(government_invested: bool, authority: str, rules: InForce) -> list[Refusal]:
    """Homes in which government has no part belong to their investors and are not sold by shares (H11)."""
    if government_invested or "stock.sources" not in rules:
        return []
    return [warning("not_sellable", "government_invested", f"{authority}:10")]
