"""What the social organisations' trade asks of the floor above, and where its subjects join in each other's acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kit.hooks import Question, Registry

# (county_code, "" for the city) → {(county_code, category): how many requests wait without a candidate}. Counts only:
# whom they are for stays above.
unmet_needs = Question("ngos.unmet_needs")
# (project) → whether enough opening officers have opened the trial envelope with this project's key.
ready_to_publish = Question("ngos.ready_to_publish")
# fn(project), in the transaction in which a project fails or is cancelled: what lies sealed is destroyed unopened.
ending: Registry[Callable[[Any], None]] = Registry("ngos.ending")
# (provider_id, first day, last day) → something with `n` voices and their `mean` of stars, None where few stay unsaid.
satisfaction = Question("ngos.satisfaction")
# fn(contract, user) → (template, its context) or None: what later subjects show on the page of a contract.
contract_panels: Registry[Callable[[Any, Any], tuple[str, dict[str, Any]] | None]] = Registry("ngos.contract_panels")
# fn(notice), in the transaction that publishes a notice.
announced: Registry[Callable[[Any], Any]] = Registry("ngos.announced")
# (org_id, first day, last day) → the confirmed outcomes of its cases: ref, level of need, met ("yes", "partly", "no"),
# days from the beginning to the end, mark of the report's text. Numbers of requests, never a person.
outcomes_of = Question("ngos.outcomes_of")
# (org_id, first day, last day) → (level of need, whether it was declined) of each offer that was answered.
answers_to_offers = Question("ngos.answers_to_offers")
# (provider) → what the public directory shows of its standing review, None without one.
quality_card = Question("ngos.quality_card")
# fn(finding), in the transaction in which a red line of an inspection was confirmed.
red_lines: Registry[Callable[[Any], None]] = Registry("ngos.red_lines")
Counts = Mapping[tuple[str, int], int]

# (code) → whether it is a slip of a request that can be answered now; (code, says) keeps the answer.
slip_waits = Question("ngos.slip_waits")
slip_answered = Question("ngos.slip_answered")
# (user, number) → (provider id or None, office id, officer id, county) of a case this person works in, else None.
case_of = Question("ngos.case_of")
# (user) → ids of the organisations with which this volunteer worked in the last ninety days.
worked_with = Question("ngos.worked_with")
