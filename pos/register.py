"""The counter's whole vocabulary: every use case with its collaborators in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos.domain.people import OWNER
from pos.store import shopfolder
from pos.store.print_jobs import StoredJobs
from pos.usecases import availability, checkout

# What a counter does not need to take its first scan is imported when it is first asked for.
if TYPE_CHECKING:
    from datetime import date

    from pos.domain.availability import Availability
    from pos.domain.backorder import Order
    from pos.domain.money import Money
    from pos.domain.news import Channel
    from pos.domain.order_deposit import DepositRule
    from pos.domain.people import Customer, Person, Role
    from pos.domain.sale import BasketLine
    from pos.domain.shop import Shop
    from pos.domain.stock import Supply
    from pos.store.pins import StoredPins
    from pos.store.transactions import Ledger
    from pos.usecases.backorders import Collected
    from pos.usecases.board_desk import Board
    from pos.usecases.buying import Buying
    from pos.usecases.checkout import Checkout, CustomerWish, Quote, Sold, TenderWish
    from pos.usecases.importing import ImportReport, Progress
    from pos.usecases.news_desk import News
    from pos.usecases.news_sending import Sent
    from pos.usecases.order_desk import Orders
    from pos.usecases.ports import Clock, Found, KeptReceipt, SaleRow
    from pos.usecases.promise_desk import Promises
    from pos.usecases.radar_desk import Radar
    from pos.usecases.receipts import Form
    from pos.usecases.receiving import Arrival, Received
    from pos.usecases.releasing import ReleaseChange
    from pos.usecases.sale_foreseen import ForeseenSale
    from pos.usecases.sale_wishes import SpecialWish
    from pos.usecases.shelf_desk import Shelf
    from pos.usecases.tell_me_desk import TellMe


class Register:
    """One register of a shop. Its methods are the verbs; each is one transaction and may raise a PosError."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.clock = ledger.clock
        self.jobs = StoredJobs(ledger)
        self._pins: StoredPins | None = None

    @property
    def pins(self) -> StoredPins:
        """The keeper of PINs."""
        if self._pins is None:
            from pos.store.pins import StoredPins

            self._pins = StoredPins(self.ledger)
        return self._pins

    @pins.setter
    def pins(self, pins: StoredPins) -> None:
        self._pins = pins

    @classmethod
    def open(cls, folder: Path, *, clock: Clock | None = None) -> Register:
        """Open the shop of a folder. Raises NoShopHere, DatabaseTooNew, DatabaseUnreadable, DatabaseBusy, DiskFull."""
        return cls(shopfolder.open_shop(folder, clock=clock))

    @classmethod
    def create(cls, folder: Path, shop: Shop, *, clock: Clock | None = None) -> Register:
        """Make a shop in a folder and open it. Raises ShopExists, DiskFull."""
        return cls(shopfolder.create(folder, shop, clock=clock))

    def close(self) -> None:
        self.ledger.close()

    # --- looking -----------------------------------------------------------------------------------------------------
    def shop(self) -> Shop:
        """The shop's settings; cheap, may be asked at every step."""
        with self.ledger.reading() as records:
            return records.shop()

    def look_up(
        self, code: str, quantity: int = 1, *, language: str | None = None, customer: str = ""
    ) -> Availability:  # fmt: skip
        """What a scan shows, to a `customer` whose id is known. Raises UnknownCode, BadBarcode, BadQuantity."""
        return availability.look_up(
            code=code, quantity=quantity, transactions=self.ledger, clock=self.clock, language=language,
            customer=customer,
        )  # fmt: skip

    def find(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        return availability.find(text=text, limit=limit, transactions=self.ledger)

    def did_you_mean(self, text: str) -> str | None:
        return availability.did_you_mean(text=text, transactions=self.ledger)

    def find_customers(self, text: str, limit: int = 8) -> tuple[Customer, ...]:
        with self.ledger.reading() as records:
            return tuple(records.find_customers(text, limit))

    def customer(self, customer: str) -> Customer | None:
        with self.ledger.reading() as records:
            return records.customer(customer)

    # --- selling -----------------------------------------------------------------------------------------------------
    def quote(
        self, lines: Sequence[BasketLine], *, order_deposit: Money | None = None, shop: Shop | None = None,
        customer: Customer | CustomerWish | None = None, specials: Mapping[str, SpecialWish] | None = None,
    ) -> Quote:  # fmt: skip
        """What a basket would cost; where the advised deposit is asked for, `customer` changes it, and what is known of
        special things, by the SKUs of their lines. Raises PriceMissing, BadQuantity, BasketTooLong, DepositTooLarge."""
        return checkout.quote_by_advice(
            lines=lines, shop=shop or self.shop(), order_deposit_wish=order_deposit, customer=customer,
            transactions=self.ledger, clock=self.clock, specials=specials,
        )  # fmt: skip

    def foresee_special(self, wish: SpecialWish, quantity: int, sku: str, *, customer: str = "") -> Availability:
        """What can be told of a thing that is to be bought in, which the counter calls `sku` until it is sold. Raises
        UnknownCode for a supplier, BadText, BadAmount, BadSetting, BadDate, BadQuantity."""
        from pos.usecases.special_orders import foresee_special

        return foresee_special(
            wish=wish, quantity=quantity, sku=sku, transactions=self.ledger, clock=self.clock, customer=customer
        )

    def sell(self, wish: Checkout, *, person: Person = OWNER) -> Sold:
        """Sell a basket: money, stock, order, deposit, receipt and paper job in one commit. Raises as `sell`."""
        return checkout.sell(checkout=wish, transactions=self.ledger, clock=self.clock, person=person)

    def foresee_sale(self, wish: Checkout, *, person: Person = OWNER) -> ForeseenSale:
        """What a sale would promise of what follows, each part on its way; nothing is kept. Raises as `sell`."""
        from pos.usecases.sale_foreseen import foresee_sale

        return foresee_sale(checkout=wish, transactions=self.ledger, clock=self.clock, person=person)

    # --- orders and receipts -----------------------------------------------------------------------------------------
    def sales(self, text: str = "", limit: int = 50) -> tuple[SaleRow, ...]:
        from pos.usecases import receipts

        return receipts.sales(text=text, limit=limit, transactions=self.ledger)

    def order(self, number: str) -> Order | None:
        with self.ledger.reading() as records:
            return records.order(number)

    def receipt(self, number: str) -> KeptReceipt:
        """A kept receipt. Raises UnknownCode."""
        from pos.usecases import receipts

        return receipts.receipt(number=number, transactions=self.ledger)

    def reprint(self, number: str, *, person: Person = OWNER, form: Form = "paper", queued: bool = True) -> int:
        """Print a receipt once more; answers with the duplicate's number, 0 for an original that never came out.

        Raises UnknownCode, NotAllowed.
        """
        from pos.usecases import receipts

        return receipts.reprint(
            number=number, transactions=self.ledger, clock=self.clock, person=person, form=form, queued=queued
        )

    def orders(self) -> tuple[Order, ...]:
        """All orders, the oldest first."""
        with self.ledger.reading() as records:
            return tuple(records.orders())

    def supplies(self, sku: str) -> Sequence[Supply]:
        """What is on its way here of a product, soonest first."""
        with self.ledger.reading() as records:
            return records.supplies(sku)

    def place_in_queue(self, order: Order) -> int | None:
        """The place of an order among those that wait for the same goods, 1 is next; None when nothing waits."""
        from pos.usecases import backorders

        with self.ledger.reading() as records:
            return backorders.place_in_queue(records, order)

    def collect(
        self, number: str, tenders: Sequence[TenderWish], *, person: Person = OWNER,
        lines: Mapping[int, int] | None = None, scans: Sequence[str] = (), version: int | None = None,
    ) -> Collected:  # fmt: skip
        """Hand over what is put aside, or some of it. Raises as `backorders.collect`."""
        from pos.usecases import backorders

        return backorders.collect(
            number=number, tenders=tenders, transactions=self.ledger, clock=self.clock, person=person, lines=lines,
            scans=scans, version=version,
        )  # fmt: skip

    def arrivals_of(self, purchase_order: str) -> tuple[Arrival, ...]:
        """Raises UnknownCode."""
        from pos.usecases import receiving

        return receiving.arrivals_of(purchase_order=purchase_order, transactions=self.ledger)

    def receive(self, arrivals: Sequence[Arrival], *, person: Person = OWNER, dry_run: bool = False) -> Received:
        """Goods in. Raises UnknownCode, BadQuantity, NotAllowed."""
        from pos.usecases import goods_in

        return goods_in.receive(
            arrivals=arrivals, transactions=self.ledger, clock=self.clock, person=person, dry_run=dry_run
        )

    @property
    def buying(self) -> Buying:
        """Suppliers and purchase orders."""
        from pos.usecases.buying import Buying

        return Buying(self.ledger, self.clock)

    @property
    def promises(self) -> Promises:
        """Why dates are what they are, how good they were, and the daily look at them."""
        from pos.usecases.promise_desk import Promises

        return Promises(self.ledger, self.clock)

    @property
    def waiting(self) -> Orders:
        """The life of an order: changed, paid towards, handed over, cancelled, refunded."""
        from pos.usecases.order_desk import Orders

        return Orders(self.ledger, self.clock)

    @property
    def shelf(self) -> Shelf:
        """Goods in, who gets them, and the hold shelf."""
        from pos.usecases.shelf_desk import Shelf

        return Shelf(self.ledger, self.clock)

    @property
    def news(self) -> News:
        """Messages to customers, the silence clock, and what people have to do themselves."""
        from pos.usecases.news_desk import News

        return News(self.ledger, self.clock)

    def send_news(self, *, person: Person = OWNER) -> Sent:
        """Send the messages that are queued, by the ways that this device was set up for. Not on the GUI thread."""
        from pos.post import notifiers_of
        from pos.store.post_tries import StoredTries

        notifiers = notifiers_of(self.device_settings(), shopfolder.words_of(self.ledger))
        return self.news.send(StoredTries(self.ledger), notifiers, person=person)

    def send_test_news(self, channel: Channel, to: str) -> None:
        """Try a way of sending; nothing is kept of it. Not on the GUI thread. Raises MessageNotSent, BadSetting."""
        from pos.post import send_test

        settings, at = self.device_settings(), self.clock.now().isoformat(timespec="seconds")
        send_test(settings, shopfolder.words_of(self.ledger), channel, to, self.shop().store_name, at)

    def set_post(self, **settings: Any) -> None:
        """Say how messages go out from this device (mail_…, text_…). Raises BadSetting."""
        from pos.domain import errors
        from pos.post import wrong_setting

        name, wrong = wrong_setting({**self.device_settings(), **settings})
        if wrong:
            raise errors.BadSetting(f"{wrong} Nothing was changed.", reason=wrong, setting=name)
        self.set_device(**settings)

    def keep_words(self, **words: str) -> str:
        """Keep passwords and tokens of services that this device uses (mail_password, text_token); says where."""
        return shopfolder.keep_words(self.ledger, **words)

    @property
    def tell_me(self) -> TellMe:
        """Who wants to hear when goods are back, and what was wanted and not bought."""
        from pos.usecases.tell_me_desk import TellMe

        return TellMe(self.ledger, self.clock)

    @property
    def board(self) -> Board:
        """All open orders at once, for those who answer for them."""
        from pos.usecases.board_desk import Board

        return Board(self.ledger, self.clock)

    @property
    def radar(self) -> Radar:
        """What a slip breaks, what can be done about it, and doing so."""
        from pos.usecases.radar_desk import Radar

        return Radar(self.ledger, self.clock)

    def release(self, code: str, on: date | None, *, person: Person = OWNER) -> ReleaseChange:
        """Give a product its day of release, or take it away. Raises UnknownCode, BadBarcode, BadDate, NotAllowed."""
        from pos.usecases.releasing import release

        return release(code=code, on=on, transactions=self.ledger, clock=self.clock, person=person)

    # --- files -------------------------------------------------------------------------------------------------------
    def import_rows(
        self, kind: str, rows: Iterable[Any], *, person: Person = OWNER, dry_run: bool = False,
        repair_lost_zeros: bool = False, progress: Progress | None = None,
    ) -> ImportReport:  # fmt: skip
        """Bring the rows of a file in. `kind` is a word of the command line; rows are those of `pos.files`."""
        common: dict[str, Any] = {
            "transactions": self.ledger, "person": person, "dry_run": dry_run, "progress": progress,
        }  # fmt: skip
        from pos.usecases.importing_customers import import_customers
        from pos.usecases.importing_history import import_deliveries, import_sales
        from pos.usecases.importing_orders import import_purchase_orders, import_suppliers
        from pos.usecases.importing_products import import_products
        from pos.usecases.importing_stock import import_stock

        if kind in ("customers", "sales"):
            return (import_customers if kind == "customers" else import_sales)(rows, **common)
        if kind == "products":
            return import_products(rows, clock=self.clock, repair_lost_zeros=repair_lost_zeros, **common)
        verbs = {
            "stock": import_stock, "suppliers": import_suppliers, "purchase-orders": import_purchase_orders,
            "deliveries": import_deliveries,
        }  # fmt: skip
        return verbs[kind](rows, clock=self.clock, **common)

    def export_rows(self, kind: str) -> tuple[list[str], list[list[str]]]:
        """The columns and rows of an export, as our own dialect writes them. Raises BadSetting."""
        from pos.store import exporting

        return exporting.export_rows(self.ledger, kind)

    # --- people and settings -----------------------------------------------------------------------------------------
    def people(self) -> Sequence[Person]:
        from pos.usecases import signing_in

        return signing_in.people(transactions=self.ledger)

    def sign_in(self, person: str, pin: str) -> Person:
        """Raises WrongPin, PinLocked, UnknownCode."""
        from pos.usecases import signing_in

        return signing_in.sign_in(person=person, pin=pin, transactions=self.ledger, pins=self.pins, clock=self.clock)

    def add_person(self, name: str, role: Role, pin: str, *, by: Person = OWNER, person: str = "") -> Person:
        """Raises BadPin, NotAllowed."""
        from pos.usecases import signing_in

        return signing_in.add_person(
            name=name, role=role, pin=pin, transactions=self.ledger, pins=self.pins, by=by, person=person
        )

    def change_shop(self, *, person: Person = OWNER, **changes: Any) -> Shop:
        """Change settings of the shop by their names in `Shop`. Raises BadSetting, NotAllowed."""
        from pos.usecases.settings import change_shop

        return change_shop(changes=changes, transactions=self.ledger, person=person)

    def put_store(
        self, store: str, *, name: str = "", address: Sequence[str] | None = None, days: int | None = None,
        person: Person = OWNER,
    ) -> Shop:  # fmt: skip
        """Make another store known, or change it. Raises BadSetting, NotAllowed."""
        from pos.usecases.other_stores import put_store

        return put_store(store=store, name=name, address=address, days=days, transactions=self.ledger, person=person)

    def set_deposit_rule(self, rule: DepositRule, *, person: Person = OWNER) -> Shop:
        return self.change_shop(person=person, deposit=rule)

    def device_settings(self) -> dict[str, Any]:
        """This device's own settings: printer_address, printer_profile, printer_columns, scheme, text_percent, density,
        right_to_left, scan_gap_ms, lock_minutes. Only those that were set."""
        return self.ledger.device_settings()

    def set_device(self, **values: Any) -> None:
        self.ledger.set_device(**values)
