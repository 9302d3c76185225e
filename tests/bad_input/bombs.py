"""What each bomb costs: processor seconds and memory of a whole request, one JSON line each.

Run as ``python -m tests.bad_input.bombs``. A request that is taken is followed to the page it
leads to, since that is where a file is read. The address space is bounded: a bomb that goes off
ends this process and no other.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.bad_input.answers import send
from tests.bad_input.cases import Case, case_of
from tests.bad_input.files import Hostile, kinds
from tests.bad_input.world import World, made_world, undone

#: (endpoint, field): the import that reads Word, a public file that is cleaned, a plain one.
PLACES = (
    ("plans_office.import_word", "file"),
    ("plans_office.document", "signed_file"),
    ("reports_unit.add_evidence", "file"),
)
_MIB = 1024 * 1024
_MOST = 3 * 1024 * _MIB


def _status(name: str) -> int:
    """A line of the kernel's account of this process, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def cost(world: World, case: Case, field: str, file: Hostile) -> dict[str, float]:
    """Status, seconds and MiB at the peak above what the process held before."""
    client = world.client(case.endpoint)
    with undone(client):
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        before, begun = _status("VmRSS"), time.process_time()
        sent = {**case.good, field: [(file.name, file.content)]}
        answer, crash = send(world, case, sent)
        if answer is None:
            raise RuntimeError(crash)
        if answer.status_code == 302:
            answer = client.http.get(answer.headers["Location"])
            answer.get_data()
        seconds = time.process_time() - begun
        grown = (_status("VmHWM") - before) / _MIB
    return {"status": answer.status_code, "seconds": seconds, "mib": grown}


def main() -> None:
    """Send every bomb to every place whose field takes its ending."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))
    bombs = {kind: file for kind, file in kinds().items() if file.bomb}
    with tempfile.TemporaryDirectory() as folder, made_world(Path(folder)) as world:
        for endpoint, field in PLACES:
            case = case_of(world, endpoint)
            cost(world, case, field, kinds()["path"])  # what is loaded only once
            for kind, file in bombs.items():
                row = {"kind": f"{kind} at {endpoint}", **cost(world, case, field, file)}
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
