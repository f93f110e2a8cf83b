"""What staff should know of a customer at a glance, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from pos.usecases.customer_history import CustomerHistory


MOST_ASKED = 9_999
"""Pieces that one customer asks for by hand; more is a slip of the keys, or a wholesale order taken as a file."""


def history_words(seen: CustomerHistory) -> str:
    """How they hear of us, how many orders wait or are ready, promises kept, and what was noted last."""
    ways = {
        "e-mail": _tr("Told by e-mail"), "text": _tr("Told by text message"), "call": _tr("Wants a call"),
        "none": _tr("Not told of orders"),
    }  # fmt: skip
    ready = sum(order.state == "ready" for order in seen.open)
    parts = [ways[seen.tell_by]]
    if seen.open:
        parts.append(_tr("{count} open orders").format(count=len(seen.open)) if len(seen.open) > 1 else
                     _tr("1 open order"))  # fmt: skip
    if ready:
        parts.append(_tr("{count} ready to collect").format(count=ready))
    if seen.judged:
        parts.append(_tr("{kept} of {judged} promises kept").format(kept=seen.kept, judged=seen.judged))
    if seen.notes:
        parts.append(_tr("Note: {words}").format(words=seen.notes[0].words))
    return " · ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("customer_words", text)
