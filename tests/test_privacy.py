"""Every column of every table is declared public, internal or personal."""

import pytest

from portal import features
from portal.db import PUBLIC_TABLES


@pytest.mark.parametrize("model", features.models(), ids=lambda model: model.__name__)
def test_every_column_is_declared(model):
    assert set(model.privacy) == set(model._meta.fields), model.__name__
    assert set(model.privacy.values()) <= {"public", "internal", "personal"}


def test_the_public_connection_reads_public_columns_only():
    readable = [model for model in features.models() if model._meta.table_name in PUBLIC_TABLES]
    assert len(readable) == len(PUBLIC_TABLES)
    assert {kind for model in readable for kind in model.privacy.values()} == {"public"}
