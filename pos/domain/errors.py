"""What can go wrong at a counter, each with the sentence the cashier reads.

A sentence says what happened, what is safe and what to do next. Two families only: a rule of the shop refused
(`Refused`, the cashier may change something and go on), or the surroundings failed (`SurroundingsFailed`: disk,
printer, network, file). Anything else that is raised is our own bug.
"""

from __future__ import annotations

from collections.abc import Mapping


class PosError(Exception):
    """A foreseen failure. `sentence` is for people, `details` for scripts; `kind` is the class name."""

    def __init__(self, sentence: str, **details: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details: Mapping[str, object] = details

    @property
    def kind(self) -> str:
        return type(self).__name__


class Refused(PosError):
    """A rule of the shop says no; nothing was changed."""


class SurroundingsFailed(PosError):
    """The machine, a file, a printer or the network failed; what was paid before is safe."""


# --- the catalogue ---------------------------------------------------------------------------------------------------
class UnknownCode(Refused):
    """No product, order or receipt answers to this code."""


class BadBarcode(Refused):
    """A code that cannot be read as what it claims to be."""


class PriceMissing(Refused):
    """The product has no price yet and none was given at the counter."""


class BadQuantity(Refused):
    """A quantity that no sale can have."""


class BadAmount(Refused):
    """A text that is no amount of money, or an amount that no sale can have."""


class BadText(Refused):
    """Something typed or read that is no text."""


class BadDate(Refused):
    """A day that cannot be meant: past, too far away, or no day at all."""


# --- buying ----------------------------------------------------------------------------------------------------------
class SupplierLeft(Refused):
    """The shop does not order from this supplier any more."""


class NumberTaken(Refused):
    """A number or code that something else has already."""


class NothingOpen(Refused):
    """The purchase order, or the line of it, is received or cancelled: nothing of it can change any more."""


# --- selling ---------------------------------------------------------------------------------------------------------
class EmptyBasket(Refused):
    """There is nothing to pay for."""


class BasketTooLong(Refused):
    """More lines than one receipt may carry."""


class NotEnoughHere(Refused):
    """More was to be taken now than is free to sell."""


class NotBackorderable(Refused):
    """This product cannot be promised for later."""


class CustomerNeeded(Refused):
    """An order needs somebody to hand the goods to."""


class ContactNeeded(Refused):
    """An order of somebody we could not tell when the goods are here."""


class DepositTooSmall(Refused):
    """Less than the shop's rule asks for."""


class DepositTooLarge(Refused):
    """More than the order is worth."""


class TenderTooSmall(Refused):
    """The tenders do not cover what is due now."""


class TenderTooLarge(Refused):
    """More was given than makes sense for this sum."""


class RequestReused(Refused):
    """The counter's id of a payment was used before, for another basket."""


class WrongState(Refused):
    """A step that an order, a message or a task cannot take in the state it is in."""


class StaleOrder(Refused):
    """An order that somebody else changed since it was looked at."""


class PlaceFull(Refused):
    """No room on the hold shelf, or none at the place that was named."""


class BeyondBudget(Refused):
    """A credit that the month's budget does not bear."""


class OrderNotReady(Refused):
    """The order cannot take this step in the state it is in."""


class AlreadyListed(Refused):
    """Somebody wants to hear of goods for which they are on the list already."""


class NothingToWaitFor(Refused):
    """The goods are here, so nobody need be told when they are back."""


# --- people ----------------------------------------------------------------------------------------------------------
class WrongPin(Refused):
    """The PIN does not fit."""


class PinLocked(Refused):
    """Too many wrong tries; wait."""


class NotAllowed(Refused):
    """This person has no right to do that."""


class BadPin(Refused):
    """A PIN that is too short or too easy to guess."""


# --- files and set-up ------------------------------------------------------------------------------------------------
class BadFile(SurroundingsFailed):
    """A file that cannot be read as what it should be."""


class BadSetting(Refused):
    """A setting outside of what the shop can work with."""


class NoShopHere(SurroundingsFailed):
    """The folder holds no shop."""


class ShopExists(Refused):
    """The folder holds a shop already."""


class DatabaseTooNew(SurroundingsFailed):
    """The database was written by a newer version of the program."""


class DatabaseUnreadable(SurroundingsFailed):
    """The database cannot be opened: wrong key, damage or an unsafe library."""


class DiskFull(SurroundingsFailed):
    """There is no room left to write."""


class DatabaseBusy(SurroundingsFailed):
    """Another program holds the shop's database."""


class PrinterFailed(SurroundingsFailed):
    """The printer did not take the paper job: `cause` in one word, `bytes_accepted` of it may have reached paper."""

    def __init__(self, sentence: str, *, cause: str = "failed", bytes_accepted: int = 0, **details: object) -> None:
        super().__init__(sentence, cause=cause, bytes_accepted=bytes_accepted, **details)
        self.cause = cause
        self.bytes_accepted = bytes_accepted


class MessageNotSent(SurroundingsFailed):
    """A message did not go out: `permanent` when it never will (no such address), `whole` when nothing goes out by this
    way now (no network, a wrong password). `doubt` when it may have gone out after all: it was handed over, and no
    answer came. `code` is what the other side answered, without anybody's address."""

    def __init__(
        self, sentence: str, *, permanent: bool = False, whole: bool = False, doubt: bool = False, code: str = ""
    ) -> None:  # fmt: skip
        super().__init__(sentence, permanent=permanent, whole=whole, doubt=doubt, code=code)
        self.permanent, self.whole, self.doubt, self.code = permanent, whole, doubt, code
