"""Random questions of every kind, well-formed and not, for the properties all answers must have."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from backend.domain.vocabulary.triggers import TRIGGERS

AUTHORITIES = ("hongshan", "guangzhou", "zhaoyang", "baicheng")
fen = st.integers(0, 10**9)
days = st.dates(date(2019, 1, 1), date(2032, 12, 31)).map(date.isoformat)
near_days = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)
area = st.integers(1, 50_000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
score = st.integers(0, 10_000).map(lambda tenths: f"{tenths // 10}.{tenths % 10}")
number = st.text("ABC0123456789", min_size=1, max_size=4)


def facts(
    needed: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(needed, optional=optional)


@st.composite
def segments(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Segments in order that do not overlap."""
    day, found = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 40))), []
    for _ in range(draw(st.integers(0, 4))):
        last = day + timedelta(days=draw(st.integers(0, 90)))
        found.append({"from": day.isoformat(), "to": last.isoformat(), "monthly_rent_fen": draw(fen)})
        day = last + timedelta(days=1 + draw(st.integers(0, 20)))
    return found


payment = facts({"on": near_days, "amount_fen": fen})
bill = facts(
    {
        "bill": number,
        "period": st.sampled_from(["2025-12", "2026-01", "2026-02", "2026-03", "2026-04"]),
        "due_on": near_days,
        "amount_fen": fen,
        "payments": st.lists(payment, max_size=3),
    },
    plan_kept=st.booleans(),
)
observation = facts({"on": near_days, "lived_in": st.booleans()}, good_reason=st.just("住院"))
open_bill = facts({"bill": number, "due_on": near_days, "open_fen": fen})
income = {"monthly_income_per_capita_fen": st.integers(0, 500_000), "other_conditions_met": st.booleans()}
elects = st.sampled_from(["rent", "buy", "neither"])

FACTS: dict[str, st.SearchStrategy[Any]] = {
    "deadline": facts(
        {
            "event_on": near_days,
            "length": st.integers(1, 60),
            "unit": st.sampled_from(["days", "working_days", "months", "years"]),
        },
        direction=st.sampled_from(["forward", "backward"]),
    ),
    "lease_term": facts({"start": days, "end": days}),
    "signing_window": facts({"result_confirmed_on": near_days}, signed_on=near_days),
    "rent_cap": facts(
        {
            "market_fen_per_m2": fen,
            "rate_fen_per_m2": fen,
            "tenure": st.sampled_from(["low_rent", "public_rental", "commercial_rent"]),
        }
    ),
    "rent": facts(
        {"rate_fen_per_m2": st.integers(0, 100_000), "floor_area_m2": area},
        reduction_percent=st.sampled_from(["0", "12.5", "100"]),
    ),
    "bill": facts({"period": st.sampled_from(["2026-01", "2026-02", "2026-03"]), "segments": segments()}),
    "payment": facts(
        {
            "amount_fen": fen,
            "received_on": near_days,
            "open_bills": st.lists(open_bill, max_size=5, unique_by=lambda found: found["bill"]),
        }
    ),
    "renewal": facts(
        {"protection_end": days}, all_members_aged_60=st.booleans(), persons_changed=st.booleans()
    ),
    "review_due": facts({"protected_from": days}, last_decision_on=days),
    "review": st.one_of(
        facts(
            {
                "protection": st.just("low_rent"),
                "dibao_persons": st.integers(0, 3),
                "meets_low_rent_conditions": st.booleans(),
                "meets_public_rental_conditions": st.booleans(),
                "meets_commercial_rent_conditions": st.booleans(),
                "elects": elects,
            }
        ),
        facts(
            {
                "protection": st.just("low_rent_purchase"),
                "dibao_persons": st.integers(0, 3),
                "dibao_cancelled_persons": st.integers(0, 3),
                "meets_purchase_conditions": st.booleans(),
                **income,
            },
            dibao_standard_fen=fen,
            income_limit_fen=fen,
        ),
        facts(
            {"protection": st.sampled_from(["public_rental", "commercial_rent"]), "elects": elects, **income},
            income_limit_fen=fen,
        ),
        facts({"protection": st.sampled_from(["new_employee", "migrant_worker"]), **income}),
    ),
    "exit_triggers": facts(
        {
            "bills": st.lists(bill, max_size=6, unique_by=lambda found: found["bill"]),
            "observations": st.lists(observation, max_size=6),
        },
        reported=st.lists(facts({"trigger": st.sampled_from(TRIGGERS), "on": near_days}), max_size=3),
    ),
    "holding_over": facts(
        {
            "ground": st.sampled_from([*TRIGGERS, "improved_means", "term_ended"]),
            "vacate_by": near_days,
            "market_rent_fen": fen,
        },
        returned_on=near_days,
    ),
    "ban": facts(
        {"conduct": st.sampled_from([*TRIGGERS, "damage_or_refit", "gave_up_selection"])}, returned_on=days
    ),
    "sale": facts(
        {
            "units_in_project": st.integers(1, 200),
            "units_sold": st.integers(0, 60),
            "units_reserved": st.integers(0, 60),
            "rented_since": days,
            "market_price_fen_per_m2": fen,
            "floor_area_m2": area,
            "government_invested": st.booleans(),
        }
    ),
    "resale": facts(
        {
            "paid_in_full_on": days,
            "contract_on": days,
            "actual_price_fen": fen,
            "lowest_price_fen_per_m2": st.integers(0, 10**6),
            "floor_area_m2": area,
            "government_invested": st.booleans(),
            "ownership": st.sampled_from(["shared", "full"]),
        }
    ),
    "buy_back": facts(
        {
            "ground": st.sampled_from(["review", "moved_or_bought"]),
            "original_price_fen": fen,
            "occupied": segments(),
        },
        adjusted_price_fen=fen,
    ),
    "swap": facts(
        {
            "owners_consent": st.booleans(),
            "reason": st.sampled_from(["work", "school", "similar", "other"]),
            "agreed_from": near_days,
        }
    ),
    "deposit": facts(
        {
            "held_fen": fen,
            "damages": st.lists(facts({"item": st.just("门"), "amount_fen": fen}), max_size=3),
        },
        arrears_fen=fen,
        set_off_consented=st.booleans(),
    ),
    "waitlist_score": facts(
        {
            "households": st.lists(
                facts({"id": number, "income_score": score, "housing_score": score, "order_score": score}),
                max_size=5,
                unique_by=lambda found: found["id"],
            )
        }
    ),
}
"""Well-formed facts of every kind."""


@st.composite
def questions(draw: st.DrawFn, kind: str | None = None) -> dict[str, Any]:
    """A question with well-formed facts, to any authority, on a day around those in force."""
    asked = kind or draw(st.sampled_from(sorted(FACTS)))
    return {
        "kind": asked,
        "authority": draw(st.sampled_from(AUTHORITIES)),
        "on": draw(days),
        "facts": draw(FACTS[asked]),
    }


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | days,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def spoilt_questions(draw: st.DrawFn) -> dict[str, Any]:
    """A question with one of its facts replaced by anything, left out, or joined by a stranger."""
    asked = draw(questions())
    names = sorted(asked["facts"])
    act = draw(st.sampled_from(["replace", "drop", "add", "envelope"]))
    if act == "envelope":
        asked[draw(st.sampled_from(["kind", "authority", "on", "facts", "x"]))] = draw(junk)
    elif act == "add" or not names:
        asked["facts"][draw(st.text(min_size=1, max_size=6))] = draw(junk)
    elif act == "drop":
        del asked["facts"][draw(st.sampled_from(names))]
    else:
        asked["facts"][draw(st.sampled_from(names))] = draw(junk)
    return asked
