"""What the counter advises when goods are not here: how long customers wait for which goods, which rules are asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from pos.domain.goods_classes import GoodsClass
from pos.domain.people import Person
from pos.domain.policy_rules import SWITCHES, PolicyRules
from pos.domain.shop import Shop
from ui.views.settings_categories import CategoryClasses
from ui.views.settings_numbers import Numbers
from ui.views.settings_rules import ShopRules
from ui.widgets import QuantityStepper
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register


def _tr(text: str) -> str:
    return QCoreApplication.translate("PolicySettings", text)


def goods_classes() -> list[tuple[GoodsClass, str]]:
    """The classes of goods as a choice shows them."""
    return [
        ("appliance", _tr("Appliances, electronics, tools")),
        ("furniture", _tr("Furniture, special orders")),
        ("fashion", _tr("Fashion")),
        ("consumable", _tr("Consumables")),
        ("perishable", _tr("Perishables")),
        ("general", _tr("Everything else")),
    ]


def switch_words() -> dict[str, str]:
    """What each rule that may be switched off says."""
    return {
        "no-supplier": _tr("Nobody supplies it: no order"),
        "ask-supplier": _tr("Overdue and nobody knows: waiting list"),
        "season": _tr("Perishable or after its season: no backorder"),
        "wait": _tr("Longer than customers wait: waiting list"),
        "places": _tr("Too many units wait already: waiting list"),
        "cancellations": _tr("More cancellations: shorter waits"),
        "supplier": _tr("Supplier often late: waiting list"),
        "substitute": _tr("Something like it is here: offer that first"),
        "learned": _tr("Learn the longest wait from 50 closed orders"),
    }


class PolicySettings(ShopRules):
    """The rules of the advice."""

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, parent: QWidget | None = None
    ) -> None:
        about = _tr("What is advised when goods are not here. A manager may decide otherwise and say why.")
        super().__init__(
            "list-checks",
            _tr("What to offer"),
            about,
            register=register,
            background=background,
            shop=shop,
            person=person,
            parent=parent,
        )
        self.waits = Numbers(cast("list[tuple[str, str]]", goods_classes()), most=730)
        self.categories = CategoryClasses(goods_classes())
        self.customers = Numbers(
            [("business_percent", _tr("Business customers")), ("repeat_percent", _tr("Customers who come back"))],
            least=100,
            most=300,
        )
        self.places = QuantityStepper(_tr("Units that may wait"), most=99_999)
        self.supplier = Numbers(
            [("supplier_kept_percent", _tr("Percent kept")), ("supplier_least", _tr("Fewest dates to judge by"))]
        )
        self.alarm = QuantityStepper(_tr("Percent of the wait that is left"), least=10, most=100)
        kinds = [("stocked", _tr("Kept in stock")), ("slow", _tr("Sells slowly")), ("special", _tr("Special order"))]
        self.floors = Numbers([*kinds, ("business", _tr("Business account"))], most=50)
        self.salvage = Numbers(kinds)
        self.by_advice = QCheckBox(_tr("Ask for the advised deposit"))
        self.switches = {key: QCheckBox(words) for key, words in switch_words().items()}
        self._build()
        self.show_shop(shop)
        for part in (self.waits, self.categories, self.customers, self.places, self.supplier, self.alarm, self.floors,
                     self.salvage):  # fmt: skip
            (part.settled if isinstance(part, QuantityStepper) else part.changed).connect(self.on_change)
        for box in (self.by_advice, *self.switches.values()):
            box.clicked.connect(self.on_change)

    def _build(self) -> None:
        rules = QWidget()
        grid = QGridLayout(rules)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(4)
        for at, box in enumerate(self.switches.values()):
            grid.addWidget(box, at, 0)
        rules.setFocusProxy(self.switches[SWITCHES[0]])
        self.add_row(
            _tr("&Longest wait, in days"),
            self.waits,
            hint=_tr("Beyond it the waiting list is advised."),
            words=_tr("limit class appliances furniture fashion consumables perishables"),
        )
        self.add_row(
            _tr("&Categories that belong elsewhere"),
            self.categories,
            hint=_tr("Others go by the words in their names."),
            words=_tr("class department goods"),
        )
        self.add_row(
            _tr("Customers who &wait longer, in percent"),
            self.customers,
            hint=_tr("100 is the usual wait."),
            words=_tr("business repeat regular factor"),
        )
        self.add_row(
            _tr("&Units that may wait at once"),
            self.places,
            hint=_tr("What your staff can follow up. 0: any number."),
            words=_tr("places capacity limit backorders"),
        )
        self.add_row(
            _tr("Dates a &supplier must keep"),
            self.supplier,
            hint=_tr("Of its last 20 dates."),
            words=_tr("reliability late"),
        )
        self.add_row(
            _tr("Percent of the wait &left when cancellations rise"),
            self.alarm,
            hint=_tr("The second time once more; the third time only the waiting list."),
            words=_tr("alarm cancel cut"),
        )
        self.add_row(
            _tr("Least &deposit that is advised, in percent"), self.floors, words=_tr("floor stocked slow special")
        )
        self.add_row(
            _tr("What unclaimed goods are still w&orth, in percent"),
            self.salvage,
            words=_tr("salvage returned cost deposit"),
        )
        self.add_row(
            _tr("What is ch&arged"),
            self.by_advice,
            hint=_tr("Otherwise the rule under Deposits and dates is charged and the advice is only shown."),
            words=_tr("deposit advice"),
        )
        self.add_row(_tr("&Rules that are asked"), rules, words=" ".join(switch_words().values()))

    def show_shop(self, shop: Shop) -> None:
        """Show the rules of a shop; nothing is saved by it."""
        self._shop, policy = shop, shop.policy
        self.waits.show_numbers(cast("dict[str, int]", policy.longest_waits))
        self.categories.show_classes(policy.classes)
        for part in (self.customers, self.supplier):
            part.show_numbers({key: getattr(policy, key) for key in part.steppers})
        self.places.set_quantity(policy.places or 0)
        self.alarm.set_quantity(policy.alarm_percent)
        self.floors.show_numbers(policy.deposit_floors)
        self.salvage.show_numbers(policy.salvage)
        self.by_advice.setChecked(policy.deposit_by_advice)
        for key, box in self.switches.items():
            box.setChecked(policy.asks(key))

    def show_longest_wait(self, days: int) -> None:
        """Show the wait for everything else, which was changed in another group."""
        self.waits.steppers["general"].set_quantity(days)

    def rules(self) -> PolicyRules:
        """The rules as the fields say."""
        return replace(
            self._shop.policy,
            longest_waits=cast("dict[GoodsClass, int]", self.waits.numbers()),
            classes=self.categories.classes(),
            places=self.places.quantity() or None,
            alarm_percent=self.alarm.quantity(),
            deposit_floors=self.floors.numbers(),
            salvage=self.salvage.numbers(),
            deposit_by_advice=self.by_advice.isChecked(),
            off=frozenset(key for key, box in self.switches.items() if not box.isChecked()),
            **self.customers.numbers(),
            **self.supplier.numbers(),
        )

    def changes(self) -> dict[str, Any]:
        rules = self.rules()
        return {} if rules == self._shop.policy else {"policy": rules}
