"""Making a shop, its people, its printers, and its health: init, people, printer, print, verify, backup, doctor."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from pos.domain import errors
from ui.verbs.common import REFUSED, folder, open_register, say, tell, to_write, verb, who

people_app = typer.Typer(help="Staff and rights.", no_args_is_help=True)
printer_app = typer.Typer(help="The receipt printer of this device.", no_args_is_help=True)
print_app = typer.Typer(help="The paper jobs.", no_args_is_help=True)


@verb
def init(
    store: Annotated[str, typer.Option(help="The store's code, such as S01.")],
    name: Annotated[str, typer.Option(help="The store's name, as receipts print it.")],
    register: Annotated[str, typer.Option(help="This register's code, such as R1.")],
    currency: Annotated[str, typer.Option(help="ISO 4217 code, such as EUR.")],
    country: Annotated[str, typer.Option(help="ISO 3166 code, such as DE.")],
    timezone: Annotated[str, typer.Option(help="IANA name, such as Europe/Berlin.")] = "",
    prices: Annotated[str, typer.Option(help="tax-included or tax-excluded; by default as the country does.")] = "",
    language: Annotated[str, typer.Option(help="Of receipts: en, de, fr or es.")] = "",
    tax_rate: Annotated[str, typer.Option(help="The usual rate in percent, for products whose file names none.")] = "",
    deposit_percent: Annotated[int, typer.Option(help="Of goods that follow later.")] = 20,
    address: Annotated[list[str] | None, typer.Option(help="A line of the address; may be repeated.")] = None,
    tax_id: Annotated[str, typer.Option(help="The shop's VAT number.")] = "",
) -> None:
    """Make a shop folder."""
    from dataclasses import replace

    from pos.register import Register
    from pos.usecases.settings import checked, plain_shop, zone_of

    timezone = timezone or zone_of(country) or _zone_of_machine()
    shop = plain_shop(
        store=store,
        name=name,
        register=register,
        currency=currency,
        country=country,
        timezone=timezone,
        prices=prices,
        language=language,
        tax_rate=tax_rate,
    )
    shop = checked(
        replace(
            shop, address=tuple(address or ()), tax_id=tax_id, deposit=replace(shop.deposit, percent=deposit_percent)
        )
    )
    Register.create(folder(), shop).close()
    answer = {"store": store, "register": register, "currency": shop.currency, "data": str(folder())}
    say(
        answer, f"The shop “{name}” is ready in {folder()}.", "Bring products in with “raincheck import products FILE”."
    )


def _zone_of_machine() -> str:
    """The time zone that this machine is set to, for countries that have several; UTC when it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    link = Path("/etc/localtime")
    for name in (named, str(link.resolve()).partition("/zoneinfo/")[2] if link.exists() else ""):
        if name and "/" in name:
            return name
    return "UTC"


@people_app.command("add")
@verb
def people_add(
    name: str,
    role: Annotated[str, typer.Option(help="cashier, manager or owner")] = "cashier",
    pin_file: Annotated[Path | None, typer.Option(help="A file with the PIN; else it is asked for.")] = None,
) -> None:
    """Put somebody on the staff."""
    with open_register() as register:
        by = who(register)
        added = register.add_person(name, _role(role), _new_pin(pin_file, name), by=by)
        say({"people": [_person(added)]}, f"{added.name} may sign in as {added.role}.")


@people_app.command("list")
@verb
def people_list() -> None:
    """Who works here."""
    with open_register() as register:
        people = register.people()
        say({"people": [_person(p) for p in people]}, *(f"{p.name:30} {p.role}" for p in people))


@people_app.command("pin")
@verb
def people_pin(name: str, pin_file: Annotated[Path | None, typer.Option()] = None) -> None:
    """Give somebody a new PIN."""
    _change(name, pin_file=pin_file)


@people_app.command("role")
@verb
def people_role(name: str, role: str, pin_file: Annotated[Path | None, typer.Option()] = None) -> None:
    """Give somebody another role, with a PIN that is long enough for it."""
    _change(name, role=role, pin_file=pin_file)


def _change(name: str, *, role: str = "", pin_file: Path | None) -> None:
    with open_register() as register:
        by = who(register)
        known = next((p for p in register.people() if name.casefold() in (p.name.casefold(), p.id)), None)
        if known is None:
            raise errors.UnknownCode(f"Nobody named “{name}” works here. Nothing was changed.", person=name)
        pin = _new_pin(pin_file, known.name)
        changed = register.add_person(known.name, _role(role or known.role), pin, by=by, person=known.id)
        say({"people": [_person(changed)]}, f"{changed.name} signs in as {changed.role} with the new PIN.")


def _role(text: str) -> Any:
    if text not in ("cashier", "manager", "owner"):
        raise errors.BadSetting(f"There is no role “{text}”. Nothing was changed. Choose cashier, manager or owner.")
    return text


def _new_pin(pin_file: Path | None, name: str) -> str:
    from ui.verbs.common import read_text

    if pin_file is not None:
        return read_text(pin_file).strip()
    return str(typer.prompt(f"New PIN of {name}", hide_input=True, confirmation_prompt=True, err=True))


def _person(person: Any) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "role": person.role}


@printer_app.command("add")
@verb
def printer_add(
    name: str,
    address: Annotated[
        str, typer.Argument(help="tcp://HOST:9100, device:/dev/usb/lp0, queue:NAME, file:FOLDER or screen:")
    ],
    profile: Annotated[str, typer.Option(help="Its kind, such as generic-80, generic-58, tm-t88v.")] = "generic-80",
    columns: Annotated[int, typer.Option(help="Characters a line: 32, 42 or 48.")] = 48,
) -> None:
    """Set the receipt printer of this device."""
    from printing.profile import profile as profile_of
    from printing.transport import open_transport

    if not 24 <= columns <= 64:
        raise errors.BadSetting(f"No receipt has {columns} columns. Nothing was changed. Choose 32, 42 or 48.")
    open_transport(address)
    if profile not in ("pdf", "text"):
        profile_of(profile)
    with open_register() as register:
        register.set_device(
            printer_name=name, printer_address=address, printer_profile=profile, printer_columns=columns
        )
        say({"printers": [_printer(register)]}, f"Receipts print on {name}. Try it with “raincheck printer test”.")


@printer_app.command("remove")
@verb
def printer_remove() -> None:
    """Show receipts on the screen only."""
    with open_register() as register:
        register.set_device(printer_name="", printer_address="screen:")
        say({"printers": []}, "Receipts are shown on the screen only.")


@printer_app.command("list")
@verb
def printer_list() -> None:
    """The printer of this device."""
    with open_register() as register:
        printer = _printer(register)
        has_one = printer["transport"] != "screen:"
        words = (
            f"{printer['name']}: {printer['transport']}"
            if has_one
            else "No printer is set; receipts are shown on the screen."
        )
        say({"printers": [printer] if has_one else []}, words)


@printer_app.command("status")
@verb
def printer_status() -> None:
    """Whether the printer can be reached."""
    from printing.transport import open_transport

    with open_register() as register:
        printer = _printer(register)
        try:
            transport = open_transport(printer["transport"])
            transport.open()
            transport.close()
            printer |= {"state": "reachable", "cause": ""}
        except errors.PrinterFailed as fault:
            printer |= {"state": "failed", "cause": fault.sentence}
        say({"printers": [printer]}, f"{printer['name']}: {printer['state']} {printer['cause']}".strip())


@printer_app.command("test")
@verb
def printer_test() -> None:
    """Print a page with everything this printer must be able to do."""
    from pos.domain.test_document import test_document
    from pos.usecases.checkout import local_time
    from printing.transport import open_transport
    from printing.worker import PrintJob, job_bytes
    from ui.paper import ON_SCREEN, printer_setup

    with open_register() as register:
        setup = printer_setup(register.device_settings())
        if setup.address == ON_SCREEN:
            raise errors.BadSetting("No printer is set. Nothing was printed. Set one with “raincheck printer add”.")
        shop = register.shop()
        page = test_document(shop, local_time(shop, register.clock.now()), setup.profile)
        transport = open_transport(setup.address)
        transport.open()
        try:
            transport.write(job_bytes(PrintJob("test", page.number, page, page.copies), setup))
        finally:
            transport.close()
        say({"printers": [_printer(register)]}, "The test page was sent. Look whether all of it is there.")


def _printer(register: Any) -> dict[str, Any]:
    from ui.paper import printer_setup

    setup = printer_setup(register.device_settings())
    waiting = register.jobs.next_row()
    return {
        "name": setup.name,
        "transport": setup.address,
        "profile": setup.profile,
        "columns": setup.columns,
        "state": "waiting" if waiting else "idle",
        "cause": waiting.cause if waiting else "",
    }


@print_app.command("jobs")
@verb
def print_jobs(limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50) -> None:
    """The newest paper jobs."""
    with open_register() as register:
        jobs = register.jobs.all(limit)
        say(
            {
                "jobs": [
                    {
                        "id": job.id,
                        "kind": "duplicate" if job.duplicate else "original",
                        "number": job.number,
                        "state": job.state,
                        "cause": job.cause,
                        "attempts": job.attempts,
                    }
                    for job in jobs
                ]
            },
            *(f"{job.number:24} {job.state:10} {job.cause}" for job in jobs),
        )


@print_app.command("retry")
@verb
def print_retry(job: Annotated[str, typer.Argument(help="The job's id, or the receipt's number.")]) -> None:
    """Print a job that failed once more; one that may have come out prints as a duplicate."""
    from ui.paper import print_now

    with open_register() as register:
        found = register.jobs.one(job) or next(iter(register.jobs.of_number(job)), None)
        if found is None:
            raise errors.UnknownCode(f"There is no paper job {job}. Nothing was printed.", job=job)
        if found.state in ("sent", "uncertain", "shown"):
            register.reprint(found.number, person=who(register))
        else:
            register.jobs.mark(found.id, "queued")
        if trouble := print_now(register):
            tell(trouble)
        newest = register.jobs.of_number(found.number)[0]
        job_answer = {"id": newest.id, "number": newest.number, "state": newest.state}
        say({"jobs": [job_answer]}, f"{newest.number}: {newest.state}")


@print_app.command("drop")
@verb
def print_drop(job: str) -> None:
    """Give a paper job up; the sale and its receipt stay."""
    with open_register() as register:
        found = register.jobs.one(job) or next(iter(register.jobs.of_number(job)), None)
        if found is None:
            raise errors.UnknownCode(f"There is no paper job {job}. Nothing was changed.", job=job)
        if found.state not in ("queued", "failed", "uncertain"):
            raise errors.OrderNotReady(
                f"The paper job {found.id} is {found.state}; only one that waits or failed can be given up. Nothing "
                "was changed.",
                job=found.id,
                state=found.state,
            )
        register.jobs.mark(found.id, "dropped")
        say(
            {"jobs": [{"id": found.id, "number": found.number, "state": "dropped"}]},
            f"{found.number} will not be printed.",
        )


@verb
def verify() -> None:
    """Replay the log and check every figure."""
    from pos.store.verify import verify as check

    with open_register() as register:
        verdict = check(register.ledger)
        answer: dict[str, Any] = {
            "ok": verdict.ok,
            "ops": verdict.ops,
            "checks": verdict.checks,
            "faults": verdict.faults,
            "digest": verdict.digest,
        }
        words = "All is well" if verdict.ok else "Something does not agree"
        say(answer, f"{words}: {verdict.ops} operations replayed.", *verdict.faults)
        if not verdict.ok:
            raise typer.Exit(REFUSED)


@verb
def backup(file: Path) -> None:
    """Write a consistent, checked copy of the shop's records, under the shop's own key."""
    from pos.store.database import backup_to

    with open_register() as register:
        size = backup_to(register.ledger.database, to_write(file))
        with register.ledger.database.reading() as cursor:
            ops = register.ledger.tip(cursor).position
        say({"file": str(file), "bytes": size, "ops": ops}, f"{size:,} bytes with {ops} operations are in {file}.")


@verb
def restore(file: Path) -> None:
    """Put a backup in place of the shop's records; receipts go on under a new letter."""
    from pos.store.shopfolder import restore_backup

    ops = restore_backup(folder(), file)
    say(
        {"file": str(file), "bytes": file.stat().st_size, "ops": ops},
        f"The shop is back at operation {ops}. Receipt numbers go on under a new letter.",
    )


@verb
def doctor() -> None:
    """What this machine lacks."""
    from ui.verbs.health import checks

    found = checks(folder())
    mark = {True: "ok  ", False: "LOOK"}
    say({"checks": found}, *(f"{mark[bool(c['ok'])]} {c['name']}: {c['sentence']}" for c in found))
