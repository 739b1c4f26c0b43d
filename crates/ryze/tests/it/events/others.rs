//! Calls, groups, labels and the connection.

use serde_json::{Value, json};
use wagate_sdk_core::{Address, CallStage, ConnectionState, Event, EventKind, ParticipantsChange};

use super::{delivery, envelope, event, example, noon};
use crate::{group, lid, phone};

#[test]
fn a_call_comes_so_far() {
    for (word, stage) in [
        ("offer", CallStage::Offered),
        ("accepted", CallStage::Accepted),
        ("rejected", CallStage::Rejected),
        ("terminated", CallStage::Ended),
        ("latency", CallStage::Other("latency".to_owned())),
    ] {
        let Event::Call(call) = event(&delivery("call.update", &json!({"type": word}))) else {
            panic!("{word}")
        };
        assert_eq!(call.stage, stage);
    }
}

#[test]
fn members_come_and_go() {
    let mut body = example("group.flow");
    assert_eq!(envelope(&body).at, Some(noon()));
    let Event::GroupParticipants(told) = event(&body) else { panic!() };
    assert_eq!((told.group.map(Address::Group), told.subject.as_deref()), (Some(group()), Some("Dev Team")));
    assert_eq!((told.change, told.participants.len()), (ParticipantsChange::Joined, 1));
    let ana = &told.participants[0];
    assert_eq!((ana.address.clone(), ana.name.as_deref()), (Some(phone()), Some("Ana")));
    assert_eq!(ana.lid.clone().map(Address::Lid), Some(lid()));
    for (word, change) in [
        ("left", ParticipantsChange::Left),
        ("promoted", ParticipantsChange::Promoted),
        ("demoted", ParticipantsChange::Demoted),
        ("requested", ParticipantsChange::Other("requested".to_owned())),
    ] {
        body["data"]["type"] = json!(word);
        let Event::GroupParticipants(told) = event(&body) else { panic!("{word}") };
        assert_eq!(told.change, change);
    }
}

#[test]
fn a_group_changes() {
    for word in ["name", "topic", "announce", "link"] {
        let data = json!({"type": word, "groupJid": "120363406289005073@g.us", "groupName": "Devs"});
        let Event::GroupsUpdated(groups) = event(&delivery("group.flow", &data)) else { panic!("{word}") };
        assert_eq!(groups[0].id.clone().map(Address::Group), Some(group()));
        assert_eq!(groups[0].subject.as_deref(), Some("Devs"));
        assert_eq!(groups[0].raw.json::<Value>().unwrap(), data);
    }
    // A group that is gone has not changed.
    let data = json!({"type": "delete", "groupJid": "120363406289005073@g.us"});
    let Event::Unknown { name } = event(&delivery("group.flow", &data)) else { panic!() };
    assert_eq!(name, "group.flow");
}

#[test]
fn the_connection_has_a_state_and_a_number() {
    let body = example("instance.state");
    assert_eq!(envelope(&body).at, Some(noon()));
    let Event::Connection(told) = event(&body) else { panic!() };
    assert_eq!((told.state, told.phone.unwrap().digits()), (ConnectionState::Online, "5511888888888"));
    for (word, state) in [
        ("qr_ready", ConnectionState::AwaitingScan),
        ("connecting", ConnectionState::Connecting),
        ("disconnected", ConnectionState::Disconnected),
        ("logged_out", ConnectionState::LoggedOut),
        ("temp_banned", ConnectionState::Restricted),
        ("keepalive_timeout", ConnectionState::Other("keepalive_timeout".to_owned())),
    ] {
        let Event::Connection(told) = event(&delivery("instance.state", &json!({"state": word}))) else {
            panic!("{word}")
        };
        assert_eq!(told.state, state);
    }
}

#[test]
fn labels_are_edited_and_put_on_chats() {
    let Event::LabelAssigned(told) = event(&example("label.update")) else { panic!() };
    assert_eq!((told.label.as_str(), told.chat, told.assigned), ("3", Some(phone()), true));

    for (said, assigned) in [(json!({"action": "remove"}), false), (json!({"labeled": true}), true)] {
        let mut data = json!({"type": "chat", "labelId": 3, "chatJid": "5511999999999"});
        data.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        let Event::LabelAssigned(told) = event(&delivery("label.update", &data)) else { panic!("{said}") };
        assert_eq!((told.label.as_str(), told.chat, told.assigned), ("3", Some(phone()), assigned));
    }

    for (said, deleted) in
        [(json!({}), false), (json!({"deleted": true}), true), (json!({"action": "deleted"}), true)]
    {
        let mut data = json!({"type": "edit", "labelId": "3", "name": "Paid", "color": 4});
        data.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        let Event::LabelEdited(told) = event(&delivery("label.update", &data)) else { panic!("{said}") };
        assert_eq!((told.label.id.as_str(), told.label.name.as_deref()), ("3", Some("Paid")));
        assert_eq!((told.label.color.as_deref(), told.deleted), (Some("4"), deleted));
    }
    // Whether it was put on or taken off is not guessed.
    let data = json!({"type": "chat", "labelId": "3", "chatJid": "5511999999999"});
    assert_eq!(event(&delivery("label.update", &data)).kind(), EventKind::Unknown);
}
