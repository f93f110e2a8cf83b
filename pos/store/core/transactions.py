"""The log, its epochs, this device and the paper jobs that a sale queues, as `transactions` writes them."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from pos.store import schema as s
from pos.store.core.shapes import inserting, putting

_OP = s.op.c

TIP = select(_OP.epoch, _OP.seq, _OP.hash, _OP.hlc, _OP.position, _OP.running).order_by(_OP.position.desc()).limit(1)
INSERT_OP = inserting(s.op)
HASH_AT = (
    select(_OP.hash)
    .select_from(s.epoch)
    .join(s.op, _OP.position == s.epoch.c.before + bindparam("seq"))
    .where(s.epoch.c.epoch == bindparam("epoch"), _OP.seq == bindparam("seq"))
)
INSERT_EPOCH = inserting(s.epoch)
DEVICE = select(s.device.c.key, s.device.c.value)
PUT_DEVICE = putting(s.device)
QUEUE_JOB = inserting(s.print_job, "id", "number", "duplicate", "printed_by", "printed_at", "state", "created")
