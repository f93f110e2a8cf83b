"""The tables of a register's database, as SQLAlchemy Core knows them.

Two kinds, told apart by `info["kind"]`: *rows* are made from the operation log by `apply` and can be rebuilt from it at
any time; *local* tables belong to this device alone (the log itself, keys, printers, tries at a PIN). All dates are ISO
text, all instants ISO UTC text, all money minor units, all quantities base units.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

metadata = MetaData()
NUMBER, WORDS = Integer, Text


def _table(name: str, *columns: Column[object] | Index, kind: str, by_key: bool = False) -> Table:
    return Table(name, metadata, *columns, info={"kind": kind}, sqlite_with_rowid=not by_key)


def _rows(name: str, *columns: Column[object] | Index, by_key: bool = False) -> Table:
    return _table(name, *columns, kind="rows", by_key=by_key)


def _local(name: str, *columns: Column[object] | Index, by_key: bool = False) -> Table:
    return _table(name, *columns, kind="local", by_key=by_key)


def _key(name: str, type_: type = Text) -> Column[object]:
    return Column(name, type_, primary_key=True, nullable=False, autoincrement=False)


def _words(name: str, start: str = "") -> Column[object]:
    return Column(name, Text, nullable=False, server_default=text(f"'{start}'"))


def _number(name: str, start: int = 0) -> Column[object]:
    return Column(name, Integer, nullable=False, server_default=text(str(start)))


def _maybe(name: str, type_: type = Text) -> Column[object]:
    return Column(name, type_)


# --- this device's own ---------------------------------------------------------------------------------------------
op = _local(
    "op",
    Column("position", Integer, primary_key=True),
    _words("epoch"), _number("seq"), _words("op_id"), _words("kind"), _number("hlc"), _number("running"),
    Column("hash", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)  # fmt: skip
epoch = _local("epoch", _key("epoch"), _number("before"), by_key=True)
"""Where each epoch starts: `before` is the position of the operation ahead of its first."""
device = _local("device", _key("key"), _words("value"), by_key=True)
customer_key = _local("customer_key", _key("customer"), Column("key", LargeBinary, nullable=False), by_key=True)
pin_try = _local("pin_try", _key("person"), _number("failures"), _words("locked_until"), by_key=True)
print_job = _local(
    "print_job",
    _key("id"), _words("number"), _number("duplicate"), _words("printed_by"), _words("printed_at"),
    _words("state"),
    _words("cause"), _number("attempts"), _number("bytes_total"), _number("bytes_accepted"), _words("sha256"),
    _words("created"),
    by_key=True,
)  # fmt: skip
post_try = _local(
    "post_try",
    _key("id"), _words("state"), _number("tries"), _words("not_before"), _words("why"),
    by_key=True,
)  # fmt: skip
"""How far this device is with sending a message: `state` is sending from just before it goes out until that is
settled."""
Index("print_job_open", print_job.c.created, sqlite_where=print_job.c.state.in_(["queued", "sending"]))

# --- made from the log ---------------------------------------------------------------------------------------------
setting = _rows("setting", _key("key"), _words("value"), by_key=True)
store = _rows("store", _key("store"), _words("name"), by_key=True)
person = _rows("person", _key("person"), _words("name"), _words("role"), _words("pin"), _number("active"), by_key=True)
product = _rows(
    "product",
    Column("id", Integer, primary_key=True),
    _words("sku"), _words("name"), _maybe("price", Integer), _number("tax_rate"), _words("unit"), _words("category"),
    _words("supplier"), _words("brand"), _maybe("cost", Integer), _words("backorder"),
    _maybe("deposit_percent", Integer), _number("pack"), _maybe("release_on"), _words("substitutes"),
    _words("barcodes"), _words("attributes", "{}"), _maybe("season_ends_on"), _number("perishable"),
    Index("product_by_sku", "sku", unique=True),
    Index("product_by_kind", "category", "attributes", sqlite_where=text("attributes != '{}'")),
)  # fmt: skip
barcode = _rows("barcode", _key("code"), _words("sku"), by_key=True)
stock_level = _rows(
    "stock_level",
    _key("sku"), _key("store"), _number("on_hand"), _number("allocated"), _number("owed"), _number("safety_stock"),
    _maybe("as_of"),
    by_key=True,
)  # fmt: skip
stock_move = _rows(
    "stock_move",
    Column("id", Integer, primary_key=True),
    _words("sku"), _words("store"), _number("quantity"), _words("kind"), _words("document"), _words("at"),
)  # fmt: skip
supplier = _rows(
    "supplier",
    _key("supplier"), _words("name"), _maybe("lead_time_days", Integer), _words("country"), _words("order_days"),
    _maybe("minimum", Integer), _words("email"), _words("phone"), _words("lane"), _words("closed_on", "[]"),
    _number("active", 1),
    by_key=True,
)  # fmt: skip
purchase_line = _rows(
    "purchase_line",
    _key("number"), _key("line", Integer), _words("supplier"), _words("sku"), _number("quantity"), _number("received"),
    _number("cancelled"), _words("ordered_on"), _maybe("expected_on"), _number("confirmed"), _words("to_store"),
    _words("shipment"), _maybe("first_expected_on"), _maybe("cancelled_on"),
    by_key=True,
)  # fmt: skip
open_units = purchase_line.c.quantity - purchase_line.c.received - purchase_line.c.cancelled
Index("purchase_line_by_sku", purchase_line.c.sku)
Index("purchase_line_open", purchase_line.c.supplier, sqlite_where=open_units > 0)
purchase_date = _rows(
    "purchase_date",
    _key("number"), _key("line", Integer), _key("nth", Integer), _words("at"), _words("person"), _maybe("before"),
    _maybe("after"), _number("confirmed"), _words("why"),
    by_key=True,
)  # fmt: skip
"""Each change of the day on which a purchase line is expected, or of whether the supplier confirmed it."""
delivery = _rows(
    "delivery",
    _key("key"), _words("supplier"), _maybe("ordered_on"), _maybe("promised_on"), _maybe("delivered_on"),
    _words("sku"), _maybe("quantity", Integer), _maybe("received", Integer), _words("lane"), _words("shipment"),
    by_key=True,
)  # fmt: skip
Index("delivery_by_supplier", delivery.c.supplier)
past_sale = _rows(
    "past_sale",
    _key("key"), _words("at"), _words("store"), _words("receipt"), _words("sku"), _number("quantity"),
    _maybe("price", Integer), _words("customer"),
    by_key=True,
)  # fmt: skip
Index("past_sale_by_sku", past_sale.c.sku)
customer = _rows(
    "customer",
    _key("customer"), _words("name"), _words("phone"), _words("email"), _words("address"), _words("class"),
    _number("consent"), _words("language"), _words("tell_by"), _words("digits"),
    by_key=True,
)  # fmt: skip
sale = _rows(
    "sale",
    _key("number"), _number("op"), _words("kind"), _words("at"), _words("business_date"), _words("person"),
    _words("customer"), _number("total"), _number("tax"), _number("due_now"), _number("order_deposit"),
    _number("balance_due"), _number("change_due"), _words("tenders"), _maybe("request"), _words("order_number"),
    by_key=True,
)  # fmt: skip
Index("sale_by_request", sale.c.request, unique=True, sqlite_where=sale.c.request.is_not(None))
sale_line = _rows(
    "sale_line",
    _key("number"), _key("line", Integer), _key("take"), _words("sku"), _words("name"), _number("quantity"),
    _number("unit_price"), _number("total"), _number("tax"), _number("tax_rate"),
    by_key=True,
)  # fmt: skip
posting = _rows(
    "posting",
    Column("id", Integer, primary_key=True),
    _number("op"), _words("account"), _number("amount"), _words("order_number"), _maybe("rate", Integer),
)  # fmt: skip
customer_order = _rows(
    "customer_order",
    _key("number"), _words("customer"), _words("taken_on"), _words("taken_at"), _words("store"), _words("register"),
    _words("person"), _words("mode"), _words("language"), _number("total"), _number("is_open"),
    _number("ship_complete"), _number("version", 1), _words("tax_mode"), _maybe("last_news_at"),
    by_key=True,
)  # fmt: skip
"""`version` grows with every step of the order, so that a stale copy is seen; `tax_mode` is when tax on its deposit was
due on the day it was taken; `last_news_at` is the last instant its customer heard of it."""
Index("customer_order_open", customer_order.c.taken_at, sqlite_where=customer_order.c.is_open == 1)
Index("customer_order_of", customer_order.c.customer, sqlite_where=customer_order.c.customer != "")
order_line = _rows(
    "order_line",
    _key("number"), _key("line", Integer), _words("sku"), _words("name"), _number("ordered"), _number("allocated"),
    _number("handed_over"), _number("cancelled"), _number("unit_price"), _number("total"), _number("tax"),
    _number("tax_rate"), _maybe("likely_on"), _maybe("promised_on"), _maybe("expected_ship_on"), _words("words"),
    _words("certainty"), _words("basis"), _words("queue_key"), _number("is_open"),
    _maybe("now_likely_on"), _maybe("ready_on"), _maybe("cancelled_on"), _words("kind", "backorder"),
    _words("route", "collect"), _words("route_to"), _maybe("wanted_on"), _maybe("not_after"),
    _maybe("told_units", Integer),
    by_key=True,
)  # fmt: skip
"""Where not all of a line has a date, `told_units` are those that the told days are about; `ready_on` is when they were
put aside. `kind`: backorder, preorder, special or layaway; `route`: collect, other_store, deliver or direct, with where
to in `route_to`; `wanted_on` the day the customer wishes for, `not_after` the last day on which they still want it."""
Index("order_line_open", order_line.c.sku, order_line.c.queue_key, sqlite_where=order_line.c.is_open == 1)
told = _rows(
    "told",
    _key("number"), _key("line", Integer), _key("nth", Integer), _words("at"), _words("person"), _maybe("likely_on"),
    _maybe("latest_on"), _words("words"), _words("why"),
    by_key=True,
)  # fmt: skip
"""What a customer was told of a line of an order, for ever; the first time when the order was taken."""
policy_override = _rows(
    "policy_override",
    _key("id"), _words("at"), _words("person"), _words("sku"), _number("quantity"), _words("advised"), _words("taken"),
    _words("reason"), _words("order_number"),
    by_key=True,
)  # fmt: skip
order_deposit = _rows(
    "order_deposit", _key("order_number"), _key("rate", Integer), _number("amount"), _number("declared"), by_key=True
)
deposit_tender = _rows(
    "deposit_tender",
    _key("order_number"), _key("kind"), _key("reference"), _number("amount"), _maybe("until"),
    by_key=True,
)  # fmt: skip
"""By which tenders an order's deposit came, less what went back by each; `until` is when an authorisation ends."""
order_event = _rows(
    "order_event",
    _key("number"), _key("op", Integer), _key("nth", Integer), _number("line"), _words("at"), _words("person"),
    _words("register"), _words("kind"), _words("reason"), _words("details", "{}"),
    by_key=True,
)  # fmt: skip
"""Everything that ever happened to an order, one row a step; line 0 is the whole order."""
hold_place = _rows("hold_place", _key("place"), _words("name"), _number("capacity"), _number("active", 1), by_key=True)
"""A place of the hold shelf; `capacity` is in bags, 0 where nobody counts."""
bag = _rows(
    "bag",
    _key("bag"), _words("number"), _words("place"), _words("since"), _words("tag"), _number("is_open"),
    by_key=True,
)  # fmt: skip
"""A bag of an order's goods on the hold shelf; `tag` is what its label says."""
Index("bag_of_order", bag.c.number)
Index("bag_open", bag.c.place, sqlite_where=bag.c.is_open == 1)
news = _rows(
    "news",
    _key("id"), _words("event"), _words("number"), _number("line"), _words("customer"), _words("channel"),
    _words("language"), _words("words", "{}"), _words("queued_at"), _words("state"), _words("settled_at"),
    _number("tries"), _words("why"), _words("cause"), _words("tells", "[]"),
    by_key=True,
)  # fmt: skip
"""A message to a customer. Its id is made from what happened, so that nobody hears of one thing twice; `words` are the
subject and the text as they were written, empty once the customer is erased; `state`: queued, sent, failed, called,
skipped; `tells` are the new days that it tells of lines: [line, likely, latest, words, standing]."""
Index("news_queued", news.c.queued_at, sqlite_where=news.c.state == "queued")
Index("news_of_order", news.c.number)
task = _rows(
    "task",
    _key("id"), _words("kind"), _words("number"), _number("line"), _words("sku"), _words("customer"), _words("why"),
    _words("opened_at"), _maybe("due_on"), _words("state", "open"), _words("closed_at"), _words("closed_by"),
    _words("outcome"), _words("cause"),
    by_key=True,
)  # fmt: skip
"""Something a person has to do: a call, a promise to mend, a message that did not arrive. Its id is made from its
cause, so that one cause gives one task. `cause` of a promise to mend is what broke it: kind, what it happened to, and
the operation, with a | between."""
Index("task_open", task.c.opened_at, sqlite_where=task.c.state == "open")
Index("task_of_order", task.c.number)
tell_me = _rows(
    "tell_me",
    _key("id"), _words("customer"), _words("sku"), _number("quantity"), _words("since"), _words("store"),
    _words("person"), _words("state", "waiting"), _number("held"), _maybe("held_until"), _words("told_at"),
    _words("ended_at"), _words("why"), _words("queue_key"), _maybe("wanted_by"), _maybe("last_news_at"),
    by_key=True,
)  # fmt: skip
"""Somebody who wants to hear when a product is back, without money; `held` units are kept for them until a day.
`state`: waiting, told, served, ended."""
Index("tell_me_waiting", tell_me.c.sku, tell_me.c.queue_key, sqlite_where=tell_me.c.state.in_(["waiting", "told"]))
Index("tell_me_of", tell_me.c.customer, sqlite_where=tell_me.c.state.in_(["waiting", "told"]))
lost_demand = _rows(
    "lost_demand",
    _key("id"), _words("at"), _words("person"), _words("store"), _words("sku"), _words("words"), _number("quantity"),
    _words("cause"), _maybe("price", Integer),
    by_key=True,
)  # fmt: skip
"""Wanted, not bought: what somebody asked for and left without; `words` name what the catalogue does not know."""
Index("lost_demand_by_sku", lost_demand.c.sku)
credit = _rows(
    "credit",
    _key("id"), _words("number"), _number("line"), _words("at"), _words("person"), _words("kind"), _number("amount"),
    _words("why"), _words("state"), _words("decided_at"), _words("decided_by"), _words("cause"),
    by_key=True,
)  # fmt: skip
"""What a customer is given for waiting: `kind` voucher, discount or free_delivery; `state` proposed, approved, refused,
given; `cause` is delay or incentive. Amounts are minor units."""
Index("credit_of_order", credit.c.number)
receipt_print = _rows("receipt_print", _key("number"), _key("form"), _number("times"), by_key=True)

SEARCH = (
    "CREATE VIRTUAL TABLE product_text USING fts5("
    "name, sku, codes, content='', contentless_delete=1, prefix='2 3 4', tokenize='unicode61 remove_diacritics 2')"
)
SEARCH_WORDS = "CREATE VIRTUAL TABLE product_word USING fts5vocab(product_text, 'row')"
"""Full-text search over products; kept beside the product rows by `apply`, rebuilt from them when it is lost."""

ROWS = tuple(table for table in metadata.sorted_tables if table.info["kind"] == "rows")
