"""Calls and tasks: whom to call with what to say, what did not arrive, and what else people have to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.news import CALLS
from pos.domain.people import BY_RULE, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.to_send import BACK, THERE_YET, UNCOLLECTED
from ui.views.list_page import ListPage
from ui.views.listed import Listed
from ui.views.money_words import short_date
from ui.views.orders_model import short_number
from ui.views.radar_words import with_days
from ui.widgets import ActionButton, Card, ElidedLabel, Pill, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.news import Message, Outcome, Task
    from pos.register import Register
    from pos.usecases.tasks import ToDo

_FIRST = ("call", "tell", "promise", "ship", "send_on", "ask", "put_back")


def _tr(text: str) -> str:
    return QCoreApplication.translate("tasks", text)


def task_pill(todo: ToDo, shop: Shop, today: date) -> tuple[str, str]:
    """What kind of task it is, and whether its day is over."""
    task = todo.task
    words = {
        "call": _tr("Call"), "tell": _tr("At the counter"), "promise": _tr("Promise broken"),
        "ask": _tr("Ask"), "put_back": _tr("Put back"), "ship": _tr("Ship"), "send_on": _tr("Send on"),
    }[task.kind]  # fmt: skip
    if todo.address:
        words = _tr("Not delivered")
    if task.due_on is not None and task.due_on < today:
        return "late", _tr("{what}, since {day}").format(what=words, day=short_date(task.due_on, shop, today=today))
    kinds = {"call": "low", "tell": "waiting", "promise": "late", "ask": "elsewhere", "put_back": "backorder"}
    kinds |= {"ship": "ready", "send_on": "elsewhere"}
    return "none" if todo.address else kinds[task.kind], words


def task_listed(todo: ToDo, shop: Shop, today: date) -> Listed:
    """A task as the list shows it."""
    task = todo.task
    kinds = {task.kind, *(("failed",) if todo.address else ())}
    later = task.due_on is not None and task.due_on > today
    note = with_days(todo.say.removeprefix(f"{shop.store_name}: ") or task.why, shop, today)
    return Listed(
        task.id,
        todo.customer_name or task.number or with_days(task.why, shop, today),
        task_pill(todo, shop, today),
        beside=short_number(task.number, shop) if todo.customer_name else "",
        note=note[:1].upper() + note[1:],
        end=todo.phone,
        due=short_date(task.due_on, shop, today=today) if later and task.due_on else "",
        words=f"{task.number} {task.why} {todo.address}",
        kinds=frozenset(kinds),
    )


def _has_back(task: Task) -> bool:
    """Whether it asks to have goods back from another store."""
    return task.id.startswith((BACK, UNCOLLECTED))


def _asks_whether_there(task: Task) -> bool:
    """Whether it is about goods that were sent on to another store."""
    return task.id.startswith(THERE_YET)


class TasksView(ListPage):
    """`order_opened` carries an order's number, `radar_wanted` asks for the slip radar, `queued` says that a message
    is to be sent again, `ready` that the list was read."""

    order_opened = Signal(str)
    radar_wanted = Signal()
    queued = Signal()
    ready = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        task: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _tr("Calls and tasks"),
            search=_tr("Customer, phone or order"),
            name=_tr("What is to be done, calls first"),
            filters=[
                ("", _tr("All")), ("call", _tr("Calls")), ("tell", _tr("At the counter")),
                ("failed", _tr("Not delivered")),
            ],
            icon="circle-check",
            parent=parent,
        )  # fmt: skip
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self._tasks: dict[str, ToDo] = {}
        self.main = PrimaryButton(_tr("Reached"), key="F12")
        self.not_reached = ActionButton("clock", _tr("&Not reached"))
        self.wrong = ActionButton("ban", _tr("&Wrong number"))
        self.here_again = ActionButton("warehouse", _tr("Came &back here"))
        self._acts = (self.main, self.wrong, self.not_reached, self.here_again)
        self.set_main(self.main, self.here_again, self.wrong, self.not_reached)
        self.main.clicked.connect(self.press_main)
        self.not_reached.clicked.connect(partial(self._close, "not_reached"))
        self.wrong.clicked.connect(partial(self._close, "wrong_number"))
        self.here_again.clicked.connect(self._came_back)
        if task:
            self.choose(task)
        self._background.run(self._look_first, then=partial(self._on_tasks, ""), failed=self.refuse)

    def _look_first(self) -> Sequence[ToDo]:
        """What the board counts as a call is one, though the round of the day has not come to it yet."""
        self._register.news.call_who_is_due(person=BY_RULE)
        return self._register.news.tasks()

    def ask(self, said: str = "") -> None:
        """Read what is to be done now, and say what was done before."""
        self._background.run(self._register.news.tasks, then=partial(self._on_tasks, said), failed=self.refuse)

    def _on_tasks(self, said: str, found: Sequence[ToDo]) -> None:
        ordered = sorted(found, key=lambda one: _FIRST.index(one.task.kind))
        self._tasks = {one.task.id: one for one in ordered}
        empty = _tr("Nothing is to be done"), _tr("Calls, broken promises and messages that failed show here.")
        self.set_rows([task_listed(one, self._shop, self._today) for one in ordered], empty)
        self.set_foot_text(said)
        self.ready.emit()

    # --- the chosen task ---------------------------------------------------------------------------------------------
    def on_chosen(self, key: str) -> None:
        todo = self._tasks.get(key)
        self.main.setEnabled(todo is not None)
        self._suit(todo)
        if todo is not None:
            parts = [self._head(todo)]
            if todo.say:
                parts.append(self._say(todo))
            if todo.address:
                parts.append(self._failed(todo))
            self.show_detail(parts, ", ".join((self._name_of(todo), task_pill(todo, self._shop, self._today)[1])))

    def _suit(self, todo: ToDo | None) -> None:
        call = todo is not None and todo.task.kind == "call"
        self.not_reached.setVisible(call)
        self.wrong.setVisible(call)
        kind = todo.task.kind if todo else "call"
        self.main.set_label(
            {
                "call": _tr("Reached"), "tell": _tr("Told them"), "promise": _tr("Mend it on the radar"),
                "ship": _tr("Open the order to ship it"), "send_on": _tr("It was sent on"),
                "there": _tr("It is there"),
            }.get("there" if todo is not None and _asks_whether_there(todo.task) else kind, _tr("Done"))
        )  # fmt: skip
        if kind == "promise":
            self.main.setEnabled(self._person.may("mend_promises"))
        self.here_again.setVisible(todo is not None and _has_back(todo.task))

    def _name_of(self, todo: ToDo) -> str:
        return todo.customer_name or todo.task.number or with_days(todo.task.why, self._shop, self._today)

    def _head(self, todo: ToDo) -> Card:
        task = todo.task
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(ElidedLabel(self._name_of(todo), lines=2, role="title"), 1)
        top.addWidget(Pill(*task_pill(todo, self._shop, self._today)))
        card.add(top)
        if task.kind == "call":
            number = TextLabel(todo.phone or _tr("No phone number"), "total" if todo.phone else "muted")
            card.add(number)
        if (todo.customer_name or task.number) and (todo.address or not todo.say):
            card.add(TextLabel(with_days(task.why, self._shop, self._today), wrap=True))
        if task.number:
            look = ActionButton("eye", _tr("Open order {number}").format(number=task.number))
            look.clicked.connect(partial(self._open, task))
            card.add(look)
        return card

    def _open(self, task: Task, checked: bool = False) -> None:
        self.order_opened.emit(task.number)

    @staticmethod
    def _say(todo: ToDo) -> Card:
        card = Card(_tr("What to say"), tone="good")
        card.add(TextLabel(todo.say, wrap=True))
        return card

    def _failed(self, todo: ToDo) -> Card:
        card = Card(_tr("A message did not arrive"), tone="warn")
        card.add(TextLabel(_tr("It went to {address}.").format(address=todo.address), wrap=True))
        again = ActionButton("refresh-cw", _tr("&Send it again"))
        again.clicked.connect(partial(self._again, todo))
        card.add(again)
        return card

    # --- acts --------------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """The usual end of this task."""
        todo = self._tasks.get(self.key())
        if todo is None or not self.main.isEnabled():
            return
        if todo.task.kind == "promise":
            self.radar_wanted.emit()
            return
        if todo.task.kind == "ship":
            self.order_opened.emit(todo.task.number)
            return
        waiting = self._register.waiting
        if todo.task.kind == "send_on":
            self._note(todo, waiting.send_on, _tr("{who}: on its way. They hear when it is there."))
            return
        if _asks_whether_there(todo.task):
            self._note(todo, waiting.arrived_there, _tr("{who}: is told that it is there."))
            return
        self._close("reached" if todo.task.kind in CALLS else "done")

    def _came_back(self) -> None:
        """Goods of another store that were to be had back are here again."""
        todo = self._tasks.get(self.key())
        if todo is None or not _has_back(todo.task):
            return
        came_back: Callable[..., object] = self._register.waiting.came_back
        if todo.task.line:
            came_back = partial(came_back, lines=[todo.task.line])
        self._note(todo, came_back, _tr("{who}: the goods are here again."))

    def _note(self, todo: ToDo, act: Callable[..., object], said: str) -> None:
        """Where the goods of an order are now; the task is over by it."""
        for button in self._acts:
            button.setEnabled(False)
        self._background.run(
            partial(act, todo.task.number, person=self._person),
            then=partial(self._on_noted, said.format(who=self._name_of(todo))), failed=self._on_refused,
        )  # fmt: skip

    def _on_noted(self, said: str, changed: object) -> None:
        self._ready_again()
        self.ask(said)
        self.queued.emit()

    def _close(self, outcome: Outcome, checked: bool = False) -> None:
        todo = self._tasks.get(self.key())
        if todo is None:
            return
        for button in self._acts:
            button.setEnabled(False)
        close = partial(self._register.news.close_task, todo.task.id, outcome, person=self._person)
        then = partial(self._on_closed, outcome, self._name_of(todo))
        self._background.run(close, then=then, failed=self._on_refused)

    def _on_closed(self, outcome: str, who: str, follows: Task | None) -> None:
        words = {
            "reached": _tr("{who}: told. It stands in the order with your name."),
            "not_reached": _tr("{who}: to be called again tomorrow."),
            "wrong_number": _tr("{who}: told when they come."),
            "done": _tr("Done: {who}"),
        }[outcome].format(who=who)
        self._ready_again()
        self.ask(words)

    def _on_refused(self, refusal: object) -> None:
        self._ready_again()
        self.ask(str(getattr(refusal, "sentence", refusal)))

    def _ready_again(self) -> None:
        for button in self._acts:
            button.setEnabled(True)

    def _again(self, todo: ToDo, checked: bool = False) -> None:
        ask = partial(self._register.news.again, todo.task.news, person=self._person)
        self._background.run(ask, then=self._on_queued, failed=self._on_refused)

    def _on_queued(self, message: Message) -> None:
        self.ask()
        self.queued.emit()
