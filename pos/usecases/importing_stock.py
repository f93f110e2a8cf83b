"""Bringing in counted stock, of this store and of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pos.domain.incoming import IncomingStock
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.importing import ImportReport, ImportTransaction, Operations, Progress, bring_in, skus_of
from pos.usecases.mending import goods_missing
from pos.usecases.moving_goods import serve_waiting
from pos.usecases.ports import Clock, Transactions
from pos.usecases.reviewing import note_broken, review
from pos.usecases.tell_me_holds import offer


def import_stock(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring counted stock in, for this store and others: the log gets the differences, never a figure.

    A location that is neither a code nor a name of a store becomes a store of its own, which a note tells: stores
    beyond this one may be known from files alone.
    """
    seen: set[tuple[str, str]] = set()
    strange: Counter[str] = Counter()

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingStock], report: ImportReport) -> Any:
        now = clock.now().isoformat(timespec="seconds")
        skus = skus_of(tx, [row.sku for row in good])
        levels = tx.kept_levels(sorted(set(skus.values())))
        elsewhere = tx.sent_on(sorted(set(skus.values())))
        moves: list[list[Any]] = []
        known = {shop.store, *shop.stores}
        for row in good:
            sku, store = skus.get(row.sku), _store_code(shop, row.store)
            if sku is None:
                report.reject(row.row, f"no product answers to “{row.sku}”; bring the products in first")
                continue
            if (sku, store) in seen:
                report.reject(row.row, f"“{row.sku}” in store {store} stands earlier in this file")
                continue
            seen.add((sku, store))
            before = levels.get((sku, store))
            if before is None and store not in known:
                strange[store] += 1
            on_hand, safety, as_of = before or (0, 0, None)
            if store == shop.store:  # what was sent on to another store is nothing that is counted here
                on_hand -= sum(elsewhere.get(sku, {}).values())
            at = row.as_of.isoformat(timespec="seconds") if row.as_of else None
            new_safety = row.safety_stock if row.safety_stock is not None and row.safety_stock != safety else None
            fresher = at is not None and store != shop.store and (as_of is None or at > as_of)
            if before is not None and row.on_hand == on_hand and new_safety is None and not fresher:
                report.unchanged += 1
                continue
            report.created += before is None
            report.updated += before is not None
            moves.append([sku, store, row.on_hand - on_hand, at or now, new_safety])
        return [("stock_moved", "moves", moves, {"kind": "count", "document": "import"})]

    def settle(tx: ImportTransaction, operations: Operations, cause: str, report: ImportReport) -> None:
        shop = tx.shop()
        skus = {move[0] for _, _, moves, _ in operations for move in moves if move[1] == shop.store}
        today = today_in(shop, clock.now())
        broken = review(tx, skus, today=today, person=person, cause=cause)
        broken += goods_missing(tx, sorted(skus), document="import", clock=clock, today=today, person=person)
        served = serve_waiting(tx, sorted(skus), clock=clock, person=person, cause=cause, reason="counted in")
        offer(tx, skus, now=clock.now(), person=person, cause=cause)
        if served.gets:
            orders = list(dict.fromkeys(one.order for one in served.gets))
            more = f" and {len(orders) - 10} more" if len(orders) > 10 else ""
            report.notes.append(f"Put aside for who waits, by this count: {', '.join(orders[:10])}{more}.")
        note_broken(report, (*broken, *served.broken))

    report = bring_in(
        rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress, settle=settle
    )
    report.notes += [
        f"The location “{store}” ({count} of the rows) is neither the code nor the name of a store of this shop; it "
        "counts as a store of its own. If it is this one, write the store's code there."
        for store, count in strange.items()
    ]
    return report


def _store_code(shop: Shop, said: str | None) -> str:
    """The code of the store a file speaks of by code or name, in small letters or large; other words stay."""
    if not said:
        return shop.store
    stores = {**shop.stores, shop.store: shop.store_name}
    word = said.strip().casefold()
    codes = [code for code in stores if code.casefold() == word]
    codes = codes or [code for code, name in stores.items() if name.strip().casefold() == word]
    # Two stores of one name: which is meant only its code can say.
    return said if said in stores or len(codes) != 1 else codes[0]
