"""PINs and the tries at them, as `pins` asks for them."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from pos.store import schema as s
from pos.store.core.shapes import putting

PIN = select(s.person.c.pin).where(s.person.c.person == bindparam("who"))
PIN_TRIES = select(s.pin_try.c.failures, s.pin_try.c.locked_until).where(s.pin_try.c.person == bindparam("who"))
PUT_PIN_TRIES = putting(s.pin_try)
