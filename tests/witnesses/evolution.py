"""A published Python client of Evolution API, unchanged, against the emulator.

    python tests/witnesses/evolution.py target/debug/wagate-emulator

It needs the package `evolutionapi` 0.1.2, which has no methods for some of what Evolution API offers: those calls go
through its plain `get` and `post`, and are counted apart.
"""

import base64
import io
import sys

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

import emulator
from rows import Rows

OWN, ANA, BRUNO = "5511912345678", "5511988887777", "5511977776666"
ANA_JID, BRUNO_JID = ANA + "@s.whatsapp.net", BRUNO + "@s.whatsapp.net"
LID = "199789077627112@lid"
PICTURE = b"\x89PNG\r\n\x1a\n and a picture"
URL = "https://files.example.org/a.bin"

# What the client has methods for.
BY_METHOD = Rows([
    "create_instance", "instances", "delete_instance",
    "connect", "pairing_code", "qr_codes", "status", "wait_until_online", "reconnect", "restart", "logout",
    "text", "image, video, document", "audio file", "voice note", "round video", "sticker", "location",
    "contact cards", "poll", "buttons", "list", "status (story)", "reaction",
    "quote", "delay", "media by URL", "media by bytes", "to a phone", "to a LID", "to a group",
    "edit", "mark_read", "message", "download", "typing",
    "history", "mark_chat_unread", "archive", "disappearing messages",
    "profile", "profile_picture", "own profile: read", "own profile: change", "privacy", "labels",
    "groups, group", "create a group", "subject, description, picture, permissions", "participants",
    "invite link", "invite link: reset", "invite_info", "leave",
])

# What it has no method for, or none that works: `send_text` drops all options but the delay, and
# `check_is_whatsapp_numbers` has a path that Evolution API does not have.
BY_PLAIN_CALL = Rows([
    "verify", "get_instance", "settings", "proxy",
    "mentions", "mention all", "link with a preview card", "link preview flag",
    "message_status", "chats, chat", "block", "check_numbers", "contacts", "join",
])
# Its `delete_message_for_everyone` gives a body to its `delete`, which takes none.
NOT_AT_ALL = ["revoke"]


class Line:
    """One instance, as the client addresses it."""

    def __init__(self, world, client, name, token):
        self.world, self.client, self.name, self.token = world, client, name, token

    def call(self, method, *said):
        """One of the client's methods."""
        return method(self.name, *said, instance_token=self.token)

    def post(self, path, data):
        return self.client.post(f"{path}/{self.name}", data=data, instance_token=self.token)

    def get(self, path, query=""):
        return self.client.get(f"{path}/{self.name}{query}", self.token)

    def last(self):
        return self.world.ledger("evolution")[-1]

    def arrives(self, answer, kind, to=ANA, **content):
        entry = self.last()
        assert "key" in answer, answer
        assert (entry["message_id"], entry["kind"], entry["to"]) == (answer["key"]["id"], kind, to), entry
        assert entry["instance"] == self.name and content.items() <= entry["content"].items(), entry
        return entry


def account(world, client):
    stranger = EvolutionClient(client.base_url, "wrong")
    try:
        stranger.instances.fetch_instances()
        raise AssertionError("a wrong key is not refused")
    except EvolutionAuthenticationError:
        pass
    assert stranger.instances.create_instance(InstanceConfig("x", integration="WHATSAPP-BAILEYS"))["status"] == 401
    assert client.post("verify-creds", data={})["status"] == 200
    BY_PLAIN_CALL.covers("verify")

    config = InstanceConfig("sales", integration="WHATSAPP-BAILEYS", qrcode=True, number=OWN)
    made = client.instances.create_instance(config)
    assert made["instance"]["instanceName"] == "sales" and made["qrcode"]["base64"].startswith("data:image/png")
    assert len(made["qrcode"]["pairingCode"]) == 8
    assert [row["name"] for row in client.instances.fetch_instances()] == ["sales"]
    assert client.get("instance/fetchInstances?instanceName=sales")[0]["name"] == "sales"
    BY_METHOD.covers("create_instance", "pairing_code", "instances")
    BY_PLAIN_CALL.covers("get_instance")
    return Line(world, client, "sales", made["hash"])


def lifecycle(line):
    operations = line.client.instance_operations
    first, second = line.call(operations.connect), line.call(operations.connect)
    assert first["code"] != second["code"] and second["count"] > first["count"]
    BY_METHOD.covers("connect", "qr_codes")
    assert line.call(operations.get_connection_state)["instance"]["state"] == "connecting"
    line.world.scan("evolution", line.name)
    assert line.call(operations.get_connection_state)["instance"]["state"] == "open"
    BY_METHOD.covers("status", "wait_until_online")
    line.world.drop("evolution", line.name)
    assert line.call(operations.get_connection_state)["instance"]["state"] == "close"
    line.call(operations.connect)
    assert line.call(operations.get_connection_state)["instance"]["state"] == "open"
    BY_METHOD.covers("reconnect")
    assert "instance" in line.call(operations.restart)
    BY_METHOD.covers("restart")

    settings = {
        "rejectCall": True, "msgCall": "no calls", "groupsIgnore": False, "alwaysOnline": False,
        "readMessages": False, "readStatus": False, "syncFullHistory": False,
    }
    line.post("settings/set", settings)
    assert line.get("settings/find")["msgCall"] == "no calls"
    BY_PLAIN_CALL.covers("settings")
    line.post("proxy/set", {"enabled": True, "host": "proxy.example.org", "port": "8080", "protocol": "http"})
    assert line.get("proxy/find")["host"] == "proxy.example.org"
    BY_PLAIN_CALL.covers("proxy")


def sends(line):
    messages = line.client.messages
    sent = line.call(messages.send_text, TextMessage(ANA, "hello", delay=1))
    line.arrives(sent, "text", text="hello", delay_ms=1)
    BY_METHOD.covers("text", "to a phone", "delay")
    line.arrives(line.call(messages.send_text, TextMessage(LID, "hello")), "text", to=LID)
    BY_METHOD.covers("to a LID")

    for kind, mime in [("image", "image/png"), ("video", "video/mp4"), ("document", "text/plain"), ("audio", "audio/mpeg")]:
        media = MediaMessage(ANA, mediatype=kind, caption="look", mimetype=mime, fileName="a.bin")
        answer = line.client.messages.send_media(line.name, media, line.token, io.BytesIO(PICTURE))
        assert line.arrives(answer, kind)["media"]["bytes_len"] == len(PICTURE)
    BY_METHOD.covers("image, video, document", "audio file", "media by bytes")
    by_file = [(messages.send_whatsapp_audio, "voice"), (messages.send_ptv, "ptv")]
    for send, kind in by_file:
        answer = send(line.name, {"number": ANA}, line.token, io.BytesIO(PICTURE))
        assert line.arrives(answer, kind)["media"]["bytes_len"] == len(PICTURE)
    BY_METHOD.covers("voice note", "round video")
    answer = messages.send_sticker(line.name, {"number": ANA, "sticker": URL}, line.token)
    assert line.arrives(answer, "sticker")["media"]["url"] == URL
    BY_METHOD.covers("sticker", "media by URL")

    quoted = QuotedMessage(key=sent["key"], message={"conversation": "hello"})
    place = LocationMessage(ANA, "Shop", "Rua A, 1", -23.5, -46.6, quoted=quoted)
    entry = line.arrives(line.call(messages.send_location, place), "location", latitude=-23.5, name="Shop")
    assert entry["content"]["quote"] == sent["key"]["id"]
    BY_METHOD.covers("location", "quote")
    cards = [Contact("Bruno", BRUNO, "+" + BRUNO), Contact("Carla", "5511955554444", "+55 11 95555-4444")]
    entry = line.arrives(line.call(messages.send_contact, ContactMessage(ANA, cards)), "contact")
    assert [card["name"] for card in entry["content"]["contacts"]] == ["Bruno", "Carla"]
    BY_METHOD.covers("contact cards")
    poll = PollMessage(ANA, "When?", 1, ["Today", "Tomorrow"])
    line.arrives(line.call(messages.send_poll, poll), "poll", question="When?", options=["Today", "Tomorrow"])
    BY_METHOD.covers("poll")
    buttons = ButtonMessage(ANA, "A question", "Sure?", "tap", [Button("reply", "Yes", id="yes")])
    entry = line.arrives(line.call(messages.send_buttons, buttons), "buttons")
    assert entry["content"]["buttons"] == [{"id": "yes", "text": "Yes", "type": "reply"}]
    BY_METHOD.covers("buttons")
    menu = ListMessage(ANA, "A menu", "Choose", "Menu", "tap", [ListSection("Numbers", [ListRow("One", "the first", "1")])])
    entry = line.arrives(line.call(messages.send_list, menu), "list", button="Menu")
    assert entry["content"]["sections"][0]["rows"][0]["id"] == "1"
    BY_METHOD.covers("list")
    story = StatusMessage(StatusType.IMAGE, URL, caption="news", statusJidList=[ANA_JID])
    line.arrives(line.call(messages.send_status, story), "status", to="status@broadcast", caption="news")
    BY_METHOD.covers("status (story)")
    for emoji in ["\N{THUMBS UP SIGN}", ""]:
        answer = line.call(messages.send_reaction, ReactionMessage(sent["key"], emoji))
        line.arrives(answer, "reaction", emoji=emoji, target=sent["key"]["id"])
    BY_METHOD.covers("reaction")

    text = {"number": ANA, "text": "see https://example.org", "linkPreview": False}
    line.arrives(line.post("message/sendText", text), "text", link_preview=False)
    line.arrives(line.post("message/sendText", {**text, "linkPreview": True}), "text", link_preview=True)
    BY_PLAIN_CALL.covers("link preview flag", "link with a preview card")
    return sent


def chats(line, sent):
    chat = line.client.chat
    key = sent["key"]
    line.call(chat.update_message, UpdateMessage(ANA, key, "hello again"))
    found = chat.get_messages(line.name, ANA_JID, line.token, whatsapp_message_id=key["id"])
    assert [record["key"]["id"] for record in found["messages"]["records"]] == [key["id"]], found
    BY_METHOD.covers("edit", "message")
    records = chat.get_messages(line.name, ANA_JID, line.token, offset=100)["messages"]["records"]
    assert len(records) > 10 and any("hello again" in str(record["message"]) for record in records)
    BY_METHOD.covers("history")
    image = next(record for record in records if record["messageType"] == "imageMessage")
    file = line.call(chat.get_base64_from_media_message, StoredMedia({"key": image["key"]}))
    assert base64.b64decode(file["base64"]) == PICTURE
    BY_METHOD.covers("download")
    line.world.deliver("evolution", line.name, key["id"])
    updates = line.post("chat/findStatusMessage", {"where": {"id": key["id"]}})
    assert any(update["status"] == "DELIVERY_ACK" for update in updates), updates
    BY_PLAIN_CALL.covers("message_status")
    assert "TypeError" in raised(lambda: line.call(chat.delete_message_for_everyone, MessageKey(ANA_JID, True, key["id"])))

    came = line.world.receive("evolution", line.name, BRUNO, "is it ready?")
    read = line.call(chat.mark_message_as_read, [ReadMessage(BRUNO_JID, False, came)])
    assert read["read"] == "success", read
    BY_METHOD.covers("mark_read")
    last = {"key": {"remoteJid": BRUNO_JID, "fromMe": False, "id": came}}
    assert "markedChatUnread" in line.call(chat.mark_chat_unread, UnreadChat(last, BRUNO_JID))
    BY_METHOD.covers("mark_chat_unread")
    assert line.call(chat.archive_chat, ArchiveChat(last, BRUNO_JID, True))["archived"] is True
    BY_METHOD.covers("archive")
    assert line.call(chat.send_presence, Presence(ANA, 1, "composing"))["presence"] == "composing"
    BY_METHOD.covers("typing")

    assert {ANA_JID, BRUNO_JID} <= {row["remoteJid"] for row in line.post("chat/findChats", {})}
    assert BRUNO_JID in {row["remoteJid"] for row in line.post("chat/findContacts", {"where": {}})}
    assert line.call(chat.check_is_whatsapp_numbers, CheckIsWhatsappNumber([ANA]))["status"] == 404
    numbers = line.post("chat/whatsappNumbers", {"numbers": [ANA]})
    assert (numbers[0]["exists"], numbers[0]["jid"]) == (True, ANA_JID)
    for status in ["block", "unblock"]:
        assert line.post("chat/updateBlockStatus", {"number": BRUNO, "status": status})["block"] == "success"
    BY_PLAIN_CALL.covers("chats, chat", "contacts", "check_numbers", "block")


def raised(call):
    try:
        return repr(call())
    except TypeError as error:
        return repr(error)


def profiles(line):
    profile = line.client.profile
    line.call(profile.update_profile_name, ProfileName("The shop"))
    line.call(profile.update_profile_status, ProfileStatus("open"))
    line.call(profile.update_profile_picture, ProfilePicture("https://pps.example.org/shop.jpg"))
    own = line.call(profile.fetch_profile, FetchProfile(None))
    assert own["name"] == "The shop" and own["picture"], own
    BY_METHOD.covers("own profile: read")
    line.call(profile.remove_profile_picture)
    assert not line.call(profile.fetch_profile, FetchProfile(None))["picture"]
    BY_METHOD.covers("own profile: change")
    line.world.contact(BRUNO, name="Bruno", picture="https://pps.example.org/bruno.jpg")
    other = line.call(profile.fetch_profile, FetchProfile(BRUNO))
    assert other["wuid"] == BRUNO_JID and other["numberExists"] is True
    picture = line.call(line.client.chat.fetch_profile_picture_url, WhosePicture(BRUNO))
    assert picture["profilePictureUrl"] == "https://pps.example.org/bruno.jpg"
    BY_METHOD.covers("profile", "profile_picture")

    line.call(profile.update_privacy_settings, PrivacySettings("none", "contacts", "all", "all", "none", "contacts"))
    privacy = line.call(profile.fetch_privacy_settings)
    assert (privacy["readreceipts"], privacy["last"], privacy["groupadd"]) == ("none", "none", "contacts")
    BY_METHOD.covers("privacy")
    assert isinstance(line.call(line.client.label.find_labels), list)
    assert line.call(line.client.label.handle_label, HandleLabel(ANA, "1", "add"))["add"] is True
    BY_METHOD.covers("labels")


def groups(line):
    group = line.client.group
    made = line.call(group.create_group, CreateGroup("Team", [ANA], "What we do"))
    jid = made["id"]
    assert made["subject"] == "Team" and len(made["participants"]) == 2
    BY_METHOD.covers("create a group")
    assert [row["id"] for row in line.call(group.fetch_all_groups)] == [jid]
    BY_METHOD.covers("groups, group")
    sent = line.call(line.client.messages.send_text, TextMessage(jid, "hello all"))
    line.arrives(sent, "text", to=jid, text="hello all")
    BY_METHOD.covers("to a group")
    text = {"number": jid, "text": "you", "mentioned": [ANA]}
    line.arrives(line.post("message/sendText", text), "text", to=jid)
    assert ANA in str(line.last()["content"]["mentions"])
    line.arrives(line.post("message/sendText", {"number": jid, "text": "all", "mentionsEveryOne": True}), "text", to=jid, mention_all=True)
    BY_PLAIN_CALL.covers("mentions", "mention all")

    line.call(group.update_group_subject, jid, GroupSubject("The team"))
    line.call(group.update_group_description, jid, GroupDescription("What we did"))
    line.call(group.update_group_picture, jid, GroupPicture("https://pps.example.org/team.jpg"))
    line.call(group.update_setting, jid, UpdateSetting("announcement"))
    line.call(group.update_setting, jid, UpdateSetting("locked"))
    shown = line.call(group.get_group_info, jid)
    said = (shown["subject"], shown["desc"], shown["announce"], shown["restrict"])
    assert said == ("The team", "What we did", True, True), shown
    BY_METHOD.covers("subject, description, picture, permissions")
    line.call(group.toggle_ephemeral, jid, ToggleEphemeral(604800))
    BY_METHOD.covers("disappearing messages")

    for action, status in [("add", "200"), ("add", "409"), ("promote", "200"), ("demote", "200"), ("remove", "200")]:
        result = line.call(group.update_participant, jid, UpdateParticipant(action, [BRUNO]))
        assert result["updateParticipants"][0]["status"] == status, (action, result)
    assert len(line.call(group.get_participants, jid)["participants"]) == 2
    BY_METHOD.covers("participants")
    code = line.call(group.get_invite_code, jid)["inviteCode"]
    BY_METHOD.covers("invite link")
    assert line.call(group.get_invite_info, code)["subject"] == "The team"
    BY_METHOD.covers("invite_info")
    line.call(group.revoke_invite_code, jid)
    fresh = line.call(group.get_invite_code, jid)["inviteCode"]
    assert fresh != code
    BY_METHOD.covers("invite link: reset")
    line.call(group.leave_group, jid)
    assert line.call(group.fetch_all_groups) == []
    BY_METHOD.covers("leave")
    assert line.get("group/acceptInviteCode", f"?inviteCode={fresh}")["accepted"] is True
    assert [row["id"] for row in line.call(group.fetch_all_groups)] == [jid]
    BY_PLAIN_CALL.covers("join")


def farewell(line):
    operations = line.client.instance_operations
    line.call(operations.logout)
    assert line.call(operations.get_connection_state)["instance"]["state"] == "close"
    BY_METHOD.covers("logout")
    line.call(operations.delete)
    assert line.client.instances.fetch_instances() == []
    BY_METHOD.covers("delete_instance")


def main(binary):
    with emulator.start(binary) as world:
        client = EvolutionClient(world.base_url("evolution"), world.credentials["evolution_global_key"])
        line = account(world, client)
        lifecycle(line)
        sent = sends(line)
        chats(line, sent)
        profiles(line)
        groups(line)
        farewell(line)
    BY_METHOD.report("evolution", least=1.0)
    BY_PLAIN_CALL.report("evolution, by a plain call", least=1.0)
    print("evolution: the client cannot:", ", ".join(NOT_AT_ALL))
    every = len(BY_METHOD) + len(BY_PLAIN_CALL) + len(NOT_AT_ALL)
    print(f"evolution: {len(BY_METHOD)} of {every} portable rows by the client's own methods")


if __name__ == "__main__":
    main(*sys.argv[1:])
