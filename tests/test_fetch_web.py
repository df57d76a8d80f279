"""Addresses and feeds, over a real server on this machine; only here may loopback be asked."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from index import fetch_http, urls
from index.errors import InputError
from index.fetch import Given, read
from index.fetch_web import read_feed
from index.model import Raw, Rejected

STORY = (
    "La préfète a annoncé mardi que le pont de Varesse resterait fermé jusqu'au printemps, le temps de remplacer deux "
    "câbles. « Nous ne prendrons aucun risque », a déclaré Odile Marchaux devant les habitants réunis à la mairie. "
    "Elle a ajouté que les travaux commenceraient avant la fin du mois, et qu'un bac serait mis en place. "
)
PAGE = f"""<!DOCTYPE html><html lang="fr"><head><title>Le pont de Varesse reste fermé</title>
<meta property="og:title" content="Le pont de Varesse reste fermé">
<meta property="og:site_name" content="Le Courrier de Varesse">
<meta property="article:published_time" content="2025-02-04T08:12:00+01:00">
<meta property="article:modified_time" content="2025-02-05T10:00:00+01:00"><script>steal()</script></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Le pont de Varesse reste fermé</h1><p>{STORY}</p><p>{STORY}</p>
<script>steal()</script></article><footer>Tous droits réservés</footer></body></html>"""  # fmt: skip
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Le Courrier</title>
<item><title>Un</title><link>{0}/page</link><pubDate>Tue, 04 Feb 2025 23:30:00 -0500</pubDate></item>
<item><title>Deux</title><link>{0}/page?2</link></item>
<item><title>Trois</title><link>file:///etc/passwd</link></item></channel></rss>"""

HTML = {"Content-Type": "text/html; charset=utf-8"}
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, HTML, PAGE.encode()),
    "/old": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, PAGE.replace("—", "-").encode("cp1252")),
    "/moved": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/inside": (302, {"Location": "http://10.1.2.3/admin"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/gone": (404, HTML, b"no"),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n"),
    "/empty": (200, HTML, b"  "),
    "/scripts": (200, HTML, b"<html><body><script>render()</script></body></html>"),
    "/plain": (200, {"Content-Type": "text/plain"}, STORY.encode()),
    "/packed": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
    "/bomb": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 60_000_000)),
}


class Paper(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in ("/endless", "/headers"):
            return self.drip(path)
        host = f"http://{self.headers['Host']}"
        feed = (200, {"Content-Type": "application/rss+xml"}, FEED.format(host).encode())
        status, headers, body = feed if path == "/feed" else ANSWERS[path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, path: str) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n" + b"\r\n" * (path == "/endless"))
        try:
            while True:
                self.wfile.write(b"X-More: more\r\n")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def paper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ask(*sources: str, kept: frozenset[str] = frozenset(), given: Given | None = None) -> list[Raw | Rejected]:
    return list(read(sources, given, kept=kept, reachable=lambda address: address.is_loopback))


def one(source: str) -> Raw:
    (found,) = ask(source)
    assert isinstance(found, Raw), found
    return found


def refused(source: str) -> str:
    (found,) = ask(source)
    assert isinstance(found, Rejected), found
    assert found.source == source
    return found.reason


def test_a_page_gives_its_story_and_what_it_says_of_itself(paper: str) -> None:
    raw = one(f"{paper}/page")
    assert "Odile Marchaux" in raw.text
    assert "Accueil" not in raw.text
    assert (raw.title, raw.outlet) == ("Le pont de Varesse reste fermé", "Le Courrier de Varesse")
    assert raw.url == f"{paper}/page"


def test_published_updated_and_crawled_are_three_dates(paper: str) -> None:
    raw = one(f"{paper}/page")
    assert raw.published == "2025-02-04T08:12:00+01:00"
    assert raw.updated == "2025-02-05T10:00:00+01:00"
    assert raw.crawled is not None
    assert raw.crawled.endswith("Z")


def test_scripts_leave_no_trace(paper: str) -> None:
    assert "steal" not in one(f"{paper}/page").text


def test_what_the_user_says_wins_over_the_page(paper: str) -> None:
    (raw,) = ask(f"{paper}/page", given=Given(published="2024", outlet="Nous"))
    assert isinstance(raw, Raw)
    assert (raw.published, raw.outlet, raw.title) == ("2024", "Nous", "Le pont de Varesse reste fermé")


def test_latin_1_is_read_as_browsers_read_it(paper: str) -> None:
    assert "préfète" in one(f"{paper}/old").text


def test_a_redirect_is_followed_and_the_last_address_kept(paper: str) -> None:
    assert one(f"{paper}/moved").url == f"{paper}/page"


def test_plain_text_is_taken_as_it_is(paper: str) -> None:
    assert one(f"{paper}/plain").text == STORY


def test_a_compression_nobody_asked_for_is_undone(paper: str) -> None:
    assert "Odile Marchaux" in one(f"{paper}/packed").text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/loop", "more than 5 times"),
        ("/inside", "private network"),
        ("/file", "Only http and https"),
        ("/gone", "404"),
        ("/picture", "image/png"),
        ("/empty", "empty page"),
        ("/scripts", "No article was found"),
        ("/bomb", "50 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(paper: str, path: str, words: str) -> None:
    reason = refused(paper + path)
    assert words in reason
    assert reason.endswith(".")
    assert "\n" not in reason


@pytest.mark.parametrize("path", ["/endless", "/headers"])
def test_a_page_that_never_ends_is_given_up(paper: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_http, "SECONDS", 0.4)
    started = time.monotonic()
    assert "time" in refused(paper + path) or "given up" in refused(paper + path)
    assert time.monotonic() - started < 3


def test_a_page_that_is_too_large_is_given_up(paper: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_http, "LARGEST", 500)
    assert "was given up" in refused(f"{paper}/page")


def test_this_machine_is_not_asked_by_default(paper: str) -> None:
    (found,) = read([f"{paper}/page"])
    assert isinstance(found, Rejected)
    assert "private network" in found.reason


def test_a_name_that_leads_to_this_machine_is_not_asked(paper: str) -> None:
    (found,) = read([paper.replace("127.0.0.1", "localhost") + "/page"])
    assert isinstance(found, Rejected)
    assert "private network" in found.reason


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "2002:a00:1::", "64:ff9b::7f00:1"],
)  # fmt: skip
def test_no_private_address_passes(address: str) -> None:
    assert not urls.public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"])
def test_public_addresses_pass(address: str) -> None:
    assert urls.public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["ftp://paper.example/a", "gopher://x", "http://", "http://me:secret@paper.example", "http://[::1", "http://a:b/"],
)
def test_odd_addresses_are_refused_before_anything_is_asked(address: str) -> None:
    with pytest.raises(InputError):
        urls.check(address)


def test_a_feed_gives_its_items_and_refuses_the_odd_one(paper: str) -> None:
    first, second, third = ask(f"{paper}/feed")
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert isinstance(third, Rejected)
    assert (first.url, second.url) == (f"{paper}/page", f"{paper}/page?2")


def test_a_feed_gives_only_items_that_are_new(paper: str) -> None:
    found = ask(f"{paper}/feed", kept=frozenset({f"{paper}/page"}))
    assert [f.url for f in found if isinstance(f, Raw)] == [f"{paper}/page?2"]


class Everything:
    def __contains__(self, address: object) -> bool:
        return True


@settings(max_examples=60, deadline=None)
@examples(st.text(max_size=60), st.binary(max_size=40), st.integers(0, 400))
def test_any_feed_is_read_or_refused(title: str, noise: bytes, cut: int) -> None:
    whole = FEED.format("https://paper.example").replace("Un", title).encode("utf-8", "replace")
    for found in read_feed(whole[:cut] + noise + whole[cut:], Everything()):
        assert isinstance(found, Rejected)


def test_an_item_that_is_whole_is_not_fetched_again_and_keeps_the_day_as_stated() -> None:
    item = "<title>A</title><link>https://paper.example/a</link><pubDate>Tue, 04 Feb 2025 23:30:00 -0500</pubDate>"
    story = f"<content:encoded><![CDATA[<p>{STORY}</p><p>{STORY}</p><p>{STORY}</p>]]></content:encoded>"
    spaces = 'version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    feed = f"<rss {spaces}><channel><title>Le Courrier</title><item>{item}{story}</item></channel></rss>"
    (raw,) = read_feed(feed.encode(), ())
    assert isinstance(raw, Raw)
    assert (raw.title, raw.outlet, raw.url) == ("A", "Le Courrier", "https://paper.example/a")
    assert (raw.published, raw.updated) == ("2025-02-04T23:30:00-05:00", None)
    assert "Odile Marchaux" in raw.text
