//! What holds for the answers of all operations of an instance.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_ryze::chats::{
    ArchiveChat, ChatPresence, DeleteChat, DeleteMessage, EditMessage, GetHistory, GetMediaBase64,
    GetMessage, GetMessageStatus, MarkChatRead, MarkMessageRead, MuteChat, PinChat, SendPresence,
};
use wagate_ryze::contacts::{BlockContact, ListContacts};
use wagate_ryze::groups::{
    ChangeParticipants, CreateGroup, GetGroup, JoinGroup, LeaveGroup, ListGroups, ParticipantAction,
    ResetGroupLink, UpdateGroup,
};
use wagate_ryze::instances::{
    Connect, GetProxy, GetSettings, Logout, Reconnect, UpdateProxy, UpdateSettings,
};
use wagate_ryze::labels::{AssignLabel, ListLabels, UnassignLabel};
use wagate_ryze::messages::{
    Button, ContactCard, MediaType, PublishStatus, SendButtons, SendContact, SendList, SendLocation,
    SendMedia, SendPoll, SendReaction, SendSticker, SendText,
};
use wagate_ryze::profile::{Audience, GetPrivacy, GetProfile, UpdatePrivacy, UpdateProfile, Visibility};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{Error, Outcome, Safety, TimeoutClass};

use crate::{gateway, instance_token, line, request};

const TO: &str = "5511999999999";
const GROUP: &str = "120363406289005073@g.us";
const ID: &str = "3EB08FCF27E532F1B0F5";

fn settings() -> UpdateSettings {
    let mut update = UpdateSettings::new();
    update.ignore_status = Some(true);
    update
}

fn profile() -> UpdateProfile {
    let mut update = UpdateProfile::new();
    update.profile_name = Some("Ana".into());
    update
}

fn privacy() -> UpdatePrivacy {
    let mut visibility = Visibility::default();
    visibility.status = Some(Audience::All);
    let mut update = UpdatePrivacy::new();
    update.visibility = Some(visibility);
    update
}

fn group() -> UpdateGroup {
    let mut update = UpdateGroup::new(GROUP);
    update.name = Some("Dev Team".into());
    update
}

/// Does one thing with every send.
macro_rules! for_every_send {
    ($run:ident) => {
        $run!(SendText::new(TO, "Hello!"));
        $run!(SendMedia::url(TO, MediaType::Video, "https://example.com/a.mp4"));
        $run!(SendSticker::new(TO, "https://example.com/a.png"));
        $run!(SendLocation::new(TO, 1.0, 1.0, "a", "b"));
        $run!(SendContact::new(TO, vec![ContactCard::new("Ana", TO)]));
        $run!(SendReaction::new(TO, ID, "👍"));
        $run!(SendPoll::new(TO, "Lunch?", vec!["Noon".into(), "1pm".into()]));
        $run!(SendButtons::new(TO, "Hello", vec![Button::reply("a", "A")]));
        $run!(SendList::new(TO, "Pick", "Open", Vec::new()));
        $run!(PublishStatus::text("We are open"));
    };
}

/// Does one thing with every change of one kind: made `once`, or `idempotent`.
macro_rules! for_every_change_of_one_kind {
    (once: $run:ident) => {
        $run!(Reconnect::new());
        $run!(EditMessage::new(ID, "6 PM"));
        $run!(DeleteMessage::for_everyone(ID));
        $run!(CreateGroup::new("Dev Team", vec![TO.into()]));
        $run!(group());
        $run!(ChangeParticipants::new(GROUP, ParticipantAction::Add, vec![TO.into()]));
        $run!(JoinGroup::new("ABC123XYZ"));
        $run!(ResetGroupLink::new(GROUP));
    };
    (idempotent: $run:ident) => {
        $run!(Logout::new());
        $run!(settings());
        $run!(UpdateProxy::off());
        $run!(MarkMessageRead::new(TO, ID));
        $run!(MarkChatRead::new(TO, true));
        $run!(SendPresence::new(TO, ChatPresence::Typing));
        $run!(ArchiveChat::new(TO, true));
        $run!(PinChat::new(TO, true));
        $run!(MuteChat::new(TO, true));
        $run!(DeleteChat::new(TO));
        $run!(BlockContact::new(TO, true));
        $run!(AssignLabel::new(TO, "2"));
        $run!(UnassignLabel::new(TO, "2"));
        $run!(profile());
        $run!(privacy());
        $run!(LeaveGroup::new(GROUP));
    };
}

/// Does one thing with everything that only reads.
macro_rules! for_every_reading {
    ($run:ident) => {
        $run!(GetSettings::new());
        $run!(GetProxy::new());
        $run!(GetMessage::new(ID));
        $run!(GetMessageStatus::new(ID));
        $run!(GetMediaBase64::new(ID));
        $run!(GetHistory::new(TO));
        $run!(ListContacts::new());
        $run!(ListLabels::new());
        $run!(GetProfile::own());
        $run!(GetPrivacy::new());
        $run!(ListGroups::new());
        $run!(GetGroup::new(GROUP));
    };
}

/// Fails with what the gateway said, and leaves the effect open.
async fn assert_failure<E>(endpoint: E, answer: Value)
where
    E: Endpoint<Provider = wagate_ryze::Ryze, Scope = wagate_sdk_core::adapter::InstanceOnly>,
    E::Response: std::fmt::Debug,
{
    let server = gateway(200, answer).await;
    let error = line(&server, instance_token()).call(endpoint).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{}: {error:?}", E::NAME);
    assert_eq!(error.provider_message(), Some("it did not work"), "{}", E::NAME);
    request(&server).await;
}

#[tokio::test]
async fn a_failure_inside_a_success_is_a_failure_of_every_operation() {
    macro_rules! run {
        ($endpoint:expr) => {
            let said = json!({"message": "it did not work"});
            assert_failure($endpoint, json!({"success": false, "error": said})).await;
            // With everything that a success has.
            let whole = json!({
                "success": false, "error": said, "data": {"messageId": ID}, "settings": {}, "proxy": {},
                "profile": {}, "base64": "aGk=", "messages": [], "tags": [], "groups": []
            });
            assert_failure($endpoint, whole).await;
        };
    }
    for_every_send!(run);
    for_every_change_of_one_kind!(once: run);
    for_every_change_of_one_kind!(idempotent: run);
    for_every_reading!(run);
    run!(Connect::new());
}

#[tokio::test]
async fn a_change_that_was_made_is_made_whatever_its_answer_lacks() {
    macro_rules! run {
        ($endpoint:expr) => {
            for answer in [
                json!({}),
                json!({"success": true}),
                json!({
                    "success": true, "message": 7, "status": [], "settings": "odd", "proxy": 7, "group": [],
                    "participants": {}, "updatedFields": 7, "messageId": {}, "chat": {}, "chatJid": [],
                    "chat_jid": {}, "tag_id": [], "delete_type": 7, "read": "odd", "muted": [],
                    "duration": "odd", "archived": {}, "blocked_count": -1, "groupJid": {}, "inviteLink": []
                }),
            ] {
                let server = gateway(200, answer).await;
                line(&server, instance_token()).call($endpoint).await.unwrap();
            }
        };
    }
    for_every_change_of_one_kind!(once: run);
    for_every_change_of_one_kind!(idempotent: run);
}

#[tokio::test]
async fn an_answer_without_what_was_read_cannot_be_read() {
    macro_rules! run {
        ($endpoint:expr) => {
            let server = gateway(200, json!({"success": true})).await;
            let error = line(&server, instance_token()).call($endpoint).await.unwrap_err();
            assert!(matches!(error, Error::Decode(_)), "{error:?}");
        };
    }
    run!(GetSettings::new());
    run!(GetProxy::new());
    run!(GetMessage::new(ID));
    run!(GetMediaBase64::new(ID));
    run!(GetHistory::new(TO));
    run!(ListLabels::new());
    run!(GetProfile::own());
    run!(GetPrivacy::new());
    run!(ListGroups::new());
}

#[test]
fn what_may_be_repeated_is_what_the_documents_call_idempotent() {
    fn safety<E: Endpoint>(_: &E) -> Safety {
        E::SAFETY
    }
    macro_rules! once {
        ($endpoint:expr) => {
            assert_eq!(safety(&$endpoint), Safety::AtMostOnce);
        };
    }
    macro_rules! idempotent {
        ($endpoint:expr) => {
            assert_eq!(safety(&$endpoint), Safety::Idempotent);
        };
    }
    macro_rules! reading {
        ($endpoint:expr) => {
            assert_eq!(safety(&$endpoint), Safety::ReadOnly);
        };
    }
    for_every_send!(once);
    for_every_change_of_one_kind!(once: once);
    for_every_change_of_one_kind!(idempotent: idempotent);
    for_every_reading!(reading);
}

#[test]
fn what_carries_a_file_is_timed_by_progress_and_what_is_slow_is_waited_for() {
    fn class<E: Endpoint>(_: &E) -> TimeoutClass {
        E::TIMEOUT
    }
    assert_eq!(class(&SendSticker::new(TO, "https://example.com/a.png")), TimeoutClass::Media);
    assert_eq!(class(&SendButtons::new(TO, "Hello", Vec::new())), TimeoutClass::Media);
    assert_eq!(class(&PublishStatus::text("We are open")), TimeoutClass::Media);
    assert_eq!(class(&GetMediaBase64::new(ID)), TimeoutClass::Media);
    assert_eq!(class(&profile()), TimeoutClass::Media);
    assert_eq!(class(&CreateGroup::new("Dev Team", Vec::new())), TimeoutClass::Media);
    assert_eq!(class(&group()), TimeoutClass::Media);
    assert_eq!(class(&SendPoll::new(TO, "Lunch?", Vec::new())), TimeoutClass::Standard);
    assert_eq!(ListGroups::new().server_waits(), Duration::from_secs(35));
    macro_rules! waits {
        ($type:ident($($argument:expr),*)) => {
            let mut send = $type::new($($argument),*);
            assert_eq!(send.server_waits(), Duration::ZERO);
            send.delay = Some(5);
            assert_eq!(send.server_waits(), Duration::from_secs(5));
        };
    }
    waits!(SendSticker(TO, "https://example.com/a.png"));
    waits!(SendLocation(TO, 1.0, 1.0, "a", "b"));
    waits!(SendContact(TO, Vec::new()));
    waits!(SendPoll(TO, "Lunch?", Vec::new()));
    waits!(SendButtons(TO, "Hello", Vec::new()));
    waits!(SendList(TO, "Pick", "Open", Vec::new()));
}
