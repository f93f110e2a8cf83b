"""The history of an order, for scripts and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.domain.people import BY_RULE

if TYPE_CHECKING:
    from pos.domain.order_life import Step
    from pos.register import Register


def timeline(register: Register, number: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Everything that happened to an order, the first first: in JSON and in words."""
    steps = register.waiting.steps(number)
    names = {person.id: person.name for person in (*register.people(), BY_RULE)}
    shown = [
        {
            "at": step.at[:19] + "Z", "kind": step.kind, "line": step.line,
            "person": names.get(step.person, step.person), "register": step.register,
            "reason": step.reason, "details": dict(step.details),
        }
        for step in steps
    ]  # fmt: skip
    return shown, [_step_words(step, names) for step in steps]


def _step_words(step: Step, names: dict[str, str]) -> str:
    who_did = names.get(step.person, step.person)
    what = step.kind.replace("_", " ") + (f" (line {step.line})" if step.line else "")
    why = f": {step.reason}" if step.reason else ""
    said = ", ".join(f"{key} {value}" for key, value in sorted(step.details.items()) if value not in ("", None))
    return f"  {step.at[:16].replace('T', ' ')}  {what}{why}  [{who_did}, {step.register}]  {said}".rstrip()
