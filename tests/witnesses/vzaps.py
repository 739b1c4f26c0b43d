"""The official Python client of VZaps, unchanged, against the emulator.

Every step asserts on what the client returned and on what the emulator saw of it. The client types the answer of
`sessions.status` only: what it proves beside that are routes, verbs, headers, paths and queries.
"""

from __future__ import annotations

import asyncio
import base64
import sys
from typing import Any

from vzaps import AsyncVZapsClient, VZapsClient
from vzaps.errors import VZapsAPIError, VZapsAuthenticationError

from .emulator import Emulator, start
from .rows import Rows

ANA = "5511987650002"
BIA = "5511987650003"
NOBODY = "5511987650099"
FILE = "https://cdn.example.com/a.bin"

# The portable operations that VZaps has.
rows = Rows(
    "verify",
    "create_instance",
    "instances",
    "get_instance",
    "delete_instance",
    "connect",
    "pairing_code",
    "qr_codes",
    "status",
    "wait_until_online",
    "restart",
    "logout",
    "settings",
    "text",
    "image",
    "video",
    "document",
    "audio file",
    "voice note",
    "GIF",
    "sticker",
    "location",
    "contact card",
    "poll",
    "buttons",
    "list",
    "link with a preview card",
    "reaction",
    "quote",
    "mentions",
    "own message id",
    "media from a URL",
    "to a phone",
    "to a group",
    "edit",
    "revoke",
    "mark_read",
    "download",
    "typing",
    "pending, cancel",
    "chats, chat",
    "mark_chat_read",
    "mark_chat_unread",
    "archive, unarchive",
    "pin, unpin, mute, unmute",
    "disappearing messages",
    "delete_chat",
    "check_numbers",
    "contacts",
    "add a contact",
    "profile",
    "profile_picture",
    "own profile",
    "groups, group",
    "create a group",
    "a group's subject, description, picture, settings",
    "a group's participants",
    "a group's invite link",
    "reset a group's invite link",
    "set_webhook",
    "webhook",
    "events",
)


class Bench:
    """The emulator, the client, and the instance that the steps work with."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.client = self.signed_in()
        self.instance: dict[str, Any] = {}

    def signed_in(self, **others: str) -> VZapsClient:
        return VZapsClient(**{**self.credentials(), **others})

    def credentials(self) -> dict[str, str]:
        known = self.emulator.credentials
        return {
            "client_token": known["vzaps_client_token"],
            "client_secret": known["vzaps_client_secret"],
            "base_url": self.emulator.base_url("vzaps"),
        }

    @property
    def id(self) -> str:
        return self.instance["id"]

    @property
    def which(self) -> dict[str, str]:
        """The instance, as the client wants it named in a request."""
        return {"instance_id": self.id, "instance_token": self.instance["token"]}

    def phone(self, what: str, **members: Any) -> Any:
        """Something happens on WhatsApp's side."""
        return self.emulator.tell(what, gateway="vzaps", instance=self.id, **members)

    def own(self) -> str:
        return self.client.sessions.status(self.id).data.phone or ""

    def entry(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The ledger's latest entry, which must be the one that was answered with this id."""
        assert answer["code"] == 200 and answer["success"] is True, answer
        latest = self.emulator.ledger()[-1]
        data = answer["data"]
        assert latest["message_id"] == data.get("message_id", data.get("id")), (latest, answer)
        assert latest["gateway"] == "vzaps" and latest["instance"] == self.id
        return latest

    def chat(self, phone: str = ANA) -> dict[str, Any]:
        return self.client.chats.get(phone=phone, **self.which)

    def send(self, method: str, **members: Any) -> str:
        """Sends to Ana and gives the message's id."""
        answer = getattr(self.client.messages, method)(phone=ANA, **members, **self.which)
        entry = self.entry(answer)
        assert entry["to"] == ANA
        return entry["message_id"]


def refused(call: Any, kind: type[Exception], status: int, text: str | None = None) -> None:
    try:
        answer = call()
    except kind as error:
        assert getattr(error, "status_code") == status, error
        assert text is None or getattr(error, "message") == text, error
    else:
        raise AssertionError(f"not refused: {answer}")


@rows.proves("verify")
def signs_in(bench: Bench) -> None:
    jwt = bench.client.auth.get_access_token()
    assert jwt.count(".") == 2
    page = bench.client.instances.list(page=1, size=1)
    assert page["total"] == 0 and page["content"] == []
    tokens = [seen for seen in bench.emulator.requests() if seen["endpoint"] == "auth.token"]
    assert len(tokens) == 1, "the client keeps its JWT"
    for wrong in ({"client_token": "wrong"}, {"client_secret": "wrong"}):
        stranger = bench.signed_in(**wrong)
        refused(stranger.instances.list, VZapsAuthenticationError, 401, "Unauthorized")


@rows.proves("create_instance", "instances", "get_instance", "settings")
def creates(bench: Bench) -> None:
    client = bench.client
    bench.instance = client.instances.create(name="Support line", events_subscribe=["Message", "Connected"])
    assert bench.id.startswith("VZ") and bench.instance["token"]
    assert bench.instance["events_subscribe"] == "Message,Connected"
    other = client.instances.create(name="Another line")
    page = client.instances.list(page=2, size=1, sort="name", sort_desc=True)
    assert (page["total"], page["total_pages"]) == (2, 2)
    assert [row["id"] for row in page["content"]] == [other["id"]], "the client's spelling of the flag is heard"
    found = client.instances.list(search="support")
    assert [row["id"] for row in found["content"]] == [bench.id]
    assert client.instances.get(bench.id)["name"] == "Support line"
    assert client.instances.delete(other["id"], instance_token=other["token"]) is None
    refused(lambda: client.instances.get(other["id"]), VZapsAPIError, 404)

    changed = client.instances.update(bench.id, reject_calls=True, auto_read_messages=True)
    assert changed["reject_calls"] is True and changed["auto_read_messages"] is True
    assert client.instances.get(bench.id)["reject_calls"] is True
    refused(lambda: client.instances.create(name="ab"), VZapsAPIError, 400)


@rows.proves("connect", "pairing_code", "qr_codes", "status", "wait_until_online", "restart", "own profile")
def pairs(bench: Bench) -> None:
    sessions, token = bench.client.sessions, bench.instance["token"]
    status = sessions.status(bench.id, instance_token=token)
    assert status.data.connected is False and status.data.phone is None
    first = sessions.qr(bench.id, instance_token=token)["data"]["qr_code"]
    second = sessions.qr(bench.id)["data"]["qr_code"]
    assert first.startswith("data:image/png;base64,") and first != second
    code = sessions.pair_code(bench.id, "5511987650001")["data"]["LinkingCode"]
    assert len(code) == 9 and code[4] == "-"
    bench.emulator.scan("vzaps", bench.id)
    status = sessions.status(bench.id)
    assert status.code == 200 and status.success and status.data.connected
    assert status.data.phone == "5511987650001"
    assert status.data.whatsapp_jid == "5511987650001@s.whatsapp.net"
    assert status.data.push_name and status.data.about
    paired = sessions.qr(bench.id)["data"]
    assert paired["phone"] == "5511987650001" and "qr_code" not in paired

    bench.phone("drop-connection")
    assert sessions.status(bench.id).data.connected is False
    restarted = bench.client.instances.restart(bench.id, instance_token=token)
    assert restarted["instance_id"] == bench.id and restarted["status"] == "ok"
    assert sessions.status(bench.id).data.connected is True


@rows.proves("text", "quote", "mentions", "own message id", "to a phone")
def sends_texts(bench: Bench) -> None:
    first = bench.send("send_text", message="Hello")
    answer = bench.client.messages.send_text(
        phone=ANA,
        message="Again ✓",
        id="MINE1",
        reply_to_message_id=first,
        mentioned_ids=[f"{BIA}@s.whatsapp.net"],
        **bench.which,
    )
    entry = bench.entry(answer)
    assert (entry["message_id"], entry["kind"], entry["to"]) == ("MINE1", "text", ANA)
    content = {"text": "Again ✓", "quote": first, "mentions": [f"{BIA}@s.whatsapp.net"]}
    assert entry["content"] == content, entry
    for bad in ({"phone": ANA}, {"message": "Hello"}, {"phone": f"{BIA}@lid", "message": "x"}):
        refused(lambda: bench.client.messages.send_text(**bad, **bench.which), VZapsAPIError, 400)
    assert bench.emulator.ledger()[-1] == entry


@rows.proves(
    "image", "video", "document", "audio file", "voice note", "GIF", "sticker", "media from a URL"
)
def sends_files(bench: Bench) -> None:
    for method, member, more, kind, content in (
        ("send_image", "image", {"caption": "Look"}, "image", {"caption": "Look"}),
        ("send_video", "video", {"caption": "Look"}, "video", {"caption": "Look"}),
        ("send_gif", "gif", {"caption": "Look"}, "gif", {"caption": "Look"}),
        ("send_sticker", "sticker", {}, "sticker", {}),
        ("send_audio", "audio", {"ptt": False}, "audio", {}),
        ("send_audio", "audio", {"ptt": True}, "voice", {}),
        ("send_document", "document", {"file_name": "a.pdf"}, "document", {"file_name": "a.pdf"}),
    ):
        bench.send(method, **{member: FILE}, **more)
        entry = bench.emulator.ledger()[-1]
        assert (entry["kind"], entry["content"], entry["media"]["url"]) == (kind, content, FILE), entry


@rows.proves("location", "contact card", "poll", "buttons", "list", "link with a preview card")
def sends_cards(bench: Bench) -> None:
    sections = [{"title": "Drinks", "rows": [{"id": "d1", "title": "Coffee", "description": "Black"}]}]
    for method, members, kind, content in (
        (
            "send_location",
            {"latitude": -23.55, "longitude": -46.63, "name": "Office", "address": "1 Demo Street"},
            "location",
            {"latitude": -23.55, "longitude": -46.63, "name": "Office", "address": "1 Demo Street"},
        ),
        (
            "send_contact",
            {"contact_name": "Bia", "contact_phone": BIA},
            "contact",
            {"contacts": [{"name": "Bia", "phone": BIA}]},
        ),
        (
            "send_poll",
            {"name": "Which slot?", "options": ["Morning", "Evening"], "selectable_options_count": 0},
            "poll",
            {"question": "Which slot?", "options": ["Morning", "Evening"], "max_answers": 2},
        ),
        (
            "send_buttons",
            {"message": "Sure?", "buttons": [{"id": "y", "text": "Yes"}], "footer": "Tap"},
            "buttons",
            {"text": "Sure?", "buttons": [{"id": "y", "text": "Yes", "type": "reply"}], "footer": "Tap"},
        ),
        (
            "send_list",
            {"title": "Menu", "description": "Pick", "button_text": "Open", "sections": sections},
            "list",
            {"title": "Menu", "text": "Pick", "button": "Open", "sections": sections},
        ),
        (
            "send_link",
            {
                "message": "Look",
                "link_url": "https://example.com",
                "title": "Example",
                "link_description": "A page",
            },
            "link",
            {"text": "Look", "url": "https://example.com", "title": "Example", "description": "A page"},
        ),
    ):
        bench.send(method, **members)
        entry = bench.emulator.ledger()[-1]
        assert (entry["kind"], entry["content"]) == (kind, content), entry
    for options in (["One"], [str(at) for at in range(13)]):
        refused(
            lambda: bench.client.messages.send_poll(phone=ANA, name="?", options=options, **bench.which),
            VZapsAPIError,
            400,
        )


@rows.proves("reaction")
def reacts_and_votes(bench: Bench) -> None:
    messages = bench.client.messages
    theirs = bench.phone("receive", **{"from": ANA, "text": "Hi"})["message_id"]
    entry = bench.entry(messages.react(phone=ANA, message_id=theirs, reaction="👍", **bench.which))
    assert entry["kind"] == "reaction"
    assert entry["content"] == {"emoji": "👍", "target": theirs, "from_me": False}
    removed = messages.remove_reaction(phone=ANA, message_id=theirs, **bench.which)
    assert removed["success"] is True
    assert bench.emulator.ledger()[-1]["content"] == {"emoji": "", "target": theirs, "from_me": False}

    poll = bench.send("send_poll", name="Which?", options=["A", "B"])
    vote = messages.poll_vote(phone=ANA, message_id=f"me:{poll}", selected_options=["B"], **bench.which)
    entry = bench.entry(vote)
    assert (entry["kind"], entry["content"]["target"]) == ("poll_vote", poll)
    assert entry["content"]["options"] == ["B"] and entry["content"]["from_me"] is True
    bad = {"phone": ANA, "message_id": poll, "vote": "C"}
    refused(lambda: messages.poll_vote(**bad, **bench.which), VZapsAPIError, 400)


@rows.proves("edit", "revoke", "mark_read", "typing")
def changes_messages(bench: Bench) -> None:
    messages = bench.client.messages
    sent = bench.send("send_text", message="Helo", id="a/b 1")
    before = len(bench.emulator.ledger())
    assert messages.edit(message_id=sent, message="Hello", **bench.which)["success"] is True
    assert messages.delete(message_id=sent, **bench.which)["success"] is True
    refused(lambda: messages.edit(message_id=sent, message="x", **bench.which), VZapsAPIError, 404)

    theirs = bench.phone("receive", **{"from": ANA, "text": "Hi"})["message_id"]
    refused(lambda: messages.delete(message_id=theirs, **bench.which), VZapsAPIError, 400)
    unread = bench.chat()["messages_unread"]
    read = messages.mark_read(id=[theirs], chat=f"{ANA}@s.whatsapp.net", **bench.which)
    assert read["data"]["details"]
    assert bench.chat()["messages_unread"] == unread - 1

    for state in ({"state": "composing"}, {"state": "composing", "media": "audio"}, {"state": "paused"}):
        assert messages.presence(phone=ANA, **state, **bench.which)["success"] is True
    assert len(bench.emulator.ledger()) == before
    endpoints = [seen["endpoint"] for seen in bench.emulator.requests()]
    for endpoint in ("message.edit", "message.delete", "message.markread", "message.presence"):
        assert endpoint in endpoints, endpoint


@rows.proves("download")
def downloads(bench: Bench) -> None:
    data = base64.b64encode(b"a file").decode()
    for kind, mimetype in (
        ("image", "image/png"),
        ("video", "video/mp4"),
        ("audio", "audio/ogg"),
        ("document", "application/pdf"),
    ):
        came = {"from": ANA, "kind": kind, "content_type": mimetype, "base64": data}
        file = bench.phone("receive-file", **came)
        download = getattr(bench.client.messages, f"download_{kind}")
        wish = {"url": file["url"], "media_key": file["media_key"], "mimetype": mimetype}
        answer = download(**wish, **bench.which)
        assert answer["data"] == {"mimetype": mimetype, "data": f"data:{mimetype};base64,{data}"}
        refused(lambda: download(**{**wish, "media_key": "a2V5"}, **bench.which), VZapsAPIError, 400)


@rows.proves("pending, cancel")
def waits_in_the_queue(bench: Bench) -> None:
    queues = bench.client.queues
    assert queues.list_messages(**bench.which)["data"]["content"] == []
    bench.phone("drop-connection")
    kept, cancelled = (bench.send("send_text", message=text) for text in ("Kept", "Cancelled"))
    waiting = queues.list_messages(**bench.which)["data"]["content"]
    assert [entry["message_id"] for entry in waiting] == [kept, cancelled]
    assert queues.remove_message(message_id=cancelled, **bench.which)["success"] is True
    refused(lambda: queues.remove_message(message_id=cancelled, **bench.which), VZapsAPIError, 404)
    bench.client.chats.pin(phone=BIA, **bench.which)
    operation = queues.list_operations(**bench.which)["data"]["content"][0]["message_id"]
    assert queues.remove_operation(message_id=operation, **bench.which)["success"] is True
    bench.client.chats.pin(phone=BIA, **bench.which)
    assert queues.purge_operations(**bench.which)["data"]["removed"] == 1

    bench.client.instances.restart(bench.id)
    assert queues.list_messages(**bench.which)["data"]["content"] == []
    edit = bench.client.messages.edit
    assert edit(message_id=kept, message="Kept and sent", **bench.which)["success"] is True
    refused(lambda: edit(message_id=cancelled, message="x", **bench.which), VZapsAPIError, 404)
    accepted = [entry["message_id"] for entry in bench.emulator.ledger()]
    assert kept in accepted and cancelled in accepted, "both were accepted, one went out"
    bench.phone("drop-connection")
    bench.send("send_text", message="Purged")
    assert queues.purge_messages(**bench.which)["data"]["removed"] == 1
    bench.emulator.scan("vzaps", bench.id)


@rows.proves(
    "chats, chat",
    "mark_chat_read",
    "mark_chat_unread",
    "archive, unarchive",
    "pin, unpin, mute, unmute",
    "disappearing messages",
    "delete_chat",
)
def keeps_chats(bench: Bench) -> None:
    chats = bench.client.chats
    bench.phone("receive", **{"from": BIA, "text": "Hi"})
    page = chats.list(page=1, page_size=1, **bench.which)
    assert page["content"][0]["phone"] == BIA and page["total"] == 2
    assert bench.chat(BIA)["unread"] == "1"
    assert bench.chat(f"{BIA}@s.whatsapp.net") == bench.chat(BIA)
    for act, member, value in (
        ("archive", "archived", True),
        ("unarchive", "archived", False),
        ("pin", "pinned", True),
        ("unpin", "pinned", False),
        ("unread", "marked_as_unread", True),
        ("read", "marked_as_unread", False),
        ("read", "messages_unread", 0),
        ("mute", "is_muted", "1"),
        ("unmute", "is_muted", "0"),
    ):
        assert getattr(chats, act)(phone=BIA, **bench.which) == {"status": "ok"}
        assert bench.chat(BIA)[member] == value, act
    assert chats.mute(phone=BIA, duration_seconds=28800, **bench.which) == {"status": "ok"}
    assert bench.chat(BIA)["mute_end_time"] > bench.chat(BIA)["last_message_timestamp_ms"]
    for expiration in ("24_HOURS", "7_DAYS", "90_DAYS", "OFF"):
        answer = chats.set_expiration(phone=BIA, expiration=expiration, **bench.which)
        assert answer == {"status": "ok"}
    refused(lambda: chats.set_expiration(phone=BIA, expiration="1_DAY", **bench.which), VZapsAPIError, 400)
    assert chats.clear(phone=BIA, delete_media=False, **bench.which) == {"status": "ok"}
    assert "last_message_time" not in bench.chat(BIA)
    assert chats.delete(phone=BIA, **bench.which) == {"status": "ok"}
    refused(lambda: bench.chat(BIA), VZapsAPIError, 404)


@rows.proves("check_numbers", "contacts", "add a contact", "profile", "profile_picture")
def knows_people(bench: Bench) -> None:
    users, contacts = bench.client.users, bench.client.contacts
    bench.emulator.tell("contact", phone=NOBODY, on_whatsapp=False)
    found = users.check(phone=[ANA, NOBODY], **bench.which)["data"]["users"]
    assert [(user["phone"], user["exists"]) for user in found] == [(ANA, True), (NOBODY, False)]
    assert users.check(phone=ANA, **bench.which)["data"]["users"] == found[:1]

    assert contacts.add(phone=BIA, first_name="Bia", full_name="Bia Demo", **bench.which)["success"] is True
    listed = contacts.list(bench.id, instance_token=bench.instance["token"])["data"]
    assert {"Bia Demo"} == {contact["full_name"] for contact in listed if contact["phone"] == BIA}
    assert users.contacts(bench.id)["data"] == listed

    info = users.info(phone=[BIA], **bench.which)["data"]["users"][0]
    assert info["name"] == "Bia Demo" and info["about"]
    refused(lambda: users.avatar(phone=BIA, preview=True, **bench.which), VZapsAPIError, 404)
    bench.emulator.tell("contact", phone=BIA, picture="https://pps.example.net/bia.jpg")
    avatar = users.avatar(phone=BIA, preview=True, **bench.which)["data"]
    assert base64.b64decode(avatar["base64"]).startswith(b"\x89PNG") and avatar["mimetype"] == "image/png"


@rows.proves(
    "to a group",
    "groups, group",
    "create a group",
    "a group's subject, description, picture, settings",
    "a group's participants",
    "a group's invite link",
    "reset a group's invite link",
)
def keeps_groups(bench: Bench) -> None:
    groups = bench.client.groups
    made = groups.create(group_name="Team", participants=[ANA, BIA], **bench.which)["data"]
    which = {"group_id": made["group_id"], **bench.which}
    assert [group["name"] for group in groups.list(page=1, page_size=10, **bench.which)["data"]["content"]] == ["Team"]
    groups.set_name(name="Crew", **which)
    groups.set_description(description="Demo", **which)
    groups.set_photo(image="https://cdn.example.com/g.jpg", **which)
    groups.set_settings(admin_only_message=True, admin_only_settings=True, **which)
    groups.add_admin(participants=[ANA, BIA], **which)
    groups.remove_admin(participants=[BIA], **which)
    group = groups.get(**which)["data"]
    assert (group["name"], group["description"]) == ("Crew", "Demo")
    assert group["image"] == "https://cdn.example.com/g.jpg"
    assert group["admin_only_message"] is True and group["admin_only_settings"] is True
    admins = [member["phone"] for member in group["participants"] if member["is_admin"]]
    assert admins == [bench.own(), ANA]

    link = groups.invite_link(**which)["data"]["invite_link"]
    assert link.startswith("https://chat.whatsapp.com/")
    assert groups.invite_link(reset=False, **which)["data"]["invite_link"] == link
    assert groups.invite_link(reset=True, **which)["data"]["invite_link"] != link
    unknown = {**which, "group_id": "1@g.us"}
    refused(lambda: groups.get(**unknown), VZapsAPIError, 404)

    sent = bench.client.messages.send_text(phone=made["group_id"], message="Hello", **bench.which)
    assert bench.entry(sent)["to"] == made["group_id"]


@rows.proves()
def keeps_the_subscription(bench: Bench) -> None:
    instances = bench.client.instances
    assert instances.subscribe(bench.id)["mode"] == "direct"
    assert instances.cancel(bench.id)["message"]
    assert instances.get(bench.id)["cancel_at"]
    assert instances.resume_subscription(bench.id) == {"status": "ok"}
    assert instances.get(bench.id)["cancel_at"] is None


@rows.proves()
def works_asynchronously(bench: Bench) -> None:
    async def send() -> dict[str, Any]:
        async with AsyncVZapsClient(**bench.credentials()) as client:
            status = await client.sessions.status(bench.id)
            assert status.data.connected
            return await client.messages.send_text(phone=ANA, message="Later", **bench.which)

    assert bench.entry(asyncio.run(send()))["content"] == {"text": "Later"}


@rows.proves("events")
def realtime(bench: Bench) -> None:
    url = bench.emulator.base_url("vzaps").replace("http", "ws", 1)

    async def listen() -> list[Any]:
        heard: asyncio.Queue[Any] = asyncio.Queue()
        opened = asyncio.Event()
        async with AsyncVZapsClient(**bench.credentials(), realtime_url=url) as client:
            subscription = client.events.subscribe(**bench.which, reconnect=False)
            subscription.on("All", heard.put)
            subscription.on_open(opened.set)
            async with subscription:
                await asyncio.wait_for(opened.wait(), 10)
                for text in ("one", "two"):
                    await asyncio.to_thread(bench.phone, "receive", **{"from": ANA}, text=text)
                events: list[Any] = []
                while sum(event.type == "Message" for event in events) < 2:
                    events.append(await asyncio.wait_for(heard.get(), 10))
                return events

    events = asyncio.run(listen())
    assert len({event.id for event in events}) == len(events)
    said = [repr(event) for event in events if event.type == "Message"]
    assert "one" in said[0] and "two" in said[1], said


@rows.proves("logout", "delete_instance")
def leaves(bench: Bench) -> None:
    token = bench.instance["token"]
    gone = bench.client.sessions.disconnect(bench.id, instance_token=token)
    assert gone["instance_id"] == bench.id and gone["status"] == "ok"
    assert bench.client.sessions.status(bench.id).data.connected is False
    assert bench.client.instances.delete(bench.id, instance_token=token) is None
    assert bench.client.instances.list()["total"] == 0
    refused(lambda: bench.client.sessions.status(bench.id), VZapsAPIError, 404)


def main() -> int:
    with start(sys.argv[1]) as emulator:
        return 0 if rows.run(Bench(emulator), at_least=0.8) else 1


if __name__ == "__main__":
    sys.exit(main())
