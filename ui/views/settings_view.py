"""Settings: nine groups, one search over all of them, every change kept as it is made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.domain.test_document import test_document
from pos.usecases.checkout import local_time
from ui.theme import Look, text_px
from ui.views.receipt_preview import ReceiptPreview
from ui.views.settings_button import GroupButton
from ui.views.settings_deposits import DepositSettings
from ui.views.settings_group import SettingsGroup
from ui.views.settings_look import LookSettings
from ui.views.settings_messages import MessageSettings
from ui.views.settings_news import NewsSettings
from ui.views.settings_people import PeopleSettings
from ui.views.settings_policy import PolicySettings
from ui.views.settings_printer import PrinterSettings
from ui.views.settings_scanner import ScannerSettings
from ui.views.settings_waiting import WaitingSettings
from ui.widgets import (
    Card,
    EmptyState,
    SearchBox,
    SectionHeading,
    SheetFrame,
    TextLabel,
    all_taken,
    refused_field,
    set_state,
)
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from ui.work.scanner import Scanner

_WIDEST, _WIDE = 880, 100
"""The widest a group becomes, in px; the width in heights of text from which on there is room beside it."""


class SettingsView(SheetFrame):
    """`look_changed` carries a Look, `printer_changed` a PrinterSetup, `shop_changed` a Shop, `scanner_changed` the
    ScanRules and `people_changed` everybody, each once it is kept (the look at once)."""

    look_changed = Signal(object)
    printer_changed = Signal(object)
    shop_changed = Signal(object)
    scanner_changed = Signal(object)
    people_changed = Signal(object)
    closed = Signal()
    ready = Signal()
    """The groups are shown."""

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        look: Look,
        scanner: Scanner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Settings"), parent=parent)
        self._register, self._background, self._shop = register, background, shop
        self._person, self._look, self._scanner = person, look, scanner
        self._groups: list[SettingsGroup] = []
        self._buttons: list[GroupButton] = []
        self._chosen = 0
        self._told_of: dict[SettingsGroup, tuple[str, ...]] = {}
        """What stood in the fields of a group when it was said, on the way out, that it is refused."""
        self.search = SearchBox(self.tr("Search settings"))
        self.paper = ReceiptPreview()
        self.paper.hide()
        self.told = TextLabel("", wrap=True)
        """What was saved or refused last: at the foot, where it is in sight however long a group is."""
        self._nothing = EmptyState("search", self.tr("No setting matches"))
        self._nothing.hide()
        self._build()
        self.search.textChanged.connect(self._filter)
        self.back.connect(self._on_back)
        background.run(register.device_settings, then=self._on_settings)

    def _build(self) -> None:
        self._foot_text.hide()
        self.foot.addWidget(self.told, 1)
        self._aside = side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(6)
        self._side.addWidget(self.search)
        self._side.addSpacing(6)
        self._side.addStretch(1)
        inner = QWidget()
        inner.setObjectName("sheet_body")
        inner.setMaximumWidth(_WIDEST)
        self._pages = QVBoxLayout(inner)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.setSpacing(16)
        self._pages.addWidget(self._nothing)
        self._pages.addStretch(1)
        self._page = QScrollArea()
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QScrollArea.Shape.NoFrame)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setWidget(inner)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(side)
        row.addWidget(self._page, 1)
        row.addWidget(self.paper)
        self.body.addLayout(row, 1)

    def _on_settings(self, settings: Mapping[str, Any]) -> None:
        kept: dict[str, Any] = {"register": self._register, "background": self._background}
        printer = PrinterSettings(**kept, shop=self._shop, settings=settings)
        deposits = DepositSettings(**kept, shop=self._shop, person=self._person)
        policy = PolicySettings(**kept, shop=self._shop, person=self._person)
        look = LookSettings(**kept, look=self._look)
        people = PeopleSettings(**kept, person=self._person, settings=settings)
        scanner = ScannerSettings(**kept, settings=settings, scanner=self._scanner)
        waiting = WaitingSettings(**kept, shop=self._shop, person=self._person)
        news = NewsSettings(**kept, settings=settings)
        messages = MessageSettings(**kept, shop=self._shop, person=self._person)
        printer.printer_changed.connect(self.printer_changed)
        printer.printer_changed.connect(self._show_paper)
        for rules in (deposits, policy, waiting, messages):
            rules.shop_changed.connect(self.shop_changed)
        # Both keep their part of the same rules.
        waiting.shop_changed.connect(messages.take_shop)
        messages.shop_changed.connect(waiting.take_shop)
        # One number shows in both groups.
        deposits.shop_changed.connect(lambda shop: policy.show_longest_wait(shop.longest_wait_days))
        policy.shop_changed.connect(lambda shop: deposits.longest.set_quantity(shop.longest_wait_days))
        look.look_changed.connect(self.look_changed)
        people.people_changed.connect(self.people_changed)
        scanner.rules_changed.connect(self.scanner_changed)
        for group, right in (
            (printer, "settings"),
            (deposits, "settings"),
            (policy, "settings"),
            (waiting, "settings"),
            (news, "settings"),
            (messages, "settings"),
            (look, ""),
            (people, "people"),
            (scanner, "settings"),
        ):
            self._add(group, right)
        self.choose(0)
        self.ready.emit()

    def _add(self, group: SettingsGroup, right: str) -> None:
        if right and not self._person.may(right):
            self._bar(group, right)
        button = GroupButton(group)
        button.clicked.connect(partial(self.choose, len(self._groups)))
        self._side.insertWidget(self._side.count() - 1, button)
        self._pages.insertWidget(self._pages.count() - 1, group)
        group.told.connect(self._tell)
        self._groups.append(group)
        self._buttons.append(button)

    def _tell(self, sentence: str, wrong: bool) -> None:
        """Say it at the foot."""
        self.told.setText(sentence)
        self.told.setAccessibleName(sentence)
        set_state(self.told, "role", "error" if wrong else "small")
        self.set_foot_text("")
        self._foot_frame.setVisible(bool(sentence))

    def foot_room(self) -> int:
        """All of it: no button stands at this foot."""
        return self.width() - 16

    def _bar(self, group: SettingsGroup, right: str) -> None:
        """Show the group, but let nobody without the right change it."""
        for part in group.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.setEnabled(isinstance(part, (TextLabel, SectionHeading)))
        who = self.tr("the owner") if right == "people" else self.tr("a manager")
        why = Card(tone="warn")
        why.add(TextLabel(self.tr("Only {who} can change these. Let them sign in first.").format(who=who), wrap=True))
        group.column.insertWidget(2, why)

    def group(self, title: str) -> SettingsGroup:
        """The group of that title. Raises StopIteration for none."""
        return next(group for group in self._groups if group.title == title)

    def choose(self, at: int) -> None:
        """Show one group, as after a press on its button."""
        if at != self._chosen:
            self._tell("", False)
        self._chosen = at
        if self.search.text():
            self.search.clear()
        else:
            self._filter("")

    def _filter(self, text: str) -> None:
        """With a search, all rows that match; without, the group that was chosen."""
        hits = [group.filter(text) for group in self._groups]
        for at, group in enumerate(self._groups):
            group.setVisible(bool(hits[at]) if text.strip() else at == self._chosen)
            self._buttons[at].setChecked(not text.strip() and at == self._chosen)
        self._nothing.setVisible(bool(text.strip()) and not any(hits))
        self._nothing.show_text(self.tr("No setting matches “{text}”").format(text=text.strip()))
        self._page.verticalScrollBar().setValue(0)
        self._show_paper()

    def _show_paper(self, *_: object) -> None:
        """Beside the printer's settings, where there is room: the test page as these settings print it."""
        group = self._groups[self._chosen] if self._groups else None
        shows = (
            isinstance(group, PrinterSettings)
            and self.width() >= text_px("base") * _WIDE
            and not self.search.text().strip()
        )
        self.paper.setVisible(shows)
        if shows and isinstance(group, PrinterSettings):
            now = local_time(self._shop, self._register.clock.now())
            columns = int(group.fields.columns.key())
            self.paper.set_receipt(test_document(self._shop, now, group.fields.profile.currentText()), columns=columns)
            self.paper.setFixedWidth(self.paper.paper.width() + 24)

    def _on_back(self) -> None:
        """Close once everything is kept and told; what was refused is shown instead, and given up by going back once
        more while it stands as it was."""
        self.setFocus()  # a field that is being typed in is finished by losing the focus
        for group in self._groups:
            if self._told_of.get(group) == group.typed():
                group.give_up()
            else:
                group.leave()
        self._background.run(lambda: None, then=self._on_kept)

    def _on_kept(self, nothing: None) -> None:
        refused = next((at for at, group in enumerate(self._groups) if group.is_refused), None)
        if refused is None:
            self.closed.emit()
            return
        self.choose(refused)
        group = self._groups[refused]
        self._told_of[group] = group.typed()
        leave = self.tr("Put it right, or go back once more (Esc) to leave without it.")
        self._tell(f"{group.sentence()} {leave}", True)
        field = refused_field(group)
        if field is not None:
            all_taken(group)
        elif (field := group.refused_part()) is not None:
            field.setFocus()
        if field is not None:
            self._page.ensureWidgetVisible(field)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_paper()
        self._aside.setFixedWidth(min(text_px("base") * 16, 296) if self.width() < 1100 else text_px("base") * 19)
