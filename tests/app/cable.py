"""A cable between browser and server: it can be cut, and lose what the server says."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Cable:
    """Passes bytes between `address` and a server at `port` of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._live: list[socket.socket] = []
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.loses = False
        """What the server says is lost."""
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """All connections break; new ones can be made."""
        while self._live:
            _close(self._live.pop())

    def remove(self) -> None:
        """No more connections."""
        _close(self._listening)
        self.cut()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listening.accept()
                served = socket.create_connection(("127.0.0.1", self._port))
                self._live += [browser, served]
                threading.Thread(target=self._up, args=(browser, served), daemon=True).start()
                threading.Thread(target=self._down, args=(served, browser), daemon=True).start()

    def _up(self, browser: socket.socket, served: socket.socket) -> None:
        with suppress(OSError):
            while said := browser.recv(65536):
                served.sendall(said)
        _close(served)

    def _down(self, served: socket.socket, browser: socket.socket) -> None:
        with suppress(OSError):
            while said := served.recv(65536):
                if not self.loses:
                    browser.sendall(said)
        _close(browser)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def cable(address: str) -> Iterator[Cable]:
    """A cable to the server at an address."""
    made = Cable(int(address.rsplit(":", 1)[1]))
    yield made
    made.remove()
