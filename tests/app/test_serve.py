"""Starting the page: what is said when it cannot be, and that it ends when told to."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from sim.app import serve
from sim.errors import InputError
from tests.app.browser import STARTED, server
from tests.docs.pages import ROOT


def entente(*options: str) -> list[str]:
    return [sys.executable, "-m", "sim", "app", "--no-browser", *options]


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            entente("--port", port), cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"127.0.0.1, port {port}" in done.stderr


def test_an_unknown_host_is_said() -> None:
    with pytest.raises(InputError, match=r"cannot be served at nowhere\.invalid"):
        serve.bind("nowhere.invalid", 0)


def test_a_missing_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"entente-sim\[app\]"):
        serve.check_installed()


def test_a_class_in_the_network_is_served_at_the_address_that_is_said() -> None:
    """Under that, and under the name that was allowed; under another, the answer says what to add."""
    with server("--host", "0.0.0.0", "--allow-host", "class.example.org") as page:
        stderr = page.process.stderr
        assert stderr is not None
        line = stderr.readline()
        found = re.search(r"others open (http://(\S+):(\d+)); .* --allow-host NAME\. Everyone who", line)
        assert found, line
        for host in (f"{found[2]}:{found[3]}", "class.example.org"):
            request = urllib.request.Request(found[1], headers={"Host": host})
            assert urllib.request.urlopen(request, timeout=60).status == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(
                urllib.request.Request(found[1], headers={"Host": "a.example"}), timeout=60
            )
    assert refused.value.code == 403
    assert refused.value.read().decode().endswith("entente app --allow-host a.example")


@pytest.mark.slow
def test_interrupted_it_ends_at_once() -> None:
    process = subprocess.Popen(entente("--port", "0"), cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8")
    assert process.stderr is not None
    try:
        assert "starting the page at http://127.0.0.1:" in process.stderr.readline()
        assert STARTED.search(process.stderr.readline())
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130)
        assert "Traceback" not in process.stderr.read()
    finally:
        process.kill()
        process.stderr.close()
