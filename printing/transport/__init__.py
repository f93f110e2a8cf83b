"""Ways to a printer, chosen by an address: the network, a device file, a system queue, a folder, or none at all."""

from __future__ import annotations

from pos.domain.errors import BadSetting
from printing.transport.base import Transport

FORMS = "tcp://HOST:9100, device:/dev/usb/lp0, queue:NAME, file:FOLDER or screen:"


def open_transport(address: str) -> Transport:
    """The transport of an address, not yet connected. Raises BadSetting with the forms an address may have."""
    kind, _, rest = address.strip().partition(":")
    if kind == "tcp":
        from printing.transport.tcp import TcpTransport, host_and_port

        return TcpTransport(*host_and_port(address, rest))
    if kind == "device" and rest:
        from printing.transport.file import DeviceTransport

        return DeviceTransport(rest)
    if kind == "file" and rest:
        from printing.transport.file import FolderTransport

        return FolderTransport(rest)
    if kind == "queue" and rest:
        from printing.transport.queue import QueueTransport

        return QueueTransport(rest)
    if address.strip() == "screen:":
        from printing.transport.memory import ScreenTransport

        return ScreenTransport()
    raise BadSetting(
        f"“{address[:60]}” is no address of a printer. Nothing was printed. Write {FORMS}.", address=address[:60]
    )
