"""What makes a run of keys a scan: speed, length and end. Plain rules without Qt.

Sources: wedge scanners send 5 to 60 ms apart (2 to 30 usual), people 80 ms and more; AIM symbology identifiers are
"]", a letter and a digit in front of the code (ISO/IEC 15424).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from pos.domain.errors import BadSetting

STX, ETX, GROUP = "\x02", "\x03", "\x1d"
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class ScanRules:
    """The scanner page of the settings; times in ms. Raises BadSetting for a gap outside of 20 to 100 ms."""

    gap_ms: int = 50
    whole_ms: int = 1500
    least: int = 4
    silence_ms: int = 100
    terminator: Literal["key", "none"] = "key"
    """"key": Enter or Tab ends a scan; "none": silence does."""
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not 20 <= self.gap_ms <= 100:
            raise BadSetting(
                f"{self.gap_ms} ms between two keys is outside of what tells a scanner from a person. "
                "Nothing was changed. Choose 20 to 100 ms.",
                gap_ms=self.gap_ms,
            )


@dataclass(slots=True)
class Burst:
    """Keys that came fast after each other; times in ms of any one clock."""

    began: float
    last: float
    keys: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)

    def add(self, key: str, now: float) -> None:
        """Take one more key."""
        self.gaps.append(now - self.last if self.keys else 0.0)
        self.keys.append(key)
        self.last = now

    def goes_on(self, now: float, rules: ScanRules) -> bool:
        """Whether a key at `now` still belongs to this burst."""
        return 0 <= now - self.last <= rules.gap_ms and now - self.began <= rules.whole_ms

    def is_scan(self, rules: ScanRules) -> bool:
        """Whether it is long enough and quick enough to come from a scanner."""
        return len(clean(self.text(), rules)) >= rules.least and self.last - self.began <= rules.whole_ms

    def text(self) -> str:
        """All keys as they came."""
        return "".join(self.keys)


def clean(raw: str, rules: ScanRules) -> str:
    """The code without STX and ETX, the AIM identifier and the shop's own prefix and suffix; GS marks stay."""
    text = raw.strip(f"{STX}{ETX}\r\n\t ")
    text = text.removeprefix(rules.prefix).removesuffix(rules.suffix)
    text = _AIM.sub("", text, count=1) if _AIM.match(text) else text
    return "".join(sign for sign in text if sign.isprintable() or sign == GROUP)
