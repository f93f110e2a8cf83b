"""The hold shelf: its places with the room they have, and the bags of orders that lie there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.hold_places import Bag, HoldPlace
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.list_page import ListPage
from ui.views.listed import Listed
from ui.views.money_words import short_date
from ui.views.orders_model import short_number
from ui.widgets import ActionButton, Card, ElidedLabel, Pill, PrimaryButton, TextLabel, rule
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

    Shown = tuple[Sequence[HoldPlace], Sequence[Bag]]


class ShelfView(ListPage):
    """`put_wanted` carries the place for a bag, `place_wanted` the HoldPlace to change (None: a new one); `printed`
    says that a label waits for the printer."""

    put_wanted = Signal(str)
    place_wanted = Signal(object)
    printed = Signal()
    order_opened = Signal(str)

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Hold shelf"),
            search=self.tr("Place, customer or order"),
            name=self.tr("Places of the hold shelf"),
            filters=[("", self.tr("All")), ("room", self.tr("With room")), ("bags", self.tr("With bags"))],
            icon="boxes",
            parent=parent,
        )
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self._places: dict[str, HoldPlace] = {}
        self._bags: dict[str, list[Bag]] = {}
        self.new = ActionButton("plus", self.tr("&New place"))
        self.new.setEnabled(person.may("hold_places"))
        self.main = PrimaryButton(self.tr("Put goods away"), key="F12")
        self.main.setEnabled(person.may("collect"))
        self.set_main(self.main, self.new)
        self.new.clicked.connect(lambda: self.place_wanted.emit(None))
        self.main.clicked.connect(self.press_main)
        self._ask()

    def act(self) -> None:
        """Put an order's goods onto the shelf."""
        if self.main.isEnabled():
            self.put_wanted.emit(self.key())

    # --- reading -----------------------------------------------------------------------------------------------------
    def _ask(self) -> None:
        desk = self._register.shelf
        self._background.run(lambda: (desk.places(), desk.where()), then=self._on_shelf, failed=self.refuse)

    def _on_shelf(self, shown: Shown) -> None:
        places, bags = shown
        self._places = {place.place: place for place in places}
        self._bags = {}
        for bag in bags:
            self._bags.setdefault(bag.place, []).append(bag)
        hint = self.tr("New place makes the first one.") if self._person.may("hold_places") else ""
        self.set_rows([self._row_of(place) for place in places], (self.tr("The hold shelf has no places yet"), hint))
        self.main.setEnabled(bool(places) and self._person.may("collect"))

    def _row_of(self, place: HoldPlace) -> Listed:
        bags = self._bags.get(place.place, [])
        kinds = {"bags"} if bags else set()
        if place.takes(1):
            kinds.add("room")
        return Listed(
            key=place.place,
            title=place.place,
            pill=self._pill(place),
            beside=place.name,
            note=", ".join(bag.customer_name or short_number(bag.order, self._shop) for bag in bags),
            end=self._room_words(place),
            words=" ".join(f"{bag.order} {bag.customer_name} {bag.tag}" for bag in bags),
            kinds=frozenset(kinds),
        )

    def _room_words(self, place: HoldPlace) -> str:
        if place.capacity:
            return self.tr("{n} of {most} bags").format(n=place.bags, most=place.capacity)
        return self.tr("1 bag") if place.bags == 1 else self.tr("{n} bags").format(n=place.bags)

    def _pill(self, place: HoldPlace) -> tuple[str, str]:
        if not place.active:
            return "discontinued", self.tr("Not in use")
        if place.room is None:
            return "in", self.tr("Room")
        if not place.room:
            return "none", self.tr("Full")
        return "in", self.tr("Room for {n}").format(n=place.room)

    # --- one place ---------------------------------------------------------------------------------------------------
    def on_chosen(self, key: str) -> None:
        if key not in self._places:
            return
        place, bags = self._places[key], self._bags.get(key, [])
        head = Card()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(ElidedLabel(" · ".join(part for part in (place.place, place.name) if part), role="title"), 1)
        top.addWidget(Pill(*self._pill(place)))
        head.add(top)
        change = ActionButton("pencil", self.tr("&Change this place"))
        change.setEnabled(self._person.may("hold_places"))
        change.clicked.connect(partial(self._want_change, place))
        head.add(change)
        lies = Card(self.tr("What lies here"), spacing=10)
        for nth, bag in enumerate(bags):
            if nth:
                lies.add(rule())
            lies.add(self._bag(bag))
        if not bags:
            lies.add(TextLabel(self.tr("Nothing lies here."), "muted"))
        self.show_detail([head, lies], f"{place.place}, {self._pill(place)[1]}")

    def _bag(self, bag: Bag) -> QWidget:
        row = QWidget()
        who = bag.customer_name or self.tr("No name")
        words = self.tr("Order {order}").format(order=short_number(bag.order, self._shop))
        below = self.tr("{order}, label {tag}, since {day}").format(
            order=words, tag=bag.tag.rpartition("/")[2], day=short_date(self._since(bag), self._shop, today=self._today)
        )
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(ElidedLabel(who, role="strong"))
        column.addWidget(TextLabel(below, "small", wrap=True))
        acts = QHBoxLayout()
        acts.setSpacing(8)
        look, again, empty = (
            ActionButton("eye", self.tr("Open order")),
            ActionButton("printer", self.tr("Label again")),
            ActionButton("package-open", self.tr("Empty it")),
        )
        look.setAccessibleName(self.tr("Open the order of {who}").format(who=who))
        again.setAccessibleName(self.tr("Label of {who} again").format(who=who))
        empty.setAccessibleName(self.tr("Empty the bag of {who}").format(who=who))
        again.clicked.connect(partial(self._print, bag))
        empty.clicked.connect(partial(self._empty, bag))
        look.clicked.connect(partial(self._look, bag))
        for button in (again, empty):
            button.setEnabled(self._person.may("collect"))
        for button in (look, again, empty):
            acts.addWidget(button, 1)
        column.addLayout(acts)
        row.setAccessibleName(f"{who}, {below}")
        return row

    def _since(self, bag: Bag) -> date:
        return datetime.fromisoformat(bag.since).astimezone(ZoneInfo(self._shop.timezone)).date()

    def _want_change(self, place: HoldPlace, checked: bool = False) -> None:
        self.place_wanted.emit(place)

    def _look(self, bag: Bag, checked: bool = False) -> None:
        self.order_opened.emit(bag.order)

    def _print(self, bag: Bag, checked: bool = False) -> None:
        again = partial(self._register.shelf.print_tag, bag.tag, person=self._person)
        self._background.run(again, then=partial(self._on_printed, bag), failed=self.refuse)

    def _on_printed(self, bag: Bag, nothing: None) -> None:
        self.set_foot_text(self.tr("The label of {tag} goes to the printer.").format(tag=bag.tag))
        self.printed.emit()

    def _empty(self, bag: Bag, checked: bool = False) -> None:
        empty = partial(self._register.shelf.empty_bag, bag.tag, person=self._person)
        self._background.run(empty, then=partial(self._on_emptied, bag), failed=self.refuse)

    def _on_emptied(self, bag: Bag, nothing: None) -> None:
        self._ask()
        words = self.tr("{tag} is empty. Its goods stay put aside for the order.")
        self._background.run(lambda: None, then=lambda _: self.set_foot_text(words.format(tag=bag.tag)))
