"""A page that loads its rows at once and narrows them by search and filter; cards about the chosen one stand beside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from ui.views.listed import Listed
from ui.views.searched_list import SearchedList
from ui.widgets import SegmentedChoice


class Detail(QScrollArea):
    """The place of the cards about one row; `show_parts` fills it anew."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_parts(self, parts: Sequence[QWidget], spoken: str) -> None:
        """Show these below each other."""
        inner = QWidget()
        inner.setObjectName("sheet_body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inner)
        self.setAccessibleName(spoken)


class ListPage(SearchedList):
    """Subclasses load their rows (`set_rows`) and show the chosen one (`on_chosen`, then `show_detail`)."""

    def __init__(
        self,
        title: str,
        *,
        search: str,
        name: str,
        filters: Sequence[tuple[str, str]],
        icon: str,
        parent: QWidget | None = None,
    ) -> None:
        """`filters` are (key, label) of which the first, with an empty key, shows all; `name` names the list."""
        kinds = SegmentedChoice(self.tr("Show"), [(key or "all", label) for key, label in filters])
        detail = Detail(title)
        super().__init__(
            title,
            search=search,
            name=name,
            icon=icon,
            detail=detail,
            choose=self.tr("Choose a row to see it here"),
            above=[kinds],
            parent=parent,
        )
        self.filter, self.detail = kinds, detail
        self._all: Sequence[Listed] = ()
        self._wanted_key = ""
        self._empty_words = ("", "")
        self.search.textChanged.connect(self._narrow)
        self.filter.chosen.connect(self._narrow)

    # --- for the pages -----------------------------------------------------------------------------------------------
    def set_rows(self, rows: Sequence[Listed], empty: tuple[str, str]) -> None:
        """Show another state of the records; `empty` is what to say (and what to do) where there is none at all."""
        self._all, self._empty_words = tuple(rows), empty
        self._narrow()

    def show_detail(self, parts: Sequence[QWidget], spoken: str) -> None:
        """Put the cards about the chosen row beside the list."""
        self.detail.show_parts(parts, spoken)
        self.detail_filled()

    def choose(self, key: str) -> None:
        """Choose a row, now or as soon as the rows are there."""
        self._wanted_key = key
        self._narrow()

    def refuse(self, refusal: PosError) -> None:
        """Say why something was not done."""
        self.set_foot_text(refusal.sentence)

    # --- what happens ------------------------------------------------------------------------------------------------
    def _narrow(self, _: str = "") -> None:
        text, kind = self.search.text(), self.filter.key()
        kept = self._wanted_key or self.key()
        rows = [row for row in self._all if row.matches(text, "" if kind == "all" else kind)]
        if self._wanted_key and not any(row.key == self._wanted_key for row in rows):
            rows = [row for row in self._all if row.key == self._wanted_key] + rows
        if rows:
            self._wanted_key = ""
        unmatched = self.tr("Nothing matches"), self.tr("Look for a part of the name or number, or show all.")
        self.show_rows(rows, kept, unmatched if self._all else self._empty_words)
