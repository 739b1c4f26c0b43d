//! What a user looks at in each kind of event.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::{
    Address, CallStage, ConnectionState, DeliveryStatus, Event, EventKind, MessageId, ParticipantsChange,
    Presence,
};

use super::{example, examples, parse};
use crate::portable::{GROUP, JID, LID, to};

/// An event of the instance `shop`.
fn event(name: &str, data: Value) -> Value {
    json!({
        "event": name, "instance": "shop", "data": data, "destination": "https://bot.example.com/hook",
        "date_time": "2026-11-22T10:26:47.209Z", "server_url": "http://127.0.0.1:8093", "apikey": "shop-token",
    })
}

/// What the contract describes without an example.
pub(super) fn more() -> Vec<Value> {
    vec![vote(), reaction(), in_a_group(), revoked(), deleted_in_whatsapp(), limit(), later_members()]
}

fn key(id: &str) -> Value {
    json!({ "remoteJid": JID, "fromMe": false, "id": id, "remoteJidAlt": LID })
}

fn vote() -> Value {
    let polled =
        json!({ "pollUpdateMessage": { "pollCreationMessageKey": { "id": "POLL1", "fromMe": true } } });
    let answers = json!([{ "name": "yes", "voters": [JID] }, { "name": "no", "voters": [] }]);
    event(
        "messages.upsert",
        json!({
            "key": key("V1"), "pushName": "Ana", "message": polled, "messageType": "pollUpdateMessage",
            "messageTimestamp": 1_795_343_207, "pollUpdates": answers,
        }),
    )
}

fn reaction() -> Value {
    event(
        "messages.upsert",
        json!({
            "key": key("R1"), "message": { "reactionMessage": { "key": { "id": "M1" }, "text": "👍" } },
            "messageType": "reactionMessage", "messageTimestamp": 1_795_343_207,
        }),
    )
}

fn in_a_group() -> Value {
    event(
        "messages.upsert",
        json!({
            "key": {
                "remoteJid": GROUP, "fromMe": false, "id": "G1", "participant": LID, "participantAlt": JID,
                "addressingMode": "lid",
            },
            "pushName": "Ana", "message": { "conversation": "hi group" }, "messageType": "conversation",
            "contextInfo": { "stanzaId": "Q1" }, "messageTimestamp": 1_795_343_207,
        }),
    )
}

fn revoked() -> Value {
    event("messages.edited", json!({ "key": key("M1"), "type": 0, "timestampMs": { "low": 5, "high": 418 } }))
}

fn deleted_in_whatsapp() -> Value {
    event("messages.delete", json!({ "id": "M1", "fromMe": true, "remoteJid": JID, "status": "DELETED" }))
}

fn limit() -> Value {
    event(
        "qrcode.updated",
        json!({ "message": "QR code limit reached, please login again", "statusCode": 500 }),
    )
}

fn later_members() -> Value {
    event("group-participants.update", json!({ "id": GROUP, "participants": [JID, LID], "action": "modify" }))
}

fn at(seconds: u64) -> Option<SystemTime> {
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

fn whatsapp(id: &str) -> Option<MessageId> {
    Some(MessageId::whatsapp(id))
}

fn digits(address: Option<&Address>) -> Option<String> {
    address.map(Address::jid).map(|jid| jid.to_string())
}

/// Takes an event of one kind apart.
macro_rules! kind {
    ($event:expr, $kind:path) => {{
        let envelope = parse(&$event);
        match envelope.event {
            $kind(inner) => inner,
            other => panic!("{:?}", other.kind()),
        }
    }};
}

#[test]
fn exactly_these_stay_unknown() {
    let unknown: Vec<_> = examples()
        .into_iter()
        .filter(|event| parse(event).event.kind() == EventKind::Unknown)
        .map(|event| event["event"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        unknown,
        ["instance.create", "instance.delete", "remove.instance", "typebot.start", "typebot.change-status"]
    );
    assert!(matches!(parse(&limit()).event, Event::Unknown { .. }));
    let later = event("messaging-history.set", json!({ "x": 1 }));
    assert!(matches!(parse(&later).event, Event::Unknown { name } if name == "messaging-history.set"));
}

#[test]
fn messages_come_by_phone_number_and_lid() {
    let envelope = parse(&example("messages.upsert"));
    assert_eq!((envelope.provider, envelope.instance.as_deref()), ("evolution", Some("shop")));
    assert_eq!(envelope.at, at(1_795_343_207), "not `date_time`, which is no UTC");
    let message = envelope.event.message().unwrap();
    assert_eq!(
        (message.text(), message.from_me, &message.id),
        (Some("hi shop"), Some(false), &whatsapp("3EB0IN0001"))
    );
    assert_eq!((message.chat.clone(), message.author.clone()), (Some(to(JID)), Some(to(JID))));
    assert_eq!(message.author_name.as_deref(), Some("Ana"));
    assert_eq!(message.author_lid.as_ref().map(ToString::to_string).as_deref(), Some(LID));
    let whole: Value = message.raw.json().unwrap();
    assert_eq!(whole, example("messages.upsert")["data"], "the message's own JSON");

    let message = kind!(in_a_group(), Event::Message);
    assert_eq!((message.chat, message.author), (Some(to(GROUP)), Some(to(LID))));
    assert_eq!(message.author_phone.map(|phone| phone.digits().to_owned()).as_deref(), Some("5511999990000"));
    assert_eq!((message.chat_phone, message.quoted), (None, whatsapp("Q1")));

    let sent = kind!(example("send.message"), Event::Message);
    assert_eq!((sent.from_me, &sent.author_name, sent.text()), (Some(true), &None, Some("hello *world*")));
}

#[test]
fn what_becomes_of_messages_points_at_them() {
    let history = kind!(example("messages.set"), Event::History);
    assert_eq!((history.len(), history[0].text()), (1, Some("old")));

    let status = kind!(example("messages.update"), Event::MessageStatus);
    assert!(status.is_about(&MessageId::whatsapp("3EB05C5BE17ABAA0D27001")));
    assert_eq!(
        (status.status, status.from_me, status.chat),
        (DeliveryStatus::Sent, Some(true), Some(to(JID)))
    );

    let edited = kind!(example("messages.edited"), Event::MessageEdited);
    assert_eq!((edited.text(), &edited.message), (Some("hi shop (edited)"), &whatsapp("3EB0IN0001")));
    assert_eq!((edited.at, edited.chat.clone()), (at(1_795_343_207), Some(to(JID))));
    let own = kind!(example("send.message.update"), Event::MessageEdited);
    assert_eq!((own.text(), own.from_me), (Some("hello edited"), Some(true)));

    let deleted = kind!(example("messages.delete"), Event::MessageDeleted);
    assert_eq!((deleted.message, deleted.chat), (whatsapp("3EB05C5BE17ABAA0D27001"), Some(to(JID))));
    for told in [revoked(), deleted_in_whatsapp()] {
        let deleted = kind!(told, Event::MessageDeleted);
        assert_eq!((deleted.message, deleted.chat), (whatsapp("M1"), Some(to(JID))));
    }
    let mut old = example("messages.update");
    old["data"]["status"] = json!("DELETED");
    assert_eq!(kind!(old, Event::MessageDeleted).message, whatsapp("3EB05C5BE17ABAA0D27001"));

    let reaction = kind!(reaction(), Event::Reaction);
    assert_eq!(
        (reaction.emoji.as_deref(), reaction.to, reaction.id),
        (Some("👍"), whatsapp("M1"), whatsapp("R1"))
    );
    assert_eq!(digits(reaction.by.and_then(|by| by.address).as_ref()).as_deref(), Some(JID));

    let voted = kind!(vote(), Event::PollVote);
    assert_eq!(
        (voted.options, voted.poll, voted.at),
        (vec!["yes".to_owned()], whatsapp("POLL1"), at(1_795_343_207))
    );
    let by = voted.by.unwrap();
    assert_eq!((by.name.as_deref(), by.lid.map(|lid| lid.to_string()).as_deref()), (Some("Ana"), Some(LID)));
}

#[test]
fn the_connection_and_the_way_to_it() {
    let changed = kind!(example("connection.update"), Event::Connection);
    assert_eq!((changed.state, changed.reason.as_deref()), (ConnectionState::Connecting, Some("200")));
    let state = |state: &str, reason: u64| {
        let data = json!({ "instance": "shop", "state": state, "statusReason": reason, "wuid": JID });
        let changed = kind!(event("connection.update", data), Event::Connection);
        assert_eq!(changed.phone.map(|phone| phone.digits().to_owned()).as_deref(), Some("5511999990000"));
        changed.state
    };
    assert_eq!(state("open", 200), ConnectionState::Online);
    assert_eq!(state("close", 428), ConnectionState::Disconnected);
    assert_eq!(state("close", 401), ConnectionState::LoggedOut);
    assert_eq!(state("refused", 428), ConnectionState::Disconnected);
    assert_eq!(state("dozing", 1), ConnectionState::Other("dozing".to_owned()));

    let envelope = parse(&example("status.instance"));
    assert_eq!(envelope.at, wagate_sdk_core::wire::rfc3339("2026-11-22T10:27:58.527Z"));
    let changed = kind!(example("status.instance"), Event::Connection);
    assert_eq!((changed.state, changed.reason.as_deref()), (ConnectionState::LoggedOut, Some("401")));
    assert_eq!(kind!(example("logout.instance"), Event::Connection).state, ConnectionState::LoggedOut);

    let code = kind!(example("qrcode.updated"), Event::QrCode);
    assert!(code.qr_text().unwrap().starts_with("2@") && code.qr_image().is_some() && code.code().is_none());
    let mut typed = example("qrcode.updated");
    typed["data"]["qrcode"] = json!({ "pairingCode": "WZYEH1YY" });
    assert!(matches!(parse(&typed).event, Event::PairingCode(_)));
}

#[test]
fn chats_people_and_labels() {
    let typing = kind!(example("presence.update"), Event::Presence);
    assert_eq!(
        (typing.presence, typing.chat, typing.who.address),
        (Presence::Typing, Some(to(JID)), Some(to(JID)))
    );

    let chats = kind!(example("chats.set"), Event::ChatsUpdated);
    assert_eq!((chats[0].name.as_deref(), digits(chats[0].address.as_ref()).is_some()), (Some("Dora"), true));
    let renamed = kind!(example("chats.upsert"), Event::ChatsUpdated);
    assert_eq!(
        (renamed[0].name.as_deref(), &renamed[0].address),
        (Some("Ana"), &None),
        "a row's id is no address"
    );
    let gone = kind!(example("chats.delete"), Event::ChatsDeleted);
    assert_eq!(gone, [to("5511999990002@s.whatsapp.net")]);

    let contacts = kind!(example("contacts.update"), Event::ContactsUpdated);
    assert_eq!((contacts[0].push_name.as_deref(), contacts[0].picture.is_some()), (Some("Ana"), true));
    let mut one = example("contacts.upsert");
    one["data"] = one["data"][0].take();
    let contacts = kind!(one, Event::ContactsUpdated);
    assert!(
        contacts.len() == 1 && contacts[0].phone.is_some() && !contacts[0].raw.expose().contains("apikey")
    );

    let edited = kind!(example("labels.edit"), Event::LabelEdited);
    assert_eq!((edited.label.id.as_str(), edited.label.name.as_deref()), ("1", Some("New customer")));
    assert_eq!((edited.label.color.as_deref(), edited.deleted), (Some("0"), false));
    let put = kind!(example("labels.association"), Event::LabelAssigned);
    assert_eq!((put.label.as_str(), put.assigned, put.chat), ("1", true, Some(to(JID))));
}

#[test]
fn groups_and_calls() {
    let groups = kind!(example("groups.upsert"), Event::GroupsUpdated);
    assert_eq!(
        (groups[0].subject.as_deref(), groups[0].participants.as_ref().map(Vec::len)),
        (Some("Team"), Some(1))
    );
    let groups = kind!(example("groups.update"), Event::GroupsUpdated);
    assert_eq!((groups[0].subject.as_deref(), &groups[0].participants), (Some("Renamed"), &None));

    let members = kind!(example("group-participants.update"), Event::GroupParticipants);
    assert_eq!(
        (members.change, members.by.and_then(|by| by.address)),
        (ParticipantsChange::Joined, Some(to(JID)))
    );
    let ana = &members.participants[0];
    assert_eq!(
        ana.phone.as_ref().map(|phone| phone.digits()),
        Some("5511999990001"),
        "told, not made of the LID"
    );
    assert_eq!(
        (ana.lid.as_ref().map(ToString::to_string).as_deref(), members.participants.len()),
        (Some(LID), 1)
    );
    let members = kind!(later_members(), Event::GroupParticipants);
    assert_eq!(
        (members.change, members.participants.len()),
        (ParticipantsChange::Other("modify".to_owned()), 2)
    );
    assert!(members.participants[1].phone.is_none());

    let call = kind!(example("call"), Event::Call);
    assert_eq!(
        (call.stage, call.id.as_deref(), call.video),
        (CallStage::Offered, Some("CALL1"), Some(false))
    );
    assert_eq!(call.at, wagate_sdk_core::wire::rfc3339("2026-11-22T10:00:00Z"));
}
