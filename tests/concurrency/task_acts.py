"""What two editors do to the rows of the task table, its mark, and the evidence."""

import json
from typing import Any

from portal.reports import queries
from portal.reports.models import Evidence
from tests.concurrency.ledger import Sent
from tests.concurrency.scene import Scene
from tests.page_forms import forms_of

ROW = "task:0000000000aa"
OTHER_ROW = "task:0000000000bb"


class TaskActs(Scene):
    """Write and remove rows, mark the table, attach and detach documents."""

    def edit_task(self, tab: int) -> None:
        """Open a row of Phụ lục I (or a new one), then save it, perhaps after someone else."""
        http, _ = self.tabs[tab]
        code = self.rng.choice((ROW, OTHER_ROW))
        row = code.removeprefix("task:")
        name = f"task-{tab}-{self.opened}"
        self.opened += 1
        answer = http.get(f"{self.base}phu-luc-1/dong/{row}/")
        if answer.status_code in (302, 404):  # removed meanwhile, or never there
            group = queries.definition_of(self.duty).task_groups[0].code
            answer = http.get(f"{self.base}phu-luc-1/{group}/them/")
        if answer.status_code == 404:
            assert not self._editable()
            return
        data = {
            key: values[0]
            for key, values in next(
                form for form in forms_of(answer.text) if "doc_number" in form.inputs
            ).data().items()
        }  # fmt: skip
        data["row"] = row
        self.texts += 1
        data["name"] = f"nhiệm vụ {self.texts}"
        seen = {code: self.ledger.newest(code)} if data["version"] != "0" else {code: 0}
        for _ in range(self.rng.randrange(3)):
            self.rng.choice((self.deliver, self.edit_task, self.remove_task))(self.rng.randrange(4))
        for _ in range(self.rng.choice((1, 1, 2))):
            status = self._task(http, data, Sent(name, 1, seen))
        if status == 409 and self._editable() and self.rng.random() < 0.5:
            again = http.get(f"{self.base}phu-luc-1/dong/{row}/")
            if again.status_code == 200:
                self.counts["task conflicts looked at"] += 1

    def _task(self, http: Any, data: dict[str, str], sent: Sent) -> int:
        answer = http.post(f"{self.base}phu-luc-1/dong/", data=data)
        self.ledger.delivered(sent, f"{sent.page} saves {data['name']}: {answer.status_code}")
        self.counts[f"tasks answered {answer.status_code}"] += 1
        code = f"task:{data['row']}"
        if answer.status_code == 302:
            names = [
                (json.loads(one.value) or {}).get("name")
                for one in self.ledger.entries.get(code, [])
            ]
            assert data["name"] in names, self.ledger.story()
        else:
            assert answer.status_code == 409, answer.status_code
            assert data["name"] in answer.text, "refused, and not on the page any more"
            theirs = json.loads(self.ledger.value(code))
            if self._editable():
                assert (theirs["name"] if theirs else "(đã xóa dòng này)") in answer.text
        return int(answer.status_code)

    def remove_task(self, tab: int) -> None:
        """Remove a row as the table shows it, perhaps after someone else has edited it."""
        http, _ = self.tabs[tab]
        answer = http.get(f"{self.base}phu-luc-1/")
        rows = [form for form in forms_of(answer.text) if form.action.endswith("/xoa/")]
        if not rows:
            return
        form = self.rng.choice(rows)
        code = "task:" + form.action.rstrip("/").split("/")[-2]
        seen = {code: self.ledger.newest(code)}
        if self.rng.random() < 0.4:
            self.edit_task(self.rng.randrange(4))
        data = {name: values[0] for name, values in form.data().items()}
        for _ in range(self.rng.choice((1, 2))):
            gone = http.post(form.action, data=data)
            assert gone.status_code == 302
            self.ledger.delivered(Sent(f"xoa-{tab}-{self.opened}", 1, seen), f"remove {code}")
        self.counts["task removals"] += 1

    def mark_tasks(self, tab: int) -> None:
        """Say that Phụ lục I is complete, or that it is not: a button that says so stands."""
        http, _ = self.tabs[tab]
        forms = forms_of(http.get(f"{self.base}phu-luc-1/").text)
        found = [form for form in forms if "xong" in form.inputs or "mo" in form.inputs]
        if not found:
            return
        button = "xong" if "xong" in found[0].inputs else "mo"
        token = found[0].inputs["csrf_token"].values[0]
        answer = http.post(f"{self.base}phu-luc-1/", data={"csrf_token": token, button: "1"})
        assert answer.status_code == 302
        sent = Sent(f"dau-{tab}", 1, {}, {}, frozenset({"done:tasks"}))
        self.ledger.delivered(sent, f"mark tasks {button}")
        if self._editable():
            assert self.ledger.value("done:tasks") == ("true" if button == "xong" else "false")

    def attach(self, tab: int) -> None:
        """Attach a document, sometimes with a double click."""
        http, _ = self.tabs[tab]
        forms = forms_of(http.get(f"{self.base}minh-chung/").text)
        found = next((form for form in forms if "subject" in form.inputs), None)
        if found is None:
            assert not self._editable()
            return
        self.texts += 1
        data = {name: values[0] for name, values in found.data().items()}
        data["subject"] = f"tài liệu {self.texts}"
        for _ in range(self.rng.choice((1, 2))):
            answer = http.post(f"{self.base}minh-chung/", data=data)
            assert answer.status_code == 302
        added = self._attached() - self.evidence
        assert len(added) == 1, self.ledger.story()
        self.evidence |= added
        self.counts["documents attached"] += 1

    def detach(self, tab: int) -> None:
        """Take a document off; a second click finds it gone."""
        http, _ = self.tabs[tab]
        forms = forms_of(http.get(f"{self.base}minh-chung/").text)
        rows = [form for form in forms if form.action.endswith("/xoa/")]
        if rows:
            form = self.rng.choice(rows)
            data = {name: values[0] for name, values in form.data().items()}
            statuses = [http.post(form.action, data=data).status_code for _ in range(2)]
            assert statuses == [302, 302], statuses
            self.evidence.discard(int(form.action.rstrip("/").split("/")[-2]))
        assert self._attached() == self.evidence, self.ledger.story()

    def _attached(self) -> set[int]:
        return {row.id for row in Evidence.select().where(Evidence.duty == self.duty)}
