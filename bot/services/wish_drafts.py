"""What somebody is about to wish for, as values and as the text that is kept between two of their presses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias, cast

from bot.domain.errors import UserError
from bot.domain.free_text import cleaned, on_one_line
from bot.domain.look_alikes import skeleton_of
from bot.domain.pack import UniverseId
from bot.domain.wishes import LONGEST_NAME, LONGEST_WHY, Manner, Named, Occasion, Wanted, Wording


class Part(StrEnum):
    """The parts of a wish that have names."""

    WHO = "who"
    INTO = "into"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Unsure:
    """A name that may stand for one of some facts, or for something that the facts do not have."""

    text: str
    candidates: tuple[Named, ...]


Chosen: TypeAlias = Named | Unsure


@dataclass(frozen=True, slots=True)
class Draft:
    """How far somebody has come. `anyway`: they have seen the wishes near theirs and want it all the same."""

    who: Chosen
    into: Chosen
    beside: Chosen | None = None
    occasion: Occasion = Occasion.FIRST
    wording: Wording | None = None
    anyway: bool = False

    @property
    def open_part(self) -> tuple[Part, Unsure] | None:
        """Return the first part of which it is not sure what it means."""
        for part in Part:
            chosen = getattr(self, part)
            if isinstance(chosen, Unsure):
                return part, chosen
        return None

    @property
    def wanted(self) -> Wanted:
        """Return what is wanted, once every part is sure."""
        who, into, beside = self.who, self.into, self.beside
        assert isinstance(who, Named)  # noqa: S101  (asked only after `open_part`)
        assert isinstance(into, Named)  # noqa: S101  (the same)
        return Wanted(who, into, beside if isinstance(beside, Named) else None, self.occasion)

    def with_choice(self, part: Part, number: int | None) -> "Draft":
        """Return the draft with one of the candidates for a part, or (None) with its text as a name of its own.

        Raises UserError where there is no such choice.
        """
        unsure = getattr(self, part)
        if not isinstance(unsure, Unsure) or (number is not None and not 0 <= number < len(unsure.candidates)):
            raise UserError("That choice is not there any more; please begin again with /wish add.")
        chosen = free_name(unsure.text) if number is None else unsure.candidates[number]
        match part:
            case Part.WHO:
                return replace(self, who=chosen)
            case Part.INTO:
                return replace(self, into=chosen)
            case Part.BESIDE:
                return replace(self, beside=chosen)


def free_name(text: str) -> Named:
    """Return a name that the facts do not have, fit to be kept; raises UserError where it cannot be one."""
    name = on_one_line(text)
    if not skeleton_of(name):
        raise UserError("Please say the names in letters or digits; nothing was kept.")
    if len(name) > LONGEST_NAME:
        raise UserError(f"Please use names of at most {LONGEST_NAME} characters; this one has {len(name):,}.")
    return Named(name)


def clean_wording(wording: Wording) -> Wording:
    """Return what a person typed about their wish, fit to be kept; raises UserError where it is too much."""
    why = cleaned(wording.why)
    if len(why) > LONGEST_WHY:
        raise UserError(
            f"Please give the reason in at most {LONGEST_WHY} characters; it has {len(why):,} and was not kept."
        )
    return replace(wording, why=why)


def draft_text(draft: Draft) -> str:
    """Return a draft as text; `draft_from` gives it back."""
    body: dict[str, Any] = {part.value: _chosen_values(getattr(draft, part)) for part in Part}
    body |= {"occasion": draft.occasion, "anyway": draft.anyway}
    if draft.wording:
        wording = draft.wording
        body["wording"] = [wording.why, wording.manner, wording.spoiler, wording.hidden]
    return json.dumps(body, ensure_ascii=False)


def draft_from(text: str) -> Draft:
    """Return the draft of a text made by `draft_text`."""
    body: Mapping[str, Any] = json.loads(text)
    who, into, beside = (_chosen_from(body[part]) for part in Part)
    assert who is not None  # noqa: S101  (`draft_text` wrote it)
    assert into is not None  # noqa: S101  (the same)
    wording = None
    if "wording" in body:
        why, manner, spoiler, hidden = body["wording"]
        wording = Wording(why, Manner(manner), spoiler, hidden)
    return Draft(who, into, beside, Occasion(body["occasion"]), wording, body["anyway"])


def _chosen_values(chosen: Chosen | None) -> Any:  # noqa: ANN401  (what JSON holds)
    if isinstance(chosen, Unsure):
        return {"text": chosen.text, "candidates": [_chosen_values(one) for one in chosen.candidates]}
    return [chosen.name, chosen.universe, chosen.id] if chosen else None


def _chosen_from(values: Any) -> Chosen | None:  # noqa: ANN401  (the same)
    if isinstance(values, dict):
        unsure = cast("Mapping[str, Any]", values)
        return Unsure(str(unsure["text"]), tuple(_named(one) for one in unsure["candidates"]))
    return _named(values) if values else None


def _named(values: Any) -> Named:  # noqa: ANN401  (the same)
    name, universe, id_ = values
    return Named(str(name), UniverseId(universe) if universe else None, id_)
