"""scripts/setup on machines that lack something, and the commands without a network."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534

# Runs its arguments in a network of their own in which nothing but the loopback device is up.
WITHOUT_NETWORK = """
import fcntl, os, socket, struct, subprocess, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    request = struct.pack("16sh", b"lo", 1)
    fcntl.ioctl(probe, 0x8914, request)
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError:
    sys.exit(subprocess.run(sys.argv[1:]).returncode)
sys.exit("there is a network after all")
"""


@pytest.fixture
def clone() -> Iterator[Path]:
    """A copy of the scripts alone that every user may read."""
    folder = Path(tempfile.mkdtemp(prefix="autopar-setup-"))
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("tests"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def as_nobody(command: list[str], path: str) -> subprocess.CompletedProcess[str]:
    nobody = NOBODY if os.geteuid() == 0 else None
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": path, "HOME": "/nonexistent"},
        user=nobody,
        group=nobody,
    )


def test_without_root_the_install_line_is_printed(clone: Path) -> None:
    shim = clone / "shim" / "dpkg-query"
    shim.parent.mkdir()
    shim.write_text(
        '#!/bin/sh\ncase "$*" in *libfmt-dev*|*oclgrind*) exit 1;; esac\necho installed\n'
    )
    shim.chmod(0o755)
    result = as_nobody([str(clone / "scripts" / "setup")], f"{shim.parent}:{os.environ['PATH']}")
    assert result.returncode == 3, result.stderr
    assert result.stdout.splitlines()[-1] == "  apt-get install --no-install-recommends libfmt-dev"


def test_a_missing_optional_package_is_said_in_one_sentence(clone: Path) -> None:
    shim = clone / "shim" / "dpkg-query"
    shim.parent.mkdir()
    shim.write_text('#!/bin/sh\ncase "$*" in *oclgrind*) exit 1;; esac\necho installed\n')
    shim.chmod(0o755)
    (shim.parent / "g++").write_text("#!/bin/sh\necho 11.4.0\n")
    (shim.parent / "g++").chmod(0o755)
    result = as_nobody([str(clone / "scripts" / "setup")], f"{shim.parent}:{os.environ['PATH']}")
    (line,) = [line for line in result.stdout.splitlines() if "oclgrind" in line]
    assert line.startswith("setup: oclgrind is not installed: there is no OpenCL race checker")


def test_an_old_compiler_is_said_in_one_sentence(clone: Path) -> None:
    shim = clone / "shim" / "g++"
    shim.parent.mkdir()
    shim.write_text("#!/bin/sh\necho 11.4.0\n")
    shim.chmod(0o755)
    (shim.parent / "dpkg-query").write_text("#!/bin/sh\necho installed\n")
    (shim.parent / "dpkg-query").chmod(0o755)
    result = as_nobody([str(clone / "scripts" / "setup")], f"{shim.parent}:{os.environ['PATH']}")
    assert result.returncode == 1
    assert "g++ 12 or newer is needed for C++20, but g++ is version 11" in result.stderr


def test_an_unknown_argument_is_wrong_usage(clone: Path) -> None:
    for script in ("setup", "test", "reproduce"):
        result = as_nobody([str(clone / "scripts" / script), "--nonsense"], os.environ["PATH"])
        assert result.returncode == 2
        assert "--nonsense" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bench", "some"], "--bench takes quick, full or none, not some"),
        (["--against"], "--against needs a value"),
        (["--against", "/no/result.json"], "there is no /no/result.json"),
        (["--against", str(Path(__file__)), "--bench", "none"], "--against needs benchmarks"),
    ],
)
def test_reproduce_says_what_is_wrong_before_it_begins(arguments: list[str], message: str) -> None:
    script = str(ROOT / "scripts" / "reproduce")
    result = subprocess.run([script, *arguments], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_the_lock_names_no_index_and_hashes_everything() -> None:
    text = (ROOT / "scripts" / "requirements.lock").read_text()
    assert "://" not in text
    assert "index-url" not in text
    entries = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(entries) > 20
    assert all(line.endswith("\\") and "==" in line for line in entries)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take the network away")
def test_a_second_run_needs_no_network() -> None:
    for command in (["scripts/setup"], ["scripts/build"], ["scripts/reproduce", "--bench", "none"]):
        result = subprocess.run(
            ["unshare", "--net", sys.executable, "-c", WITHOUT_NETWORK, *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
