"""The day before which nobody gets a product: set, put off, brought forward or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.usecases.availability import resolve, today_in
from pos.usecases.not_out import put_aside, say_put_off
from pos.usecases.out_sooner import say_sooner
from pos.usecases.ports import Clock, Transactions
from pos.usecases.promises import view
from pos.usecases.purchasing import FARTHEST
from pos.usecases.reviewing import review

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.usecases.importing import ImportTransaction
    from pos.usecases.promises import BrokenPromise


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """A product as it is now, and the promises that its new day breaks."""

    product: Product
    broken: tuple[BrokenPromise, ...] = ()


def release(
    *, code: str, on: date | None, transactions: Transactions, clock: Clock, person: Person = OWNER
) -> ReleaseChange:
    """Give a product its day of release, or take it away (None). What waits for it is reckoned anew in the same step,
    and so is what is put aside until then; for those whose goods come out sooner the days for which they are kept begin
    today.

    Raises UnknownCode, BadBarcode, BadDate, NotAllowed.
    """
    if not person.may("import"):
        raise errors.NotAllowed("Changing products needs a manager. Nothing was changed. Ask one to sign in.")
    with transactions.writing() as tx:
        today = today_in(tx.shop(), clock.now())
        if on is not None and on > today + FARTHEST:
            raise errors.BadDate(
                f"{on.isoformat()} is more than three years away. Nothing was changed. Check the year."
            )
        product = resolve(tx, tx.shop(), code).product
        if product.release_on is not None and (on is None or on < today):
            if product.release_on > today:
                on = today
            elif put_aside(tx, product.sku):
                on = product.release_on  # from when on their goods are kept
        if product.release_on == on:
            return ReleaseChange(product)
        # What the store opens reads for files too.
        kept = cast("ImportTransaction", tx).kept_products([product.sku])[product.sku]
        before = view(tx, [product.sku], today)
        row = {**kept, "release_on": on.isoformat() if on else None}
        cause = tx.append("products_put", {"products": [row]}, person=person.id)
        broken = review(tx, [product.sku], today=today, person=person, cause=cause, before=before)
        if on is not None and on > max(today, product.release_on or today):
            broken += say_put_off(tx, product.sku, on, cause=cause, today=today, person=person)
        else:
            say_sooner(tx, product.sku, on, cause=cause, today=today, person=person)
        return ReleaseChange(tx.product(product.sku) or product, broken)
