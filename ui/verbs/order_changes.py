"""An order changed while it waits: what the customer gets, how and when, and what is noted of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from pos.domain.money import Money
from pos.usecases.checkout import CustomerWish, TenderWish
from ui.verbs import shapes, typed
from ui.verbs.common import open_register, say, tell, verb, who, whose_round
from ui.verbs.orders import backorder_app
from ui.verbs.purchase_shapes import broken, broken_words

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.order_steps import Changed

__all__ = ("backorder_app",)
Line = Annotated[int, typer.Option(help="Only this line; by default all that is open.")]
Version = Annotated[int, typer.Option(help="The version that was looked at; refused when the order has changed since.")]


@backorder_app.command("change")
@verb
def backorder_change(
    number: str,
    line: Line = 0,
    quantity: Annotated[int | None, typer.Option(help="Wait for so many units of the line.")] = None,
    product: Annotated[str, typer.Option(help="Take this product instead of the line.")] = "",
    offered: Annotated[bool, typer.Option("--offered", help="The shop offered it because the shop is late.")] = False,
    price: Annotated[str, typer.Option(help="At this price; needs the right to it.")] = "",
    override: Annotated[str, typer.Option(help="Why it is taken against the advice.")] = "",
    refund: Annotated[str, typer.Option(help="By which tender goes back what is held beyond the price.")] = "",
    wanted_on: Annotated[str, typer.Option(help="The day the customer wishes for; none takes it away.")] = "",
    not_after: Annotated[str, typer.Option(help="The last day on which they want it; none takes it away.")] = "",
    together: Annotated[
        bool | None, typer.Option("--together/--apart", help="Everything at once, or each part as it comes.")
    ] = None,
    phone: Annotated[str | None, typer.Option(help="The customer's phone number.")] = None,
    email: Annotated[str | None, typer.Option(help="Their e-mail address.")] = None,
    address: Annotated[str | None, typer.Option(help="Where they live.")] = None,
    tell_by: Annotated[str | None, typer.Option(help="text, e-mail, call or none")] = None,
    customer: Annotated[str, typer.Option(help="Somebody else takes the order over: the name.")] = "",
    reason: Annotated[str, typer.Option(help="Why, in a few words.")] = "",
    no_fee: Annotated[
        bool, typer.Option("--no-fee", help="Waive the fee for what is given up; needs --reason and a manager.")
    ] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what a quantity or a product would do; change nothing.")] = False,
    version: Version = 0,
) -> None:
    """Change an open order: another quantity, another product, other terms, another contact. One of these at a time."""
    with open_register() as register:
        person, desk = who(register), register.waiting
        common: dict[str, Any] = {"person": person, "version": version or None}
        contact = {"phone": phone, "email": email, "address": address, "tell_by": tell_by}
        wishes = bool(wanted_on or not_after)
        one_of = [
            quantity is not None and not product, bool(product), wishes, together is not None, bool(customer),
            not customer and any(said is not None for said in contact.values()),
        ]  # fmt: skip
        if sum(one_of) != 1:
            raise errors.BadSetting(
                "One change is made at a time. Nothing was changed. Say a quantity, a product, a day, --together or "
                "--apart, a contact, or another customer."
            )
        if no_fee and not reason.strip():
            raise errors.BadText("A fee is waived for a reason. Nothing was changed. Add --reason.")
        if dry_run and not product and quantity is None:
            raise errors.BadSetting("Only another quantity or product can be tried. Nothing was changed.")
        back = (TenderWish(refund),) if refund else ()
        lines = [line] if line else None
        if product or quantity is not None:
            more: dict[str, Any] = {
                "reason": reason, "tenders": back, "override": override, "no_fee": reason if no_fee else "", **common
            }  # fmt: skip
            if not product:
                change = desk.foresee_quantity if dry_run else desk.change_quantity
                done = change(number, line or only_line(register, number), quantity or 0, **more)
            else:
                amount = Money.parse(price, register.shop().currency) if price else None
                done = (desk.foresee_product if dry_run else desk.change_product)(
                    number, line or only_line(register, number), product, quantity=quantity, offered=offered,
                    price=amount, **more,
                )  # fmt: skip
        elif wishes:
            forget = [name for name, said in _days(wanted_on, not_after).items() if said == "none"]
            days = {name: typed.day(said) for name, said in _days(wanted_on, not_after).items() if said != "none"}
            done = desk.change_wishes(number, forget=forget, lines=lines, reason=reason, **days, **common)
        elif together is not None:
            done = desk.change_ship_complete(number, together, reason=reason, **common)
        elif customer:
            wish = CustomerWish(name=customer, phone=phone or "", email=email or "", tell_by=tell_by or "")
            done = desk.change_customer(number, wish, reason, **common)
        else:
            done = desk.change_contact(number, **contact, **common)
        if dry_run:
            _say(register, done, f"Order {number} would be changed so.", dry_run=True)
            return
        _say(register, done, f"Order {number} is changed.")


@backorder_app.command("route")
@verb
def backorder_route(
    number: str,
    route: Annotated[str, typer.Argument(help="collect, other_store, deliver or direct")],
    to: Annotated[str, typer.Option(help="The other store's number.")] = "",
    line: Line = 0,
    version: Version = 0,
) -> None:
    """Hand open goods over another way: here, in another store, sent by us or by the supplier."""
    with open_register() as register:
        done = register.waiting.change_route(
            number, route, to=to, lines=[line] if line else None, person=who(register), version=version or None
        )
        _say(register, done, f"Order {number} goes another way.")


@backorder_app.command("sent")
@verb
def backorder_sent(
    number: str,
    proof: Annotated[str, typer.Option(help="The number of the supplier's delivery note.")],
    tender: Annotated[str, typer.Option(help="By which tender the rest is paid.")] = "card",
) -> None:
    """The supplier sent the goods to the customer: what goes that way is handed over."""
    from printing import render
    from ui.paper import print_now

    with open_register() as register:
        done = register.waiting.supplier_sent(number, proof, [TenderWish(tender)], person=who(register))
        text = render(done.receipt, form="text", columns=42)
        say(
            {
                "number": done.number, "order": done.order, "total": str(done.total), "due_now": str(done.due_now),
                "order_deposit": str(done.deposit_applied), "receipts": [text],
            },
            text,
        )  # fmt: skip
        if trouble := print_now(register):
            tell(f"It is booked. The receipt did not print: {trouble}")


@backorder_app.command("reinstate")
@verb
def backorder_reinstate(
    number: str,
    reason: Annotated[str, typer.Option(help="Why, in a few words; it is kept.")],
    line: Annotated[int, typer.Option(help="Only this line; by default all that is cancelled.")] = 0,
    quantity: Annotated[int, typer.Option(help="Only so many units of the line.")] = 0,
    our_mistake: Annotated[
        bool, typer.Option("--our-mistake", help="The shop cancelled by mistake: the old place in the queue.")
    ] = False,
    version: Version = 0,
) -> None:
    """Win cancelled lines back, at the price they had; the deposit is paid anew."""
    if quantity and not line:
        raise errors.BadQuantity("A quantity is of one line. Nothing was changed. Name it with --line.")
    which = {line: quantity} if quantity else [line] if line else None
    with open_register() as register:
        done = register.waiting.reinstate(
            number, reason, lines=which, our_mistake=our_mistake, person=who(register),
            version=version or None,
        )  # fmt: skip
        _say(register, done, f"Order {number} is open again.")


@backorder_app.command("redate")
@verb
def backorder_redate(
    number: str,
    on: Annotated[str, typer.Option(help="A later day that was agreed; by default what is reckoned with.")] = "",
    line: Line = 0,
    why: Annotated[str, typer.Option(help="Why, in a few words.")] = "",
    version: Version = 0,
) -> None:
    """Tell the customer when the goods can be had now; what was told before stays beside it."""
    with open_register() as register:
        done = register.waiting.redate(
            number, on=typed.day(on) if on else None, lines=[line] if line else None, why=why, person=who(register),
            version=version or None,
        )  # fmt: skip
        _say(register, done, f"Order {number} has a new date.")


@backorder_app.command("note")
@verb
def backorder_note(
    number: str,
    words: Annotated[str, typer.Argument(help="What staff should know.")],
    line: Annotated[int, typer.Option(help="Of this line; by default of the whole order.")] = 0,
) -> None:
    """Keep words for staff with an order."""
    with open_register() as register:
        done = register.waiting.note(number, words, line=line, person=who(register))
        say({"order": number, "version": done.order.version}, f"Noted on order {number}.")


@backorder_app.command("absent")
@verb
def backorder_absent(
    number: str,
    how: Annotated[str, typer.Argument(help="called, visited or did_not_come")],
    again_on: Annotated[str, typer.Option(help="Try again on this day; by default the next open one.")] = "",
    words: Annotated[str, typer.Option(help="Anything besides.")] = "",
) -> None:
    """The customer could not be reached or did not come: noted, with a task to try again."""
    with open_register() as register:
        again = typed.day(again_on) if again_on else None
        register.waiting.customer_absent(number, how, again_on=again, words=words, person=who(register))
        step = register.waiting.steps(number)[-1]
        say(
            {"order": number, "again_on": step.details["again_on"], "tries": step.details["tries"]},
            f"Order {number}: try again on {step.details['again_on']}.",
        )


@backorder_app.command("uncollected")
@verb
def backorder_uncollected(
    put_back: Annotated[
        bool, typer.Option("--put-back", help="Give to others what is due by the shop's rule.")
    ] = False,
) -> None:
    """Goods put aside that nobody collects, the longest first, and what is due."""
    from pos.usecases.availability import today_in

    with open_register() as register:
        done = register.waiting.put_back_due(person=whose_round(register)) if put_back else ()
        today = today_in(register.shop(), register.clock.now())
        rows = [
            {
                "order": one.order, "customer": one.customer_name, "ready_on": _iso(one.ready_on),
                "kept_until": _iso(one.kept_until), "put_back_on": _iso(one.put_back_on),
                "put_back": _iso(one.put_back), "expires_on": _iso(one.expires_on), "due": one.next_step(today),
            }
            for one in register.waiting.uncollected()
        ]  # fmt: skip
        say(
            {"uncollected": rows, "put_back": [{"order": one.order.number, **_moves(one)} for one in done]},
            *(f"{one.order.number}: put back." for one in done),
            *(f"{r['order']:20} {r['customer']:28.28} ready {r['ready_on'] or '-':10} {r['due']}" for r in rows),
        )


@backorder_app.command("authorisations")
@verb
def backorder_authorisations() -> None:
    """Cards that were asked for an order and cannot be charged any more when its goods come, or for too little."""
    with open_register() as register:
        found = register.waiting.authorisations_ending()
        rows = [
            {
                "order": one.order, "customer": one.customer_name, "reference": one.reference,
                "amount": str(one.amount), "until": one.until.isoformat(), "expected_on": _iso(one.expected_on),
                "days_left": one.days_left, "until_is_assumed": one.is_assumed,
                "short": str(one.short) if one.short is not None else None,
            }
            for one in found
        ]  # fmt: skip
        say(
            {"authorisations": rows},
            *(
                f"{r['order']:20} {r['customer']:28.28} {r['amount']} until {r['until']}"
                + (f", {r['short']} short" if r["short"] else "")
                for r in rows
            ),
        )


@backorder_app.command("put-back")
@verb
def backorder_put_back(
    number: str,
    reason: Annotated[str, typer.Option(help="Why; needed before the day of the shop's rule.")] = "",
) -> None:
    """Give an order's uncollected goods to the next who waits; it waits on, at the end."""
    with open_register() as register:
        done = register.waiting.put_back(number, reason=reason, person=who(register))
        _say(register, done, f"Order {number} waits again, at the end of the queue.")


def _days(wanted_on: str, not_after: str) -> dict[str, str]:
    said = {"wanted_on": wanted_on.strip().casefold(), "not_after": not_after.strip().casefold()}
    return {name: words for name, words in said.items() if words}


def only_line(register: Register, number: str) -> int:
    """The open line of an order that has only one. Raises UnknownCode, BadSetting."""
    found = register.order(number)
    if found is None:
        raise errors.UnknownCode(
            f"There is no order {number[:40]} here. Nothing was changed. Look it up with “raincheck backorder list”.",
            number=number[:40],
        )
    still = [line.line for line in found.lines if line.open > 0]
    if len(still) > 1:
        raise errors.BadSetting(
            f"Order {number} has {len(still)} open lines. Nothing was changed. Say which one with --line.",
            lines=still,
        )
    return still[0] if still else found.lines[0].line


def _moves(done: Changed) -> dict[str, Any]:
    return {
        "passed_on": [
            {"backorder": one.order, "line": one.line, "sku": one.sku, "quantity": one.units} for one in done.passed_on
        ],
        "broken": broken(done.broken),
    }


def _say(register: Register, done: Changed, sentence: str, *, dry_run: bool = False) -> None:
    from printing import render
    from ui.paper import print_now
    from ui.verbs.order_money import WHY

    currency = register.shop().currency
    ended, refunded = done.ended, done.refunded
    papers = (refunded.receipt if refunded else None, ended.receipt if ended else None, done.slip)
    texts = [render(one, form="text", columns=42) for one in papers if one is not None and not dry_run]
    back: tuple[str, Money] | None = (refunded.number, -refunded.amount) if refunded else None
    if ended is not None and ended.done.refund:
        back = ended.number, ended.done.refund
    fee = Money(done.fee.amount, currency) if done.fee else None
    say(
        {
            "order": shapes.order(done.order, currency, register.place_in_queue(done.order)),
            "told": [
                {
                    "line": one.line, "likely_on": _iso(one.likely_on), "latest_on": _iso(one.latest_on),
                    "words": one.words,
                }
                for one in done.told
            ],
            **_moves(done),
            "refunded": None if back is None else {"number": back[0], "amount": str(back[1])},
            "fee": None if done.fee is None else {"amount": str(fee), "why": done.fee.why},
            "remarks": list(done.remarks),
            "receipts": texts,
        },
        sentence,
        *(f"  line {one.line}: {one.words}" for one in done.told),
        *done.remarks,
        *(f"  {one.units} x {one.sku} go to order {one.order}" for one in done.passed_on),
        *([f"  fee: {fee} ({WHY[done.fee.why]})"] if done.fee else []),
        *([f"  {back[1]} goes back ({back[0]})"] if back else []),
        *broken_words(done.broken),
        *texts,
    )  # fmt: skip
    if not dry_run and (refunded or ended) and (trouble := print_now(register)):
        tell(f"The money is booked. The receipt did not print: {trouble}")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
