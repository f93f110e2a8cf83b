"""Any file of deliveries: whatever its columns are called and however it writes its days."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pos.domain.backtest_cases import PastDelivery
from pos.domain.errors import BadFile, BadSetting
from pos.domain.incoming import BadRow
from pos.domain.lateness_deliveries import Delivery
from pos.files.deliveries_history import NOBODY, History, read_history

Made = Callable[..., Path]
FIRST = date(2017, 9, 28)


def deliveries(history: History) -> list[Delivery]:
    return [one.delivery for one in history.outcomes if isinstance(one, PastDelivery)]


def lines(form: str, count: int = 40) -> list[list[str]]:
    """Ordered, promised, delivered: one a day, in a form of strftime."""
    days = [
        (FIRST + timedelta(days=n), FIRST + timedelta(days=n + 10), FIRST + timedelta(days=n + 12))
        for n in range(count)
    ]
    return [[datetime.combine(day, datetime.min.time()).strftime(form) for day in row] for row in days]


def table(header: str, rows: list[list[str]], mark: str = ",", end: str = "\n") -> str:
    return end.join([header.replace(",", mark), *(mark.join(["HALL", *row]) for row in rows)]) + end


@pytest.mark.parametrize(
    "form",
    ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d.%m.%y", "%m/%d/%y", "%d/%m/%y %H:%M", "%d-%b-%y", "%Y%m%d",
     "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y %I:%M %p", "%d %B %Y"],
)  # fmt: skip
def test_the_form_of_the_days_is_found_from_the_column(made: Made, form: str) -> None:
    history = read_history(made(table("supplier,ordered_on,promised_on,delivered_on", lines(form))))
    assert deliveries(history) == [
        Delivery("HALL", FIRST + timedelta(days=n), FIRST + timedelta(days=n + 10), FIRST + timedelta(days=n + 12))
        for n in range(40)
    ]


def test_more_than_one_form_may_stand_in_a_column(made: Made) -> None:
    both = [["11/13/06", "14-Nov-06", "2-Jan-07"], ["2-Jun-06", "11/15/06", "1/3/07"]]
    found = deliveries(read_history(made(table("supplier,ordered_on,promised_on,delivered_on", both))))
    assert found[0] == Delivery("HALL", date(2006, 11, 13), date(2006, 11, 14), date(2007, 1, 2))
    assert found[1] == Delivery("HALL", date(2006, 6, 2), date(2006, 11, 15), date(2007, 1, 3))


def test_a_few_slips_do_not_decide_how_a_column_is_read(made: Made) -> None:
    rows = lines("%m/%d/%Y")
    rows[5][2] = "28/10/2017"
    history = read_history(made(table("supplier,ordered_on,promised_on,delivered_on", rows)))
    bad = [one for one in history.outcomes if isinstance(one, BadRow)]
    assert [(one.row, one.reason) for one in bad] == [(7, "the day of delivery “28/10/2017” is no date")]


def test_where_no_day_is_beyond_the_twelfth_the_nearer_reading_wins(made: Made) -> None:
    """1 February, 9 February and 10 February lie together; 2 January, 2 September and 2 October do not."""
    rows = [["01/02/2020", "09/02/2020", "10/02/2020"], ["03/04/2020", "11/04/2020", "12/04/2020"]]
    history = read_history(made(table("supplier,ordered_on,promised_on,delivered_on", rows)), month_first=True)
    assert deliveries(history)[0].delivered_on == date(2020, 2, 10)
    assert any("the day was taken first" in note for note in history.notes)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_marks_between_cells_and_line_ends_are_found(made: Made, mark: str, end: str) -> None:
    text = table("supplier,ordered_on,promised_on,delivered_on", lines("%d/%m/%y"), mark, end)
    assert len(deliveries(read_history(made(text)))) == 40


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_letters_are_read_in_their_encoding_packed_or_not(made: Made, encoding: str) -> None:
    text = table("fournisseur,date commande,date livraison prévue,date livraison", lines("%d/%m/%Y")).replace(
        "HALL", "Côte d'Azur"
    )
    for content in (text.encode(encoding), gzip.compress(text.encode(encoding))):
        found = deliveries(read_history(made(content)))
        assert {one.supplier for one in found} == {"Côte d'Azur"}
        assert found[0].promised_on == FIRST + timedelta(days=10)


@pytest.mark.parametrize(
    "header",
    [
        "Vendor,PO Sent to Vendor Date,Scheduled Delivery Date,Delivered to Client Date",
        "seller,order_purchase_timestamp,order_estimated_delivery_date,order_delivered_customer_date",
        "Lieferant,Bestelldatum,Liefertermin,Wareneingang",
        "Proveedor,Fecha pedido,Fecha prevista,Fecha entrega",
        "Dobavljač,Datum narudžbe,Rok isporuke,Datum isporuke",
        "Vendor Name,PO Date,Promise Date,Receipt Date",
        "Supplier Name,Purchase Order Date,Planned Arrival Day,Actual Arrival Day",
        "Supplier,Order date,Delivery date,Actual delivery date",
        "Fornecedor,Data pedido,Data prevista entrega,Data entrega",
    ],
)
def test_columns_are_known_by_many_names(made: Made, header: str) -> None:
    found = deliveries(read_history(made(table(header, lines("%d/%m/%Y")))))
    assert found[3] == Delivery(
        "HALL", FIRST + timedelta(days=3), FIRST + timedelta(days=13), FIRST + timedelta(days=15)
    )


def test_a_column_may_be_named(made: Made) -> None:
    path = made(table("who,a,b,c", lines("%Y-%m-%d")))
    with pytest.raises(BadFile, match="--map delivered_on=COLUMN"):
        read_history(path)
    mapping = {"supplier": "who", "ordered_on": "a", "promised_on": "b", "delivered_on": "c"}
    history = read_history(path, mapping)
    assert history.columns == mapping
    assert len(deliveries(history)) == 40
    with pytest.raises(BadFile, match="no column “d”"):
        read_history(path, {**mapping, "promised_on": "d"})
    with pytest.raises(BadSetting, match="no column of a delivery"):
        read_history(path, {"price": "a"})


def test_a_file_that_names_no_supplier_is_one_suppliers(made: Made) -> None:
    rows = "\n".join(",".join(row) for row in lines("%Y-%m-%d"))
    history = read_history(made(f"ordered,expected,delivered\n{rows}\n"))
    assert {one.supplier for one in deliveries(history)} == {NOBODY}
    assert any("No column names the supplier" in note for note in history.notes)


def test_words_and_slips_in_columns_of_days(made: Made) -> None:
    """A word where the order's day should be says it is unknown; any other text that is no day sets the row aside."""
    rows = lines("%Y-%m-%d")
    rows[0][0] = "N/A - From RDC"
    rows[1][0] = "2017-13-45"
    rows[2][1] = "soon"
    rows[3][2] = "Date Not Captured"
    rows[4][2] = ""
    rows[5][2] = "0206-10-01"
    history = read_history(made(table("supplier,ordered_on,promised_on,delivered_on", rows)))
    assert [one.row for one in history.outcomes if isinstance(one, BadRow)] == [3, 4, 5, 7]
    found = deliveries(history)
    assert found[0].ordered_on is None
    assert found[0].delivered_on == FIRST + timedelta(days=12)
    assert found[1].delivered_on is None


def test_shipment_lane_and_the_day_of_record_are_taken(made: Made) -> None:
    text = (
        "Vendor,Fulfill Via,Shipment Mode,ASN/DN #,Scheduled Delivery Date,Delivered to Client Date,"
        "Delivery Recorded Date\n"
        "HALL,Direct Drop,Air,ASN-1,14-Nov-06,15-Nov-06,20-Nov-06\n"
    )
    assert deliveries(read_history(made(text))) == [
        Delivery("HALL", None, date(2006, 11, 14), date(2006, 11, 15), "Direct Drop", "ASN-1", date(2006, 11, 20))
    ]


def test_xml_is_no_file_of_deliveries(made: Made) -> None:
    with pytest.raises(BadFile, match="XML"):
        read_history(made("<?xml version='1.0'?><a/>"))


def test_a_title_above_the_header_does_no_harm(made: Made) -> None:
    text = "Deliveries 2017\n\n" + table("supplier,ordered_on,promised_on,delivered_on", lines("%d.%m.%Y"))
    assert len(deliveries(read_history(made(text)))) == 40


@pytest.mark.parametrize(
    "header",
    [
        "supplier,PO created,ETA,ATA",
        "vendor,order_date,scheduled_date,actual_date",
        "vendor,PO Date,Need By,Receipt Date",
        "supplier,order_day,commit_date,delivery_date",
        "Vendor,Order Date,Requested Delivery Date,Actual Delivery Date",
    ],
)
def test_a_day_by_which_goods_should_come_is_never_left_out_silently(made: Made, header: str) -> None:
    history = read_history(made(table(header, lines("%Y-%m-%d"))))
    assert deliveries(history)[0] == Delivery("HALL", FIRST, FIRST + timedelta(days=10), FIRST + timedelta(days=12))
    asked_for = any("may only be the day that was asked for" in note for note in history.notes)
    assert asked_for == ("Need" in header or "Requested" in header)


def test_a_second_promised_day_and_none_at_all_are_said(made: Made) -> None:
    rows = [[*row, row[1]] for row in lines("%Y-%m-%d")]
    two = read_history(made(table("supplier,ordered_on,promised_on,delivered_on,current promise date", rows)))
    assert any("“current promise date” was not used" in note for note in two.notes)
    none = read_history(
        made(table("supplier,ordered_on,remark,delivered_on", [[a, "-", c] for a, _, c in lines("%Y-%m-%d")]))
    )
    assert "No column was taken as the promised day: days are counted from the day of order." in none.notes


def test_a_file_of_which_nothing_was_delivered_says_so(made: Made) -> None:
    rows = [[ordered, promised, ""] for ordered, promised, _ in lines("%Y-%m-%d")]
    with pytest.raises(BadFile, match="has the column “delivered_on”, and no row says anything in it"):
        read_history(made(table("supplier,ordered_on,promised_on,delivered_on", rows)))


def test_rows_given_twice_are_set_aside_and_counted(made: Made) -> None:
    rows = lines("%Y-%m-%d")
    history = read_history(made(table("supplier,ordered_on,promised_on,delivered_on", [*rows, *rows[:3]])))
    bad = [one for one in history.outcomes if isinstance(one, BadRow)]
    assert [(one.row, one.reason) for one in bad] == [
        (42 + n, f"given twice: it is exactly as row {2 + n}") for n in range(3)
    ]
    assert "3 rows are exactly as a row above them and were set aside as given twice." in history.notes
