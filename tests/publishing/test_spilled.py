"""Payloads that lie in a file, and facts that are kept."""

import json
import os

import pytest

from portal.publishing import spilled
from portal.publishing.entries import Facts
from portal.publishing.spilled import Spilled


def test_what_was_put_is_read_again_in_a_forked_process_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spilled, "_AT_ONCE", 30)
    payloads = Spilled()
    texts = [json.dumps({"title": f"Kết luận số {number}"}, ensure_ascii=False) for number in "123"]
    places = [payloads.put(text) for text in texts]
    payloads.flush()
    assert [payloads.payload(*place) for place in places] == [json.loads(text) for text in texts]
    child = os.fork()
    if not child:
        payloads.payload.cache_clear()
        os._exit(0 if payloads.payload(*places[1]) == json.loads(texts[1]) else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_facts_are_the_same_after_they_were_kept() -> None:
    facts = Facts.of(
        {
            "year": 2026, "summary": "Tóm tắt.", "demo": True, "unit": {"code": "x", "name": "Xã"},
            "document": {"issued_on": "2026-01-02", "number": "1/TB", "legal_bases": ["Luật"]},
            "findings": [{"domain": "a", "domain_name": "A", "finding_kind": "strength"}],
        }
    )  # fmt: skip
    assert Facts.kept(json.loads(json.dumps(facts))) == facts
    empty = Facts.of({})
    assert Facts.kept(json.loads(json.dumps(empty))) == empty
