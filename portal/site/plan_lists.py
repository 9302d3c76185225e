"""The lists of a plan as its page shows them: amounts, team, steps, survey groups, blocks."""

from typing import Any

from portal.site.catalog import Catalog

#: Fields of a plan that publications older than them do not have.
LISTS = ("quantities", "team_roles", "tasks", "survey_groups", "subjects")

Row = dict[str, Any]


def plan_lists(shown: Catalog, plan: Row) -> Row:
    """Each list with its units linked. ``survey``: groups by the kind of ballot, the paper
    ballots added up; ``subjects``: blocks with ``subject_count`` units in all."""
    subjects = [
        {**block, "units": [shown.unit(unit) for unit in block["units"]]}
        for block in plan.get("subjects", ())
    ]
    return {
        "quantities": list(plan.get("quantities", ())),
        "team_roles": _by_strand(
            [{**row, "agency": shown.unit(row["agency"])} for row in plan.get("team_roles", ())]
        ),
        "tasks": [_task(shown, row) for row in plan.get("tasks", ())],
        "survey": _survey(list(plan.get("survey_groups", ()))),
        "subjects": subjects,
        "subject_count": sum(len(block["units"]) for block in subjects),
    }


def _task(shown: Catalog, row: Row) -> Row:
    return {
        **row,
        "part": "." in row["number"],
        "lead": [shown.unit(unit) for unit in row["lead"]],
        "support": [shown.unit(unit) for unit in row["support"]],
    }


def _by_strand(rows: list[Row]) -> list[Row]:
    """Roles in one team a strand, in the order they were written."""
    names = dict.fromkeys(row["strand_name"] for row in rows)
    return [
        {"strand_name": name, "rows": [row for row in rows if row["strand_name"] == name]}
        for name in names
    ]


def _survey(groups: list[Row]) -> list[Row]:
    """Groups by the kind of their ballots. ``total`` is None where no number is set."""
    found = []
    for mode in dict.fromkeys(group["mode"] for group in groups):
        rows = [group for group in groups if group["mode"] == mode]
        set_numbers = [group["ballots"] for group in rows if group["ballots"] is not None]
        found.append(
            {
                "mode": mode,
                "mode_name": rows[0]["mode_name"],
                "groups": rows,
                "total": sum(set_numbers) if set_numbers else None,
                "whole": len(set_numbers) == len(rows),
            }
        )
    return found


def task_row(task: Row) -> Row:
    """A step as a row of open data."""
    return {
        "so_thu_tu": task["number"],
        "noi_dung": task["title"],
        "thoi_gian": task["due_words"],
        "han_cuoi": task["last_day"],
        "chu_tri": _names(task["lead"]),
        "phoi_hop": _names(task["support"]),
        "ghi_chu": task["note"],
    }


def survey_row(group: Row) -> Row:
    """A survey group as a row of open data."""
    return {
        "ma_phieu": group["ballot_code"],
        "doi_tuong": group["name"],
        "hinh_thuc": group["mode_name"],
        "khoi": _names(group["rates"]),
        "so_phieu": "" if group["ballots"] is None else group["ballots"],
        "cach_tinh": group["ballots_rule"],
    }


def quantity_row(amount: Row) -> Row:
    """An amount as a row of open data."""
    low, high = amount["minimum"], amount["maximum"]
    return {
        "chi_tieu": amount["title"],
        "toi_thieu": "" if low is None else low,
        "toi_da": "" if high is None else high,
        "don_vi_tinh": amount["unit"],
        "loai_kiem_tra": amount["strand_name"],
    }


def _names(bodies: list[Row]) -> str:
    return "; ".join(body["name"] for body in bodies)
