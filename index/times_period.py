"""Lengths of time, repetitions and "now", "soon": words that name no day.

In: facts and the State. Out: a Reading without days, its TIMEX3 value only. Never here: days.
"""

from __future__ import annotations

from index.times_reading import Facts, Reading, State, no_day, stamp_of_part


def read_duration(facts: Facts, state: State) -> Reading | None:
    count = facts.get("n", 1)
    return no_day(period(count + facts.get("plus", 0) if count != "X" else count, str(facts["unit"])))


def period(count: float | str, unit: str) -> str:
    """ISO 8601 period as TIMEX3 writes it: P3D, PT30M, PXY, P20Y for two decades."""
    times, letter = {
        "DE": (10, "Y"),
        "CE": (100, "Y"),
        "ML": (1000, "Y"),
        "HY": (6, "M"),
        "Y5": (5, "Y"),
        "Y7": (7, "Y"),
    }.get(unit, (1, unit))
    letter = {"MIN": "M", "N": "D", "WE": "D"}.get(letter, letter)
    clock = "T" if unit in ("H", "MIN", "S") else ""
    if isinstance(count, str):
        return f"P{clock}X{ {'DE': 'E', 'CE': 'C'}.get(unit, letter) }"
    value = count * times
    if value != int(value) and letter == "Y" and value * 12 == int(value * 12):
        whole, months = divmod(int(value * 12), 12)
        return f"P{whole}Y{months}M" if whole else f"P{months}M"
    if value != int(value) and unit == "H" and value * 60 == int(value * 60):
        whole, minutes = divmod(int(value * 60), 60)
        return f"PT{whole}H{minutes}M" if whole else f"PT{minutes}M"
    return f"P{clock}{value:g}{letter}" if value < 1e6 else f"P{clock}{int(value)}{letter}"


def read_every(facts: Facts, state: State) -> Reading | None:
    if "weekday" in facts:
        return no_day(f"XXXX-WXX-{facts['weekday']}" + stamp_of_part(facts))
    if "month" in facts:
        return no_day(f"XXXX-{int(facts['month']):02d}")
    return no_day(period(facts.get("n", 1), str(facts["unit"])))


def read_fixed(facts: Facts, state: State) -> Reading | None:
    return no_day(str(facts["timex"]))
