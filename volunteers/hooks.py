"""What volunteers ask of the floor above, and where other subjects join in when somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kit.hooks import Question, Registry

Choices = list[tuple[Any, str]]


@dataclass(frozen=True)
class Vocabulary:
    """What a volunteer chooses from, in the reader's language: codes of needs, bits of skills and of languages."""

    needs: Choices
    skills: Choices
    languages: Choices


# () → Vocabulary: the codes that requests and postings are written in are the roof's.
vocabulary = Question("volunteers.vocabulary")
# fn(volunteer, by), in the transaction in which somebody leaves: what they had promised for later is given back.
leaving: Registry[Callable[[Any, Any], None]] = Registry("volunteers.leaving")
# fn(volunteer) → whether something of theirs is undecided above: then a file is not emptied yet, years after leaving.
holding: Registry[Callable[[Any], bool]] = Registry("volunteers.holding")
# fn(volunteer), in the transaction in which a file is emptied of the person: copies of the name go.
erasing: Registry[Callable[[Any], None]] = Registry("volunteers.erasing")
# fn(application), in the transaction in which what an application said of a person is emptied.
forgetting: Registry[Callable[[Any], None]] = Registry("volunteers.forgetting")
# (user_id, id_number, phone) → "" or a kind of volunteers.ConflictCheck: whether this person has to do with a client.
# Never who; "county" where only the county may look, as for somebody who is in register.
conflict_of = Question("volunteers.conflict_of")
# (org_id) → whether a social organisation may be proposed for praise: its grade, and nothing left to rectify.
is_commendable = Question("volunteers.is_commendable")
