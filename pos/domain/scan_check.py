"""Goods checked against an order while they are handed over: the right item, and no more of it than is put aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pos.domain import errors
from pos.domain.backorder import OrderLine


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of a hand-over: `goes` of the `aside` units leave now, `scanned` of them were held under the scanner."""

    line: int
    sku: str
    name: str
    unit: str
    aside: int
    goes: int
    scanned: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every unit that leaves was scanned; what is weighed or measured is never scanned piece by piece."""
        return self.unit != "pc" or self.scanned == self.goes


class ScanCheck:
    """What leaves of an order, all that is put aside to begin with, and what of it was scanned."""

    def __init__(self, number: str, lines: Iterable[OrderLine]) -> None:
        self.number = number
        self._codes: list[tuple[str, str]] = []
        self._lines = {
            line.line: Checked(line.line, line.sku, line.name, line.unit, line.allocated, line.allocated)
            for line in lines
            if line.allocated
        }

    def lines(self) -> tuple[Checked, ...]:
        """Every line that has goods put aside."""
        return tuple(self._lines.values())

    def take(self, line: int, units: int) -> Checked:
        """So many units of a line leave now; what was scanned of its product counts up to that. Raises BadQuantity."""
        found = self._lines[line]
        if not 0 <= units <= found.aside:
            raise errors.BadQuantity(
                f"{found.aside} of {found.name} are put aside for order {self.number}, so {units} cannot leave. Choose "
                f"0 to {found.aside}.",
                line=line, most=found.aside,
            )  # fmt: skip
        codes, kept = self._codes, 0
        self._lines[line] = replace(found, goes=units)
        for one in [one for one in self._lines.values() if one.sku == found.sku]:
            scanned = min(one.goes, sum(sku == found.sku for sku, _ in codes) - kept)
            self._lines[one.line] = replace(one, scanned=scanned)
            kept += scanned
        self._codes = [(sku, code) for sku, code in codes if sku != found.sku]
        self._codes += [(sku, code) for sku, code in codes if sku == found.sku][:kept]
        return self._lines[line]

    def scan(self, sku: str, name: str, code: str = "") -> Checked:
        """One unit of a product was scanned, by `code`. Raises UnknownCode for goods of somebody else, BadQuantity for
        more than leaves now."""
        ours = [one for one in self._lines.values() if one.sku == sku]
        if not ours:
            raise errors.UnknownCode(
                f"{name} is not put aside for order {self.number}. Nothing was counted. Put it back and scan what is "
                "in this order's bag.",
                code=code,
            )
        missing = next((one for one in ours if one.scanned < one.goes), None)
        if missing is None:
            goes = sum(one.goes for one in ours)
            raise errors.BadQuantity(
                f"{goes} of {name} leave now and all of them were scanned. Put this one back.", code=code
            )
        self._lines[missing.line] = replace(missing, scanned=missing.scanned + 1)
        self._codes.append((sku, code or sku))
        return self._lines[missing.line]

    @property
    def scans(self) -> tuple[str, ...]:
        """The codes that were scanned, each as often as it was, for the register to check once more."""
        return tuple(code for _, code in self._codes)

    @property
    def is_complete(self) -> bool:
        """Whether something leaves and all of it was scanned."""
        return any(one.goes for one in self._lines.values()) and all(one.is_complete for one in self._lines.values())

    def units(self) -> Mapping[int, int]:
        """Line -> units that leave."""
        return {one.line: one.goes for one in self._lines.values() if one.goes}
