"""Documents to paper: cleaned, laid out once, then rendered for a printer, a page or plain text. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, overload

from pos.domain.receipt import Copy, Receipt
from printing.layout import Duplicate, Line, lay_out
from printing.profile import profile as profile_of

Form = Literal["text", "escpos", "pdf"]


def receipt_lines(
    receipt: Receipt,
    copy: Copy,
    columns: int = 48,
    *,
    profile: str | None = None,
    duplicate: Duplicate | None = None,
) -> tuple[Line, ...]:
    """The lines of one copy, as every renderer and the preview show them.

    With a `profile` the characters that this printer lacks are spelled as it will print them.
    """
    return lay_out(receipt, copy, columns, duplicate=duplicate, spell=_speller(profile) if profile else str)


@overload
def render(receipt: Receipt, *, form: Literal["text"], columns: int = ..., profile: str = ...,
           copies: Sequence[Copy] | None = ..., duplicate: int = ..., printed_at: str = ...,
           printed_by: str = ...) -> str: ...  # fmt: skip
@overload
def render(receipt: Receipt, *, form: Literal["escpos", "pdf"], columns: int = ..., profile: str = ...,
           copies: Sequence[Copy] | None = ..., duplicate: int = ..., printed_at: str = ...,
           printed_by: str = ...) -> bytes: ...  # fmt: skip
@overload
def render(receipt: Receipt, *, form: Form, columns: int = ..., profile: str = ...,
           copies: Sequence[Copy] | None = ..., duplicate: int = ..., printed_at: str = ...,
           printed_by: str = ...) -> bytes | str: ...  # fmt: skip
def render(
    receipt: Receipt,
    *,
    form: Form,
    columns: int = 48,
    profile: str = "generic-80",
    copies: Sequence[Copy] | None = None,
    duplicate: int = 0,
    printed_at: str = "",
    printed_by: str = "",
) -> bytes | str:
    """The receipt as text, printer bytes or a PDF, `copies` (by default the receipt's own) one after the other.

    `duplicate` above 0 marks a second print with `printed_at` (ISO 8601) and `printed_by`; it never opens the drawer.
    For a printer `columns` is held to what the profile has. Raises BadSetting for an unknown profile, ValueError for
    a width that no receipt has.
    """
    again = Duplicate(duplicate, printed_at, printed_by) if duplicate else None
    chosen = receipt.copies if copies is None else copies
    if form == "escpos":
        from printing.forms.escpos import render_escpos

        printer = profile_of(profile)
        columns = min(columns, printer.columns)
        laid = [receipt_lines(receipt, copy, columns, profile=profile, duplicate=again) for copy in chosen]
        return render_escpos(laid, printer, opens_drawer=receipt.opens_drawer and not duplicate)
    laid = [receipt_lines(receipt, copy, columns, duplicate=again) for copy in chosen]
    if form == "pdf":
        from printing.forms.pdf import render_pdf

        return render_pdf(laid, title=receipt.number)
    from printing.forms.text import render_text

    return render_text(laid)


def _speller(profile: str) -> Callable[[str], str]:
    from printing.forms.encode import speller

    return speller(profile_of(profile))
