"""``make migration NAME=…``: write the next migration from what the models say is missing."""

import sys
import tempfile
from pathlib import Path

from playhouse.migrations import Runner, template
from playhouse.schema_diff import diff_models

from portal import create_app, db, features

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Compare the models with a database that has every migration; write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATA": folder, "DATABASE": "", "SECRET_KEY": "x"})
        with db.connection(app) as database:
            runner = Runner(database.obj, str(ROOT / "portal" / "migrations"))
            runner.up()
            difference = diff_models(database.obj, features.models())
            if not difference:
                print("schema matches models: nothing to write")
                return 0
            print(runner.create(sys.argv[1], body=template(difference)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
