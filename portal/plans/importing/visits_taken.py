"""Which of the sessions taken over are one visit, and who is in its team."""

from portal.plans.importing.taken import TakenSession

#: Sessions at one unit not further apart than this are one visit.
ONE_VISIT_DAYS = 10


def visits_of(sessions: list[TakenSession]) -> list[list[TakenSession]]:
    """The sessions of each visit in their order."""
    visits: list[list[TakenSession]] = []
    for one in sorted(
        sessions, key=lambda row: (row.unit, row.team, row.on, row.part != "morning")
    ):
        last = visits[-1][-1] if visits else None
        same = last and (last.unit, last.team, last.kind) == (one.unit, one.team, one.kind)
        if last and same and (one.on - last.on).days <= ONE_VISIT_DAYS:
            visits[-1].append(one)
        else:
            visits.append([one])
    return visits


def team_name(row: TakenSession) -> str:
    """The team of a session; one without a name is called by who heads it, empty otherwise."""
    return row.team or (f"Đoàn kiểm tra do {row.chair} làm Trưởng đoàn" if row.chair else "")


def people_of(sessions: list[TakenSession]) -> dict[str, dict[str, str]]:
    """The members of each team by their role: a row of the schedule may leave out who is in the
    team that another row names."""
    people: dict[str, dict[str, str]] = {}
    for one in sessions:
        known = people.setdefault(team_name(one), {})
        named = (("head", one.chair), ("deputy", one.deputy), ("secretary", one.secretary))
        for role, name in named:
            if name:
                known.setdefault(role, name)
    return people
