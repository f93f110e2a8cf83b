"""What the waiting list needs to read, each part beside its own use cases; `Records` is all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from pos.domain.allocation import Waiting
    from pos.domain.catalog import Product
    from pos.domain.credits import Credit, DayTold
    from pos.domain.hold_places import Bag, HoldPlace
    from pos.domain.news import Channel, Message, Task, ToldLine
    from pos.domain.order_life import Step, TenderPart
    from pos.domain.purchasing import OpenLine
    from pos.domain.shortages import Signs
    from pos.domain.stock import StockLevel, Supply
    from pos.domain.tell_me import Entry


class OrderRecords(Protocol):
    """Of the life of one order."""

    def steps(self, number: str) -> Sequence[Step]:
        """Everything that happened to an order, the first step first."""
        ...

    def preorders_dearer(self) -> Sequence[str]:
        """The open orders of goods that were pre-ordered for more than they cost now."""
        ...

    def left_elsewhere(self, number: str) -> Mapping[str, int]:
        """SKU -> units that left this store's stock because an order gave them up while they were in another store, and
        did not come back since."""
        ...

    def deposit_tenders(self, number: str) -> Sequence[TenderPart]:
        """By which tenders an order's deposit came, less what went back by each."""
        ...

    def cash_paid_back(self, number: str, day: date) -> int:
        """What was paid out in cash of an order's deposit on a business day, in minor units."""
        ...

    def authorisations(self) -> Sequence[tuple[str, str, str, int, date | None, date | None, date]]:
        """(order, customer's name, reference, amount, last day to charge, latest day of the order, day taken) of each
        open order for which a card was asked and not yet charged; no last day where nobody said one."""
        ...

    def orders_of(self, customer: str) -> Sequence[tuple[str, bool]]:
        """(order, whether anything of it is still owed) of a customer, the newest first."""
        ...

    def has_ordered(self, customer: str, times: int) -> bool:
        """Whether a customer took at least so many orders; costs the same however many they took."""
        ...

    def notes_of(self, customer: str) -> Sequence[tuple[str, str, str, str]]:
        """(order, instant, person, words) of each thing that was noted about a customer, the newest first."""
        ...

    def ready_orders(self) -> Sequence[tuple[str, str, str, date | None, date | None]]:
        """(order, customer, their name, ready since, first put back on) of each open order that waits for nothing, or
        whose goods were put back."""
        ...


class ShelfRecords(Protocol):
    """Of the hold shelf and of goods on their way in."""

    def queue(self, sku: str) -> Sequence[Waiting]:
        """Who waits for a product, the first first, with what the rules of sharing need to know of each."""
        ...

    def orders_waiting(self, sku: str, before: str = "~") -> int:
        """How many orders wait for a product, of those before a place in the queue (its key; all without)."""
        ...

    def units_from(self, sku: str, place: str) -> int:
        """How many units of a product the lines wait for that stand at this place in the queue or behind it; costs as
        much as there are such lines."""
        ...

    def queues(self, skus: Sequence[str]) -> Mapping[str, Sequence[Waiting]]:
        """The same for many at once, of those that anybody waits for."""
        ...

    def open_lines_of(self, skus: Sequence[str]) -> Mapping[str, Sequence[OpenLine]]:
        """The open order lines of many products, each in the order in which they are served."""
        ...

    def supplies_of(self, skus: Sequence[str]) -> Mapping[str, Sequence[Supply]]:
        """What is on order of many products for this store, the soonest first."""
        ...

    def levels_of(self, skus: Sequence[str]) -> Mapping[str, StockLevel]:
        """The levels of this store of many products, of those that ever were here."""
        ...

    def sent_on(self, skus: Sequence[str]) -> Mapping[str, Mapping[tuple[str, int], int]]:
        """SKU -> (order, line) -> units put aside that were sent on to another store: they are the order's, and nobody
        can count them here."""
        ...

    def products_of(self, skus: Sequence[str]) -> Mapping[str, Product]:
        """Many products by their SKUs, of those that are known."""
        ...

    def skus_of_barcodes(self, codes: Sequence[str]) -> Mapping[str, str]:
        """Barcode -> SKU, of those that are known as they are written."""
        ...

    def open_purchase_lines(self, numbers: Sequence[str]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Purchase order -> its open lines, as receiving needs them."""
        ...

    def held_for_who_asked(self, sku: str) -> int:
        """Units kept for people on the tell-me list."""
        ...

    def hold_places(self) -> Sequence[HoldPlace]:
        """Every place of the hold shelf with the bags that lie there."""
        ...

    def bags(self, order: str = "") -> Sequence[Bag]:
        """Every bag that lies on the hold shelf, by place; or all there ever were of one order, the first first."""
        ...

    def bag_by_tag(self, order: str, tag: str) -> Bag | None:
        """The bag whose label says so; the last one where a tag was used again."""
        ...


class NewsRecords(Protocol):
    """Of messages, silence and tasks."""

    def message(self, news: str) -> Message | None:
        """A message by its id."""
        ...

    def news_known(self, news: str) -> bool:
        """Whether a message of this id was written before, whatever became of it."""
        ...

    def news_of(self, number: str) -> Sequence[Message]:
        """Everything an order's customer was written, the first message first."""
        ...

    def news_list(self, state: str, limit: int) -> Sequence[Message]:
        """Messages in a state (all for an empty one), the newest first."""
        ...

    def news_to_send(self, now: datetime) -> Sequence[tuple[Message, str, int]]:
        """What is to be written now, with this device's own state ("sending" where a run ended in the middle) and tries
        so far."""
        ...

    def news_left_lying(self, before: datetime) -> Sequence[Message]:
        """What should have been written since before an instant, and was not."""
        ...

    def taken_unsaid(self, since: datetime) -> Sequence[str]:
        """Orders taken since an instant whose customers were not written about it."""
        ...

    def told_lines(self, orders: Iterable[str] | None = None) -> Sequence[ToldLine]:
        """The open lines of these orders (None: of all), with what was told of each last."""
        ...

    def last_aside(self) -> Mapping[str, str]:
        """Order -> the instant at which goods were put aside for it last."""
        ...

    def last_aside_of(self, number: str) -> str:
        """The same for one order; empty where none were."""
        ...

    def silent_since(self, before: datetime) -> Sequence[tuple[str, str, str]]:
        """(order, customer, last news) of open orders whose customers heard nothing since before an instant."""
        ...

    def news_under_way(self) -> frozenset[str]:
        """The orders with a message that has not reached its customer yet."""
        ...

    def task(self, task: str) -> Task | None:
        """A task by its id."""
        ...

    def tasks(self, state: str, limit: int) -> Sequence[Task]:
        """Tasks that are open or closed, what is due first."""
        ...

    def tasks_of(self, number: str) -> Sequence[Task]:
        """All tasks about an order, the first first."""
        ...

    def tasks_over(self) -> Sequence[Task]:
        """Open tasks that nobody needs to do any more."""
        ...


class NewsTries(Protocol):
    """What this device keeps of its own tries to send, each step a commit of its own."""

    def claim(self, news: str, tries: int, *, now: datetime, until: datetime, repeatable: bool = False) -> bool:
        """From now on the message may have gone out, and until an instant it is this sender's alone. `False` where it
        is settled, where another sender has it, or (unless it is `repeatable`) where one had it and ended."""
        ...

    def later(self, news: str, tries: int, at: datetime, why: str) -> None:
        """It did not go out; not to be tried before an instant."""
        ...

    def tidy(self) -> None:
        """Forget what is settled."""
        ...


class Notifier(Protocol):
    """A way of writing to customers."""

    channel: Channel
    same_once: bool
    """Whether the other side delivers a message that it is given twice only once."""

    def send(self, message: Message) -> None:
        """Hand a message over; many may go over one connection. Raises MessageNotSent."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class TellMeRecords(Protocol):
    """Of those who want to hear when goods are back, and of what was wanted and not bought."""

    def tell_me_entry(self, entry: str) -> Entry | None: ...
    def tell_me_open(self) -> Sequence[Entry]:
        """Everybody who waits to hear, or has goods held, in this store: by product, who asked first first."""
        ...

    def tell_me_of_customer(self, customer: str) -> Sequence[Entry]: ...
    def tell_me_of_skus(self, skus: Sequence[str]) -> Sequence[Entry]:
        """The open entries for these products, who asked first first; one question however many they are."""
        ...

    def tell_me_ended(self, since: str, limit: int) -> Sequence[Entry]: ...
    def tell_me_skus(self) -> Sequence[str]: ...
    def levels_here(self, skus: Sequence[str]) -> Mapping[str, tuple[int, int, int]]:
        """SKU -> (on hand, put aside, owed) in this store, of those that have a level; one question."""
        ...

    def lost_demand(self, since: str) -> Sequence[tuple[Any, ...]]:
        """(instant, SKU, product's name, words, quantity, cause, price, unit) of each thing wanted and not bought."""
        ...

    def unserved(self, since: str) -> Sequence[str]:
        """The products that somebody asked for from a day on, and neither bought nor ordered."""
        ...

    def demand_rows(self, sku: str, since: str) -> Sequence[tuple[str, str, int]]:
        """(kind, day or instant, units) of all that was wanted of a product from a day on."""
        ...


class BoardRecords(Protocol):
    """Of all open orders at once."""

    def board_lines(self, orders: Sequence[str] | None = None) -> Sequence[tuple[Any, ...]]:
        """Every open line (or those of the products of some orders), by product and in the order of its queue, as
        `board` reads them."""
        ...

    def on_order(self) -> Mapping[str, int]:
        """SKU -> units that are on order for this store and have not come."""
        ...

    def open_tasks(self) -> Sequence[tuple[str, int, str]]:
        """(order, line, kind) of every open task of an order; line 0 is the whole of it."""
        ...

    def deposits_held(self) -> Sequence[tuple[str, str, int]]:
        """(order, day it was taken, deposit held in minor units) of each order that holds one."""
        ...

    def deposits_in_the_books(self) -> int: ...
    def sales_saved(self, since: date) -> int:
        """The price of what customers ordered from a day on because it was not here, less what was given up, in minor
        units."""
        ...

    def shortage_signs(self, skus: Sequence[str], today: date) -> Mapping[str, Signs]:
        """What the records show of products that are short; what is on order is for the caller to add."""
        ...


class RadarRecords(Protocol):
    """Of promises that broke, and what was given for it."""

    def recent_operation(self, op_id: str) -> tuple[str, Mapping[str, Any]] | None:
        """(kind, body) of an operation that was written a moment ago."""
        ...

    def promises_to_mend(self, state: str = "open") -> Sequence[tuple[str, str, int, str, str, str, str, str, str]]:
        """(task, order, line, opened at, state, outcome, who closed it, why, what broke it), the oldest first."""
        ...

    def lapsed_lines(self, today: str, ordered_by: str) -> Sequence[tuple[Any, ...]]:
        """(purchase order, line, supplier, its name, SKU, product, units, expected on, confirmed, ordered on) of each
        open purchase line whose day is over, or that is still not confirmed and was ordered by then."""
        ...

    def suppliers_of(self, sku: str) -> Sequence[str]:
        """Everybody who ever delivered a product, or was asked to."""
        ...

    def units_told(self) -> Sequence[tuple[str, int, int, int, str]]:
        """(SKU, units that wait, free here, safety stock here, name) of each product that anybody waits for."""
        ...

    def secured(self, today: str) -> Mapping[str, int]:
        """SKU -> units on order for this store that are confirmed for a day to come."""
        ...

    def credit(self, credit: str) -> Credit | None: ...
    def credits(self, state: str = "") -> Sequence[Credit]:
        """Credits in a state (all for an empty one), the oldest first."""
        ...

    def credits_of(self, number: str) -> Sequence[Credit]: ...
    def credits_spent(self, since: str, until: str) -> int:
        """What was approved from one instant up to another, in minor units."""
        ...

    def remedy_details(self, since: str, until: str) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """(order, what was noted) of each remedy carried out from one instant up to another."""
        ...

    def days_told(self, number: str, line: int) -> Sequence[DayTold]:
        """What was told of a line of an order, the first first."""
        ...

    def contacts(self, since: str, until: str) -> Mapping[str, tuple[int, int]]:
        """Order -> (messages that went out, calls that were made) about its days from one instant up to another."""
        ...
