"""The three acts on many lines: tell new days, stand elsewhere in the queue, exchange goods that are put aside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pos.domain.board import BoardLine
from pos.domain.errors import PosError
from ui.views.board_acts_sheet import Acted, BoardActSheet, rows_card, skipped_card
from ui.views.broken_list import BrokenList, broken_words
from ui.views.money_words import short_date
from ui.views.typed_day import day_row
from ui.widgets import Card, SegmentedChoice, TextLabel

if TYPE_CHECKING:
    from pos.domain.news_text import Words
    from pos.usecases.board_acts import NewDaysTold, QueueMoved
    from pos.usecases.moving_goods import Moved


def _tr(text: str) -> str:
    return QCoreApplication.translate("board_acts", text)


class TellMany(BoardActSheet):
    """The days as they are reckoned now, or a later one for all of them."""

    def __init__(self, acted: Acted, **common: Any) -> None:
        super().__init__(_tr("Tell customers"), acted, **common)
        hint = _tr("Empty: each the day reckoned with now. Nobody is told an earlier one.")
        self.day = day_row(_tr("A later &day for all of them"), self.shop, self.today, hint=hint)
        self.form.add(self.day, self.why)
        self._letter: Card | None = None
        self.day.field.textChanged.connect(self.ask)
        self.ask()

    def call(self, *, dry_run: bool) -> Callable[[], NewDaysTold] | None:
        day = self.day.field.day()
        if day is None and self.day.field.text().strip():
            return None
        return partial(
            self.register.board.tell_new_days, self.acted.keys, self.reason(dry_run=dry_run), on=day,
            versions=self.acted.versions, dry_run=dry_run, person=self.person,
        )  # fmt: skip

    def preview(self, seen: NewDaysTold) -> list[QWidget]:
        """Who hears which day, who is left out, and how the message reads."""
        rows = []
        for one in seen.told:
            was = short_date(one.was, self.shop) if one.was else _tr("no date")
            now = short_date(one.latest_on, self.shop)
            rows.append((one.customer_name or one.order, _tr("was told {was}, hears {now}").format(was=was, now=now)))
        cards: list[QWidget] = []
        if rows:
            cards.append(rows_card(_tr("These hear a new day: {n}").format(n=len(rows)), rows))
        else:
            nobody = Card(tone="sunken")
            nobody.add(TextLabel(_tr("Nobody has to hear anything: what they were told holds, or no day is known."),
                                 wrap=True))  # fmt: skip
            cards.append(nobody)
        cards += skipped_card(seen.skipped, self.shop, self.today)
        if seen.told:
            cards.append(self._letter_to(seen))
        return cards

    def _letter_to(self, seen: NewDaysTold) -> Card:
        """The whole message to the first of them where it is made of the days that are kept already; else what it says
        of the day."""
        first, kept = seen.told[0], {(line.order, line.line): line.now_latest for line in self.acted.lines}
        of_first = [one for one in seen.told if one.order == first.order]
        name = first.customer_name or first.order
        if all(kept.get((one.order, one.line)) == one.latest_on for one in of_first):
            self._letter = Card(_tr("The message to {name}").format(name=name), tone="sunken")
            ask = partial(self.register.news.preview, "date_moved", first.order)
            self.background.run(ask, then=self._on_words, failed=self._on_no_words)
        else:
            self._letter = Card(_tr("What {name} hears of the day").format(name=name), tone="sunken")
            for one in of_first:
                self._letter.add(TextLabel(one.words, wrap=True))
        return self._letter

    def _on_words(self, words: Words) -> None:
        if self._letter is not None and self._letter.column.count() == 1:
            self._letter.add(TextLabel(words.subject, "strong", wrap=True), TextLabel(words.text, wrap=True))

    def _on_no_words(self, refusal: PosError) -> None:
        if self._letter is not None and self._letter.column.count() == 1:
            self._letter.add(TextLabel(refusal.sentence, wrap=True))

    def main_words(self, seen: NewDaysTold) -> tuple[str, bool]:
        n = len({one.order for one in seen.told})
        if not n:
            return _tr("Nobody to tell"), False
        return (_tr("Tell one customer") if n == 1 else _tr("Tell {n} customers").format(n=n)), n > 0

    def sentence(self, result: NewDaysTold) -> str:
        """How many were told and left out."""
        n, skipped = len({one.order for one in result.told}), len(result.skipped)
        words = _tr("One customer hears the new day.") if n == 1 else _tr("{n} customers hear their new day.")
        return words.format(n=n) + (" " + _tr("{n} left out.").format(n=skipped) if skipped else "")


class QueuePlace(BoardActSheet):
    """To the front or the back of the queue of their product."""

    def __init__(self, acted: Acted, **common: Any) -> None:
        super().__init__(_tr("Change the place in the queue"), acted, **common)
        self.to = SegmentedChoice(_tr("Where to"), [("front", _tr("To the front")), ("back", _tr("To the back"))])
        self.form.add(self.to, self.why)
        self.to.chosen.connect(self.ask)
        self.ask()

    def call(self, *, dry_run: bool) -> Callable[[], QueueMoved] | None:
        return partial(
            self.register.board.move_queue, self.acted.keys, "front" if self.to.key() == "front" else "back",
            self.reason(dry_run=dry_run), versions=self.acted.versions, dry_run=dry_run, person=self.person,
        )  # fmt: skip

    def preview(self, seen: QueueMoved) -> list[QWidget]:
        """Who moves where, whose promise breaks by it, who is left out."""
        names = {line.sku: line.name for line in self.acted.lines}
        rows = [
            (one.customer_name or one.order, _tr("{name}, from place {was} to {now}").format(
                name=names.get(one.sku, one.sku), was=one.was, now=one.now))
            for one in seen.moved
        ]  # fmt: skip
        cards: list[QWidget] = []
        if rows:
            cards.append(rows_card(_tr("These move: {n}").format(n=len(rows)), rows))
        if seen.broken:
            cards.append(
                rows_card(
                    _tr("Promises that break by it: {n}").format(n=len(seen.broken)),
                    [(one.customer_name or one.order, broken_words(one, self.shop)) for one in seen.broken],
                    tone="warn",
                )
            )
        elif rows:
            kept = Card(tone="good")
            kept.add(TextLabel(_tr("No promise to anybody else breaks by it."), wrap=True))
            cards.append(kept)
        return cards + skipped_card(seen.skipped, self.shop, self.today)

    def main_words(self, seen: QueueMoved) -> tuple[str, bool]:
        n = len(seen.moved)
        if not n:
            return _tr("Nothing to move"), False
        return (_tr("Move one line") if n == 1 else _tr("Move {n} lines").format(n=n)), n > 0

    def sentence(self, result: QueueMoved) -> str:
        """How many moved, how many promises broke."""
        words = _tr("{n} moved in the queue.").format(n=len(result.moved))
        broken = len(result.broken)
        return words + (" " + _tr("{n} promises break: tell these customers.").format(n=broken) if broken else "")


class SwapGoods(BoardActSheet):
    """Two orders of one product exchange what is put aside for them."""

    def __init__(self, acted: Acted, **common: Any) -> None:
        super().__init__(_tr("Swap goods"), acted, **common)
        self._swapped: Moved | None = None
        self.form.add(self.why)
        self.ask()

    def ask(self) -> None:
        """Nothing has to be asked: what each has is on the board."""
        self.seen = self.acted
        self._show(self.preview(self.acted))
        self._enable()

    def _fit(self) -> bool:
        lines = self.acted.lines
        return len(lines) == 2 and lines[0].sku == lines[1].sku and any(line.allocated for line in lines)

    def preview(self, seen: Acted) -> list[QWidget]:
        """What each of the two has, and has then."""
        if not self._fit():
            card = Card(tone="warn")
            card.add(TextLabel(_tr("Two lines of the same product are needed, with goods put aside for one of them. "
                                   "Nothing was changed. Go back and tick two."), wrap=True))  # fmt: skip
            return [card]
        one, other = seen.lines
        return [rows_card(one.name, [self._row(one, other), self._row(other, one)])]

    def _row(self, line: BoardLine, other: BoardLine) -> tuple[str, str]:
        then = min(other.allocated, line.quantity)
        words = _tr("{now} of {n} put aside, {then} after it").format(now=line.allocated, n=line.quantity, then=then)
        return line.customer_name or line.order, words

    def main_words(self, seen: Acted) -> tuple[str, bool]:
        return _tr("Swap goods"), self._fit()

    def call(self, *, dry_run: bool) -> Callable[[], Moved] | None:
        if dry_run:
            return None
        one, other = self.acted.keys
        return partial(self.register.shelf.swap, one, other, self.reason(dry_run=False), person=self.person)

    def _on_done(self, result: Moved) -> None:
        """Bags to look into and promises that break are seen before the board comes back."""
        if not result.bags and not result.broken:
            super()._on_done(result)
            return
        self.form.hide()
        cards: list[QWidget] = []
        if result.bags:
            cards.append(rows_card(_tr("Look into these bags: goods in them are somebody else's now"),
                                   [(bag.tag, bag.place) for bag in result.bags], tone="warn"))  # fmt: skip
        if result.broken:
            cards.append(BrokenList(result.broken, self.shop))
        self._show(cards)
        self.set_foot_text("")
        self.main.set_label(_tr("Back to the board"))
        self.main.setEnabled(True)
        self._swapped = result

    def act(self) -> None:
        """Swap them; once that is done and seen, leave."""
        if self._swapped is None:
            super().act()
        else:
            self.done.emit(self.sentence(self._swapped))

    def sentence(self, result: Moved) -> str:
        """That it is done."""
        return _tr("The goods have changed hands.")
