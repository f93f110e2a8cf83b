"""The thread that prints what was committed, and never prints the same thing twice unseen."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from printing.transport.base import failed
from printing.transport.memory import MemoryTransport
from printing.worker import PrinterSetup, PrintJob, PrintWorker, job_bytes
from tests.fakes.escpos_printer import FakePrinter
from tests.printing.decoder import decode
from tests.printing.samples import ticket


@dataclass
class Jobs:
    """Print jobs kept in memory, as a shop's records would keep them."""

    jobs: list[PrintJob]
    marks: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    out_of_reach: bool = False
    asked_in_vain: threading.Event = field(default_factory=threading.Event)

    def next_queued(self) -> PrintJob | None:
        if self.out_of_reach:
            self.asked_in_vain.set()
            raise OSError("the records are out of reach")
        return next((job for job in self.jobs if job.state in ("queued", "sending")), None)

    def mark(
        self,
        job_id: str,
        state: str,
        *,
        cause: str = "",
        bytes_total: int = 0,
        bytes_accepted: int = 0,
        sha256: str = "",
    ) -> None:
        self.marks.append((job_id, state, cause, bytes_total, bytes_accepted))
        self.sums.append(sha256)
        self.jobs = [replace(job, state=state) if job.id == job_id else job for job in self.jobs]

    def states(self) -> list[str]:
        return [mark[1] for mark in self.marks]


class Heard:
    """What the worker told, and a way to wait for it."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str]] = []
        self._changed = threading.Condition()

    def __call__(self, job_id: str, state: str, sentence: str) -> None:
        with self._changed:
            self.told.append((job_id, state, sentence))
            self._changed.notify_all()

    def wait_for(self, state: str, times: int = 1, seconds: float = 5) -> str:
        """The sentence of the `times`-th telling of that state."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._of(state)) >= times, seconds), self.told
            return self._of(state)[times - 1]

    def _of(self, state: str) -> list[str]:
        return [sentence for _, told, sentence in self.told if told == state]


def a_job(name: str = "1", **more: Any) -> PrintJob:
    return PrintJob(id=name, number=f"BER1-1-A00000{name}", receipt=ticket(), copies=("customer", "store"), **more)


def setup(address: str, profile: str = "tm-t20iii") -> PrinterSetup:
    return PrinterSetup("Counter", address, profile, 48)


@contextmanager
def running(worker: PrintWorker) -> Iterator[PrintWorker]:
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop()


def test_a_queued_job_is_sent_once_with_its_sum_and_size() -> None:
    jobs, heard = Jobs([a_job()]), Heard()
    with FakePrinter() as printer, running(PrintWorker(jobs, setup(printer.address), heard)):
        assert "was sent to Counter" in heard.wait_for("sent")
    body = job_bytes(a_job(), setup(""))
    assert printer.jobs == [body]
    assert jobs.marks == [("1", "sending", "", len(body), 0), ("1", "sent", "", len(body), len(body))]
    assert set(jobs.sums) == {hashlib.sha256(body).hexdigest()}
    assert [event.kind for event in decode(body)].count("cut") == 2


def test_jobs_are_printed_in_their_order_each_whole() -> None:
    jobs, heard = Jobs([a_job(str(number)) for number in range(1, 6)]), Heard()
    with FakePrinter() as printer, running(PrintWorker(jobs, setup(printer.address), heard)):
        heard.wait_for("sent", times=5)
    assert printer.jobs == [job_bytes(job, setup("")) for job in jobs.jobs]
    assert [mark[0] for mark in jobs.marks if mark[1] == "sent"] == ["1", "2", "3", "4", "5"]


def test_a_job_committed_later_is_printed_when_somebody_wakes_the_worker() -> None:
    jobs, heard = Jobs([a_job("1")]), Heard()
    with FakePrinter() as printer, running(PrintWorker(jobs, setup(printer.address), heard)) as worker:
        heard.wait_for("sent")
        jobs.jobs = [*jobs.jobs, a_job("2")]
        worker.wake()
        heard.wait_for("sent", times=2)


def test_a_printer_that_was_off_prints_by_itself_when_it_is_on() -> None:
    jobs, heard = Jobs([a_job()]), Heard()
    printer = FakePrinter()
    worker = PrintWorker(jobs, setup(printer.address), heard, retry_seconds=(0.05,))
    with running(worker):
        assert "nothing was printed" in heard.wait_for("queued", times=2)
        printer.switch_on()
        heard.wait_for("sent")
    printer.switch_off()
    assert len(printer.jobs) == 1
    assert jobs.states() == ["queued"] * (len(jobs.marks) - 2) + ["sending", "sent"]
    assert jobs.marks[0][2] == "refused"


@pytest.mark.parametrize("after", [1, 100, -1])
def test_a_job_that_broke_off_is_uncertain_and_never_sent_again_by_itself(after: int) -> None:
    jobs, heard = Jobs([a_job("1")]), Heard()
    size = len(job_bytes(a_job("1"), setup("")))
    worker_setup = setup("")
    with FakePrinter(drop_after=after % size) as printer:
        worker_setup = replace(worker_setup, address=printer.address)
        with running(PrintWorker(jobs, worker_setup, heard, retry_seconds=(0.01,))) as worker:
            assert "Look whether the receipt came out" in heard.wait_for("uncertain")
            worker.wake()
            jobs.jobs = [*jobs.jobs, a_job("2")]
            worker.wake()
            heard.wait_for("uncertain", times=2)
    assert [mark[:3] for mark in jobs.marks] == [
        ("1", "sending", ""), ("1", "uncertain", "dropped"), ("2", "sending", ""), ("2", "uncertain", "dropped"),
    ]  # fmt: skip
    assert len(printer.jobs) == 2


def test_a_job_left_in_the_middle_by_an_earlier_run_is_uncertain_and_the_next_one_prints() -> None:
    jobs, heard = Jobs([a_job("1", state="sending"), a_job("2")]), Heard()
    with FakePrinter() as printer, running(PrintWorker(jobs, setup(printer.address), heard)):
        heard.wait_for("sent")
    assert [mark[:3] for mark in jobs.marks] == [
        ("1", "uncertain", "interrupted"),
        ("2", "sending", ""),
        ("2", "sent", ""),
    ]
    assert len(printer.jobs) == 1


def test_a_receipt_that_waited_too_long_does_not_print_by_surprise() -> None:
    jobs, heard = Jobs([a_job()]), Heard()
    printer = FakePrinter()
    worker = PrintWorker(jobs, setup(printer.address), heard, retry_seconds=(0.02,), hold_seconds=0.1)
    with running(worker):
        heard.wait_for("failed")
        printer.switch_on()
        worker.wake()
    printer.switch_off()
    assert printer.jobs == []
    assert jobs.marks[-1][1:3] == ("failed", "refused")


def test_a_silent_printer_never_holds_the_caller_nor_the_end_of_the_program() -> None:
    receipt = replace(ticket(name="你好" * 400), copies=("customer",) * 150)
    jobs, heard = Jobs([replace(a_job(), receipt=receipt, copies=receipt.copies)]), Heard()
    with FakePrinter(silent=True) as printer:
        worker = PrintWorker(jobs, setup(printer.address), heard)
        worker.start()
        heard.wait_for("sending", seconds=60)
        started = time.monotonic()
        worker.wake()
        assert time.monotonic() - started < 0.05
        assert worker.stop()
        assert time.monotonic() - started < 2.1
    assert jobs.marks[-1][1:3] == ("uncertain", "stopped")
    assert 0 < jobs.marks[-1][4] < jobs.marks[-1][3]


def test_the_drawer_opens_with_the_original_only() -> None:
    for duplicate, pulses in ((0, 1), (1, 0)):
        body = job_bytes(a_job(duplicate=duplicate, printed_by="Bo", printed_at="2026-11-23T09:00:00+01:00"), setup(""))
        assert [event.kind for event in decode(body)].count("drawer") == pulses
        assert (b"DUPLICATE 1" in body) == bool(duplicate)


@pytest.mark.parametrize(("address", "profile"), [("nonsense", "tm-t20iii"), ("screen:", "no-such-profile")])
def test_a_printer_that_is_set_up_wrongly_fails_the_job_with_the_reason_and_not_the_next(
    address: str, profile: str
) -> None:
    jobs, heard = Jobs([a_job("1"), a_job("2")]), Heard()
    with running(PrintWorker(jobs, setup(address, profile), heard)):
        assert "Nothing was printed" in heard.wait_for("failed", times=2)
    assert [mark[1:3] for mark in jobs.marks] == [("failed", "BadSetting")] * 2


def test_a_document_that_cannot_be_laid_out_does_not_stop_the_printer(caplog: pytest.LogCaptureFixture) -> None:
    nothing: Any = None
    broken = replace(a_job("1"), receipt=replace(ticket(), blocks=(nothing,)))
    jobs, heard = Jobs([broken, a_job("2")]), Heard()
    memory = MemoryTransport()
    with running(PrintWorker(jobs, setup(""), heard, connect=lambda _: memory)):
        heard.wait_for("sent")
    assert "cannot be laid out" in caplog.text
    assert jobs.marks[0][:3] == ("1", "failed", "unprintable")
    assert len(memory.jobs) == 1


def test_records_out_of_reach_and_a_listener_that_fails_do_not_end_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    jobs, heard = Jobs([a_job("1")], out_of_reach=True), Heard()
    memory = MemoryTransport()

    def listen(job_id: str, state: str, sentence: str) -> None:
        heard(job_id, state, sentence)
        raise RuntimeError("nobody listens")

    with running(PrintWorker(jobs, setup(""), listen, connect=lambda _: memory)) as worker:
        assert jobs.asked_in_vain.wait(5)
        jobs.out_of_reach = False
        worker.wake()
        heard.wait_for("sent")
    assert len(memory.jobs) == 1
    assert "printing paused" in caplog.text
    assert "nobody heard" in caplog.text


def test_what_a_printer_refused_once_is_told_with_what_to_do() -> None:
    jobs, heard = Jobs([a_job()]), Heard()
    memory = MemoryTransport()
    memory.refusal = failed("no_device")
    with running(PrintWorker(jobs, setup(""), heard, connect=lambda _: memory, retry_seconds=(0.01,))):
        assert "Plug it in" in heard.wait_for("queued")
        memory.refusal = None
        heard.wait_for("sent")


@pytest.mark.parametrize(("profile", "suffix"), [("pdf", ".pdf"), ("text", ".txt"), ("generic-58", ".bin")])
def test_a_folder_gets_receipts_in_the_form_of_its_profile(tmp_path: Path, profile: str, suffix: str) -> None:
    jobs, heard = Jobs([a_job()]), Heard()
    with running(PrintWorker(jobs, setup(f"file:{tmp_path}", profile), heard)):
        heard.wait_for("sent")
    (kept,) = tmp_path.iterdir()
    assert kept.name == f"receipt-000001{suffix}"


def test_a_worker_that_never_started_stops() -> None:
    assert PrintWorker(Jobs([]), setup("screen:"), Heard()).stop()
