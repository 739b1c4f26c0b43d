"""The official Python client of WazzAPI, unchanged, against the emulator.

Every step asserts on what the client returned and on what the emulator's ledger holds. The client types all answers
but those of `devices.link`, of pairing and of the proxy.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from wazzapi import WazzapiAPIError, WazzapiClient
from wazzapi.pull import InMemoryOffsetStore, PullSubscriptionConsumer
from wazzapi.webhooks import WebhookHandler, parse_webhook

from .emulator import Emulator, start
from .rows import Rows
from .sink import Sink

ANA, BRUNO, NOBODY = "5511988887777", "5511977776666", "5511966665555"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and a picture").decode()
URL = "https://files.example.org/a.bin"

# The portable operations that WazzAPI has.
rows = Rows(
    "verify",
    "create_instance",
    "instances",
    "get_instance",
    "connect",
    "pairing_code",
    "qr_codes",
    "status",
    "wait_until_online",
    "reconnect",
    "disconnect",
    "proxy",
    "text",
    "image, video, document",
    "voice note",
    "location",
    "contact card",
    "buttons",
    "list",
    "scheduled",
    "media by URL",
    "media by bytes",
    "to a phone",
    "to a group",
    "message",
    "message_status",
    "download",
    "pending, cancel, retry",
    "chats, chat",
    "history",
    "mark_chat_read",
    "disappearing messages",
    "contacts",
    "add a contact",
    "profile_picture",
    "groups, group",
    "create a group",
    "subject, description, picture, permissions",
    "participants",
    "invite link",
    "invite_info",
    "join, leave",
    "webhook: set, read, delete",
    "webhook: signature",
    "events",
)


class Bench:
    """The emulator, the client, and a device from the step on that links one."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.client = self.as_owner_of(emulator.credentials["wazzapi_api_key"])
        self.device: Any = None

    def as_owner_of(self, key: str) -> WazzapiClient:
        return WazzapiClient(base_url=self.emulator.base_url("wazzapi"), api_key=key)

    def last(self) -> dict[str, Any]:
        """The latest entry of the ledger."""
        return self.emulator.ledger()[-1]

    def phone(self, what: str, **members: Any) -> Any:
        """Something happens on the device's phone."""
        return self.emulator.tell(what, gateway="wazzapi", instance=self.device.id, **members)

    def to_ana(self, **said: Any) -> dict[str, Any]:
        return {"phone_number": "+" + ANA, "whatsapp_account_id": self.device.id, **said}


def refused(call: Callable[[], object], status: int) -> WazzapiAPIError:
    """The error that the client raises, which must have this status."""
    try:
        answer = call()
    except WazzapiAPIError as error:
        assert error.status_code == status, (error.status_code, error.message)
        return error
    raise AssertionError(f"not refused: {answer}")


@rows.proves(
    "verify", "create_instance", "get_instance", "instances", "connect", "qr_codes", "pairing_code", "status",
    "wait_until_online", "disconnect", "reconnect", "proxy",
)
def devices(bench: Bench) -> None:
    wazzapi = bench.client
    assert refused(bench.as_owner_of("wz_live_wrong").devices.list, 401).message == "Unauthorized"
    assert wazzapi.devices.list().total == 0
    linked = wazzapi.devices.link({"name": "Support", "session_name": "support"})
    device = wazzapi.devices.get(linked["id"])
    assert (device.session_name, device.phone_number) == ("support", None) and device.status != "connected"
    assert [shown.id for shown in wazzapi.devices.list(search="supp", limit=10).devices] == [device.id]

    assert wazzapi.devices.get_status(device.id)["connected"] is False
    first, second = wazzapi.devices.get_qr(device.id), wazzapi.devices.get_qr(device.id)
    assert first["qr_code"] != second["qr_code"] and first["qr_image"].startswith("data:image/png;base64,")
    assert len(wazzapi.devices.pair_phone(device.id, "+55 11 91234-5678")["pairing_code"]) == 8
    bench.device = device
    error = refused(lambda: wazzapi.messages.send(bench.to_ana(content="too early")), 400)
    assert error.message == "WhatsApp account is not connected"
    bench.emulator.scan("wazzapi", device.id)
    status = wazzapi.devices.get_status(device.id)
    assert status["connected"] is True and wazzapi.devices.get(device.id).phone_number == "5511912345678"

    wazzapi.devices.disconnect(device.id)
    assert wazzapi.devices.get(device.id).status == "disconnected"
    wazzapi.devices.reconnect(device.id)
    assert wazzapi.devices.get(device.id).status == "connected"
    proxy = {"protocol": "http", "host": "proxy.example.org", "port": 8080}
    assert wazzapi.devices.test_proxy(proxy)["success"] is True
    wazzapi.devices.update_proxy(device.id, proxy)
    assert wazzapi.devices.get_proxy(device.id)["host"] == "proxy.example.org"
    refused(lambda: wazzapi.devices.get("00000000-0000-4000-8000-000000000000"), 404)
    bench.device = wazzapi.devices.get(device.id)


@rows.proves(
    "text", "to a phone", "image, video, document", "media by URL", "media by bytes", "voice note",
    "location", "contact card", "buttons", "list", "message", "message_status",
)
def messages(bench: Bench) -> None:
    wazzapi, device = bench.client, bench.device
    def arrives(answer, kind, **content):
        entry = bench.last()
        assert answer.success and answer.status == "queued" and answer.run_id
        assert (entry["message_id"], entry["kind"], entry["to"]) == (answer.message_id, kind, ANA), entry
        assert entry["instance"] == device.id and content.items() <= entry["content"].items(), entry
        return entry

    sends = wazzapi.messages
    sent = sends.send(bench.to_ana(content="hello"))
    arrives(sent, "text", text="hello")
    by_url = {"media_url": URL, "caption": "look"}
    by_bytes = {"media_base64": PNG, "filename": "a.png", "mimetype": "image/png"}
    for send, kind in [(sends.send_image, "image"), (sends.send_video, "video"), (sends.send_document, "document")]:
        entry = arrives(send(bench.to_ana(message_type=kind, **by_url)), kind, caption="look")
        assert entry["media"]["url"] == URL
        entry = arrives(send(bench.to_ana(message_type=kind, **by_bytes)), kind, file_name="a.png")
        assert entry["media"]["bytes_len"] == len(base64.b64decode(PNG))
    arrives(sends.send_voice(bench.to_ana(message_type="voice", media_url=URL)), "voice")
    place = {"latitude": -23.5, "longitude": -46.6, "location_title": "Shop", "location_address": "Rua A, 1"}
    arrives(sends.send_location(bench.to_ana(message_type="location", **place)), "location", latitude=-23.5, name="Shop")
    card = {"contacts": [{"name": "Bruno", "phone_number": "+" + BRUNO}]}
    entry = arrives(sends.send_contact(bench.to_ana(message_type="contact", **card)), "contact")
    assert entry["content"]["contacts"][0]["name"] == "Bruno"
    buttons = {"body": "Sure?", "footer": "tap", "buttons": [{"id": "yes", "title": "Yes"}]}
    entry = arrives(sends.send_buttons(bench.to_ana(**buttons)), "buttons", text="Sure?", footer="tap")
    assert entry["content"]["buttons"] == [{"id": "yes", "text": "Yes", "type": "reply"}]
    rows = [{"id": "1", "title": "One", "description": "the first"}, {"id": "2", "title": "Two"}]
    menu = {"body": "Choose", "button_text": "Menu", "sections": [{"title": "Numbers", "rows": rows}]}
    entry = arrives(sends.send_list(bench.to_ana(**menu)), "list", text="Choose", button="Menu")
    assert entry["content"]["sections"][0]["rows"] == rows

    read = sends.get(sent.message_id)
    assert (read.content, read.status, read.direction, read.phone_number) == ("hello", "sent", "outbound", ANA)
    assert sends.lookup(read.whatsapp_message_id).id == sent.message_id
    bench.phone("deliver", message_id=sent.message_id)
    read = sends.get(sent.message_id)
    assert read.status == "delivered" and read.delivered_at
    page = sends.list(limit=5, direction="outbound", whatsapp_account_id=device.id)
    total = len(bench.emulator.ledger())
    assert (page.total_count, len(page.messages), page.has_more, page.current_page) == (total, 5, True, 1)
    assert sends.list(search="hello").messages[0].id == sent.message_id
    assert sends.stats().by_direction == {"outbound": total}

    error = refused(lambda: sends.send({"phone_number": ANA, "content": "x"}), 422)
    assert error.message == "Field required" and error.details[0]["loc"] == ["body", "whatsapp_account_id"]
    refused(lambda: sends.get("00000000-0000-4000-8000-000000000000"), 404)


@rows.proves("scheduled", "pending, cancel, retry")
def queue(bench: Bench) -> None:
    wazzapi, device = bench.client, bench.device
    sends = wazzapi.messages
    tomorrow = datetime.now(timezone.utc) + timedelta(days=1)
    later = sends.send(bench.to_ana(content="later", scheduled_for=tomorrow.isoformat()))
    assert later.status == "scheduled" and bench.last()["message_id"] == later.message_id
    assert [waiting.id for waiting in sends.list(status="scheduled").messages] == [later.message_id]
    assert sends.cancel(later.message_id).status == "cancelled"
    assert sends.list(status="scheduled").total_count == 0
    refused(lambda: sends.cancel(later.message_id), 400)

    bench.emulator.tell("contact", phone=NOBODY, on_whatsapp=False)
    failing = {"phone_number": NOBODY, "whatsapp_account_id": device.id, "content": "anyone?"}
    failed = sends.get(sends.send(failing).message_id)
    assert failed.status == "failed" and failed.failure_reason
    refused(lambda: sends.send({**failing, "validate_phone": True}), 400)
    bench.emulator.tell("contact", phone=NOBODY)
    assert sends.retry(failed.id).status == "queued"
    again = sends.get(failed.id)
    assert (again.status, again.retry_count) == ("sent", 1)
    refused(lambda: sends.retry(failed.id), 400)


@rows.proves("chats, chat", "history", "mark_chat_read")
def conversations(bench: Bench) -> None:
    wazzapi, device = bench.client, bench.device
    came = bench.phone("receive", **{"from": BRUNO}, text="is it ready?")["message_id"]
    inbox = wazzapi.conversations
    talk = inbox.list(search=BRUNO).conversations[0]
    assert (talk.phone_number, talk.unread_count, talk.last_message_preview) == (BRUNO, 1, "is it ready?")
    assert inbox.get(talk.id).whatsapp_account_id == device.id and inbox.list().total >= 2
    assert wazzapi.messages.lookup(came).direction == "inbound"
    answer = inbox.reply(talk.id, {"content": "it is"})
    assert answer.conversation_id == talk.id and bench.last()["message_id"] == answer.message_id
    assert bench.last()["to"] == BRUNO
    said = inbox.list_messages(talk.id, limit=50)
    assert {(line.direction, line.content) for line in said.messages} == {
        ("inbound", "is it ready?"), ("outbound", "it is")
    }
    read = inbox.update(talk.id, {"mark_read": True, "assignee_user_id": "user-1"})
    assert (read.unread_count, read.assignee_user_id) == (0, "user-1")
    assert inbox.update(talk.id, {"clear_assignee": True}).assignee_user_id is None


@rows.proves("add a contact", "contacts", "profile_picture")
def contacts(bench: Bench) -> None:
    wazzapi, device = bench.client, bench.device
    book = wazzapi.contacts
    known = book.list(search=BRUNO).contacts[0]
    assert known.source != "manual" and book.get(known.id).phone_number == BRUNO
    carla = {"phone_number": "+55 11 95555-4444", "name": "Carla", "custom_fields": {"city": "Rio"}}
    made = book.create(carla)
    assert (made.name, made.source, made.custom_fields) == ("Carla", "manual", {"city": "Rio"})
    refused(lambda: book.create({"phone_number": "5511955554444"}), 409)
    assert book.update(made.id, {"name": "Carla B", "is_opted_out": True}).is_opted_out
    page = book.list(limit=1, offset=0)
    assert len(page.contacts) == 1 and page.total >= 3

    refused(lambda: book.get_profile_picture(made.id), 404)
    bench.emulator.tell("contact", phone=BRUNO, name="Bruno", picture="https://pps.example.org/bruno.jpg")
    picture = book.get_profile_picture(known.id, whatsapp_account_id=device.id, preview=False)
    assert (picture.url, picture.preview) == ("https://pps.example.org/bruno.jpg", False)
    image = book.get_profile_picture_image(known.id, proxy=True)
    assert image.content.startswith(b"\x89PNG") and image.content_type == "image/png"
    book.delete(made.id)
    refused(lambda: book.get(made.id), 404)
    assert book.bulk_delete({"contact_ids": [known.id]}).deleted == 1


@rows.proves(
    "create a group", "groups, group", "to a group", "subject, description, picture, permissions",
    "disappearing messages", "participants", "invite link", "invite_info", "join, leave",
)
def groups(bench: Bench) -> None:
    wazzapi, device = bench.client, bench.device
    groups, session = wazzapi.groups, {"session_name": device.session_name}
    made = groups.create({**session, "name": "Team", "participants": ["+" + ANA]})
    jid = made.jid
    assert jid.endswith("@g.us") and groups.list(**session).total == 1
    group = groups.get(jid, **session)
    assert (group.name, group.participants_count) == ("Team", 2)

    sent = groups.send_text({**session, "group_jid": jid, "text": "hello all"})
    assert (bench.last()["to"], bench.last()["message_id"]) == (jid, sent.message_id)
    assert wazzapi.messages.get(sent.message_id).content == "hello all"
    groups.send_media({**session, "group_jid": jid, "media_url": URL, "media_type": "image", "caption": "look"})
    assert (bench.last()["kind"], bench.last()["media"]["url"]) == ("image", URL)

    groups.set_name(jid, {**session, "name": "The team"})
    groups.set_topic(jid, {**session, "topic": "What we do"})
    groups.set_photo(jid, {**session, "image_data_uri": "data:image/png;base64," + PNG})
    groups.remove_photo(jid, **session)
    groups.set_announce(jid, {**session, "announce": True})
    groups.set_locked(jid, {**session, "locked": True})
    group = groups.get(jid, **session)
    assert (group.name, group.description) == ("The team", "What we do")
    assert groups.set_ephemeral(jid, {**session, "duration": "7d"}).success
    refused(lambda: groups.set_ephemeral(jid, {**session, "duration": "1y"}), 422)

    bruno = BRUNO + "@s.whatsapp.net"

    def ranks():
        members = groups.get_participants(jid, **session).participants
        return {member.id.split("@")[0]: member.is_admin for member in members}

    groups.update_participants({**session, "group_jid": jid, "action": "add", "participants": [bruno]})
    groups.update_participants({**session, "group_jid": jid, "action": "promote", "participants": [bruno]})
    assert ranks()[BRUNO] is True
    groups.update_participants({**session, "group_jid": jid, "action": "demote", "participants": [bruno]})
    assert ranks()[BRUNO] is False
    groups.update_participants({**session, "group_jid": jid, "action": "remove", "participants": [bruno]})
    groups.add_participant(jid, participant_jid=bruno, **session)
    groups.remove_participant(jid, participant_jid=bruno, **session)
    assert BRUNO not in ranks()

    link = groups.get_invite_link(jid, **session).invite_link
    assert groups.get_invite_info({**session, "invite_link": link}).name == "The team"
    groups.leave(jid, **session)
    refused(lambda: groups.get(jid, **session), 404)
    groups.join({**session, "invite_link": link})
    assert groups.get(jid, **session).participants_count == 2


@rows.proves()
def templates(bench: Bench) -> None:
    wazzapi, device = bench.client, bench.device
    made = wazzapi.templates.create({"name": "welcome", "content": "Hi, code {{code}}"})
    assert made.custom_variables == ["code"]
    assert wazzapi.templates.list(limit=20).pagination["total"] == 1
    values = {"template_id": made.id, "custom_variables": {"code": "W-1"}}
    assert wazzapi.templates.preview(values).preview == "Hi, code W-1"
    wazzapi.messages.send(bench.to_ana(**values))
    assert bench.last()["content"]["text"] == "Hi, code W-1"
    assert wazzapi.templates.update(made.id, {"name": "hello"}).name == "hello"
    wazzapi.templates.delete(made.id)
    refused(lambda: wazzapi.templates.get(made.id), 404)


@rows.proves("webhook: set, read, delete", "webhook: signature")
def webhooks(bench: Bench) -> None:
    subscriptions, sink, secret = bench.client.webhook_subscriptions, Sink(), "whsec_witness"
    made = subscriptions.create({
        "url": sink.url + "/hook", "subscribed_events": ["message.received", "message.read"], "secret": secret,
    })
    assert secret.startswith(made.secret_prefix) and made.status == "active"
    assert subscriptions.ping(made.id).success
    headers, body = sink.next()
    WebhookHandler(secret).verify_headers(body, headers)

    bench.phone("receive", **{"from": BRUNO}, text="to the webhook")
    headers, body = sink.next()
    event = parse_webhook(body, headers, secret)
    assert (event.event_type, event.webhook_id) == ("message.received", made.id)
    assert (event.data.content, event.data.phone_number) == ("to the webhook", BRUNO)
    assert bench.client.messages.get(event.data.message_id).content == "to the webhook"
    log = subscriptions.list_events(made.id)
    assert log.total == 1 and log.events[0].event_type == "message.received"
    assert subscriptions.get(made.id).failure_count == 0

    assert subscriptions.update(made.id, {"is_active": False}).is_active is False
    assert subscriptions.list(active_only=True).total == 0
    subscriptions.delete(made.id)
    refused(lambda: subscriptions.get(made.id), 404)
    sink.stop()


@rows.proves("events")
def pull(bench: Bench) -> None:
    subscriptions = bench.client.pull_subscriptions
    made = subscriptions.create(["message.received"], description="witness")
    assert made.token and made.token.startswith(made.token_prefix)
    assert subscriptions.get(made.id).token is None
    heard: list[Any] = []
    consumer = PullSubscriptionConsumer(
        client=bench.client, subscription_id=made.id, token=made.token, offset_store=InMemoryOffsetStore(),
        on_event=heard.append, timeout=1, limit=2,
    )
    for text in ("one", "two", "three"):
        bench.phone("receive", **{"from": BRUNO}, text=text)
    while len(heard) < 3:
        consumer.consume_once()
    assert [event.data["content"] for event in heard] == ["one", "two", "three"]
    assert [event.sequence for event in heard] == [1, 2, 3]
    consumer.consume_once()
    assert subscriptions.get(made.id).pending_count == 0

    fresh = subscriptions.rotate_token(made.id).token
    refused(lambda: subscriptions.poll(made.id, made.token), 401)
    batch = subscriptions.poll(made.id, fresh, offset=3)
    assert [event.data["content"] for event in batch.events] == ["three"] and not batch.has_more
    subscriptions.skip(made.id, 3, "read already")
    assert subscriptions.poll(made.id, fresh, offset=3).events == []
    subscriptions.delete(made.id)
    refused(lambda: subscriptions.get(made.id), 404)


def main() -> int:
    with start(sys.argv[1]) as emulator:
        return 0 if rows.run(Bench(emulator), at_least=0.8) else 1


if __name__ == "__main__":
    sys.exit(main())
