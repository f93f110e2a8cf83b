"""The preview shows the very lines that the printer gets."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from pos.domain.receipt import Barcode, KeyValue, Qr, Receipt, Row, Rows, Rule, Text
from printing import render
from ui.views.receipt_preview import ReceiptPreview
from ui.views.receipt_sheet import ReceiptSheet


def receipt(*more: Barcode | Qr | Text, language: str = "en") -> Receipt:
    blocks = (
        Text("Riverside", "centre", bold=True, size="large"),
        Rows((Row("Brass lamp, tall", "2 x 45.00", "90.00"),)),
        Rule(),
        KeyValue("Total GBP", "90.00", bold=True),
        Text("For the customer only", copy="customer"),
        Text("For the store only", copy="store"),
    )
    return Receipt(
        "sale", "S01-R2-A000042", "2026-11-24T10:42:00+00:00", language, "GBP", "Amira", (*blocks, *more),
        copies=("customer", "store"),
    )  # fmt: skip


def shown(qtbot: QtBot, document: Receipt) -> ReceiptPreview:
    preview = ReceiptPreview()
    qtbot.addWidget(preview)
    preview.set_receipt(document)
    preview.resize(preview.sizeHint())
    preview.show()
    return preview


def picture(preview: ReceiptPreview) -> QImage:
    return preview.paper.grab().toImage()


def dark_dots(image: QImage) -> int:
    return sum(
        QColor(image.pixel(QPoint(x, y))).lightness() < 128
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
    )


def test_the_text_is_that_of_the_paper(qtbot: QtBot) -> None:
    preview = shown(qtbot, receipt())
    on_paper = render(receipt(), form="text", columns=42, copies=("customer",))
    assert preview.text().splitlines() == on_paper.rstrip("\n").splitlines()


def test_a_screen_reader_is_given_the_text(qtbot: QtBot) -> None:
    preview = shown(qtbot, receipt())
    assert "Brass lamp, tall" in preview._scroll.accessibleDescription()


def test_each_reader_sees_the_own_copy_only(qtbot: QtBot) -> None:
    preview = shown(qtbot, receipt())
    assert "For the store only" not in preview.text()
    preview.set_receipt(receipt(), copy="store")
    assert "For the store only" in preview.text()
    assert "For the customer only" not in preview.text()


def test_a_duplicate_is_marked(qtbot: QtBot) -> None:
    preview = shown(qtbot, receipt())
    assert "DUPLICATE" not in preview.text()
    preview.set_receipt(receipt(), duplicate=2)
    assert "DUPLICATE 2" in preview.text()


def test_letters_and_codes_are_really_painted(qtbot: QtBot) -> None:
    plain = dark_dots(picture(shown(qtbot, receipt())))
    barred = dark_dots(picture(shown(qtbot, receipt(Barcode("S01-R2-A000042")))))
    squared = dark_dots(picture(shown(qtbot, receipt(Qr("BO1:S01:S01-R2-A000042:0F3A")))))
    assert plain > 200
    assert barred > plain + 300
    assert squared > plain + 300


def test_a_painted_barcode_can_be_scanned(qtbot: QtBot) -> None:
    import zxingcpp
    from PIL import Image

    image = picture(shown(qtbot, receipt(Barcode("S01-R2-A000042"), Qr("BO1:S01:S01-R2-A000042:0F3A"))))
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    photo = Image.frombytes("L", (image.bytesPerLine(), image.height()), bytes(image.constBits()))
    read = {found.text for found in zxingcpp.read_barcodes(photo)}
    assert read == {"S01-R2-A000042", "BO1:S01:S01-R2-A000042:0F3A"}


def test_letters_of_other_scripts_are_painted_too(qtbot: QtBot) -> None:
    preview = shown(qtbot, receipt(Text("مصباح نحاسي 90"), language="ar"))
    assert dark_dots(picture(preview)) > 200
    assert "مصباح" in preview.text()


def test_the_receipt_sheet_changes_copies_and_asks_for_a_reprint(qtbot: QtBot) -> None:
    sheet = ReceiptSheet(receipt=receipt())
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.copies.chosen.emit("store")
    assert "For the store only" in sheet.preview.text()
    with qtbot.waitSignal(sheet.reprint):
        sheet.main.click()
    with qtbot.waitSignal(sheet.closed):
        sheet.back.emit()
