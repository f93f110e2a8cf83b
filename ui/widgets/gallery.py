"""All building blocks on one page, to look at: `python -m ui.widgets.gallery --out DIR` saves pictures of it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from pos.domain.money import Money
from ui.theme import Look, apply_look, load_other_fonts
from ui.widgets import (
    ActionButton,
    AmountField,
    Card,
    ElidedLabel,
    EmptyState,
    FormRow,
    IconButton,
    NumberPad,
    Pill,
    PinPad,
    PrimaryButton,
    QuantityStepper,
    SearchBox,
    SegmentedChoice,
    SheetFrame,
    SumRow,
    TextLabel,
    ToastLane,
    TrainingBar,
    dress_table,
    rule,
)  # fmt: skip

LOOKS = {
    "light": Look(),
    "dark": Look(scheme="dark"),
    "high-contrast": Look(scheme="high-contrast"),
    "light-150": Look(text_percent=150),
    "dark-right-to-left": Look(scheme="dark", right_to_left=True),
    "light-compact": Look(density="compact"),
    "training": Look(training=True),
}
_PILLS = (
    ("in", "In stock 6"), ("low", "1 left"), ("backorder", "Backorder, by Thu 3 Dec"),
    ("elsewhere", "At High Street (2)"), ("none", "Out of stock, no date"), ("discontinued", "Discontinued"),
    ("unknown", "Not known, last seen Tue 17:02"), ("offline", "Offline since 10:42, 3 to send"),
)  # fmt: skip


def gallery() -> QWidget:
    """A page of every block, 1280 wide and as high as they need."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(12, 12, 12, 12)
    grid.setSpacing(12)
    grid.addWidget(TrainingBar(), 0, 0, 1, 3)
    columns = ((_search(), _fields(), _table()), (_sums(), _pills(), _empty()), (_pads(), _sheet()))
    for at, blocks in enumerate(columns):
        column = QVBoxLayout()
        column.setSpacing(12)
        for block in blocks:
            column.addWidget(block)
        grid.addLayout(column, 1, at)
        grid.setColumnStretch(at, 1)
    grid.setRowMinimumHeight(2, 70)
    page.resize(1280, max(1160, grid.totalHeightForWidth(1280) + 90))
    toast = ToastLane(page)
    toast.say("Brass lamp, tall was taken out of the basket.", act=lambda: None)
    return page


def _search() -> QWidget:
    card = Card("Finding")
    choice = SegmentedChoice("Kind", [("now", "Take now"), ("later", "Backorder"), ("hold", "Hold")], key="later")
    buttons = QGridLayout()
    buttons.setSpacing(8)
    for at, (icon, label, key) in enumerate(
        [
            ("clock", "&Backorder", "F6"),
            ("user", "&Customer", "F3"),
            ("boxes", "&Stock", "F4"),
            ("pause", "&Park", "F7"),
        ]
    ):
        buttons.addWidget(ActionButton(icon, label, key=key), at // 2, at % 2)
    off = ActionButton("undo-2", "Returns", key="F9")
    off.setEnabled(False)
    buttons.addWidget(off, 2, 0)
    buttons.addWidget(ActionButton("trash-2", "Remove", key="Del", tone="stop"), 2, 1)
    card.add(SearchBox("Scan, or type a name, code or order number"), choice, buttons)
    return card


def _fields() -> QWidget:
    card = Card("Fields", spacing=12)
    deposit = AmountField("Deposit", "GBP", symbol="£")
    deposit.set_amount(Money(4500, "GBP"))
    refused = FormRow("Phone", QLineEdit("0161 496"))
    refused.refuse("This number is too short. Nothing was lost. Add the missing figures.")
    store = QComboBox()
    store.addItems(["Riverside", "High Street", "Warehouse"])
    marks = QHBoxLayout()
    tick = QCheckBox("May text")
    tick.setChecked(True)
    radio = QRadioButton("Collect")
    radio.setChecked(True)
    for one in (tick, radio, QCheckBox("Not this")):
        marks.addWidget(one)
    card.add(
        FormRow("&Name", QLineEdit("Amira Haddad"), hint="As it stands on the order."),
        refused,
        FormRow("Store", store),
        deposit,
        QuantityStepper("Quantity", 2),
        marks,
    )
    return card


def _table() -> QWidget:
    table = QTableWidget(3, 3)
    table.setHorizontalHeaderLabels(["Product", "Quantity", "Total"])
    for row, cells in enumerate(
        [("Oak side table", "1", "£89.00"), ("Brass lamp", "2", "£90.00"), ("Bulb", "4", "£13.00")]
    ):
        for column, cell in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(cell))
    dress_table(table, name="Basket")
    table.selectRow(1)
    return table


def _sums() -> QWidget:
    card = Card()
    card.add(
        SumRow("Items", "£211.50"),
        SumRow("Paid today", "£166.50"),
        SumRow("Due on collection", "£45.00"),
        rule(),
        SumRow("To pay now", "£166.50", kind="total"),
        PrimaryButton("&Pay", sum_text="£166.50", key="F12"),
        PrimaryButton("Refund", sum_text="£45.00", tone="stop"),
    )
    return card


def _pills() -> QWidget:
    card = Card("Where it is", spacing=8)
    for kind, text in _PILLS:
        card.add(Pill(kind, text))
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setValue(44)
    card.add(
        ElidedLabel("A very long product name that wants more room than two lines will give, so that it ends here " * 2)
    )
    card.add(bar)
    return card


def _empty() -> QWidget:
    card = Card()
    card.add(
        EmptyState(
            "scan-barcode",
            "Scan an item to start",
            "4 orders are ready to collect today.",
            acts=[("play", "Take up the basket of 10:31", lambda: None)],
        )
    )
    return card


def _pads() -> QWidget:
    card = Card("Pads", spacing=12)
    pins = PinPad()
    pins.refuse("That PIN does not fit. Try again.")
    card.add(NumberPad(enter="Take this amount"), pins)
    return card


def _sheet() -> QWidget:
    sheet = SheetFrame("Backorder")
    sheet.head.addWidget(IconButton("menu", "Menu"))
    card = Card("Ready to collect by", tone="later")
    card.add(TextLabel("Thu 3 Dec", "total"), TextLabel("Firm: on a confirmed order", "muted"))
    sheet.body.addWidget(card)
    sheet.body.addStretch(1)
    sheet.set_foot_text("The receipt says: ready by Thu 3 Dec.")
    sheet.set_main(PrimaryButton("Take backorder", key="F12"))
    sheet.setMinimumHeight(300)
    return sheet


def save_pictures(folder: Path) -> list[Path]:
    """Save one PNG for each look; returns where they are."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    load_other_fonts()
    saved = []
    for name, look in LOOKS.items():
        apply_look(app, look)
        page = gallery()
        page.show()
        app.processEvents()
        place = folder / f"gallery-{name}.png"
        page.grab().save(str(place))
        saved.append(place)
        page.close()
        page.deleteLater()
        app.processEvents()
    return saved


def main() -> None:
    """Show the page, or save pictures of it when --out names a folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path)
    out: Path | None = options.parse_args().out
    if out:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        for place in save_pictures(out):
            print(place)
        return
    app = QApplication([])
    apply_look(app, Look())
    page = gallery()
    page.show()
    app.exec()


if __name__ == "__main__":
    main()
