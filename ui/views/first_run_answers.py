"""What the first start asked so far: kept between two starts, and made into a shop at the end. No PIN is ever kept."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QLocale, QTimeZone

if TYPE_CHECKING:
    from pos.domain.shop import Shop

LANGUAGES = (("en-GB", "English"), ("en-US", "English (US)"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"))
COUNTRIES = (
    "AT AU BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IL IN IS IT JP LT LU LV MT MX NL NO NZ PL PT RO SE SG SI "
    "SK TR UA US ZA"
).split()


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers so far; `tax_rate` in thousandths of a percent, `percent` the deposit, `step` the page last shown."""

    step: int = 0
    language: str = "en-GB"
    country: str = "GB"
    currency: str = "GBP"
    timezone: str = "UTC"
    store_name: str = ""
    address: str = ""
    tax_id: str = ""
    store: str = "S01"
    register: str = "R1"
    prices_include_tax: bool = True
    tax_rate: int = 0
    deposit_mode: str = "deposit"
    percent: int = 20
    printer_address: str = "screen:"
    printer_profile: str = "generic-80"
    printer_columns: int = 48
    person_name: str = ""

    def shop(self) -> Shop:
        """The shop they describe, with what its country makes likely. Raises BadSetting."""
        from pos.domain.order_deposit import PaymentMode
        from pos.domain.shop import default_shop
        from pos.usecases.settings import checked

        plain = default_shop(
            store=self.store,
            store_name=self.store_name,
            register=self.register,
            currency=self.currency,
            country=self.country,
        )
        return checked(
            replace(
                plain,
                language=self.language,
                timezone=self.timezone,
                address=tuple(line.strip() for line in self.address.splitlines() if line.strip()),
                tax_id=self.tax_id,
                prices_include_tax=self.prices_include_tax,
                standard_tax_rate=self.tax_rate,
                deposit=replace(plain.deposit, mode=cast(PaymentMode, self.deposit_mode), percent=self.percent),
            )
        )

    def printer(self) -> dict[str, Any]:
        """The device settings of the printer."""
        return {
            "printer_address": self.printer_address,
            "printer_profile": self.printer_profile,
            "printer_columns": self.printer_columns,
        }


def first_guess() -> Answers:
    """What this computer's own settings make likely."""
    system = QLocale.system()
    country = QLocale.territoryToCode(system.territory())
    language = QLocale.languageToCode(system.language())
    tag = next(
        (tag for tag, _ in LANGUAGES if tag in (language, f"{language}-{country}")),
        "en-US" if country == "US" else "en-GB",
    )
    return with_country(Answers(language=tag), country if country in COUNTRIES else "GB")


def with_country(answers: Answers, country: str) -> Answers:
    """The answers with a country, and with what follows from it until somebody says otherwise."""
    from pos.domain.shop import TAX_ADDED_AT_THE_TILL

    return replace(
        answers,
        country=country,
        currency=currency_of(country),
        timezone=zones_of(country)[0],
        prices_include_tax=country not in TAX_ADDED_AT_THE_TILL,
        tax_rate=USUAL_TAX.get(country, 0),
    )


# Standard rates of value added tax in thousandths of a percent, as published in September 2026 (a test compares them
# with two public tables). A shop sees the figure and corrects it; where taxes vary within a country it is zero.
USUAL_TAX = {
    code: rate * 1000
    for rate, codes in {
        17: "LU",
        18: "MT IL",
        19: "CY DE",
        20: "AT BG FR GB TR UA",
        21: "BE CZ ES LT LV NL RO",
        22: "IT SI",
        23: "IE PL PT SK",
        24: "EE GR IS",
        25: "DK HR NO SE",
        27: "HU",
        10: "AU JP",
        15: "NZ ZA",
        9: "SG",
        16: "MX",
    }.items()
    for code in codes.split()
} | {"CH": 8100, "FI": 25500}


def currency_of(country: str) -> str:
    """The ISO 4217 code of a country's money."""
    locale = QLocale(QLocale.Language.AnyLanguage, QLocale.codeToTerritory(country))
    return locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) or "EUR"


def zones_of(country: str) -> list[str]:
    """The time zones of a country: this computer's own first where it is one of them, then the capital's as known."""
    territory = QLocale.codeToTerritory(country)
    zones = [bytes(zone.data()).decode() for zone in QTimeZone.availableTimeZoneIds(territory)]
    own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    capital = _CAPITAL.get(country, "")
    first = [zone for zone in (own, capital) if zone in zones]
    return list(dict.fromkeys([*first, *zones])) or ["UTC"]


_CAPITAL = {
    "AU": "Australia/Sydney",
    "CA": "America/Toronto",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "CY": "Asia/Nicosia",
}


def draft_path(folder: Path) -> Path:
    """Where the answers for a folder wait: in this machine's own notes, so that the folder is empty until the end."""
    from pos.store.shopfolder import state_folder

    name = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    return state_folder() / f"first-start-{name}.json"


def load_answers(folder: Path) -> Answers | None:
    """The answers of an earlier start; None when there are none that can be read."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        kept = json.loads(draft_path(folder).read_text(encoding="utf-8"))
        known = {field.name for field in fields(Answers)}
        return Answers(**{name: value for name, value in kept.items() if name in known})
    return None


def save_answers(folder: Path, answers: Answers) -> None:
    """Keep the answers; where that cannot be done the questions are asked again, no more."""
    with contextlib.suppress(OSError):
        path = draft_path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(answers)), encoding="utf-8")


def forget_answers(folder: Path) -> None:
    """The shop is made; the notes have served."""
    with contextlib.suppress(OSError):
        draft_path(folder).unlink(missing_ok=True)
