"""A published Python client of Evolution API, unchanged, against the emulator.

Every step asserts on what the client returned and on what the emulator's ledger holds. The client types no answers and
raises on few: what it proves beside that are routes, verbs, headers, bodies and multipart forms. Of the 71 rows it has
methods for 55; webhooks are set by its plain `post`.
"""

from __future__ import annotations

import base64
import io
import json
import queue
import sys
from collections.abc import Callable
from typing import Any

from evolutionapi.client import EvolutionClient
from evolutionapi.exceptions import EvolutionAuthenticationError
from evolutionapi.models.chat import (
    ArchiveChat, CheckIsWhatsappNumber, MediaMessage as StoredMedia, MessageKey, Presence,
    ProfilePicture as WhosePicture, ReadMessage, UnreadChat, UpdateMessage,
)
from evolutionapi.models.group import (
    CreateGroup, GroupDescription, GroupPicture, GroupSubject, ToggleEphemeral, UpdateParticipant, UpdateSetting,
)
from evolutionapi.models.instance import InstanceConfig
from evolutionapi.models.label import HandleLabel
from evolutionapi.models.message import (
    Button, ButtonMessage, Contact, ContactMessage, ListMessage, ListRow, ListSection, LocationMessage, MediaMessage,
    PollMessage, QuotedMessage, ReactionMessage, StatusMessage, StatusType, TextMessage,
)
from evolutionapi.models.profile import FetchProfile, PrivacySettings, ProfileName, ProfilePicture, ProfileStatus
from evolutionapi.typing.webhook_processor import WebhookEventProcessor

from .emulator import Emulator, start
from .rows import Rows
from .sink import Sink

OWN, ANA, BRUNO = "5511912345678", "5511988887777", "5511977776666"
ANA_JID, BRUNO_JID = ANA + "@s.whatsapp.net", BRUNO + "@s.whatsapp.net"
LID = "199789077627112@lid"
PICTURE = b"\x89PNG\r\n\x1a\n and a picture"
URL = "https://files.example.org/a.bin"

# The portable operations that Evolution API has. The client's own methods come first.
rows = Rows(
    "create_instance",
    "instances",
    "delete_instance",
    "connect",
    "pairing_code",
    "qr_codes",
    "status",
    "wait_until_online",
    "reconnect",
    "restart",
    "logout",
    "text",
    "image, video, document",
    "audio file",
    "voice note",
    "round video",
    "sticker",
    "location",
    "contact cards",
    "poll",
    "buttons",
    "list",
    "status (story)",
    "reaction",
    "quote",
    "delay",
    "media by URL",
    "media by bytes",
    "to a phone",
    "to a LID",
    "to a group",
    "edit",
    "mark_read",
    "message",
    "download",
    "typing",
    "history",
    "mark_chat_unread",
    "archive",
    "disappearing messages",
    "profile",
    "profile_picture",
    "own profile: read",
    "own profile: change",
    "privacy",
    "labels",
    "groups, group",
    "create a group",
    "subject, description, picture, permissions",
    "participants",
    "invite link",
    "invite link: reset",
    "invite_info",
    "leave",
    # The client has no method for these, or one that sends less: `send_text` drops all options but the delay, and the
    # path of `check_is_whatsapp_numbers` is none of the server's. Its plain `get` and `post` are taken.
    "verify",
    "get_instance",
    "settings",
    "proxy",
    "mentions",
    "mention all",
    "link with a preview card",
    "link preview flag",
    "message_status",
    "chats, chat",
    "block",
    "check_numbers",
    "contacts",
    "join",
    "events",
    "webhook: set, read, delete",
    # The client's `delete_message_for_everyone` gives a body to its `delete`, which takes none.
    "revoke",
)


class Bench:
    """The emulator, the client, and an instance and a message from the steps on that make them."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        key = emulator.credentials["evolution_global_key"]
        self.client = EvolutionClient(emulator.base_url("evolution"), key)
        self.name, self.token = "sales", ""
        self.sent: dict[str, Any] = {}

    def call(self, method: Callable[..., Any], *said: Any) -> Any:
        """One of the client's methods, on the instance."""
        return method(self.name, *said, instance_token=self.token)

    def post(self, path: str, data: dict[str, Any]) -> Any:
        return self.client.post(f"{path}/{self.name}", data=data, instance_token=self.token)

    def get(self, path: str, query: str = "") -> Any:
        return self.client.get(f"{path}/{self.name}{query}", self.token)

    def phone(self, what: str, **members: Any) -> Any:
        """Something happens on the instance's phone."""
        return self.emulator.tell(what, gateway="evolution", instance=self.name, **members)

    def last(self) -> dict[str, Any]:
        """The latest entry of the ledger."""
        return self.emulator.ledger()[-1]

    def arrives(self, answer: dict[str, Any], kind: str, to: str = ANA, **content: Any) -> dict[str, Any]:
        entry = self.last()
        assert "key" in answer, answer
        assert (entry["message_id"], entry["kind"], entry["to"]) == (answer["key"]["id"], kind, to), entry
        assert entry["instance"] == self.name and content.items() <= entry["content"].items(), entry
        return entry


@rows.proves("verify", "create_instance", "pairing_code", "instances", "get_instance")
def account(bench: Bench) -> None:
    client = bench.client
    stranger = EvolutionClient(client.base_url, "wrong")
    try:
        stranger.instances.fetch_instances()
        raise AssertionError("a wrong key is not refused")
    except EvolutionAuthenticationError:
        pass
    assert stranger.instances.create_instance(InstanceConfig("x", integration="WHATSAPP-BAILEYS"))["status"] == 401
    assert client.post("verify-creds", data={})["status"] == 200

    config = InstanceConfig("sales", integration="WHATSAPP-BAILEYS", qrcode=True, number=OWN)
    made = client.instances.create_instance(config)
    assert made["instance"]["instanceName"] == "sales" and made["qrcode"]["base64"].startswith("data:image/png")
    assert len(made["qrcode"]["pairingCode"]) == 8
    assert [row["name"] for row in client.instances.fetch_instances()] == ["sales"]
    assert client.get("instance/fetchInstances?instanceName=sales")[0]["name"] == "sales"
    bench.token = made["hash"]


@rows.proves(
    "connect", "qr_codes", "status", "wait_until_online", "reconnect", "restart", "settings", "proxy",
)
def lifecycle(bench: Bench) -> None:
    operations = bench.client.instance_operations
    first, second = bench.call(operations.connect), bench.call(operations.connect)
    assert first["code"] != second["code"] and second["count"] > first["count"]
    assert bench.call(operations.get_connection_state)["instance"]["state"] == "connecting"
    bench.emulator.scan("evolution", bench.name)
    assert bench.call(operations.get_connection_state)["instance"]["state"] == "open"
    bench.phone("drop-connection")
    assert bench.call(operations.get_connection_state)["instance"]["state"] == "close"
    bench.call(operations.connect)
    assert bench.call(operations.get_connection_state)["instance"]["state"] == "open"
    assert "instance" in bench.call(operations.restart)

    settings = {
        "rejectCall": True, "msgCall": "no calls", "groupsIgnore": False, "alwaysOnline": False,
        "readMessages": False, "readStatus": False, "syncFullHistory": False,
    }
    bench.post("settings/set", settings)
    assert bench.get("settings/find")["msgCall"] == "no calls"
    bench.post("proxy/set", {"enabled": True, "host": "proxy.example.org", "port": "8080", "protocol": "http"})
    assert bench.get("proxy/find")["host"] == "proxy.example.org"


@rows.proves(
    "text", "to a phone", "delay", "to a LID", "image, video, document", "audio file", "media by bytes",
    "voice note", "round video", "sticker", "media by URL", "location", "quote", "contact cards", "poll",
    "buttons", "list", "status (story)", "reaction", "link preview flag", "link with a preview card",
)
def sends(bench: Bench) -> None:
    messages = bench.client.messages
    sent = bench.call(messages.send_text, TextMessage(ANA, "hello", delay=1))
    bench.arrives(sent, "text", text="hello", delay_ms=1)
    bench.arrives(bench.call(messages.send_text, TextMessage(LID, "hello")), "text", to=LID)

    types = {"image": "image/png", "video": "video/mp4", "document": "text/plain", "audio": "audio/mpeg"}
    for kind, mime in types.items():
        media = MediaMessage(ANA, mediatype=kind, caption="look", mimetype=mime, fileName="a.bin")
        answer = bench.client.messages.send_media(bench.name, media, bench.token, io.BytesIO(PICTURE))
        assert bench.arrives(answer, kind)["media"]["bytes_len"] == len(PICTURE)
    by_file = [(messages.send_whatsapp_audio, "voice"), (messages.send_ptv, "ptv")]
    for send, kind in by_file:
        answer = send(bench.name, {"number": ANA}, bench.token, io.BytesIO(PICTURE))
        assert bench.arrives(answer, kind)["media"]["bytes_len"] == len(PICTURE)
    answer = messages.send_sticker(bench.name, {"number": ANA, "sticker": URL}, bench.token)
    assert bench.arrives(answer, "sticker")["media"]["url"] == URL

    quoted = QuotedMessage(key=sent["key"], message={"conversation": "hello"})
    place = LocationMessage(ANA, "Shop", "Rua A, 1", -23.5, -46.6, quoted=quoted)
    entry = bench.arrives(bench.call(messages.send_location, place), "location", latitude=-23.5, name="Shop")
    assert entry["content"]["quote"] == sent["key"]["id"]
    cards = [Contact("Bruno", BRUNO, "+" + BRUNO), Contact("Carla", "5511955554444", "+55 11 95555-4444")]
    entry = bench.arrives(bench.call(messages.send_contact, ContactMessage(ANA, cards)), "contact")
    assert [card["name"] for card in entry["content"]["contacts"]] == ["Bruno", "Carla"]
    poll = PollMessage(ANA, "When?", 1, ["Today", "Tomorrow"])
    bench.arrives(bench.call(messages.send_poll, poll), "poll", question="When?", options=["Today", "Tomorrow"])
    buttons = ButtonMessage(ANA, "A question", "Sure?", "tap", [Button("reply", "Yes", id="yes")])
    entry = bench.arrives(bench.call(messages.send_buttons, buttons), "buttons")
    assert entry["content"]["buttons"] == [{"id": "yes", "text": "Yes", "type": "reply"}]
    numbers = ListSection("Numbers", [ListRow("One", "the first", "1")])
    menu = ListMessage(ANA, "A menu", "Choose", "Menu", "tap", [numbers])
    entry = bench.arrives(bench.call(messages.send_list, menu), "list", button="Menu")
    assert entry["content"]["sections"][0]["rows"][0]["id"] == "1"
    story = StatusMessage(StatusType.IMAGE, URL, caption="news", statusJidList=[ANA_JID])
    bench.arrives(bench.call(messages.send_status, story), "status", to="status@broadcast", caption="news")
    for emoji in ["\N{THUMBS UP SIGN}", ""]:
        answer = bench.call(messages.send_reaction, ReactionMessage(sent["key"], emoji))
        bench.arrives(answer, "reaction", emoji=emoji, target=sent["key"]["id"])

    text = {"number": ANA, "text": "see https://example.org", "linkPreview": False}
    bench.arrives(bench.post("message/sendText", text), "text", link_preview=False)
    bench.arrives(bench.post("message/sendText", {**text, "linkPreview": True}), "text", link_preview=True)
    bench.sent = sent


@rows.proves(
    "edit", "message", "history", "download", "message_status", "mark_read", "mark_chat_unread", "archive",
    "typing", "chats, chat", "contacts", "check_numbers", "block",
)
def chats(bench: Bench) -> None:
    chat = bench.client.chat
    key = bench.sent["key"]
    bench.call(chat.update_message, UpdateMessage(ANA, key, "hello again"))
    found = chat.get_messages(bench.name, ANA_JID, bench.token, whatsapp_message_id=key["id"])
    assert [record["key"]["id"] for record in found["messages"]["records"]] == [key["id"]], found
    records = chat.get_messages(bench.name, ANA_JID, bench.token, offset=100)["messages"]["records"]
    assert len(records) > 10 and any("hello again" in str(record["message"]) for record in records)
    image = next(record for record in records if record["messageType"] == "imageMessage")
    file = bench.call(chat.get_base64_from_media_message, StoredMedia({"key": image["key"]}))
    assert base64.b64decode(file["base64"]) == PICTURE
    bench.phone("deliver", message_id=key["id"])
    updates = bench.post("chat/findStatusMessage", {"where": {"id": key["id"]}})
    assert any(update["status"] == "DELIVERY_ACK" for update in updates), updates
    try:
        bench.call(chat.delete_message_for_everyone, MessageKey(ANA_JID, True, key["id"]))
        raise AssertionError("it can be called after all: cover `revoke` with it")
    except TypeError:
        pass

    came = bench.phone("receive", **{"from": BRUNO}, text="is it ready?")["message_id"]
    read = bench.call(chat.mark_message_as_read, [ReadMessage(BRUNO_JID, False, came)])
    assert read["read"] == "success", read
    last = {"key": {"remoteJid": BRUNO_JID, "fromMe": False, "id": came}}
    assert "markedChatUnread" in bench.call(chat.mark_chat_unread, UnreadChat(last, BRUNO_JID))
    assert bench.call(chat.archive_chat, ArchiveChat(last, BRUNO_JID, True))["archived"] is True
    assert bench.call(chat.send_presence, Presence(ANA, 1, "composing"))["presence"] == "composing"

    assert {ANA_JID, BRUNO_JID} <= {row["remoteJid"] for row in bench.post("chat/findChats", {})}
    assert BRUNO_JID in {row["remoteJid"] for row in bench.post("chat/findContacts", {"where": {}})}
    assert bench.call(chat.check_is_whatsapp_numbers, CheckIsWhatsappNumber([ANA]))["status"] == 404
    numbers = bench.post("chat/whatsappNumbers", {"numbers": [ANA]})
    assert (numbers[0]["exists"], numbers[0]["jid"]) == (True, ANA_JID)
    for status in ["block", "unblock"]:
        assert bench.post("chat/updateBlockStatus", {"number": BRUNO, "status": status})["block"] == "success"


@rows.proves("own profile: read", "own profile: change", "profile", "profile_picture", "privacy", "labels")
def profiles(bench: Bench) -> None:
    profile = bench.client.profile
    bench.call(profile.update_profile_name, ProfileName("The shop"))
    bench.call(profile.update_profile_status, ProfileStatus("open"))
    bench.call(profile.update_profile_picture, ProfilePicture("https://pps.example.org/shop.jpg"))
    own = bench.call(profile.fetch_profile, FetchProfile(None))
    assert own["name"] == "The shop" and own["picture"], own
    bench.call(profile.remove_profile_picture)
    assert not bench.call(profile.fetch_profile, FetchProfile(None))["picture"]
    bench.emulator.tell("contact", phone=BRUNO, name="Bruno", picture="https://pps.example.org/bruno.jpg")
    other = bench.call(profile.fetch_profile, FetchProfile(BRUNO))
    assert other["wuid"] == BRUNO_JID and other["numberExists"] is True
    picture = bench.call(bench.client.chat.fetch_profile_picture_url, WhosePicture(BRUNO))
    assert picture["profilePictureUrl"] == "https://pps.example.org/bruno.jpg"

    bench.call(profile.update_privacy_settings, PrivacySettings("none", "contacts", "all", "all", "none", "contacts"))
    privacy = bench.call(profile.fetch_privacy_settings)
    assert (privacy["readreceipts"], privacy["last"], privacy["groupadd"]) == ("none", "none", "contacts")
    assert isinstance(bench.call(bench.client.label.find_labels), list)
    assert bench.call(bench.client.label.handle_label, HandleLabel(ANA, "1", "add"))["add"] is True


@rows.proves(
    "create a group", "groups, group", "to a group", "mentions", "mention all",
    "subject, description, picture, permissions", "disappearing messages", "participants", "invite link",
    "invite_info", "invite link: reset", "leave", "join",
)
def groups(bench: Bench) -> None:
    group = bench.client.group
    made = bench.call(group.create_group, CreateGroup("Team", [ANA], "What we do"))
    jid = made["id"]
    assert made["subject"] == "Team" and len(made["participants"]) == 2
    assert [row["id"] for row in bench.call(group.fetch_all_groups)] == [jid]
    sent = bench.call(bench.client.messages.send_text, TextMessage(jid, "hello all"))
    bench.arrives(sent, "text", to=jid, text="hello all")
    text = {"number": jid, "text": "you", "mentioned": [ANA]}
    bench.arrives(bench.post("message/sendText", text), "text", to=jid)
    assert ANA in str(bench.last()["content"]["mentions"])
    everyone = {"number": jid, "text": "all", "mentionsEveryOne": True}
    bench.arrives(bench.post("message/sendText", everyone), "text", to=jid, mention_all=True)

    bench.call(group.update_group_subject, jid, GroupSubject("The team"))
    bench.call(group.update_group_description, jid, GroupDescription("What we did"))
    bench.call(group.update_group_picture, jid, GroupPicture("https://pps.example.org/team.jpg"))
    bench.call(group.update_setting, jid, UpdateSetting("announcement"))
    bench.call(group.update_setting, jid, UpdateSetting("locked"))
    shown = bench.call(group.get_group_info, jid)
    said = (shown["subject"], shown["desc"], shown["announce"], shown["restrict"])
    assert said == ("The team", "What we did", True, True), shown
    bench.call(group.toggle_ephemeral, jid, ToggleEphemeral(604800))

    for action, status in [("add", "200"), ("add", "409"), ("promote", "200"), ("demote", "200"), ("remove", "200")]:
        result = bench.call(group.update_participant, jid, UpdateParticipant(action, [BRUNO]))
        assert result["updateParticipants"][0]["status"] == status, (action, result)
    assert len(bench.call(group.get_participants, jid)["participants"]) == 2
    code = bench.call(group.get_invite_code, jid)["inviteCode"]
    assert bench.call(group.get_invite_info, code)["subject"] == "The team"
    bench.call(group.revoke_invite_code, jid)
    fresh = bench.call(group.get_invite_code, jid)["inviteCode"]
    assert fresh != code
    bench.call(group.leave_group, jid)
    assert bench.call(group.fetch_all_groups) == []
    assert bench.get("group/acceptInviteCode", f"?inviteCode={fresh}")["accepted"] is True
    assert [row["id"] for row in bench.call(group.fetch_all_groups)] == [jid]


@rows.proves("webhook: set, read, delete")
def webhooks(bench: Bench) -> None:
    sink = Sink()
    webhook = {"enabled": True, "url": sink.url, "events": ["MESSAGES_UPSERT"]}
    assert bench.post("webhook/set", {"webhook": webhook})["webhookByEvents"] is False
    assert bench.get("webhook/find")["url"] == sink.url
    bench.phone("receive", **{"from": ANA}, text="to the webhook")
    _, body = sink.next()
    heard: list[Any] = []
    processor = WebhookEventProcessor()
    processor.register("messages.upsert", heard.append)
    assert processor.process_event(body) and len(heard) == 1
    event = json.loads(body)
    assert (event["event"], event["destination"]) == ("messages.upsert", sink.url)
    assert event["data"]["message"] == {"conversation": "to the webhook"}
    webhook["enabled"] = False
    assert bench.post("webhook/set", {"webhook": webhook})["events"] == []
    sink.stop()


@rows.proves("events")
def events(bench: Bench) -> None:
    wanted = ["MESSAGES_UPSERT", "SEND_MESSAGE"]
    made = bench.post("websocket/set", {"websocket": {"enabled": True, "events": wanted}})
    assert bench.call(bench.client.websocket.find_websocket).events == made["events"] == wanted
    # The namespace is there from the first event on.
    bench.phone("receive", **{"from": ANA}, text="nobody hears this")
    heard: queue.Queue[dict[str, Any]] = queue.Queue()
    manager = bench.client.create_websocket(bench.name, bench.token)
    manager.on("messages.upsert", heard.put)
    manager.on("send.message", heard.put)
    manager.connect()
    bench.phone("receive", **{"from": ANA}, text="hello")
    event = heard.get(timeout=10)
    assert (event["event"], event["instance"], event["apikey"]) == ("messages.upsert", bench.name, bench.token)
    assert event["data"]["message"] == {"conversation": "hello"} and "destination" not in event
    picture = {"number": ANA, "mediatype": "image", "media": base64.b64encode(PICTURE).decode(), "fileName": "a.png"}
    sent = bench.post("message/sendMedia", picture)
    event = heard.get(timeout=10)
    assert event["data"]["key"]["id"] == sent["key"]["id"]
    # Over a socket bytes are bytes.
    assert len(event["data"]["message"]["imageMessage"]["mediaKey"]) == 32
    assert isinstance(event["data"]["message"]["imageMessage"]["mediaKey"], bytes)
    manager.disconnect()


@rows.proves("logout", "delete_instance")
def farewell(bench: Bench) -> None:
    operations = bench.client.instance_operations
    bench.call(operations.logout)
    assert bench.call(operations.get_connection_state)["instance"]["state"] == "close"
    bench.call(operations.delete)
    assert bench.client.instances.fetch_instances() == []


def main() -> int:
    with start(sys.argv[1]) as emulator:
        return 0 if rows.run(Bench(emulator), at_least=0.8) else 1


if __name__ == "__main__":
    sys.exit(main())
