"""The paper jobs of this register, as `print_jobs` lists and marks them."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from pos.store import schema as s

_J = s.print_job.c
_JOB = (_J.id, _J.number, _J.duplicate, _J.printed_by, _J.printed_at, _J.state, _J.cause, _J.attempts, _J.created)

NEXT_JOB = select(*_JOB).where(_J.state.in_(["queued", "sending"])).order_by(_J.created, _J.id).limit(1)
JOBS = select(*_JOB).order_by(_J.created.desc(), _J.id).limit(bindparam("most"))
JOB = select(*_JOB).where(_J.id == bindparam("job"))
JOBS_OF_NUMBER = (
    select(*_JOB).where(_J.id >= bindparam("low"), _J.id < bindparam("high")).order_by(_J.created.desc())
)  # fmt: skip
SHOW_JOBS = s.print_job.update().where(_J.state == "queued").values(state="shown")
CLAIM_JOB = s.print_job.update().where(_J.id == bindparam("job"), _J.state == "queued").values(state="sending")
MARK_JOB = (
    s.print_job.update()
    .where(_J.id == bindparam("job"))
    .values(
        state=bindparam("new_state"), cause=bindparam("new_cause"), bytes_total=bindparam("total"),
        bytes_accepted=bindparam("accepted"), sha256=bindparam("digest"), attempts=_J.attempts + bindparam("tried"),
    )
)  # fmt: skip
