"""The operator's settings."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from marsad.collect.errors import FetchError
from marsad.collect.feeds import MAX_ITEMS
from marsad.collect.policy import WEB_PORTS, FetchPolicy, policy_from, user_agent
from marsad.collect.xmlguard import MAX_DEPTH, MAX_ELEMENTS
from tests.paths import ROOT


def test_settings_from_the_environment() -> None:
    policy = policy_from({
        "MARSAD_CONTACT": "https://press.example.org/bot", "MARSAD_PROXY": "http://10.0.0.9:3128",
        "MARSAD_ALLOW": "10.0.0.9/32, fd00::/8", "MARSAD_CA_FILE": "/etc/ssl/office.pem",
    })  # fmt: skip
    assert policy.allow == (ip_network("10.0.0.9/32"), ip_network("fd00::/8"))
    assert (policy.proxy, policy.ca_file) == ("http://10.0.0.9:3128", "/etc/ssl/office.pem")
    assert policy.user_agent.startswith("Marsad/")
    assert policy.user_agent.endswith("(+https://press.example.org/bot)")


def test_nothing_set_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_CONTACT", raising=False)
    assert policy_from({}) == FetchPolicy()
    assert "+" not in user_agent()


def test_a_network_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="host bits"):
        policy_from({"MARSAD_ALLOW": "10.0.0.9/8"})


def test_a_contact_cannot_add_a_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_CONTACT", "a@example.org\r\nHost: inside")
    assert "\n" not in user_agent()


def test_the_guide_names_every_reason_setting_and_port() -> None:
    guide = (ROOT / "docs" / "collecting.md").read_text("utf-8")
    for kind in FetchError.__subclasses__():
        assert f"| {kind.name} |" in guide
    for setting in ("MARSAD_CONTACT", "MARSAD_PROXY", "MARSAD_ALLOW", "MARSAD_CA_FILE"):
        assert setting in guide
    assert ", ".join(str(port) for port in sorted(WEB_PORTS)) in guide
    assert f"{MAX_ELEMENTS:,} elements, {MAX_DEPTH} deep, {MAX_ITEMS:,} items" in guide
