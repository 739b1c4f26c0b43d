"""The emulator as a program, for witnesses in Python."""

from __future__ import annotations

import json
import signal
import subprocess
import urllib.error
import urllib.request
from typing import Any


class Emulator:
    """A running emulator. Its credentials are nobody's but its own."""

    def __init__(self, process: subprocess.Popen[str], control: str) -> None:
        self._process = process
        self._control = control
        self._urls: dict[str, str] = self._call("GET", "/")
        self.credentials: dict[str, str] = self._call("GET", "/credentials")

    def __enter__(self) -> Emulator:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def base_url(self, gateway: str) -> str:
        """Where a gateway answers: `ryze`, `evolution`, `vzaps` or `wazzapi`."""
        return self._urls[gateway]

    def ledger(self) -> list[dict[str, Any]]:
        """What the gateways accepted for WhatsApp, oldest first."""
        return self._call("GET", "/ledger")

    def requests(self) -> list[dict[str, Any]]:
        """What reached the gateways, oldest first, without the values of credentials."""
        return self._call("GET", "/requests")

    def scan(self, gateway: str, instance: str) -> None:
        """The phone scans the QR code, or takes the pairing code."""
        self.tell("scan", gateway=gateway, instance=instance)

    def tell(self, what: str, **members: Any) -> Any:
        """Any other `POST` of the control port, such as `drop-connection` or `receive`."""
        return self._call("POST", f"/{what}", members)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._control + path, data=data, method=method)
        try:
            # A proxy of the environment cannot reach this machine's own ports.
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.code} {error.read().decode()}") from error
        return json.loads(text) if text else None


def start(binary: str) -> Emulator:
    """Starts the emulator on free ports."""
    process = subprocess.Popen([binary, "--free-ports"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("# control: "):
                return Emulator(process, line.removeprefix("# control: ").strip())
        raise RuntimeError(f"{binary} ended before it named its control port")
    except BaseException:
        process.kill()
        process.wait()
        raise
