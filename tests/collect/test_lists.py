"""Plain lists of addresses."""

from __future__ import annotations

from marsad.collect.urllist import BadLine, parse_url_list


def test_url_list() -> None:
    text = "\ufeff# sources\n\n https://a.example.org/x#frag \nhttps://b.example.org/ # the second\r\nnot a url\nftp://c.example.org/\nhttps://b.example.org/\n"
    urls, bad = parse_url_list(text)
    assert urls == ("https://a.example.org/x#frag", "https://b.example.org/")
    assert bad == (
        BadLine(5, "not a url", "not an absolute http or https URL"),
        BadLine(6, "ftp://c.example.org/", "the scheme is ftp, not http or https"),
    )


def test_empty_url_list() -> None:
    assert parse_url_list("\n# nothing\n") == ((), ())
