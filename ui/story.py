"""One backorder from Monday to the end, played at the counter by keys and scans alone: for the pictures and a test.

Ada is first in the queue with four lamps, Ben follows with two; twelve are on order for Wednesday. The supplier moves
the day, both are told, Ada keeps her order. Three come. Ada takes them, gives up the fourth and gets its deposit back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ui.hands import CTRL, SHIFT, Hands, Key
from ui.samples import (
    ADA,
    BEN,
    LAMP,
    FixedClock,
    barcode,
    put_products,
    put_punctual_record,
    put_stock,
    put_supply,
    sample_shop,
)

if TYPE_CHECKING:
    from pos.register import Register

MONDAY = datetime(2026, 11, 30, 9, 42, tzinfo=UTC)
PURCHASE, DUE, MOVED = "PO-1007", date(2026, 12, 2), date(2026, 12, 15)
LAMPS = barcode(12)
CASHIER_PIN, MANAGER_PIN = "2580", "258014"
SLIPS = {"ad": "4471", "be": "4472"}
"""The numbers on the card terminal's slips, by the letters that find the customer."""


def make_shop(folder: Path, clock: FixedClock, *, mail_port: int, paper: Path | None = None) -> Register:
    """The shop in which it happens: messages go to the mail server on this machine's `mail_port`, receipts to files
    in `paper` (else on the screen)."""
    from pos.domain.hold_places import HoldPlace
    from pos.domain.people import OWNER, Customer
    from pos.register import Register
    from pos.usecases.checkout import keep_customer

    register = Register.create(folder, sample_shop(), clock=clock)
    put_products(register)
    put_stock(register, {("BLB-0027", "S01"): 40, ("SHD-0030", "S01"): 2}, at=MONDAY)
    put_punctual_record(register, took=40)  # ordering once more takes longer than waiting for what is on order
    put_supply(register, LAMP, 12, DUE, number=PURCHASE)
    with register.ledger.writing() as tx:
        for key, name, phone in ((ADA, "Ada Osei", "020 7946 0018"), (BEN, "Ben Moreau", "020 7946 0321")):
            mail = f"{name.split()[0].lower()}@post.example"
            keep_customer(tx, Customer(key, name, phone, mail, consent=True, tell_by="e-mail"), OWNER)
    register.shelf.put_places([HoldPlace("A1", "by the counter", 6), HoldPlace("A2", "by the counter", 6)])
    register.add_person("Bea", "cashier", CASHIER_PIN)
    register.add_person("Max", "manager", MANAGER_PIN)
    register.set_device(
        mail_host="127.0.0.1", mail_port=mail_port, mail_security="none",
        mail_from="Riverside <shop@riverside.example>", **({"printer_address": f"file:{paper}"} if paper else {}),
    )  # fmt: skip
    return register


def play(hands: Hands) -> Iterator[str]:
    """The story; answers with the name of each moment while it is on the screen."""
    yield from _taken(hands)
    hands.days_pass(1)
    yield from _slipped(hands)
    hands.days_pass(1)
    yield from _kept(hands)
    hands.days_pass(13)
    yield from _goods_come(hands)
    yield from _part_collected(hands)
    yield from _rest_cancelled(hands)
    yield from _left(hands)


def _sign_in(hands: Hands, pin: str) -> None:
    """Bea stands first in the list of names, Max below her."""
    hands.press(Key.Key_L, CTRL)
    if pin == MANAGER_PIN:
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.write(pin)
    hands.press(Key.Key_Return)


def _taken(hands: Hands) -> Iterator[str]:
    """Monday, Bea takes both orders."""
    _sign_in(hands, CASHIER_PIN)
    yield from _order(hands, "ad", 4)
    for _ in _order(hands, "be", 2):
        """Ben's goes the same way."""
    hands.press(Key.Key_Return)
    hands.post()


def _order(hands: Hands, letters: str, units: int) -> Iterator[str]:
    """Scan, how many, F6, two letters of a name, Enter, F12; then by card with the slip's number."""
    hands.scan(LAMPS)
    hands.write("+" * (units - 1))
    yield "wanted"
    hands.press(Key.Key_F6)
    hands.write(letters)
    hands.press(Key.Key_Return)
    yield "promised"
    hands.press(Key.Key_F12)
    hands.alt("r")
    hands.alt("s")
    hands.write(SLIPS[letters])
    yield "deposit"
    hands.press(Key.Key_F12)
    hands.printed()
    yield "taken"


def _slipped(hands: Hands) -> Iterator[str]:
    """Tuesday, the supplier calls: Max moves the day. Whose promise breaks is said at once, and both are written to."""
    _sign_in(hands, MANAGER_PIN)
    hands.press(Key.Key_F5, SHIFT)
    hands.alt("m")
    hands.write("15 dec")
    hands.alt("y")
    hands.write("The ship is late")
    yield "moved"
    hands.press(Key.Key_F12)
    yield "slipped"
    hands.alt("p")
    yield "radar"
    hands.press(Key.Key_Escape)
    hands.post()


def _kept(hands: Hands) -> Iterator[str]:
    """Wednesday, Ada calls: she waits. Ben has not answered; Max has the supplier asked to hurry for him."""
    _sign_in(hands, CASHIER_PIN)
    hands.press(Key.Key_F5)
    hands.write("ada")
    yield "told"
    hands.alt("w")
    yield "keeps"
    hands.press(Key.Key_F12)
    yield "kept"
    hands.press(Key.Key_Escape)
    _sign_in(hands, MANAGER_PIN)
    hands.press(Key.Key_R, CTRL)
    hands.press(Key.Key_F12)
    yield "mending"
    hands.press(Key.Key_F12)
    yield "hurried"
    hands.press(Key.Key_Escape)
    hands.post()


def _goods_come(hands: Hands) -> Iterator[str]:
    """Two weeks later three of twelve are there: Max scans them, sees who gets them, posts."""
    _sign_in(hands, MANAGER_PIN)
    hands.press(Key.Key_I, CTRL)
    for _ in range(3):
        hands.scan(LAMPS)
    yield "counted"
    hands.press(Key.Key_F12)
    yield "share"
    hands.press(Key.Key_F12)
    hands.printed()
    yield "goods-in"
    hands.press(Key.Key_Escape)
    hands.post()


def _part_collected(hands: Hands) -> Iterator[str]:
    """Ada comes: Bea scans the three lamps and takes what is due for them, in cash."""
    _sign_in(hands, CASHIER_PIN)
    hands.press(Key.Key_F5)
    hands.write("ada")
    yield "ready"
    hands.press(Key.Key_F12)
    for _ in range(3):
        hands.scan(LAMPS)
    yield "checked"
    hands.press(Key.Key_F12)
    yield "balance"
    hands.press(Key.Key_Return)
    hands.printed()
    yield "collected"


def _rest_cancelled(hands: Hands) -> Iterator[str]:
    """She does not want to wait for the fourth: its share of the deposit goes back to her card."""
    hands.press(Key.Key_F5)
    hands.write("ada")
    hands.alt("f")
    hands.write("t")
    yield "cancelling"
    hands.press(Key.Key_F12)
    hands.printed()
    yield "refunded"
    hands.press(Key.Key_F12)
    hands.window.toasts.clear()
    yield "closed"
    hands.press(Key.Key_Escape)
    hands.post()


def _left(hands: Hands) -> Iterator[str]:
    """What is still open is Ben's alone."""
    _sign_in(hands, MANAGER_PIN)
    hands.press(Key.Key_B, CTRL)
    yield "left"
