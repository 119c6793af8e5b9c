"""Whatever address is asked for: never an error of the server, always an answer of its kind."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.addresses import addresses, complaint
from support.web_site import build_site, site


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return site(build_site(tmp_path_factory.mktemp("any")))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_address_has_a_proper_answer(app: Flask, data: st.DataObject) -> None:
    """Nothing that can be typed into an address breaks the server or leaks into a page."""
    address = data.draw(addresses(app))
    with app.test_client().get(address) as answer:
        assert complaint(address, answer) is None
