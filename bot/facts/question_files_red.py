"""Red-DiscordBot's trivia lists: YAML, a mapping of questions to lists of answers.

    AUTHOR: Somebody
    Who runs the night clinic?:
    - Claire Temple
    - Claire

Red's loader makes other values of unquoted words: `No` is false and `007` is 7. Such an answer is accepted as it is
written and as Red reads it (False, No and Off; 7). The file is read as a stream of events (HAZARDS T-14): no value is
built, anchors, aliases, tags and directives are refused, and reading stops at the first value too many or too deep.
A question that stands there twice is asked with its last answers, as in Red.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, cast

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from bot.domain.own_questions import MOST_ACCEPTED, Fault, OwnQuestion, QuestionList
from bot.facts.findings import shown
from bot.facts.question_files_draft import (
    DEEPEST,
    MOST_VALUES,
    Draft,
    Findings,
    UnreadableFile,
    line_text,
    question_text,
)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, eight times as fast, where it was built in
_RESERVED = ("AUTHOR", "CONFIG", "DESCRIPTION", "$schema")
_BOOLEANS = {True: ("True", "Yes", "On"), False: ("False", "No", "Off")}
_RESOLVER: Any = Resolver()
_CONSTRUCTOR: Any = SafeConstructor()
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_LONGEST_NUMBER = 40  # digits of an unquoted number that Red might read as another one
_LIST_OF_ANSWERS = "write the answers below it, each on a line of its own after `- `"


def read_red(text: str, findings: Findings) -> Draft:
    """Return what a list says; raises UnreadableFile for what is no YAML, or holds more than a list needs."""
    directive = _DIRECTIVE.search(text)
    if directive:  # of which libyaml compares each with all before
        line = text.count("\n", 0, directive.start()) + 1
        raise UnreadableFile(line, "a line starts with %", "put the text in quotes, or take the directive away")
    try:
        return _Reader(_Events(text), findings).draft()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        advice = "correct the YAML here or just above: texts with : or # or quotes need quotes around them"
        raise UnreadableFile(line, shown(f"the YAML cannot be read ({error.problem})"), advice) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise UnreadableFile(None, "the YAML cannot be read", "save it as plain text in UTF-8") from None


class _Events:
    """The events of a document, which ends where it is more than a list of questions."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[Any] = cast("Any", yaml).parse(text, Loader=_LOADER)
        self._count = self._depth = 0

    def take(self) -> Any:  # noqa: ANN401  (PyYAML's events share no typed parent)
        """Return the next event; raises UnreadableFile where it is refused."""
        event = next(self._events)
        self._refuse(event)
        self._count += isinstance(event, yaml.NodeEvent)
        if isinstance(event, yaml.CollectionStartEvent):
            self._depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            self._depth -= 1
        if self._depth > DEEPEST:
            raise UnreadableFile(line_of(event), "lists stand in lists", "write one list of answers a question")
        if self._count > MOST_VALUES:
            raise UnreadableFile(line_of(event), f"there are over {MOST_VALUES:,} values", "split the file")
        return event

    def skip(self, event: Any) -> None:  # noqa: ANN401  (as above)
        """Go past all that belongs to an event just taken."""
        depth = self._depth
        if isinstance(event, yaml.CollectionStartEvent):
            while self._depth >= depth:
                self.take()

    def _refuse(self, event: Any) -> None:  # noqa: ANN401  (as above)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableFile(line_of(event), "there is an anchor or an alias (& or *)", "put the text in quotes")
        if getattr(event, "tag", None):
            raise UnreadableFile(line_of(event), "there is a tag (!)", "put the text in quotes, or take the tag away")


def line_of(event: Any) -> int:  # noqa: ANN401  (PyYAML's events share no typed parent)
    """Return the number of the line on which an event starts, from 1."""
    return cast("int", event.start_mark.line) + 1


class _Reader:
    def __init__(self, events: _Events, findings: Findings) -> None:
        self._events = events
        self._findings = findings
        self._draft = Draft()
        self._places: dict[str, int] = {}

    def draft(self) -> Draft:
        while not isinstance(event := self._events.take(), yaml.MappingStartEvent):
            if isinstance(event, yaml.StreamEndEvent):
                return self._draft
            if isinstance(event, yaml.NodeEvent):
                raise UnreadableFile(line_of(event), "this is no list of questions", "write `question:` and `- answer`")
        while not isinstance(key := self._events.take(), yaml.MappingEndEvent):
            self._read(key)
        self._events.take()
        if not isinstance(event := self._events.take(), yaml.StreamEndEvent):
            raise UnreadableFile(line_of(event), "a second document starts here", "put every list in its own file")
        return self._draft

    def _read(self, key: Any) -> None:  # noqa: ANN401  (PyYAML's events share no typed parent)
        self._events.skip(key)
        value = self._events.take()
        if not isinstance(key, yaml.ScalarEvent):
            self._events.skip(value)
            self._note(key, "the question is no text", "put it in quotes")
        elif key.value in _RESERVED:
            self._read_reserved(key, value)
        elif not isinstance(value, yaml.SequenceStartEvent):
            self._events.skip(value)
            self._note(value, f"“{shown(str(key.value))}” has no list of answers", _LIST_OF_ANSWERS)
        else:
            self._keep(line_of(key), OwnQuestion(question_text(cast("str", key.value)), self._answers()))

    def _read_reserved(self, key: Any, value: Any) -> None:  # noqa: ANN401  (as above)
        self._events.skip(value)
        if key.value == "CONFIG":
            self._note(key, "the settings of Red's rounds are not taken over", "choose them when you start a round")
        elif key.value != "$schema" and not isinstance(value, yaml.ScalarEvent):
            self._note(key, f"{key.value} is no text", "put it in quotes")
        elif key.value == "AUTHOR":
            self._draft.author = line_text(value.value) or None
        elif key.value == "DESCRIPTION":
            self._draft.description = line_text(value.value) or None

    def _answers(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        while not isinstance(event := self._events.take(), yaml.SequenceEndEvent):
            self._events.skip(event)
            spellings = _spellings(event) if len(found) <= MOST_ACCEPTED else _as_written(event)
            texts = tuple(text for text in map(line_text, spellings) if text)
            if not texts:
                self._note(event, "this answer is no text", "write it, in quotes if need be, or take the line away")
            found |= dict.fromkeys(texts)
        return tuple(found)

    def _keep(self, line: int, question: OwnQuestion) -> None:
        place = self._places.setdefault(question.text, len(self._draft.questions))
        if place == len(self._draft.questions):
            self._draft.questions.append((line, question))
            return
        first, before = self._draft.questions[place]
        answers = "the same answers" if before.accepted == question.accepted else "other answers, of which these count"
        wrong = f"this question stands on line {first}, too, with {answers}"
        self._findings.add(line, Fault(wrong, "take one of the two away"))
        self._draft.questions[place] = (line, question)

    def _note(self, event: Any, wrong: str, advice: str) -> None:  # noqa: ANN401  (as above)
        self._findings.add(line_of(event), Fault(wrong, advice))


def _as_written(event: Any) -> tuple[str, ...]:  # noqa: ANN401  (PyYAML's events share no typed parent)
    """Return an answer, or nothing for what is no text."""
    if not isinstance(event, yaml.ScalarEvent) or (event.implicit[0] and event.value in ("", "~")):
        return ()
    return (str(event.value),)


def _spellings(event: Any) -> tuple[str, ...]:  # noqa: ANN401  (as above)
    """Return an answer as it is written and, of an unquoted one, as Red reads it; nothing for what is no text."""
    texts = _as_written(event)
    if not texts or not event.implicit[0]:
        return texts
    (written,) = texts
    node = yaml.ScalarNode(_RESOLVER.resolve(yaml.ScalarNode, written, (True, False)), written)
    kind = node.tag.rpartition(":")[2]
    if kind == "bool":
        senses = _BOOLEANS[SafeConstructor.bool_values[written.lower()]]
        return (written, *(one for one in senses if one.casefold() != written.casefold()))
    return (written, *_number(node, kind))


def _number(node: yaml.ScalarNode, kind: str) -> tuple[str, ...]:
    read = {"int": _CONSTRUCTOR.construct_yaml_int, "float": _CONSTRUCTOR.construct_yaml_float}.get(kind)
    if read is None or len(node.value) > _LONGEST_NUMBER:
        return ()
    try:
        return (str(read(node)),)
    except (ValueError, OverflowError):  # 0b_, which the pattern of numbers lets through
        return ()


def write_red(questions: QuestionList, findings: Findings) -> str:
    """Return a list as Red reads it; what it cannot hold becomes findings."""
    lines = [f"{key}: {_quoted(text)}\n" for key, text in _heads(questions) if text]
    written = set[str](_RESERVED)
    for question in questions.questions:
        if question.text in written:
            wrong = f"“{shown(question.text)}” stands there twice, or is a word of Red's own"
            findings.add(None, Fault(wrong, "it is not written: say it in other words"))
            continue
        written.add(question.text)
        lines.append(f"{_quoted(question.text)}:\n")
        lines += [f"- {_quoted(answer)}\n" for answer in question.accepted]
    return "".join(lines)


def _heads(questions: QuestionList) -> tuple[tuple[str, str | None], ...]:
    return (("AUTHOR", questions.author), ("DESCRIPTION", questions.description))


def _quoted(text: str) -> str:
    """Return a text as YAML in double quotes, of whose escapes JSON's are a part."""
    return json.dumps(text, ensure_ascii=False)
