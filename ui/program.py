"""One run of the window on one folder: its parts put together, opened in order, closed in order."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from pos.domain.errors import NoShopHere, PosError
from pos.domain.people import Person
from ui.opening import Opened, look_of, open_shop, opened, read_hint, write_hint
from ui.theme import Look, apply_look, load_other_fonts
from ui.window import CounterWindow
from ui.work.background import Background
from ui.work.notices import Notices, install
from ui.work.scan_rules import ScanRules
from ui.work.scanner import Scanner

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.register import Register
    from ui.models.draft import DraftKeeper, Restored
    from ui.work.daily_look import DailyLook
    from ui.work.idle import IdleWatch
    from ui.work.post_office import PostOffice
    from ui.work.print_queue import PrintQueue

SIZE = (1280, 800)
WARM_UP_AFTER_MS = 150
LOCK_MINUTES = 10


def _nothing() -> None:
    """No log was started yet."""


class Program(QObject):
    """One run of the window on one folder. `ready` says that it sells."""

    ready = Signal()
    stuck = Signal(str)
    """The records cannot be opened; the sentence says why and what is safe."""

    def __init__(self, app: QApplication, folder: Path, *, look: Look | None = None) -> None:
        super().__init__()
        self._app, self._folder, self._given_look = app, folder, look
        self.notices = Notices(self)
        self.background = Background(self.notices, self)
        self.scanner = Scanner(app, parent=self)
        hint = read_hint(folder)
        self._look = look or look_of(hint)
        apply_look(app, self._look)
        self.window = CounterWindow(
            background=self.background, scanner=self.scanner, notices=self.notices, look=self._look
        )
        self.window.bar.show_names(hint.get("store", ""), hint.get("register", ""))
        self.window.painted.connect(self._open)
        self.window.lock_wanted.connect(self.lock)
        self.window.settings_wanted.connect(self.show_settings)
        self._undo_doors = install(self.notices)
        self._shop: Opened | None = None
        self._paper: PrintQueue | None = None
        self._draft: DraftKeeper | None = None
        self._idle: IdleWatch | None = None
        self._daily: DailyLook | None = None
        self._post: PostOffice | None = None
        self._stop_log: Callable[[], None] = _nothing

    def show(self) -> None:
        """Show the empty counter; the rest follows its first picture."""
        screen = self._app.primaryScreen().availableSize()
        self.window.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))
        self.window.showMaximized() if screen.width() <= SIZE[0] else self.window.show()

    def _open(self) -> None:
        self.background.run(lambda: open_shop(self._folder), then=self._begin, failed=self._not_opened)

    def _not_opened(self, error: PosError) -> None:
        if not isinstance(error, NoShopHere):
            self._stuck(error.sentence)
            self.notices.refused(error)
            return
        from ui.views.first_run import FirstRun

        first = FirstRun(folder=self._folder)
        first.created.connect(self._use)
        first.demo_wanted.connect(self._make_demo)
        self.window.open_sheet(first, whole=True, scans="refuse")
        self.ready.emit()

    def _stuck(self, sentence: str) -> None:
        """The sentence stays in the middle of the counter, for the message about it may be closed."""
        self.window.counter.empty.show_text(self.tr("The shop cannot be opened"), sentence, "triangle-alert")
        self.stuck.emit(sentence)

    def _make_demo(self) -> None:
        from ui.demo_shop import make_demo

        self.background.run(lambda: opened(make_demo(self._folder)), then=self._begin)

    def _use(self, register: Register) -> None:
        self.background.run(lambda: opened(register), then=self._begin)

    def _begin(self, shop: Opened) -> None:
        self._shop = shop
        self._wear(self._given_look or look_of(shop.settings))
        if self.window.sheet is not None:
            self.window.close_sheet()
        self.window.begin(shop.register, shop.shop)
        if shop.restored is not None and (shop.restored.basket.lines or shop.restored.parts):
            self._put_back(shop, shop.restored)
        if taken := shop.settings.get("for_orders"):
            from ui.models.order_parts import parts_of

            self.window.paying.put_back_for_orders(parts_of(taken, shop.shop.currency))
        if shop.people:
            self._sign_in()
        self.ready.emit()
        QTimer.singleShot(0, self.window.counter.prepare)
        QTimer.singleShot(WARM_UP_AFTER_MS, self._go_on)

    def _put_back(self, shop: Opened, restored: Restored) -> None:
        from zoneinfo import ZoneInfo

        self.window.basket.put(
            restored.basket, restored.seen, restored.customer, restored.label, restored.specials, restored.how
        )
        at = restored.at.astimezone(ZoneInfo(shop.shop.timezone))
        self.window.say(self.tr("Basket of {time} restored.").format(time=f"{at:%H:%M}"))
        self.window.paying.put_back(restored.request, restored.parts)

    # --- what can wait -----------------------------------------------------------------------------------------------
    def _go_on(self) -> None:
        """Printer, log, draft, idle watch, and what would slow the first sale down if it were loaded then."""
        shop = self._shop
        assert shop is not None
        from ui.models.draft import DraftKeeper
        from ui.work.idle import IdleWatch

        load_other_fonts()
        paying = self.window.paying
        self._draft = DraftKeeper(basket=self.window.basket, background=self.background, kept=paying.kept, parent=self)
        paying.kept_changed.connect(self._draft.keep)
        if (handle := self.window.window().windowHandle()) is not None:
            self._idle = IdleWatch(handle, self)
            self._idle.idle.connect(lambda: self.lock(quietly=True))
        self._use_device(shop.settings)
        self.background.run(lambda: self._prepare(shop), then=self._prepared)

    def _prepare(self, shop: Opened) -> None:
        """Off the GUI thread."""
        for module in ("babel.dates", "babel.numbers"):
            importlib.import_module(module)
        from pos.store.shopfolder import state_folder
        from ui.work.logbook import start_log

        self._stop_log = start_log(state_folder() / "log")

    def _prepared(self, nothing: None) -> None:
        from ui.work.daily_look import DailyLook
        from ui.work.post_office import PostOffice

        self._start_paper()
        self.window.show_day()
        assert self._shop is not None
        self._daily = DailyLook(
            register=self._shop.register, background=self.background, say=self.window.say_quietly, parent=self
        )
        self._daily.start()
        self._post = PostOffice(register=self._shop.register, background=self.background, parent=self)
        self._post.trouble.connect(lambda channel, sentence: self.window.say_quietly(sentence))
        self._post.start()

    def _start_paper(self) -> None:
        from ui.paper import printer_setup
        from ui.work.print_queue import PrintQueue

        assert self._shop is not None
        if self._paper is None:
            self._paper = PrintQueue(jobs=self._shop.register.jobs, background=self.background, parent=self)
            self._paper.stated.connect(self.window.paying.on_paper)
            self.window.paying.paper = self._paper
        register, paper = self._shop.register, self._paper
        self.background.run(register.device_settings, then=lambda settings: paper.start(printer_setup(settings)))

    # --- people and settings -----------------------------------------------------------------------------------------
    def lock(self, *, quietly: bool = False) -> None:
        """Ask for a PIN before going on; without people there is nobody to ask."""
        if self._shop is None:
            return
        register = self._shop.register
        self.background.run(register.people, then=lambda people: self._lock(tuple(people), quietly))

    def _lock(self, people: tuple[Person, ...], quietly: bool) -> None:
        if people:
            self._sign_in()
        elif not quietly:
            self.notices.say(self.tr("Nobody has a PIN yet, so there is nothing to lock. Add people in the settings."))

    def _sign_in(self) -> None:
        from ui.views.sign_in import SignInView

        assert self._shop is not None
        view = SignInView(register=self._shop.register, background=self.background)
        view.signed_in.connect(self._signed_in)
        self.window.open_locked(view)

    def _signed_in(self, person: Person) -> None:
        self.window.unlock(person)

    def show_settings(self) -> None:
        """The settings over the whole window."""
        from ui.views.settings_view import SettingsView

        if self._shop is None:
            return
        view = SettingsView(
            register=self._shop.register, background=self.background, shop=self.window.basket.shop or self._shop.shop,
            person=self.window.basket.person, look=self._look,
        )  # fmt: skip
        view.look_changed.connect(self._wear)
        view.printer_changed.connect(lambda _: self._start_paper())
        view.shop_changed.connect(self._on_shop)
        view.closed.connect(self._settings_closed)
        self.window.open_sheet(view, whole=True, scans="refuse")

    def _settings_closed(self) -> None:
        self.window.close_sheet()
        if self._shop is not None:
            self.background.run(self._shop.register.device_settings, then=self._use_device)

    def _use_device(self, settings: Mapping[str, Any]) -> None:
        """What this device was set to counts from now on."""
        self.scanner.rules = ScanRules(gap_ms=int(settings.get("scan_gap_ms", 50)))
        if self._idle is not None:
            self._idle.set_minutes(int(settings.get("lock_minutes", LOCK_MINUTES)))
        if self._shop is not None:
            write_hint(self._folder, self.window.basket.shop or self._shop.shop, self._look)

    def _on_shop(self, shop: Shop) -> None:
        self.window.basket.open(self._shop.register, shop, self.window.basket.person) if self._shop else None
        self.window.bar.show_shop(shop)

    def _wear(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            apply_look(self._app, look)
            self.window.basket.changed.emit()  # what is painted by hand has other sizes now

    def close(self) -> None:
        """Keep the basket, end the threads, let go of the shop."""
        if self._draft is not None:
            self.window.paying.kept_changed.disconnect(self._draft.keep)
            self._draft.stop()
        if self._idle is not None:
            self._idle.set_minutes(0)
        for part in (self._daily, self._post, self._paper):
            if part is not None:
                part.stop()
        self.background.close()
        if self._shop is not None:
            self._shop.register.close()
        self._stop_log()
        self._undo_doors()
        self.window.deleteLater()
