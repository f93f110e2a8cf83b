"""The installed Python and PySide6 go together: see docs/decisions/0001-pyside6-below-6-12.md."""

import os
import subprocess
import sys

# Asks through a proxy, so that each answer crosses from Python to C++ and back. The counts of None, True and False in a
# fresh interpreter are a few thousand to some tens of thousands: one lost with each answer ends it long before the end.
PROGRAM = """
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QIdentityProxyModel, QModelIndex

class Table(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()): return 1
    def columnCount(self, parent=QModelIndex()): return 1
    def data(self, index, role=0): return None
    def hasChildren(self, parent=QModelIndex()): return True
    def setData(self, index, value, role=0): return False

application = QCoreApplication([])
table, proxy = Table(), QIdentityProxyModel()
proxy.setSourceModel(table)
cell, top = proxy.index(0, 0), QModelIndex()
for _ in range(150_000):
    assert proxy.data(cell) is None
    assert proxy.hasChildren(top) is True
    assert proxy.setData(cell, 1) is False
print("well")
"""


def test_a_table_that_answers_none_many_times_does_not_end_the_program() -> None:
    """None, True and False may be returned to Qt as often as one likes."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout.strip()) == (0, "well"), ended.stderr[-2000:]
