"""Who signs for a team at a visit."""

from collections.abc import Iterable

#: The lines above a signature, and whose it is; the name is empty where nobody is known.
Signature = tuple[tuple[str, ...], str]


def team_signature(present: Iterable[tuple[str, str]]) -> Signature:
    """The lines and the name, from (name, role) of the members who take part.

    A head who may not inspect the own agency (DOMAIN 1.11, trap 13) signs nothing of that visit:
    a deputy signs for the head (Nghị định 30/2020, Phụ lục I, phần II, mục 7: “KT.”).
    """
    people = list(present)
    for wanted, lines in (
        ("head", ("Trưởng đoàn",)),
        ("deputy", ("KT. Trưởng đoàn", "Phó Trưởng đoàn")),
    ):
        name = next((one for one, role in people if role == wanted), "")
        if name:
            return lines, name
    return ("Trưởng đoàn",), ""
