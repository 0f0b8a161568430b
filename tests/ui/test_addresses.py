import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.addresses import WebAddress, web_address

LINK = re.compile(r"<https?://[a-z0-9.-]+(:[0-9]+)?[A-Za-z0-9/?#:;=&%+,.!$'()_~-]*>", re.ASCII)


@pytest.mark.parametrize(
    ("url", "host", "link"),
    [
        ("https://www.example.org/a?b=c#d", "example.org", "<https://www.example.org/a?b=c#d>"),
        ("http://example.org", "example.org", "<http://example.org>"),
        ("HTTPS://Example.ORG:8443/A_(b)", "example.org", "<https://example.org:8443/A_(b)>"),
        (
            "https://example.org/**b**|c`d`[e](f)",
            "example.org",
            "<https://example.org/%2A%2Ab%2A%2A%7Cc%60d%60%5Be%5D(f)>",
        ),
        ("https://example.org/é?q=ü", "example.org", "<https://example.org/%C3%A9?q=%C3%BC>"),
        ("https://example.org/a><@1>", "example.org", "<https://example.org/a%3E%3C%401%3E>"),
        ("https://bücher.example/", "xn--bcher-kva.example", "<https://xn--bcher-kva.example/>"),
    ],
)
def test_a_web_address_is_shown_as_one_link(url: str, host: str, link: str) -> None:
    assert web_address(url) == WebAddress(host, link)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://example.org",
        "discord://x",
        "//example.org",
        "example.org",
        "https://",
        "https://bank.example@evil.example/",
        "https://ex ample.org/",
        "https://[::1]/",
        "https://example.org:port/",
        "https://a**b**.org/",
        "https://-",
        "https://" + "ä" * 99 + ".org",
    ],
)
def test_what_is_no_plain_web_address_is_not_shown(url: str | None) -> None:
    assert web_address(url) is None


def test_an_endless_address_is_named_by_its_host() -> None:
    assert web_address("https://example.org/" + "a" * 900) == WebAddress("example.org", None)


@given(st.text(max_size=80), st.sampled_from(["https://example.org/", "http://", "https://x.org?", ""]))
def test_nothing_but_a_link_comes_of_any_address(text: str, beginning: str) -> None:
    address = web_address(beginning + text)
    if address is not None:
        assert re.fullmatch(r"[a-z0-9.-]+", address.host)
        assert address.link is None or LINK.fullmatch(address.link)
