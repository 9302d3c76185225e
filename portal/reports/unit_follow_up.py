"""What a unit sees around one report, whatever its kind: extension, recall, keyed copy, history."""

from typing import Any

from portal.clock import today
from portal.reports import history_queries, queries
from portal.reports.confirming.queries import waits_for_word, words_on
from portal.reports.confirming.rules import SUBMISSION_STATES, may_recall
from portal.reports.duties.following import proposals_of
from portal.reports.extending.queries import requests_of
from portal.reports.extending.rules import STATES
from portal.reports.models import Duty
from portal.reports.outline_adapting import note_for
from portal.reports.parents.queries import decision_on
from portal.reports.rules import EDITABLE


def follow_up(duty: Duty) -> dict[str, Any]:
    """Template values of ``_follow_up.html`` and of the table of submissions."""
    last, sent = queries.latest_submission(duty), queries.submissions_of(duty)
    asked = requests_of(duty)
    return {
        "submissions": sent,
        "words": words_on(sent),
        "returner": _returner(duty),
        "submission_states": SUBMISSION_STATES,
        "history": history_queries.history_of(duty),
        "extensions": asked,
        "extension_states": STATES,
        "askable": duty.state in EDITABLE and not any(row.state == "asked" for row in asked),
        "recallable": last is not None
        and may_recall(duty.state, last.mode, last.state, duty.due_on, today()),
        "keyed": waits_for_word(duty),
        "proposals": proposals_of(duty, today()),
        "vertical_note": note_for(queries.definition_of(duty), duty.unit.level)
        if duty.form_id
        else "",
    }


def _returner(duty: Duty) -> str:
    """Who gave a returned report back: the parent unit, or the office."""
    review = history_queries.last_review(duty) if duty.state == "returned" else None
    said = decision_on(review.submission) if review else None
    return "Đơn vị cấp trên" if said and said.decision == "returned" else "Sở Nội vụ"
