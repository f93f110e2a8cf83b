"""The building blocks of all screens; a screen imports them from here."""

from ui.widgets.action_button import ActionButton
from ui.widgets.amount_field import AmountField
from ui.widgets.card import Card
from ui.widgets.dress import rule, set_state
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.figures import FigureLabel, SumRow
from ui.widgets.form_row import FormRow
from ui.widgets.glyph import Glyph
from ui.widgets.icon_button import IconButton
from ui.widgets.key_hint import KeyHint
from ui.widgets.number_pad import NumberPad
from ui.widgets.pill import KINDS, Pill, paint_pill, pill_size
from ui.widgets.pin_pad import PinPad
from ui.widgets.pressable import Pressable
from ui.widgets.primary_button import PrimaryButton
from ui.widgets.quantity_stepper import QuantityStepper
from ui.widgets.search_box import SearchBox
from ui.widgets.section_heading import SectionHeading
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.sheet_frame import SheetFrame
from ui.widgets.tab_order import tab_stops, tab_through
from ui.widgets.tables import dress_table
from ui.widgets.text_label import TextLabel
from ui.widgets.toast_lane import ToastLane
from ui.widgets.training_bar import TrainingBar
from ui.widgets.typed_field import Asked, TypedField, all_taken, refused_field

__all__ = [
    "KINDS",
    "ActionButton",
    "AmountField",
    "Asked",
    "Card",
    "ElidedLabel",
    "EmptyState",
    "FigureLabel",
    "FormRow",
    "Glyph",
    "IconButton",
    "KeyHint",
    "NumberPad",
    "Pill",
    "PinPad",
    "Pressable",
    "PrimaryButton",
    "QuantityStepper",
    "SearchBox",
    "SectionHeading",
    "SegmentedChoice",
    "SheetFrame",
    "SumRow",
    "TextLabel",
    "ToastLane",
    "TrainingBar",
    "TypedField",
    "all_taken",
    "dress_table",
    "paint_pill",
    "pill_size",
    "refused_field",
    "rule",
    "set_state",
    "tab_stops",
    "tab_through",
]
