"""Shops that sell until they are killed without warning, and a look at what is left of them.

`python -m tests.proofs.kill_loop --kills 200`, said in the top folder, plays it and prints what held. Two ways of
selling take turns: one process that sells without a pause and says each number once answered, and `raincheck sell`
started for each sale.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from pos.register import Register
from pos.store import oplog
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from tests.builders import ADA, BULB, LAMP, put_stock, sample_register

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_LOOP, _LONGEST_COMMAND = 0.15, 0.6  # seconds until a kill, at most
_CASH = (TenderWish("cash"),)


@dataclass
class Tally:
    """What came of it. `answered` are the numbers that a customer may hold in the hand."""

    kills: int = 0
    before_an_answer: int = 0
    answered: list[str] = field(default_factory=list)
    kept: int = 0
    slips: int = 0
    uncertain_slips: int = 0
    faults: list[str] = field(default_factory=list)


def make_shop(folder: Path) -> None:
    """A shop with plenty on its shelf, and a folder that stands for its printer."""
    register = sample_register(folder)
    put_stock(register, {(BULB, "S01"): 1_000_000})
    (folder / "paper").mkdir()
    register.jobs.shown_on_screen()
    register.set_device(printer_name="paper", printer_address=f"file:{folder / 'paper'}", printer_profile="text")
    register.close()


def sell_on(folder: Path) -> None:
    """Sell for ever: bulbs for cash, now and then an order with its deposit; say each number once it is answered."""
    register = Register.open(folder)
    turn = 0
    while True:
        turn += 1
        later = turn % 3 == 0
        wish = Checkout(
            (LineWish(BULB, 1 + turn % 5), *((LineWish(LAMP, 2, take="backorder"),) if later else ())), _CASH,
            CustomerWish(id=ADA) if later else None,
        )  # fmt: skip
        sys.stdout.write(register.sell(wish).number + "\n")
        sys.stdout.flush()


def play(folder: Path, kills: int, seed: int) -> Tally:
    """Kill `kills` selling processes at random moments; after each, every answered sale must be there, once."""
    chance, tally = random.Random(seed), Tally()
    for round_ in range(kills):
        if round_ % 8 == 7:
            _kill_commands(folder, chance, tally, f"{seed}-{round_}")
        else:
            tally.answered += _kill_loop(folder, chance)
        tally.kills += 1
        _look(folder, tally)
        if tally.faults:
            break
    return tally


def _kill_loop(folder: Path, chance: random.Random) -> list[str]:
    selling = _start([sys.executable, "-m", "tests.proofs.kill_loop", "--sell-in", str(folder)])
    assert selling.stdout is not None
    first = selling.stdout.readline()  # the shop is open and sells
    killer = threading.Timer(chance.uniform(0, _LONGEST_LOOP), selling.kill)
    killer.start()
    rest = selling.stdout.read()
    killer.join()
    _end(selling)
    whole = (first + rest).decode()
    # A line without its end was never answered.
    return [line for line in whole[: whole.rfind("\n") + 1].splitlines() if line]


def _kill_commands(folder: Path, chance: random.Random, tally: Tally, request: str) -> None:
    """`raincheck sell`, killed; then the same payment again, which may not be taken twice."""
    wanted = {"lines": [{"code": BULB, "quantity": 2}], "tenders": [{"kind": "cash", "amount": "due"}], "id": request}
    command = [sys.executable, "-m", "ui.cli", "--data", str(folder), "--json", "sell", "-"]
    selling = _start(command)
    assert selling.stdin is not None
    assert selling.stdout is not None
    selling.stdin.write(json.dumps(wanted).encode())
    selling.stdin.close()
    killer = threading.Timer(chance.uniform(0.1, _LONGEST_COMMAND), selling.kill)
    killer.start()
    said = selling.stdout.read()
    killer.cancel()
    _end(selling)
    number = json.loads(said)["number"] if said.endswith(b"\n") else ""
    tally.before_an_answer += not number
    again = subprocess.run(command, input=json.dumps(wanted).encode(), capture_output=True, cwd=ROOT, check=False)
    if again.returncode != 0:
        tally.faults.append(f"{request} was refused the second time: {again.stdout.decode()} {again.stderr.decode()}")
        return
    kept = json.loads(again.stdout)["number"]
    if number and kept != number:
        tally.faults.append(f"{request} was answered as {number} and again as {kept}.")
    tally.answered.append(kept)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "RAINCHECK_KEY_STORE": "file"},
    )  # fmt: skip


def _end(selling: subprocess.Popen[bytes]) -> None:
    selling.kill()
    selling.wait()
    for pipe in (selling.stdin, selling.stdout):
        if pipe is not None:
            pipe.close()


def _look(folder: Path, tally: Tally) -> None:
    register = Register.open(folder)
    try:
        verdict = verify(register.ledger)
        tally.faults += verdict.faults
        with register.ledger.database.reading() as cursor:
            cursor.execute("SELECT bytes FROM op WHERE kind = 'sale_made' ORDER BY position")
            bodies = [json.loads(row[0])["body"] for row in cursor.fetchall()]
            cursor.execute("SELECT count(*), count(DISTINCT epoch) FROM op")
            ops, epochs = cursor.fetchone() or (0, 0)
        jobs = register.jobs.all(1_000_000)
    finally:
        register.close()
    numbers = [str(body["number"]) for body in bodies]
    requests = [body["request"] for body in bodies if body.get("request")]
    tally.kept = len(numbers)
    tally.faults += [f"{number} was answered and is lost." for number in sorted(set(tally.answered) - set(numbers))]
    for what, found in (("number", numbers), ("payment", requests), ("answer", tally.answered)):
        if len(set(found)) != len(found):
            tally.faults.append(f"A {what} stands there twice.")
    if [oplog.running_number(number) for number in numbers] != [("A", n + 1) for n in range(len(numbers))]:
        tally.faults.append("The numbers have a gap.")
    if epochs != 1:
        tally.faults.append(f"The register took itself for another one: {epochs} epochs in {ops} operations.")
    if sorted(job.number for job in jobs if not job.duplicate) != sorted(numbers):
        tally.faults.append("A sale has no paper job, or two.")
    tally.uncertain_slips = sum(job.state == "uncertain" for job in jobs)
    _look_at_paper(folder / "paper", numbers, tally)


def _look_at_paper(folder: Path, numbers: list[str], tally: Tally) -> None:
    """Each slip has its record, and no two originals have one number."""
    originals: list[str] = []
    slips = [text for path in sorted(folder.iterdir()) if (text := path.read_text("utf-8"))]
    tally.slips = len(slips)
    known = set(numbers)
    for text in slips:
        found = [number for number in dict.fromkeys(_NUMBER.findall(text)) if number in known]
        if not found:
            tally.faults.append(f"A slip has no record: {text[:200]}")
        originals += found[:1]
    if len(set(originals)) != len(originals):
        tally.faults.append("Two originals of one number were printed.")


_NUMBER = re.compile(r"\w+-\w+-[A-Z]+\d{6}")


def main() -> int:
    """Play it from a shell; answers 0 when everything held."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=25)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--sell-in", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.sell_in is not None:
        sell_on(chosen.sell_in)
        return 0
    with tempfile.TemporaryDirectory() as place:
        os.environ.setdefault("RAINCHECK_STATE", str(Path(place) / "state"))
        os.environ.setdefault("RAINCHECK_KEY_STORE", "file")
        folder = Path(place) / "shop"
        make_shop(folder)
        began = time.monotonic()
        tally = play(folder, chosen.kills, chosen.seed)
    print(
        f"seed {chosen.seed}: {tally.kills} kills in {time.monotonic() - began:.0f} s, {len(tally.answered)} sales "
        f"answered, {tally.kept} kept, {tally.before_an_answer} commands killed before their answer, "
        f"{tally.slips} slips, {tally.uncertain_slips} uncertain"
    )
    print(*(tally.faults or ["Every answered sale is there, none twice; all records verify."]), sep="\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
