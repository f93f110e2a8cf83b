"""What can be said of a single product."""

from __future__ import annotations

import typer

from ui.verbs.common import open_register, say, verb, who
from ui.verbs.typed import day as day_of

product_app = typer.Typer(help="A single product.", no_args_is_help=True)


@product_app.command("release")
@verb
def release(code: str, day: str) -> None:
    """The day before which nobody gets a product, such as 2027-01-15, or “none”."""
    from ui.verbs import purchase_shapes as shapes

    with open_register() as register:
        on = None if day.strip().casefold() == "none" else day_of(day)
        change = register.release(code, on, person=who(register))
        product = change.product
        said = f"is released on {on.isoformat()}; nothing of it is promised before" if on else "has no day of release"
        answer = {
            "sku": product.sku, "name": product.name, "release_on": on.isoformat() if on else None,
            "broken": shapes.broken(change.broken),
        }  # fmt: skip
        say(answer, f"{product.name} ({product.sku}) {said}.", *shapes.broken_words(change.broken))
