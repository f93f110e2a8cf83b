"""The `raincheck` command: a window without a verb, the same use cases in words or JSON with one.

Nothing heavy is imported before it is needed: the window paints before the verbs' libraries would even be loaded.
"""

from __future__ import annotations

import builtins
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

_VALUED = ("--data", "--as", "--pin-file")


def main() -> None:
    """Entry point of the `raincheck` command."""
    words = common_first(sys.argv[1:])
    if "--self-test" in words:
        from ui.app import self_test

        sys.exit(self_test())
    if _wants_window(words):
        sys.exit(_open_window(words))
    build()(args=words, prog_name="raincheck")


# Options of a verb's own that have the name of a common one: they stay where they are.
_OWN = {("receipt", "--as"), ("people", "--pin-file")}


def common_first(words: list[str]) -> list[str]:
    """The common options may stand anywhere: before the verb is where Typer wants them."""
    front: list[str] = []
    rest: list[str] = []
    verb = ""
    words = list(words)
    while words:
        word = words.pop(0)
        name, sign, _ = word.partition("=")
        if word == "--":
            rest += [word, *words]
            break
        if word == "--json":
            front.append(word)
        elif name in _VALUED and (verb, name) not in _OWN and (sign or words):
            front += [word] if sign else [word, words.pop(0)]
        else:
            if not verb and not word.startswith("-"):
                verb = word
            rest.append(word)
    return front + rest


def _wants_window(words: list[str]) -> bool:
    """Whether there is no verb: only --data, and what the window itself understands."""
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--data" and left:
            left.pop(0)
        elif not word.startswith("--data=") and word != "--exit-when-ready":
            return False
    return True


def _open_window(words: list[str]) -> int:
    # Nothing that starts is thrown away soon: collecting garbage now costs a tenth of the start and finds none.
    gc.disable()
    plain_import = builtins.__import__
    from PySide6 import QtCore  # noqa: F401 - for what it does to every import that follows

    # Qt puts a hook there that reads the source of each later module for switches of its own, which nobody here uses.
    builtins.__import__ = plain_import
    from ui.app import run

    folder = None
    for place, word in enumerate(words):
        if word == "--data":
            folder = Path(words[place + 1])
        elif word.startswith("--data="):
            folder = Path(word.partition("=")[2])
    if folder is None:
        from platformdirs import user_data_path

        folder = user_data_path("raincheck", appauthor=False)
    return run(folder, exit_when_ready="--exit-when-ready" in words)


def build() -> typer.Typer:
    """The command with all its verbs."""
    import typer

    from ui.verbs import (
        credits,
        customers,
        demo,
        files,
        news,
        order_changes,
        order_money,
        order_queue,
        order_ways,
        policy,
        products,
        promises,
        purchasing,
        radar,
        selling,
        shelf,
        shelf_moves,
        shop,
        waiting,
        waiting_rules,
        wanted,
    )
    from ui.verbs.common import common

    app = typer.Typer(
        name="raincheck", help="A shop counter that would rather promise than lose a customer.", no_args_is_help=False,
        pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip

    @app.callback()
    def options(
        data: Path | None = typer.Option(None, help="The shop's folder; by default the platform's own place."),
        json: bool = typer.Option(False, "--json", help="Answer in JSON."),
        as_: str = typer.Option("", "--as", help="Act as this person; the PIN is asked for."),
        pin_file: Path | None = typer.Option(None, help="A file that holds the PIN."),
    ) -> None:
        common.data, common.as_json, common.person, common.pin_file = data, json, as_, pin_file

    app.command("init")(shop.init)
    app.command("demo")(demo.demo)
    app.command("import")(files.import_file)
    app.command("export")(files.export_file)
    app.command("find")(selling.find)
    app.command("look")(selling.look)
    app.add_typer(promises.promise_app, name="promise")
    app.command("sell")(selling.sell)
    app.command("receipt")(selling.receipt)
    app.command("receive")(shelf.receive)
    assert order_changes.backorder_app is order_money.backorder_app  # both put their verbs into it
    app.add_typer(order_queue.backorder_app, name="backorder")  # its module puts two more into it
    assert shelf.shelf_app is shelf_moves.shelf_app
    app.add_typer(shelf_moves.shelf_app, name="shelf")
    app.add_typer(waiting.waitlist_app, name="waitlist")
    app.command("wanted")(wanted.wanted)
    app.command("board")(waiting.board)
    app.add_typer(customers.customer_app, name="customer")
    app.add_typer(radar.radar_app, name="radar")
    app.add_typer(credits.credit_app, name="credit")
    app.add_typer(purchasing.supplier_app, name="supplier")
    app.add_typer(purchasing.purchase_app, name="purchase-order")
    app.add_typer(news.news_app, name="news")
    app.add_typer(news.task_app, name="task")
    app.add_typer(products.product_app, name="product")
    app.add_typer(policy.policy_app, name="policy")
    app.add_typer(waiting_rules.waiting_rules_app, name="waiting-rules")
    app.add_typer(shop.people_app, name="people")
    app.add_typer(shop.printer_app, name="printer")
    app.add_typer(order_ways.store_app, name="store")  # its module puts the verbs of ways into `backorder` as well
    app.add_typer(shop.print_app, name="print")
    app.command("verify")(shop.verify)
    app.command("backup")(shop.backup)
    app.command("restore")(shop.restore)
    app.command("doctor")(shop.doctor)
    return app


if __name__ == "__main__":
    main()
