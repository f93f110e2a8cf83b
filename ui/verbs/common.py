"""What all verbs share: the shop's folder, words or JSON, and one door for everything that goes wrong."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import typer

from pos.domain import errors
from pos.domain.people import BY_RULE, OWNER, Person

if TYPE_CHECKING:
    from pos.register import Register

DONE, BUG, WRONG_USE, REFUSED, SURROUNDINGS = 0, 1, 2, 3, 4
log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Common:
    """The options that stand before every verb."""

    data: Path | None = None
    as_json: bool = False
    person: str = ""
    pin_file: Path | None = None


common = Common()


def folder() -> Path:
    """The shop's folder: the one named, or the platform's own."""
    if common.data is not None:
        return common.data
    from pos.store.shopfolder import default_folder

    return default_folder()


@contextmanager
def open_register() -> Iterator[Register]:
    """The register of the shop's folder, closed again at the end."""
    from pos.register import Register

    register = Register.open(folder())
    try:
        yield register
    finally:
        register.close()


def who(register: Register) -> Person:
    """Who acts: the owner of the folder, or the person named with --as, whose PIN is asked for."""
    if not common.person:
        return OWNER
    wanted = common.person.casefold()
    person = next((p for p in register.people() if wanted in (p.id.casefold(), p.name.casefold())), None)
    if person is None:
        raise errors.UnknownCode(f"Nobody named “{common.person}” works here. Nothing was done.", person=common.person)
    if common.pin_file is not None:
        pin = read_text(common.pin_file).strip()
    else:
        pin = typer.prompt(f"PIN of {person.name}", hide_input=True, err=True)
    return register.sign_in(person.id, pin)


def whose_round(register: Register) -> Person:
    """Who does what a clock may do as well: the person named with --as, else nobody but the shop's rules."""
    return who(register) if common.person else BY_RULE


def say(answer: dict[str, Any], *words: str) -> None:
    """Answer in JSON when asked to, else in words."""
    if common.as_json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(words) + "\n" if words else "")
    sys.stdout.flush()


def tell(sentence: str) -> None:
    """A word beside the answer, on standard error."""
    sys.stderr.write(sentence + "\n")


def refuse(fault: errors.PosError) -> int:
    """Say why not; answers with the exit status."""
    if common.as_json:
        error = {"kind": fault.kind, "sentence": fault.sentence, "details": dict(fault.details)}
        sys.stdout.write(json.dumps({"error": error}, ensure_ascii=False, default=str) + "\n")
    else:
        tell(fault.sentence)
    return REFUSED if isinstance(fault, errors.Refused) else SURROUNDINGS


def verb(function: Callable[P, T]) -> Callable[P, T]:
    """A verb whose failures end in a sentence and an exit status, never in a traceback."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except errors.PosError as fault:
            raise typer.Exit(refuse(fault)) from fault
        except (typer.Exit, typer.Abort, KeyboardInterrupt, SystemExit, BrokenPipeError):
            raise
        except OSError as fault:
            told = errors.BadFile(
                f"{fault.strerror or fault}: {fault.filename or ''}. Nothing was changed. Check the file and the "
                "disk, then do it again.".replace(": .", "."),
                file=str(fault.filename or ""),
            )
            raise typer.Exit(refuse(told)) from fault
        except Exception as fault:
            log.exception("a verb failed")
            tell(
                "Sorry, that was our mistake, not yours. What was paid is safe. The log says more; please send it "
                "to us."
            )
            if common.as_json:
                error = {
                    "kind": "Bug",
                    "sentence": "Sorry, that was our mistake. What was paid is safe.",
                    "details": {"fault": repr(fault)},
                }
                sys.stdout.write(json.dumps({"error": error}) + "\n")
            raise typer.Exit(BUG) from fault

    return guarded


def to_write(path: Path, *not_over: Path) -> Path:
    """A path that a verb may write to: not among the shop's own files, and not over a file it reads. Raises BadFile."""
    place, home = path.resolve(), folder().resolve()
    if home == place or home in place.parents:
        raise errors.BadFile(
            f"{path} lies among the shop's own records. Nothing was written. Name a file outside of {home}.",
            file=str(path),
        )
    if any(place == other.resolve() for other in not_over):
        raise errors.BadFile(f"{path} is the file that is read. Nothing was written. Name another one.", file=str(path))
    return path


def read_text(path: Path) -> str:
    """The text of a file, or of standard input for "-". Raises BadFile."""
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise errors.BadFile(
            f"{path} is not text in UTF-8. Nothing was done. Save it as UTF-8.", file=str(path)
        ) from fault
    except OSError as fault:
        raise errors.BadFile(
            f"{path} cannot be read: {fault.strerror}. Nothing was done. Check its name.", file=str(path)
        ) from fault


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file. Raises BadFile."""
    try:
        value = json.loads(read_text(path), parse_float=str)
    except ValueError as fault:
        raise errors.BadFile(f"{path} is not JSON ({fault}). Nothing was done. Correct it.", file=str(path)) from fault
    if not isinstance(value, dict):
        raise errors.BadFile(f"{path} holds no JSON object. Nothing was done. Correct it.", file=str(path))
    return value
