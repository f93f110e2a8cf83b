"""Other money: prices without tax, no decimals, three decimals, coins of five, and the labels of scales."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.catalog import EmbeddedLayout
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule
from pos.domain.people import OWNER, Customer
from pos.domain.shop import Shop, default_shop
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import product
from tests.usecases.desk import CARD, CASH, all_books, gtin, nothing_changes, sell

Make = Callable[..., Register]
WHO = CustomerWish(name="Kim", phone="555 0100")
SCALES = (EmbeddedLayout("21", "weight"), EmbeddedLayout("23", "price"))


def shop(country: str, currency: str, **changes: Any) -> Shop:
    made = default_shop(store="S1", store_name="Main", register="R1", currency=currency, country=country)
    return replace(made, **changes)


def goods(price: int, rate: int) -> list[dict[str, Any]]:
    return [product("A-1", "Thing", price, tax_rate=rate)]


def test_a_shop_that_adds_tax_at_the_till(make: Make) -> None:
    """19.99 at 8.875 %: two now, one later with a fifth paid ahead; tax is added once, on the sum."""
    register = make(
        shop("US", "USD", deposit=DepositRule(percent=20, tax_mode="on_delivery")), goods(1999, 8875), {"A-1": 2}
    )
    sold = sell(register, LineWish("A-1", 3, later=1), customer=WHO, tenders=[TenderWish("cash", Money(6000, "USD"))])
    assert (str(sold.total), str(sold.tax)) == ("65.29", "5.32")
    assert (str(sold.order_deposit), str(sold.due_now), str(sold.change_due)) == ("4.35", "47.88", "12.12")
    assert str(sold.balance_due) == "17.41"
    books = all_books(register)
    assert books == {"tender:cash": 4788, "sales": -3998, "tax": -355, "order_deposits": -435}
    register.receive([Arrival("A-1", 1)])
    assert str(register.collect(sold.number, [CARD]).due_now) == "17.41"
    assert all_books(register) == {"tender:cash": 4788, "tender:card": 1741, "sales": -5997, "tax": -532}


def test_a_currency_without_decimals(make: Make) -> None:
    register = make(shop("JP", "JPY"), goods(1980, 10_000), {"A-1": 1})
    sold = sell(register, LineWish("A-1", 2), customer=WHO, tenders=[TenderWish("cash", Money(3000, "JPY"))])
    assert (str(sold.total), str(sold.tax), str(sold.order_deposit), str(sold.change_due)) == (
        "3960",
        "360",
        "396",
        "624",
    )


def test_a_currency_with_three_decimals(make: Make) -> None:
    register = make(shop("KW", "KWD"), goods(12_345, 5_000), {"A-1": 1})
    sold = sell(register, LineWish("A-1", 2), customer=WHO, tenders=[CARD])
    assert (str(sold.total), str(sold.tax), str(sold.order_deposit), str(sold.balance_due)) == (
        "24.690", "1.176", "2.469", "9.876",
    )  # fmt: skip


def test_cash_is_rounded_to_five_rappen_and_the_difference_is_booked(make: Make) -> None:
    register = make(shop("CH", "CHF"), goods(1003, 8_100), {"A-1": 9})
    cash = sell(register, LineWish("A-1"), tenders=[TenderWish("cash", Money(2000, "CHF"))])
    assert (str(cash.total), str(cash.due_now), str(cash.change_due)) == ("10.03", "10.05", "9.95")
    assert all_books(register) == {"tender:cash": 1005, "sales": -928, "tax": -75, "cash_rounding": -2}
    due = sell(register, LineWish("A-1"), tenders=[CASH])
    assert (str(due.due_now), str(due.change_due)) == ("10.05", "0.00")
    assert str(sell(register, LineWish("A-1"), tenders=[CARD]).due_now) == "10.03"


def test_a_balance_is_rounded_to_coins_too_and_the_order_is_still_closed(make: Make) -> None:
    register = make(shop("CH", "CHF"), goods(1003, 8_100), {})
    sold = sell(register, LineWish("A-1", take="backorder"), customer=WHO, tenders=[CASH])
    assert (str(sold.order_deposit), str(sold.due_now)) == ("2.01", "2.00")
    register.receive([Arrival("A-1", 1)])
    done = register.collect(sold.number, [CASH])
    assert (str(done.due_now), str(done.deposit_applied)) == ("8.00", "2.01")
    assert all_books(register) == {"tender:cash": 1000, "sales": -928, "tax": -75, "cash_rounding": 3}


def test_a_sum_that_rounds_to_nothing_can_be_paid_in_cash(make: Make) -> None:
    register = make(shop("CH", "CHF"), goods(2, 0), {"A-1": 9})
    assert str(sell(register, LineWish("A-1"), tenders=[CASH]).due_now) == "0.00"
    assert str(sell(register, LineWish("A-1"), tenders=[CARD]).due_now) == "0.02"


def test_a_weight_label_sells_its_grams_at_the_price_of_a_kilogram(make: Make) -> None:
    register = make(
        shop("DE", "EUR", scales=SCALES), [product("00123", "Cheese", 1290, unit="g", tax_rate=7000)], {"00123": 5000}
    )
    label = gtin("210012300350")
    assert register.look_up(label).quantity == 350
    sold = sell(register, LineWish(label), LineWish(label, 350), tenders=[CARD])
    assert [str(part.total) for part in sold.taken_now] == ["4.52", "4.52"]
    assert register.look_up("00123").here.on_hand == 4300


def test_a_price_label_sells_at_exactly_its_price(make: Make) -> None:
    register = make(
        shop("DE", "EUR", scales=SCALES), [product("123", "Cheese", 1290, unit="g", tax_rate=7000)], {"123": 300}
    )
    label = gtin("230012300449")
    seen = register.look_up(label)
    assert (seen.quantity, str(seen.label_price)) == (348, "4.49")
    sold = sell(register, LineWish(label), customer=WHO, tenders=[CARD])
    assert str(sold.total) == "4.49"
    assert [part.quantity for part in sold.taken_now] == [348]
    assert sold.backorders == ()


def test_two_packs_are_two_labels(make: Make) -> None:
    """Complaint 25: scale codes; a quantity typed with a label must not be dropped in silence."""
    register = make(shop("DE", "EUR", scales=SCALES), [product("123", "Cheese", 1290, unit="g")], {"123": 9000})
    with nothing_changes(register), pytest.raises(errors.BadQuantity, match="Scan each label"):
        sell(register, LineWish(gtin("210012300350"), 2))


def test_a_weight_label_is_no_quantity_of_goods_sold_by_the_piece(make: Make) -> None:
    register = make(shop("DE", "EUR", scales=SCALES), [product("123", "Jar", 500)], {"123": 900})
    label = gtin("210012300350")
    with nothing_changes(register):
        with pytest.raises(errors.BadBarcode, match="sold by the piece"):
            sell(register, LineWish(label))
        with pytest.raises(errors.BadBarcode, match="not read whole"):
            register.look_up(label[:-1] + str((int(label[-1]) + 1) % 10))


def test_a_label_of_an_unknown_product_is_unknown(make: Make) -> None:
    register = make(shop("DE", "EUR", scales=SCALES))
    with pytest.raises(errors.UnknownCode):
        register.look_up(gtin("219999900350"))


def test_a_customer_of_another_language_gets_their_own_words(make: Make) -> None:
    from pos.usecases.checkout import keep_customer

    register = make(shop("DE", "EUR", language="de"), goods(1000, 19_000), {})
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer("c-1", "Marie", "01234", language="fr"), OWNER)
    sold = sell(register, LineWish("A-1", take="backorder"), customer=CustomerWish(id="c-1"), tenders=[CARD])
    assert sold.backorders[0].words == "Pas encore de date confirmée"
