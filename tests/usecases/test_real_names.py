"""Real catalogues and hostile words: a whole list goes in twice, and no name breaks a sale, a receipt or a search."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pos.domain.receipt import KeyValue, Rows
from pos.files.reading import read
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from tests.builders import product as a_product
from tests.builders import put_products
from tests.usecases.desk import CARD, counts, nothing_changes, sell

Real = Callable[[str], Path]


def test_a_real_catalogue_goes_in_and_its_second_run_changes_nothing(register: Register, real: Real) -> None:
    """Twenty thousand Croatian goods, some with lost zeros: offered, put back when asked, and then at rest."""
    path = real("catalogue-croatia/products_dev.csv.gz")
    with nothing_changes(register):
        said = register.import_rows("products", read(path, "products"), dry_run=True)
    first = register.import_rows("products", read(path, "products"), repair_lost_zeros=True)
    assert counts(first)[0] > 20_000
    assert said.repairs_offered > 0
    assert first.repairs_offered == 0
    with nothing_changes(register):
        for repair in (False, True):
            again = register.import_rows("products", read(path, "products"), repair_lost_zeros=repair)
            assert (again.created, again.updated, again.repairs_offered) == (0, 0, 0)
            assert (again.unchanged, again.rejected) == (first.created, first.rejected)


def test_no_hostile_word_breaks_an_order_its_receipt_or_a_search(register: Register, real: Real) -> None:
    """Products and customers are called by the words of a known list of troublemakers; all come back as they were."""
    words = json.loads(real("tricky-strings/blns.json").read_text(encoding="utf-8"))
    names = [word for word in dict.fromkeys(words) if word.strip() and word == word.strip()][::6]
    assert len(names) > 60
    put_products(register, [a_product(f"T-{n}", name, 100) for n, name in enumerate(names)])
    for n, name in enumerate(names):
        wish = CustomerWish(name=name, phone=f"0151 {n:07d}")
        sold = sell(register, LineWish(f"T-{n}", take="backorder"), customer=wish, tenders=[CARD])
        blocks = register.receipt(sold.number).document.blocks
        rows = [row.name for block in blocks if isinstance(block, Rows) for row in block.rows]
        customer = [block.value for block in blocks if isinstance(block, KeyValue) and block.label == "Customer"]
        assert (rows, customer) == ([name], [name])
        order = register.order(sold.number)
        assert order is not None
        assert order.customer_name == name
        register.find(name)
        register.find_customers(name)
        register.sales(name)
        register.did_you_mean(name)


def test_a_search_for_a_name_finds_it(make: Callable[..., Register]) -> None:
    from tests.builders import sample_shop

    register = make(
        sample_shop(), [a_product("K-1", "Čokolada mliječna 100 g", 199), a_product("K-2", "Straße & Söhne", 99)]
    )
    assert [one.product.sku for one in register.find("cokol")] == ["K-1"]
    assert [one.product.sku for one in register.find("sohne")] == ["K-2"]
