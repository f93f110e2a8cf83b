"""The tax rates that the first-run wizard offers, held against two public tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from ui.views.first_run_answers import USUAL_TAX


def test_each_offered_rate_is_the_published_standard_rate(real: Callable[[str], Path]) -> None:
    """A shop that keeps the offered rate charges what its country's table says."""
    european = json.loads(real("money-tax/eu_vat_rates.json").read_text())["rates"]
    worldwide = json.loads(real("money-tax/sales_tax_rates.json").read_text())
    wrong = {}
    for country, offered in USUAL_TAX.items():
        known = european.get("EL" if country == "GR" and "GR" not in european else country)
        published = known["standard"] * 1000 if known else worldwide[country]["rate"] * 100_000
        if round(published) != offered:
            wrong[country] = (offered, published)
    assert wrong == {}
