"""The official Python client of WazzAPI, unchanged, against the emulator.

    python tests/witnesses/wazzapi.py target/debug/wagate-emulator

It needs the package `wazzapi` 0.6.0.
"""

import base64
import os
import sys
from datetime import datetime, timedelta, timezone

# This file has the name of the package that it needs.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != HERE]
from wazzapi import WazzapiAPIError, WazzapiClient

sys.path.append(HERE)
import emulator
from rows import Rows

ANA, BRUNO, NOBODY = "5511988887777", "5511977776666", "5511966665555"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and a picture").decode()
URL = "https://files.example.org/a.bin"

# All that WazzAPI has, without webhooks and events.
ROWS = Rows([
    "verify", "create_instance", "instances", "get_instance",
    "connect", "pairing_code", "qr_codes", "status", "wait_until_online", "reconnect", "disconnect", "proxy",
    "text", "image, video, document", "voice note", "location", "contact card", "buttons", "list", "scheduled",
    "media by URL", "media by bytes", "to a phone", "to a group",
    "message", "message_status", "download", "pending, cancel, retry",
    "chats, chat", "history", "mark_chat_read", "disappearing messages", "contacts", "add a contact",
    "profile_picture", "groups, group", "create a group", "subject, description, picture, permissions",
    "participants", "invite link", "invite_info", "join, leave",
])


def refused(call, status):
    """The error that the client raises, which must have this status."""
    try:
        answer = call()
    except WazzapiAPIError as error:
        assert error.status_code == status, (error.status_code, error.message)
        return error
    raise AssertionError(f"not refused: {answer}")


def last(world):
    return world.ledger("wazzapi")[-1]


def devices(world, wazzapi):
    assert wazzapi.devices.list().total == 0
    ROWS.covers("verify")
    linked = wazzapi.devices.link({"name": "Support", "session_name": "support"})
    device = wazzapi.devices.get(linked["id"])
    assert (device.session_name, device.phone_number) == ("support", None) and device.status != "connected"
    ROWS.covers("create_instance", "get_instance")
    assert [shown.id for shown in wazzapi.devices.list(search="supp", limit=10).devices] == [device.id]
    ROWS.covers("instances")

    assert wazzapi.devices.get_status(device.id)["connected"] is False
    first, second = wazzapi.devices.get_qr(device.id), wazzapi.devices.get_qr(device.id)
    assert first["qr_code"] != second["qr_code"] and first["qr_image"].startswith("data:image/png;base64,")
    ROWS.covers("connect", "qr_codes")
    assert len(wazzapi.devices.pair_phone(device.id, "+55 11 91234-5678")["pairing_code"]) == 8
    ROWS.covers("pairing_code")
    error = refused(lambda: wazzapi.messages.send(text(device, "too early")), 400)
    assert error.message == "WhatsApp account is not connected"
    world.scan("wazzapi", device.id)
    status = wazzapi.devices.get_status(device.id)
    assert status["connected"] is True and wazzapi.devices.get(device.id).phone_number == "5511912345678"
    ROWS.covers("status", "wait_until_online")

    wazzapi.devices.disconnect(device.id)
    assert wazzapi.devices.get(device.id).status == "disconnected"
    wazzapi.devices.reconnect(device.id)
    assert wazzapi.devices.get(device.id).status == "connected"
    ROWS.covers("disconnect", "reconnect")
    proxy = {"protocol": "http", "host": "proxy.example.org", "port": 8080}
    assert wazzapi.devices.test_proxy(proxy)["success"] is True
    wazzapi.devices.update_proxy(device.id, proxy)
    assert wazzapi.devices.get_proxy(device.id)["host"] == "proxy.example.org"
    ROWS.covers("proxy")
    refused(lambda: wazzapi.devices.get("00000000-0000-4000-8000-000000000000"), 404)
    return wazzapi.devices.get(device.id)


def to_ana(device, **said):
    return {"phone_number": "+" + ANA, "whatsapp_account_id": device.id, **said}


def text(device, content, **said):
    return to_ana(device, content=content, **said)


def messages(world, wazzapi, device):
    def arrives(answer, kind, **content):
        entry = last(world)
        assert answer.success and answer.status == "queued" and answer.run_id
        assert (entry["message_id"], entry["kind"], entry["to"]) == (answer.message_id, kind, ANA), entry
        assert entry["instance"] == device.id and content.items() <= entry["content"].items(), entry
        return entry

    sends = wazzapi.messages
    sent = sends.send(text(device, "hello"))
    arrives(sent, "text", text="hello")
    ROWS.covers("text", "to a phone")
    by_url = {"media_url": URL, "caption": "look"}
    by_bytes = {"media_base64": PNG, "filename": "a.png", "mimetype": "image/png"}
    for send, kind in [(sends.send_image, "image"), (sends.send_video, "video"), (sends.send_document, "document")]:
        entry = arrives(send(to_ana(device, message_type=kind, **by_url)), kind, caption="look")
        assert entry["media"]["url"] == URL
        entry = arrives(send(to_ana(device, message_type=kind, **by_bytes)), kind, file_name="a.png")
        assert entry["media"]["bytes_len"] == len(base64.b64decode(PNG))
    ROWS.covers("image, video, document", "media by URL", "media by bytes")
    arrives(sends.send_voice(to_ana(device, message_type="voice", media_url=URL)), "voice")
    ROWS.covers("voice note")
    place = {"latitude": -23.5, "longitude": -46.6, "location_title": "Shop", "location_address": "Rua A, 1"}
    arrives(sends.send_location(to_ana(device, message_type="location", **place)), "location", latitude=-23.5, name="Shop")
    ROWS.covers("location")
    card = {"contacts": [{"name": "Bruno", "phone_number": "+" + BRUNO}]}
    entry = arrives(sends.send_contact(to_ana(device, message_type="contact", **card)), "contact")
    assert entry["content"]["contacts"][0]["name"] == "Bruno"
    ROWS.covers("contact card")
    buttons = {"body": "Sure?", "footer": "tap", "buttons": [{"id": "yes", "title": "Yes"}]}
    entry = arrives(sends.send_buttons(to_ana(device, **buttons)), "buttons", text="Sure?", footer="tap")
    assert entry["content"]["buttons"] == [{"id": "yes", "text": "Yes", "type": "reply"}]
    ROWS.covers("buttons")
    rows = [{"id": "1", "title": "One", "description": "the first"}, {"id": "2", "title": "Two"}]
    menu = {"body": "Choose", "button_text": "Menu", "sections": [{"title": "Numbers", "rows": rows}]}
    entry = arrives(sends.send_list(to_ana(device, **menu)), "list", text="Choose", button="Menu")
    assert entry["content"]["sections"][0]["rows"] == rows
    ROWS.covers("list")

    read = sends.get(sent.message_id)
    assert (read.content, read.status, read.direction, read.phone_number) == ("hello", "sent", "outbound", ANA)
    assert sends.lookup(read.whatsapp_message_id).id == sent.message_id
    ROWS.covers("message")
    world.deliver("wazzapi", device.id, sent.message_id)
    read = sends.get(sent.message_id)
    assert read.status == "delivered" and read.delivered_at
    ROWS.covers("message_status")
    page = sends.list(limit=5, direction="outbound", whatsapp_account_id=device.id)
    total = len(world.ledger("wazzapi"))
    assert (page.total_count, len(page.messages), page.has_more, page.current_page) == (total, 5, True, 1)
    assert sends.list(search="hello").messages[0].id == sent.message_id
    assert sends.stats().by_direction == {"outbound": total}

    error = refused(lambda: sends.send({"phone_number": ANA, "content": "x"}), 422)
    assert error.message == "Field required" and error.details[0]["loc"] == ["body", "whatsapp_account_id"]
    refused(lambda: sends.get("00000000-0000-4000-8000-000000000000"), 404)


def queue(world, wazzapi, device):
    sends = wazzapi.messages
    later = sends.send(text(device, "later", scheduled_for=(datetime.now(timezone.utc) + timedelta(days=1)).isoformat()))
    assert later.status == "scheduled" and last(world)["message_id"] == later.message_id
    ROWS.covers("scheduled")
    assert [waiting.id for waiting in sends.list(status="scheduled").messages] == [later.message_id]
    assert sends.cancel(later.message_id).status == "cancelled"
    assert sends.list(status="scheduled").total_count == 0
    refused(lambda: sends.cancel(later.message_id), 400)

    world.contact(NOBODY, on_whatsapp=False)
    failing = {"phone_number": NOBODY, "whatsapp_account_id": device.id, "content": "anyone?"}
    failed = sends.get(sends.send(failing).message_id)
    assert failed.status == "failed" and failed.failure_reason
    refused(lambda: sends.send({**failing, "validate_phone": True}), 400)
    world.contact(NOBODY)
    assert sends.retry(failed.id).status == "queued"
    again = sends.get(failed.id)
    assert (again.status, again.retry_count) == ("sent", 1)
    refused(lambda: sends.retry(failed.id), 400)
    ROWS.covers("pending, cancel, retry")


def conversations(world, wazzapi, device):
    came = world.receive("wazzapi", device.id, BRUNO, "is it ready?")
    inbox = wazzapi.conversations
    talk = inbox.list(search=BRUNO).conversations[0]
    assert (talk.phone_number, talk.unread_count, talk.last_message_preview) == (BRUNO, 1, "is it ready?")
    assert inbox.get(talk.id).whatsapp_account_id == device.id and inbox.list().total >= 2
    ROWS.covers("chats, chat")
    assert wazzapi.messages.lookup(came).direction == "inbound"
    answer = inbox.reply(talk.id, {"content": "it is"})
    assert answer.conversation_id == talk.id and last(world)["message_id"] == answer.message_id
    assert last(world)["to"] == BRUNO
    said = inbox.list_messages(talk.id, limit=50)
    assert {(line.direction, line.content) for line in said.messages} == {
        ("inbound", "is it ready?"), ("outbound", "it is")
    }
    ROWS.covers("history")
    read = inbox.update(talk.id, {"mark_read": True, "assignee_user_id": "user-1"})
    assert (read.unread_count, read.assignee_user_id) == (0, "user-1")
    assert inbox.update(talk.id, {"clear_assignee": True}).assignee_user_id is None
    ROWS.covers("mark_chat_read")


def contacts(world, wazzapi, device):
    book = wazzapi.contacts
    known = book.list(search=BRUNO).contacts[0]
    assert known.source != "manual" and book.get(known.id).phone_number == BRUNO
    made = book.create({"phone_number": "+55 11 95555-4444", "name": "Carla", "tags": ["vip"], "custom_fields": {"city": "Rio"}})
    assert (made.name, made.source, made.custom_fields) == ("Carla", "manual", {"city": "Rio"})
    refused(lambda: book.create({"phone_number": "5511955554444"}), 409)
    ROWS.covers("add a contact")
    assert book.update(made.id, {"name": "Carla B", "is_opted_out": True}).is_opted_out
    page = book.list(limit=1, offset=0)
    assert len(page.contacts) == 1 and page.total >= 3
    ROWS.covers("contacts")

    refused(lambda: book.get_profile_picture(made.id), 404)
    world.contact(BRUNO, name="Bruno", picture="https://pps.example.org/bruno.jpg")
    picture = book.get_profile_picture(known.id, whatsapp_account_id=device.id, preview=False)
    assert (picture.url, picture.preview) == ("https://pps.example.org/bruno.jpg", False)
    image = book.get_profile_picture_image(known.id, proxy=True)
    assert image.content.startswith(b"\x89PNG") and image.content_type == "image/png"
    ROWS.covers("profile_picture")
    book.delete(made.id)
    refused(lambda: book.get(made.id), 404)
    assert book.bulk_delete({"contact_ids": [known.id]}).deleted == 1


def groups(world, wazzapi, device):
    groups, session = wazzapi.groups, {"session_name": device.session_name}
    made = groups.create({**session, "name": "Team", "participants": ["+" + ANA]})
    jid = made.jid
    assert jid.endswith("@g.us") and groups.list(**session).total == 1
    ROWS.covers("create a group")
    group = groups.get(jid, **session)
    assert (group.name, group.participants_count) == ("Team", 2)
    ROWS.covers("groups, group")

    sent = groups.send_text({**session, "group_jid": jid, "text": "hello all"})
    assert (last(world)["to"], last(world)["message_id"]) == (jid, sent.message_id)
    assert wazzapi.messages.get(sent.message_id).content == "hello all"
    groups.send_media({**session, "group_jid": jid, "media_url": URL, "media_type": "image", "caption": "look"})
    assert (last(world)["kind"], last(world)["media"]["url"]) == ("image", URL)
    ROWS.covers("to a group")

    groups.set_name(jid, {**session, "name": "The team"})
    groups.set_topic(jid, {**session, "topic": "What we do"})
    groups.set_photo(jid, {**session, "image_data_uri": "data:image/png;base64," + PNG})
    groups.remove_photo(jid, **session)
    groups.set_announce(jid, {**session, "announce": True})
    groups.set_locked(jid, {**session, "locked": True})
    group = groups.get(jid, **session)
    assert (group.name, group.description) == ("The team", "What we do")
    ROWS.covers("subject, description, picture, permissions")
    assert groups.set_ephemeral(jid, {**session, "duration": "7d"}).success
    refused(lambda: groups.set_ephemeral(jid, {**session, "duration": "1y"}), 422)
    ROWS.covers("disappearing messages")

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
    ROWS.covers("participants")

    link = groups.get_invite_link(jid, **session).invite_link
    ROWS.covers("invite link")
    assert groups.get_invite_info({**session, "invite_link": link}).name == "The team"
    ROWS.covers("invite_info")
    groups.leave(jid, **session)
    refused(lambda: groups.get(jid, **session), 404)
    groups.join({**session, "invite_link": link})
    assert groups.get(jid, **session).participants_count == 2
    ROWS.covers("join, leave")


def templates(world, wazzapi, device):
    made = wazzapi.templates.create({"name": "welcome", "content": "Hi, code {{code}}"})
    assert made.custom_variables == ["code"]
    assert wazzapi.templates.list(limit=20).pagination["total"] == 1
    values = {"template_id": made.id, "custom_variables": {"code": "W-1"}}
    assert wazzapi.templates.preview(values).preview == "Hi, code W-1"
    wazzapi.messages.send(to_ana(device, **values))
    assert last(world)["content"]["text"] == "Hi, code W-1"
    assert wazzapi.templates.update(made.id, {"name": "hello"}).name == "hello"
    wazzapi.templates.delete(made.id)
    refused(lambda: wazzapi.templates.get(made.id), 404)


def main(binary):
    with emulator.start(binary) as world:
        url, key = world.base_url("wazzapi"), world.credentials["wazzapi_api_key"]
        with WazzapiClient(base_url=url, api_key="wz_live_wrong") as stranger:
            assert refused(stranger.devices.list, 401).message == "Unauthorized"
        with WazzapiClient(base_url=url, api_key=key) as wazzapi:
            device = devices(world, wazzapi)
            for part in [messages, queue, conversations, contacts, groups, templates]:
                part(world, wazzapi, device)
    ROWS.report("wazzapi", least=0.8)


if __name__ == "__main__":
    main(*sys.argv[1:])
