"""Money in minor units of one currency: whole numbers only, rounding named, nothing lost in shares.

Commercial rounding (half away from zero) is used throughout, as tax offices in the EU and the UK accept it for
totals; cash rounding follows the smallest coin in use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain.errors import BadAmount

# ISO 4217: currencies whose minor unit is not a hundredth.
_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
# The smallest coin in daily use, in minor units, where it is not one minor unit.
_CASH_STEP = {
    "AUD": 5, "CAD": 5, "CHF": 5, "CZK": 100, "DKK": 50, "HUF": 500, "ILS": 10,
    "NOK": 100, "NZD": 10, "PLN": 1, "SEK": 100, "ZAR": 10,
}  # fmt: skip
_AMOUNT = re.compile(r"([+-]?)(\d{1,12})(?:\.(\d+))?")
LARGEST = 10**12
"""No amount at a counter is as large as this many minor units; beyond it an input is a slip of the hand."""


def digits_of(currency: str) -> int:
    """How many decimals the currency has (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def cash_step_of(currency: str) -> int:
    """The smallest coin in use, in minor units; a shop may set its own."""
    return _CASH_STEP.get(currency, 1)


def divide_half_up(numerator: int, denominator: int) -> int:
    """Numerator / denominator rounded half away from zero; `denominator` > 0."""
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units of `currency` (ISO 4217 code): `Money(1499, "EUR")` is 14.99 euro."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read "14.99" exactly. Raises BadAmount on anything else: too many decimals, commas, signs in the middle."""
        match = _AMOUNT.fullmatch(text.strip())
        digits = digits_of(currency)
        decimals = (match[3] or "") if match else ""
        if not match or len(decimals.rstrip("0")) > digits:
            example = Money(1499, currency)
            raise BadAmount(
                f"“{text[:40]}” is not an amount in {currency}. Nothing was changed. Write it like {example}.",
                amount=text[:40],
            )
        minor = int(match[2]) * 10**digits + int(decimals[:digits].ljust(digits, "0") or "0")
        return cls(-minor if match[1] == "-" else minor, currency)

    def __str__(self) -> str:
        """The plain decimal text, without currency: "14.99", "-0.05", "1200" for yen."""
        digits = digits_of(self.currency)
        if not digits:
            return str(self.minor)
        whole, part = divmod(abs(self.minor), 10**digits)
        return f"{'-' if self.minor < 0 else ''}{whole}.{part:0{digits}d}"

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added up")
        return other.minor

    def times(self, numerator: int, denominator: int = 1) -> Money:
        """The amount times a fraction, rounded half away from zero."""
        return Money(divide_half_up(self.minor * numerator, denominator), self.currency)

    def rounded_to(self, step: int) -> Money:
        """Rounded to the nearest multiple of `step` minor units: what can be paid in coins."""
        return Money(divide_half_up(self.minor, step) * step, self.currency)


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` in proportion to `weights` (none negative) so that the shares add up to it exactly.

    The units left over after rounding down go to the largest remainders, first come first on a tie. With all weights
    zero the first share takes everything. A negative total is shared as its mirror image.
    """
    if not weights:
        return []
    if total < 0:
        return [-share for share in largest_remainder(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    shares = [total * weight // whole for weight in weights]
    left = total - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in by_remainder[:left]:
        shares[index] += 1
    return shares
