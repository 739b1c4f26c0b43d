"""The emulator as a program: started on free ports, asked what it saw, and stopped."""

import json
import re
import subprocess
import urllib.request


class Emulator:
    """A running emulator. Stop it, or use it in a `with`."""

    def __init__(self, process, control):
        self._process = process
        self._control = control
        self._urls = self._ask("/")
        self.credentials = self._ask("/credentials")

    def base_url(self, gateway):
        """Where a gateway answers, without a path."""
        return self._urls[gateway]

    def ledger(self, gateway=None):
        """What was accepted for WhatsApp, oldest first; of one gateway where it is named."""
        entries = self._ask("/ledger")
        return [entry for entry in entries if gateway in (None, entry["gateway"])]

    def scan(self, gateway, instance):
        """A phone scans the QR code or takes the pairing code."""
        self._ask("/scan", {"gateway": gateway, "instance": instance})

    def drop(self, gateway, instance):
        """The instance's connection goes down."""
        self._ask("/drop-connection", {"gateway": gateway, "instance": instance})

    def receive(self, gateway, instance, sender, text, group=None):
        """Somebody writes to the instance; the WhatsApp id of the message."""
        body = {"gateway": gateway, "instance": instance, "from": sender, "text": text, "group": group}
        return self._ask("/receive", body)["message_id"]

    def deliver(self, gateway, instance, message_id):
        """A message that was sent reaches the other phone."""
        self._ask("/deliver", {"gateway": gateway, "instance": instance, "message_id": message_id})

    def contact(self, phone, **said):
        """Somebody is on WhatsApp: name, picture; or is not: on_whatsapp=False."""
        self._ask("/contact", {"phone": phone, **said})

    def stop(self):
        self._process.terminate()
        self._process.wait(timeout=10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self._control + path, data), timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None


def start(binary):
    """Starts the program and waits until it has told its addresses."""
    process = subprocess.Popen([binary, "--free-ports"], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if told := re.match(r"# control: (\S+)", line):
            return Emulator(process, told[1])
    process.wait()
    raise RuntimeError(f"the emulator ended with {process.returncode} before it said where it is")
