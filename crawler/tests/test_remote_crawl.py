"""The program autopar-crawl on remote repositories, served on loopback by git itself."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawling import (
    LEFT_OUT,
    PROGRAM,
    SOURCES_FAILED,
    blob_of,
    command,
    commit,
    content_of,
    crawl,
    dump,
    git,
    kill_at_random,
    notebook,
    rows,
    run,
    states,
    write,
)
from git_servers import (
    GitRequestHandler,
    Misbehaviour,
    Request,
    WebServer,
    children_named_git,
    git_daemon,
    self_signed_certificate,
    web_server,
)

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not built")

FILES = {"a.ipynb": notebook(1), "deep/b.ipynb": notebook(2), "copy.ipynb": notebook(1)}
LARGE = random.Random(1).randbytes(3_000_000).hex()


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A folder that the servers serve, with one repository."""
    commit(tmp_path / "served" / "owner" / "name", {**FILES, "large.txt": LARGE})
    return tmp_path / "served"


@pytest.fixture
def web(served: Path) -> Iterator[WebServer]:
    with web_server(served) as server:
        yield server


def first_times(times: int, path: str, action: Misbehaviour) -> Misbehaviour:
    """Misbehaves the first times that a URL with this in it is asked for."""
    left = [times]

    def misbehave(handler: GitRequestHandler, request: Request) -> bool:
        if path not in request.path or left[0] == 0:
            return False
        left[0] -= 1
        return action(handler, request)

    return misbehave


def with_status(status: int, **headers: str) -> Misbehaviour:
    def misbehave(handler: GitRequestHandler, request: Request) -> bool:
        handler.send_status(status, **headers)
        return True

    return misbehave


def breaking_off(pause: float = 0) -> Misbehaviour:
    def misbehave(handler: GitRequestHandler, request: Request) -> bool:
        handler.send_half(request.body, pause)
        return True

    return misbehave


def test_a_repository_behind_git_daemon_gives_the_notebooks_of_head(
    served: Path, tmp_path: Path
) -> None:
    with git_daemon(served) as url:
        crawl(tmp_path / "crawl.db", f"{url}/owner/name")
    assert content_of(tmp_path / "crawl.db") == FILES
    head = git(served / "owner" / "name", "rev-parse", "HEAD")
    places = "SELECT DISTINCT repository, commit_name FROM occurrence"
    assert rows(tmp_path / "crawl.db", places) == [("owner/name", head)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crawl.db", "served"]


def test_a_server_behind_https_is_read_if_its_certificate_is_known(
    served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed_certificate(tmp_path)
    with web_server(served, certificate) as server:
        url = f"{server.url}/owner/name"
        stranger = run(url, "--output", tmp_path / "crawl.db", "--tries", "1")
        assert stranger.returncode == SOURCES_FAILED
        assert server.requests == []
        (state, error), *_ = rows(tmp_path / "crawl.db", "SELECT state, last_error FROM source")
        assert state == "FAILED"
        assert "certificate" in str(error)
        monkeypatch.setenv("GIT_SSL_CAINFO", str(certificate.public))
        crawl(tmp_path / "crawl.db", url)
        head = git(served / "owner" / "name", "rev-parse", "HEAD")
        assert server.wants() == {head, *map(blob_of, FILES.values())}
    assert content_of(tmp_path / "crawl.db") == FILES
    assert states(tmp_path / "crawl.db") == {url: "SCANNED"}


@pytest.mark.parametrize("filters", ["true", "false"])
def test_a_web_server_is_asked_for_nothing_but_notebooks(
    web: WebServer, served: Path, tmp_path: Path, filters: str
) -> None:
    git(served / "owner" / "name", "config", "uploadpack.allowFilter", filters)
    crawl(tmp_path / "crawl.db", f"{web.url}/owner/name/")
    assert content_of(tmp_path / "crawl.db") == FILES
    assert states(tmp_path / "crawl.db") == {f"{web.url}/owner/name": "SCANNED"}
    sent = sum(request.answer_bytes for request in web.requests)
    if filters == "true":
        assert sent < 20_000
        blobs = {blob_of(text) for text in FILES.values()}
        head = git(served / "owner" / "name", "rev-parse", "HEAD")
        assert web.wants() == blobs | {head}


def test_an_update_asks_for_new_contents_only(web: WebServer, served: Path, tmp_path: Path) -> None:
    url = f"{web.url}/owner/name"
    crawl(tmp_path / "crawl.db", url)
    web.requests.clear()
    crawl(tmp_path / "crawl.db", url)
    assert web.wants() == set()
    head = commit(served / "owner" / "name", {"a.ipynb": notebook(5)})
    git(served / "owner" / "name", "rm", "--quiet", "copy.ipynb")
    head = commit(served / "owner" / "name", {})
    crawl(tmp_path / "crawl.db", url)
    assert web.wants() == {head, blob_of(notebook(5))}
    assert content_of(tmp_path / "crawl.db") == {
        "a.ipynb": notebook(5),
        "deep/b.ipynb": notebook(2),
    }


@pytest.mark.parametrize("broken", ["info/refs", "git-upload-pack"])
def test_a_server_that_breaks_off_is_tried_again(
    web: WebServer, tmp_path: Path, broken: str
) -> None:
    web.misbehave = first_times(2, broken, breaking_off())
    crawl(tmp_path / "crawl.db", f"{web.url}/owner/name", "--delay", "0.05")
    assert content_of(tmp_path / "crawl.db") == FILES
    assert rows(tmp_path / "crawl.db", "SELECT tries, last_error FROM source") == [(0, None)]


def test_a_server_that_stalls_is_left_in_time(web: WebServer, tmp_path: Path) -> None:
    web.misbehave = first_times(1, "git-upload-pack", breaking_off(pause=20))
    begin = time.monotonic()
    crawl(tmp_path / "crawl.db", f"{web.url}/owner/name", "--delay", "0.05", "--timeout", "2")
    assert time.monotonic() - begin < 15
    assert content_of(tmp_path / "crawl.db") == FILES


def test_a_server_that_always_stalls_is_given_up(web: WebServer, tmp_path: Path) -> None:
    web.misbehave = breaking_off(pause=20)
    begin = time.monotonic()
    done = run(
        *(f"{web.url}/owner/name", "--output", tmp_path / "crawl.db"),
        *("--delay", "0.05", "--timeout", "1", "--tries", "3"),
    )
    assert done.returncode == SOURCES_FAILED
    assert time.monotonic() - begin < 15
    found = rows(tmp_path / "crawl.db", "SELECT state, tries, last_error FROM source")
    assert found == [("FAILED", 3, "git did not end in time")]
    assert children_named_git() == []


@pytest.mark.parametrize(
    ("status", "state"), [(404, "GONE"), (410, "GONE"), (401, "DENIED"), (403, "DENIED")]
)
def test_what_the_server_refuses_is_not_tried_again_and_forgets_nothing(
    web: WebServer, tmp_path: Path, status: int, state: str
) -> None:
    url = f"{web.url}/owner/name"
    crawl(tmp_path / "crawl.db", url)
    before = content_of(tmp_path / "crawl.db")
    headers = {"WWW-Authenticate": "Basic"} if status == 401 else {}
    web.misbehave = with_status(status, **headers)
    web.requests.clear()
    done = run(url, "--output", tmp_path / "crawl.db", "--delay", "0.05")
    assert done.returncode == SOURCES_FAILED
    assert len(web.requests) <= 2
    assert states(tmp_path / "crawl.db") == {url: state}
    assert content_of(tmp_path / "crawl.db") == before


def test_a_host_that_wants_no_more_is_asked_no_more(web: WebServer, tmp_path: Path) -> None:
    web.misbehave = with_status(429)
    urls = [f"{web.url}/owner/{number}" for number in range(5)]
    options = ["--output", str(tmp_path / "crawl.db"), "--jobs", "1", "--delay", "0.05"]
    assert run(*urls, *options).returncode == SOURCES_FAILED
    assert len(web.requests) == 1
    again = run(*urls, *options)
    assert again.returncode == SOURCES_FAILED
    assert "not before" in again.stderr
    assert len(web.requests) == 1


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_host_that_says_when_to_come_back_is_left_alone_until_then(
    web: WebServer, served: Path, tmp_path: Path, status: int
) -> None:
    commit(served / "owner" / "other", {"c.ipynb": notebook(3)})
    web.misbehave = first_times(1, "info/refs", with_status(status, **{"Retry-After": "2"}))
    urls = [f"{web.url}/owner/name", f"{web.url}/owner/other"]
    crawl(tmp_path / "crawl.db", *urls, "--jobs", "1", "--delay", "0.05")
    first, second, *_ = web.requests
    assert 2 <= second.time - first.time < 30
    assert states(tmp_path / "crawl.db") == dict.fromkeys(urls, "SCANNED")
    assert content_of(tmp_path / "crawl.db") == {**FILES, "c.ipynb": notebook(3)}


def test_a_fetch_that_is_put_off_is_tried_again(web: WebServer, tmp_path: Path) -> None:
    web.misbehave = first_times(1, "/git-upload-pack", with_status(503, **{"Retry-After": "2"}))
    crawl(tmp_path / "crawl.db", f"{web.url}/owner/name", "--delay", "0.05")
    assert content_of(tmp_path / "crawl.db") == FILES
    put_off = next(n for n, request in enumerate(web.requests) if request.method == "POST")
    assert web.requests[put_off + 1].time - web.requests[put_off].time >= 2


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("asked", "seconds"), [(1000, 1000), (10**12, 24 * 3600)])
def test_a_long_wait_is_noted_and_left_to_a_later_run(
    web: WebServer, tmp_path: Path, status: int, asked: int, seconds: int
) -> None:
    web.misbehave = with_status(status, **{"Retry-After": str(asked)})
    urls = [f"{web.url}/owner/{number}" for number in range(3)]
    options = ["--output", str(tmp_path / "crawl.db"), "--jobs", "1", "--delay", "0.05"]
    begin = time.time()
    assert run(*urls, *options).returncode == SOURCES_FAILED
    assert len(web.requests) == 1
    found = rows(tmp_path / "crawl.db", "SELECT state, next_try_at, last_error FROM source")
    assert {state for state, _, _ in found} == {"FAILED"}
    assert all(-2 <= int(str(at)) - begin - seconds <= 30 for _, at, _ in found)
    assert any("it asks to wait" in str(error) for _, _, error in found)
    again = run(*urls, *options)
    assert again.returncode == SOURCES_FAILED
    assert "not before" in again.stderr
    assert len(web.requests) == 1


def test_failures_of_the_server_are_tried_again(web: WebServer, tmp_path: Path) -> None:
    web.misbehave = first_times(2, "info/refs", with_status(503))
    crawl(tmp_path / "crawl.db", f"{web.url}/owner/name", "--delay", "0.05")
    assert content_of(tmp_path / "crawl.db") == FILES


def test_a_host_has_at_most_two_connections(web: WebServer, served: Path, tmp_path: Path) -> None:
    for number in range(6):
        commit(served / "owner" / str(number), {"a.ipynb": notebook(number)})
    urls = [f"{web.url}/owner/{number}" for number in range(6)]
    crawl(tmp_path / "crawl.db", *urls, "--jobs", "6")
    assert len(content_of(tmp_path / "crawl.db")) == 1
    assert len(rows(tmp_path / "crawl.db", "SELECT * FROM content")) == 6
    assert 1 <= web.most_at_once <= 2


def test_moved_repositories_are_followed_and_their_new_place_noted(
    web: WebServer, tmp_path: Path
) -> None:
    def move(handler: GitRequestHandler, request: Request) -> bool:
        if not request.path.startswith("/old/"):
            return False
        handler.send_status(301, Location=web.url + request.path.replace("/old/", "/owner/"))
        return True

    web.misbehave = move
    crawl(tmp_path / "crawl.db", f"{web.url}/old/name")
    assert content_of(tmp_path / "crawl.db") == FILES
    assert rows(tmp_path / "crawl.db", "SELECT redirected_to FROM source") == [
        (f"{web.url}/owner/name",)
    ]


def test_odd_repositories_end_in_states_of_their_own(
    web: WebServer, served: Path, tmp_path: Path
) -> None:
    git(served, "init", "--quiet", "--bare", "empty")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    commit(served / "lfs", {"a.ipynb": pointer, "b.ipynb": pointer})
    commit(served / "large", {"a.ipynb": LARGE})
    commit(served / "none", {"a.txt": ""})
    git(served, "clone", "--quiet", "--bare", served / "none", "headless")
    git(served / "headless", "update-ref", "refs/remotes/x/HEAD", "main")
    git(served / "headless", "symbolic-ref", "HEAD", "refs/heads/other")
    names = ["empty", "lfs", "large", "none", "headless"]
    urls = [f"{web.url}/{name}" for name in names]
    done = run(*urls, "--output", tmp_path / "crawl.db", "--repository-size", "1")
    assert done.returncode == SOURCES_FAILED
    expected = ["EMPTY", "LFS_ONLY", "TOO_BIG", "SCANNED", "EMPTY"]
    assert states(tmp_path / "crawl.db") == dict(zip(urls, expected, strict=True))


def test_other_protocols_and_passwords_are_refused(tmp_path: Path) -> None:
    for url in (
        f"ext::touch {tmp_path / 'trapped'}",
        f"file://{tmp_path}",
        "ssh://-oProxyCommand=touch/x",
        "https://user:secret@example.org/owner/name",
        "https://-x/owner/name",
    ):
        done = run(url, "--output", tmp_path / "crawl.db")
        assert done.returncode == 1, url
        assert "secret" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_servers_and_settings_can_make_git_run_nothing(
    web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = f"touch {tmp_path / 'trapped'}"
    write(
        tmp_path / "home",
        {
            ".gitconfig": f'[core]\n\tfsmonitor = "{trap}"\n\thooksPath = {tmp_path}/home\n'
            f'\tsshCommand = "{trap}"\n[credential]\n\thelper = "!{trap}"\n'
            f'[url "ext::{trap} "]\n\tinsteadOf = http://\n'
            f"[init]\n\ttemplateDir = {tmp_path}/home\n",
            "reference-transaction": f"#!/bin/sh\n{trap}\n",
        },
    )
    (tmp_path / "home" / "reference-transaction").chmod(0o755)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_ASKPASS", trap)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.hooksPath")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(tmp_path / "home"))
    crawl(tmp_path / "crawl.db", f"{web.url}/owner/name")
    assert content_of(tmp_path / "crawl.db") == FILES
    web.misbehave = with_status(401, **{"WWW-Authenticate": "Basic"})
    run(f"{web.url}/owner/name", "--output", tmp_path / "crawl.db")
    for place in (f"ext::{trap}", f"file://{tmp_path}/served/owner/name", "ssh://x/y"):
        web.misbehave = with_status(302, Location=place)
        done = run(f"{web.url}/other", "--output", tmp_path / "other.db", "--tries", "1")
        assert done.returncode == SOURCES_FAILED
    assert not (tmp_path / "trapped").exists()


def test_a_hostile_tree_is_listed_and_not_written(
    web: WebServer, served: Path, tmp_path: Path
) -> None:
    work = served / "hostile"
    commit(work, {"a.ipynb": notebook(1)})
    blob = blob_of(notebook(1))
    tree = bytes.fromhex(blob)
    raw = b"".join(b"100644 " + n + b"\0" + tree for n in (b"../../x.ipynb", b"a.ipynb"))
    made = subprocess.run(
        ["git", "-C", work, "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        input=raw,
        capture_output=True,
        check=True,
    )
    name = made.stdout.decode().strip()
    head = git(work, "commit-tree", name, "-m", "x")
    git(work, "update-ref", "refs/heads/main", head)
    crawl(tmp_path / "crawl.db", f"{web.url}/hostile")
    assert rows(tmp_path / "crawl.db", "SELECT path, status FROM occurrence") == [
        ("../../x.ipynb", "UNSAFE_PATH"),
        ("a.ipynb", "READ"),
    ]
    assert not list(tmp_path.parent.glob("x.ipynb"))


def test_a_stopped_crawl_leaves_no_git_behind(web: WebServer, tmp_path: Path) -> None:
    web.misbehave = breaking_off(pause=20)
    process = subprocess.Popen(
        command(f"{web.url}/owner/name", "--output", tmp_path / "crawl.db"),
        stderr=subprocess.DEVNULL,
    )
    while not web.requests:
        time.sleep(0.01)
    process.terminate()
    assert process.wait(10) == 130
    assert children_named_git() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crawl.db", "served"]


def check_kills(served: Path, web: WebServer, tmp_path: Path, kills: int) -> None:
    for number in range(8):
        files = {f"{n}.ipynb": notebook(100 * number + n, 200) for n in range(60)}
        commit(served / "owner" / str(number), files)
    urls = [f"{web.url}/owner/{number}" for number in range(8)]
    crawl(tmp_path / "whole.db", *urls)
    whole = dump(tmp_path / "whole.db")
    database = tmp_path / "crawl.db"

    def check(is_done: bool) -> None:
        if is_done:
            assert dump(database) == whole
            assert not Path(f"{database}.fetching").exists()

    kill_at_random([*urls], database, kills, check)
    assert children_named_git() == []


def test_a_remote_crawl_that_is_killed_goes_on(
    served: Path, web: WebServer, tmp_path: Path
) -> None:
    check_kills(served, web, tmp_path, kills=4)


@pytest.mark.slow
def test_a_remote_crawl_that_is_killed_fifty_times_goes_on(
    served: Path, web: WebServer, tmp_path: Path
) -> None:
    check_kills(served, web, tmp_path, kills=50)


def write_manifest(path: Path, lines: list[tuple[str, str, str, str, int]]) -> None:
    rows_of_file = [",".join(f'"{value}"' for value in line) for line in lines]
    text = "\n".join(["repository,commit,path,blob,bytes", *rows_of_file]) + "\n"
    path.write_text(text, encoding="utf-8")


def test_a_manifest_fetches_the_bytes_that_it_names(
    web: WebServer, served: Path, tmp_path: Path
) -> None:
    url = f"{web.url}/owner/name"
    old = git(served / "owner" / "name", "rev-parse", "HEAD")
    commit(served / "owner" / "name", {"a.ipynb": notebook(9)})
    lines = [(url, old, path, blob_of(text), len(text)) for path, text in FILES.items()]
    write_manifest(tmp_path / "m.csv", lines)
    crawl(tmp_path / "crawl.db", tmp_path / "m.csv")
    assert content_of(tmp_path / "crawl.db") == FILES
    assert states(tmp_path / "crawl.db") == {f"{url}#{old}": "SCANNED"}
    assert web.wants() == {blob_of(text) for text in FILES.values()}
    web.requests.clear()
    crawl(tmp_path / "crawl.db", tmp_path / "m.csv")
    assert web.requests == []


def test_a_manifest_says_what_is_gone_or_not_as_named(web: WebServer, tmp_path: Path) -> None:
    url = f"{web.url}/owner/name"
    good, wrong = notebook(1), notebook(2)
    lines = [
        (url, "1" * 40, "gone.ipynb", "2" * 40, 7),
        (url, "1" * 40, "good.ipynb", blob_of(good), len(good)),
        (url, "1" * 40, "wrong.ipynb", blob_of(wrong), len(wrong) + 1),
    ]
    write_manifest(tmp_path / "m.csv", lines)
    done = run(tmp_path / "m.csv", "--output", tmp_path / "crawl.db")
    assert done.returncode == LEFT_OUT
    assert rows(tmp_path / "crawl.db", "SELECT path, status FROM occurrence") == [
        ("gone.ipynb", "MISSING_BLOB"),
        ("good.ipynb", "READ"),
        ("wrong.ipynb", "UNREADABLE"),
    ]
    write_manifest(tmp_path / "m.csv", [(url, "no commit", "x.ipynb", "2" * 40, 7)])
    refused = run(tmp_path / "m.csv", "--output", tmp_path / "crawl.db")
    assert refused.returncode == 1
    assert "record 2" in refused.stderr


def test_nothing_is_asked_of_the_user(web: WebServer, tmp_path: Path) -> None:
    """Without a terminal and with one, git must not wait for a password."""
    web.misbehave = with_status(401, **{"WWW-Authenticate": "Basic"})
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        command(f"{web.url}/owner/name", "--output", tmp_path / "crawl.db", "--quiet"),
        stdin=theirs,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(theirs)
    assert process.wait(20) == SOURCES_FAILED
    os.close(ours)
