"""Each way to a printer, and each way it fails."""

from __future__ import annotations

import os
import socket
import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from pos.domain.errors import BadSetting, PrinterFailed
from printing.transport import open_transport
from printing.transport.base import Transport, failed
from printing.transport.file import DeviceTransport, FolderTransport
from printing.transport.queue import QueueTransport
from printing.transport.tcp import TcpTransport, host_and_port
from tests.fakes.escpos_printer import FakePrinter

JOB = b"\x1b@Hello\n\x1dVB\x00"
LARGE = b"\x1b@" + b"x" * 4_000_000
posix = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX device file")


def failure(transport: Transport, job: bytes = JOB) -> PrinterFailed:
    with pytest.raises(PrinterFailed) as caught:
        print_job(transport, job)
    assert "The sale is safe" in caught.value.sentence
    return caught.value


def print_job(transport: Transport, job: bytes = JOB) -> None:
    transport.open()
    try:
        transport.write(job)
    finally:
        transport.close()


def test_a_network_printer_gets_every_byte_and_is_let_go() -> None:
    with FakePrinter() as printer:
        for _ in range(2):
            printer.printed.clear()
            print_job(open_transport(printer.address), LARGE[:50_000])
            assert printer.printed.wait(5)
    assert printer.jobs == [LARGE[:50_000]] * 2


def test_a_slow_network_printer_is_waited_for() -> None:
    with FakePrinter(slow=0.001) as printer:
        print_job(open_transport(printer.address), LARGE[:100_000])
        assert printer.printed.wait(5)
    assert printer.jobs == [LARGE[:100_000]]


def test_a_printer_that_is_off_refuses_and_nothing_can_have_reached_it() -> None:
    printer = FakePrinter()
    error = failure(open_transport(printer.address))
    printer.switch_off()
    assert (error.cause, error.bytes_accepted) == ("refused", 0)


@pytest.mark.parametrize("after", [0, 1, 100, len(LARGE[:20_000]) - 1])
def test_a_connection_that_breaks_is_told_apart_with_the_bytes_that_left(after: int) -> None:
    with FakePrinter(drop_after=after) as printer:
        error = failure(open_transport(printer.address), LARGE[:20_000])
    assert error.cause == "dropped"
    assert after <= error.bytes_accepted <= 20_000


def test_a_printer_that_takes_nothing_more_ends_the_wait() -> None:
    with FakePrinter(silent=True) as printer:
        started = time.monotonic()
        error = failure(TcpTransport("127.0.0.1", printer.port, stall=0.3), LARGE * 3)
    assert error.cause == "timeout"
    assert 0 < error.bytes_accepted < len(LARGE * 3)
    assert time.monotonic() - started < 3


def test_a_running_network_write_can_be_cancelled_from_another_thread() -> None:
    with FakePrinter(silent=True) as printer:
        transport = TcpTransport("127.0.0.1", printer.port, stall=30)
        transport.open()
        timer = threading.Timer(0.2, transport.cancel)
        timer.start()
        with pytest.raises(PrinterFailed) as caught:
            transport.write(LARGE * 3)
        timer.join()
        transport.close()
    assert caught.value.cause == "stopped"


def test_a_network_printer_over_ipv6_prints_too() -> None:
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 here")
    taken: list[bytes] = []

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            while piece := connection.recv(100):
                taken.append(piece)

    thread = threading.Thread(target=serve)
    thread.start()
    print_job(open_transport(f"tcp://[::1]:{server.getsockname()[1]}"))
    thread.join(5)
    server.close()
    assert b"".join(taken) == JOB


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("tcp://printer.shop:9101", ("printer.shop", 9101)),
        ("tcp://192.168.0.20", ("192.168.0.20", 9100)),
        ("tcp://[fe80::1]:9100/", ("fe80::1", 9100)),
        ("tcp://[fe80::1]", ("fe80::1", 9100)),
    ],
)
def test_a_network_address_is_read(address: str, expected: tuple[str, int]) -> None:
    assert host_and_port(address, address.removeprefix("tcp:")) == expected


@pytest.mark.parametrize(
    "address", ["", "tcp://", "tcp:host", "tcp://host:99999", "tcp://host:x", "usb:1", "file:", "queue:", "lp0"]
)
def test_an_address_that_makes_no_sense_is_refused_with_the_forms_there_are(address: str) -> None:
    with pytest.raises(BadSetting, match="Nothing was printed"):
        open_transport(address)


def test_a_folder_takes_each_job_as_the_next_numbered_file_by_its_kind(tmp_path: Path) -> None:
    transport = open_transport(f"file:{tmp_path}")
    for job in (JOB, b"%PDF-1.4", b"Hello"):
        print_job(transport, job)
    (tmp_path / "receipt-000007.txt").write_text("kept")
    print_job(transport, JOB)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "receipt-000001.bin", "receipt-000002.pdf", "receipt-000003.txt", "receipt-000007.txt", "receipt-000008.bin",
    ]  # fmt: skip
    assert (tmp_path / "receipt-000001.bin").read_bytes() == JOB


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert failure(FolderTransport(str(tmp_path / "missing"))).cause == "no_folder"
    assert not (tmp_path / "missing").exists()


@posix
def test_a_device_gets_the_bytes(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    print_job(open_transport(f"device:{pipe}"))
    assert os.read(reader, 100) == JOB
    os.close(reader)


@posix
def test_a_missing_device_is_never_created_and_a_plain_file_never_written(tmp_path: Path) -> None:
    assert failure(DeviceTransport(str(tmp_path / "lp0"))).cause == "no_device"
    assert not (tmp_path / "lp0").exists()
    (tmp_path / "accounts.txt").write_text("kept")
    assert failure(DeviceTransport(str(tmp_path / "accounts.txt"))).cause == "no_device"
    assert (tmp_path / "accounts.txt").read_text() == "kept"


@posix
def test_a_device_that_nobody_reads_ends_the_wait(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    error = failure(DeviceTransport(str(pipe), stall=0.3), LARGE)
    os.close(reader)
    assert error.cause == "timeout"
    assert 0 < error.bytes_accepted < len(LARGE)


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_device_without_room_means_a_printer_without_paper() -> None:
    error = failure(DeviceTransport("/dev/full"))
    assert (error.cause, error.bytes_accepted) == ("no_paper", 0)


def queue_program(folder: Path, body: str) -> tuple[str, ...]:
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return (str(program),)


@posix
def test_a_system_queue_gets_the_bytes_raw_under_its_name(tmp_path: Path) -> None:
    command = queue_program(tmp_path, f'echo "$@" > {tmp_path}/said; cat > {tmp_path}/job')
    print_job(QueueTransport("counter", command=command))
    assert (tmp_path / "job").read_bytes() == JOB
    assert (tmp_path / "said").read_text() == "-d counter -o raw\n"


@posix
@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("echo 'lp: The printer or class does not exist.' >&2; exit 1", "no_queue"),
        ("cat > /dev/null; echo 'lp: Access denied' >&2; exit 1", "no_permission"),
    ],
)
def test_a_queue_that_says_no_has_taken_nothing(tmp_path: Path, body: str, cause: str) -> None:
    error = failure(QueueTransport("counter", command=queue_program(tmp_path, body)))
    assert (error.cause, error.bytes_accepted) == (cause, 0)


@posix
def test_a_queue_that_falls_silent_may_have_the_job(tmp_path: Path) -> None:
    command = queue_program(tmp_path, "exec sleep 30")
    error = failure(QueueTransport("counter", command=command, stall=0.3))
    assert (error.cause, error.bytes_accepted) == ("timeout", len(JOB))


def test_a_computer_without_printing_and_a_name_that_is_an_option_are_no_queues() -> None:
    assert failure(QueueTransport("counter", command=("/nonexistent/lp",))).cause == "no_queue"
    assert failure(QueueTransport("-oraw")).cause == "no_queue"


def test_the_screen_takes_every_job() -> None:
    print_job(open_transport("screen:"))


def test_every_sentence_says_what_is_safe() -> None:
    for cause in (
        "refused",
        "dropped",
        "timeout",
        "no_device",
        "no_permission",
        "disk_full",
        "no_queue",
        "something else",
    ):
        assert "nothing was printed" in failed(cause).sentence
        assert "Look whether the receipt came out" in failed(cause, bytes_accepted=1).sentence
