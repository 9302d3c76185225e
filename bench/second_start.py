"""How long a second ``make run`` takes until the portal answers (budget: 5 s)."""

import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = "8971"
BUDGET = 5.0


def run_until_it_answers(data: str) -> float:
    """Start ``make run`` on ``data`` and stop it when it answers; seconds that took."""
    environment = {**os.environ, "PORT": PORT, "PORTAL_DATA": data}
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/trang-thai", timeout=1):
                    return time.monotonic() - started
            except OSError:
                if process.poll() is not None:
                    raise SystemExit("make run ended before it answered") from None
                time.sleep(0.05)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def main() -> None:
    """Run twice on the same data; print the second time."""
    with tempfile.TemporaryDirectory() as data:
        first = run_until_it_answers(data)
        time.sleep(1)
        second = run_until_it_answers(data)
    print(f"first {first:.2f} s (data loaded), second {second:.2f} s")
    print(json.dumps({
        "name": "second_start", "value": round(second, 2), "unit": "s", "peer": first,
        "ratio": round(second / first, 3), "budget": BUDGET, "ok": second <= BUDGET,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
