//! Messages, and what happens to them.

use serde_json::{Value, json};
use wagate_sdk_core::{
    Address, ChatContent, ChatMessage, DeliveryStatus, Event, FileKind, MessageEdited, MessageId,
};

use super::{delivery, envelope, event, example, noon};
use crate::{group, lid, newsletter, phone};

const ID: &str = "3EB08FCF27E532F1B0F5";

fn id(text: &str) -> Option<MessageId> {
    Some(MessageId::whatsapp(text))
}

/// A delivery in the layout that is seen live, with this message.
fn live(message: &Value) -> Value {
    let mut body = example("message.exchange");
    body["data"]["message"] = message.clone();
    body
}

fn message(body: &Value) -> ChatMessage {
    match event(body) {
        Event::Message(message) => *message,
        other => panic!("{other:?}"),
    }
}

fn content(said: &Value) -> ChatContent {
    message(&live(said)).content
}

fn edited(said: &Value) -> MessageEdited {
    match event(&live(said)) {
        Event::MessageEdited(edited) => *edited,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_live_layout_tells_a_message() {
    let body = example("message.exchange");
    let envelope = envelope(&body);
    assert_eq!(envelope.at, Some(noon()));
    let message = message(&body);
    assert_eq!((message.id.clone(), message.from_me, message.at), (id(ID), Some(false), Some(noon())));
    assert_eq!(message.text(), Some("Hello"));
    assert_eq!((message.chat.clone(), message.author.clone()), (Some(phone()), Some(phone())));
    for (told_phone, told_lid) in
        [(message.chat_phone, message.chat_lid), (message.author_phone, message.author_lid)]
    {
        assert_eq!(
            (told_phone.map(Address::Phone), told_lid.map(Address::Lid)),
            (Some(phone()), Some(lid()))
        );
    }
    assert_eq!(message.author_name.as_deref(), Some("Ana"));
    // Its own part of the event, without the instance's token.
    assert_eq!(message.raw.json::<Value>().unwrap(), body["data"]);
}

#[test]
fn the_layout_of_the_catalog_tells_the_same() {
    let body = example("message.exchange (catalog)");
    assert_eq!(envelope(&body).at, Some(noon()));
    let message = message(&body);
    assert_eq!((message.id.clone(), message.from_me), (id(ID), Some(false)));
    assert_eq!((message.text(), message.chat.clone()), (Some("Hello"), Some(phone())));
    assert_eq!((message.author.clone(), message.author_name.as_deref()), (Some(phone()), Some("Ana")));
    // `100@s.whatsapp.net` stands there as a LID: it is neither that nor a number.
    assert_eq!((message.chat_lid, message.author_lid), (None, None));
}

#[test]
fn own_messages_and_answers_are_told() {
    let mut body = live(&json!({"type": "text", "content": "Hi"}));
    body["data"]["direction"] = json!("outgoing");
    body["data"]["reply"] = json!({"message_id": "3EB0AA", "text": "Hello"});
    let message = message(&body);
    assert_eq!((message.from_me, message.quoted), (Some(true), id("3EB0AA")));
}

#[test]
fn a_chat_is_an_address_however_it_is_written() {
    for (chat, address) in [
        (json!({"jid": "5511999999999"}), Some(phone())),
        (json!({"jid": "5511999999999", "type": "private"}), Some(phone())),
        (json!({"lid": "123456789012345@lid"}), Some(lid())),
        // Digits of a LID are no number.
        (json!({"jid": "123456789012345", "lid": "123456789012345@lid"}), Some(lid())),
        (json!({"jid": "120363406289005073", "type": "group"}), Some(group())),
        (json!({"jid": "120363406289005073@g.us"}), Some(group())),
        (json!({"jid": "120363422585881117", "type": "newsletter"}), Some(newsletter())),
        (json!({"jid": "5511999999999", "type": "hologram"}), None),
        (json!({"jid": "status@broadcast"}), Some(Address::StatusBroadcast)),
        (json!({"jid": "5511999999999@moon"}), None),
    ] {
        let mut body = live(&json!({"type": "text", "content": "Hi"}));
        body["data"]["chat"] = chat.clone();
        let message = message(&body);
        assert_eq!(message.chat, address, "{chat}");
        assert_eq!(message.chat_phone.map(Address::Phone), address.filter(|to| *to == phone()), "{chat}");
    }
}

#[test]
fn without_a_sender_the_other_side_wrote_it_but_in_no_group() {
    let mut body = example("message.exchange");
    body["data"].as_object_mut().unwrap().remove("sender");
    assert_eq!(message(&body).author, Some(phone()));
    body["data"]["chat"] = json!({"jid": "120363406289005073@g.us", "type": "group"});
    assert_eq!(message(&body).author, None);
    body = example("message.exchange");
    body["data"].as_object_mut().unwrap().remove("sender");
    body["data"]["direction"] = json!("outgoing");
    assert_eq!(message(&body).author, None);
}

#[test]
fn a_file_is_told_with_each_spelling_of_its_parts() {
    for (kind, media, expected) in [
        ("image", json!({"mimetype": "image/png", "fileName": "a.png"}), FileKind::Image),
        ("video", json!({"mimeType": "image/png", "filename": "a.png"}), FileKind::Video),
        ("document", json!({"mime_type": "image/png", "fileName": "a.png"}), FileKind::Document),
        ("ptt", json!({"mimetype": "image/png", "fileName": "a.png"}), FileKind::Voice),
        (
            "audio",
            json!({"mimetype": "image/png", "fileName": "a.png", "isVoiceNote": true}),
            FileKind::Voice,
        ),
        ("sticker", json!({"mimetype": "image/png", "fileName": "a.png"}), FileKind::Sticker),
    ] {
        let mut media = media;
        media["caption"] = json!("look");
        media["url"] = json!("https://files.example/a");
        media["base64"] = json!("AAAA");
        let message = message(&live(&json!({"type": kind, "content": "", "media": media})));
        let file = message.file().unwrap();
        assert_eq!((file.kind, file.message.clone()), (expected, id(ID)), "{kind}");
        assert_eq!(
            (file.media_type.as_deref(), file.file_name.as_deref()),
            (Some("image/png"), Some("a.png"))
        );
        assert_eq!((message.text(), file.url.as_deref()), (Some("look"), Some("https://files.example/a")));
    }
    // The catalog shows no word for the message's kind.
    let from_part = content(&json!({"media": {"type": "audio"}}));
    assert!(matches!(from_part, ChatContent::File(file) if file.kind == FileKind::Audio));
    // A text for people is the caption where the file has none of its own.
    let message = message(&live(&json!({"type": "image", "content": "look", "media": {}})));
    assert_eq!(message.text(), Some("look"));
}

#[test]
fn places_cards_and_polls_are_told() {
    let place = json!({"latitude": -23.5614, "longitude": -46, "name": "MASP", "address": "Av. Paulista"});
    let ChatContent::Location(place) = content(&json!({"type": "location", "location": place})) else {
        panic!()
    };
    assert_eq!((place.latitude, place.longitude), (-23.5614, -46.0));
    assert_eq!((place.name.as_deref(), place.address.as_deref()), (Some("MASP"), Some("Av. Paulista")));

    let card = json!({"display_name": "Ana", "phone_number": "5511999999999", "vcard": "BEGIN:VCARD"});
    let ChatContent::Contacts(cards) = content(&json!({"type": "contact", "contact": card})) else {
        panic!()
    };
    assert_eq!((cards[0].name.as_deref(), cards[0].vcard.as_deref()), (Some("Ana"), Some("BEGIN:VCARD")));

    let poll = json!({"title": "Lunch?", "options": [{"name": "Yes"}, 7, {"name": "No"}]});
    let ChatContent::Poll(poll) = content(&json!({"type": "poll", "poll": poll})) else { panic!() };
    assert_eq!((poll.question.as_str(), poll.answers.len(), poll.choose), ("Lunch?", 2, None));
}

#[test]
fn what_was_tapped_is_a_choice_in_both_layouts() {
    for (said, choice) in [
        (
            json!({"type": "buttons_response", "interactive": {"selectedButtonId": "yes", "title": "Yes"}}),
            (Some("yes"), Some("Yes")),
        ),
        (
            json!({"type": "list_response", "content": "Row 2", "interactive": {"selectedRowId": "r2"}}),
            (Some("r2"), Some("Row 2")),
        ),
        (
            json!({"type": "interactive", "interactive": {"selectedReply": {"selectedRowID": "r3"}}}),
            (Some("r3"), None),
        ),
        (
            json!({"button_response": {"selected_button_id": "no", "title": "No", "body": "Really?"}}),
            (Some("no"), Some("No")),
        ),
        (
            json!({"list_response": {"title": "Menu", "single_select_reply": {"option_name": "Soup"}}}),
            (None, Some("Soup")),
        ),
    ] {
        let ChatContent::Choice { id, label } = content(&said) else { panic!("{said}") };
        assert_eq!((id.as_deref(), label.as_deref()), choice, "{said}");
    }
}

#[test]
fn other_kinds_keep_their_word() {
    let other = content(&json!({"type": "template_button_reply", "content": "x", "interactive": {}}));
    assert!(matches!(other, ChatContent::Other(word) if word == "template_button_reply"));
}

#[test]
fn a_reaction_is_told_and_taken_back() {
    for (reaction, to, emoji) in [
        (json!({"text": "👍", "message_id": "3EB0AA"}), "3EB0AA", Some("👍")),
        (json!({"emoji": "👍", "messageId": "3EB0BB"}), "3EB0BB", Some("👍")),
        (json!({"text": "", "key": "3EB0CC"}), "3EB0CC", None),
    ] {
        let Event::Reaction(told) = event(&live(&json!({"type": "reaction", "reaction": reaction}))) else {
            panic!("{reaction}")
        };
        assert_eq!((told.to, told.emoji.as_deref(), told.id), (id(to), emoji, id(ID)));
        assert_eq!((told.chat, told.from_me, told.at), (Some(phone()), Some(false), Some(noon())));
        assert_eq!(told.by.unwrap().phone.map(Address::Phone), Some(phone()));
    }
    // Which emoji, and whether one was taken back, is not told without the part.
    let untold = content(&json!({"type": "reaction", "reaction": null}));
    assert!(matches!(untold, ChatContent::Other(word) if word == "reaction"));
}

#[test]
fn an_edit_names_the_message_and_its_new_words() {
    let told = edited(&json!({"type": "message_edit", "edit": {"original_id": "3EB0AA", "text": "New"}}));
    assert_eq!((told.message.clone(), told.text()), (id("3EB0AA"), Some("New")));
    assert_eq!((told.chat, told.from_me, told.at), (Some(phone()), Some(false), Some(noon())));
    assert_eq!(told.by.unwrap().name.as_deref(), Some("Ana"));
    let told = edited(&json!({"type": "message_edit", "content": "New"}));
    assert_eq!((told.message.clone(), told.text()), (None, Some("New")));
    let told = edited(&json!({"type": "text", "content": "New", "isEdit": true}));
    assert_eq!(told.text(), Some("New"));
}

#[test]
fn a_deletion_names_the_message() {
    let Event::MessageDeleted(told) = event(&live(&json!({"type": "message_revoke"}))) else { panic!() };
    assert_eq!((told.message, told.chat, told.at), (id(ID), Some(phone()), Some(noon())));
}

#[test]
fn a_status_is_of_several_messages() {
    let body = example("message.status");
    let Event::MessageStatus(told) = event(&body) else { panic!() };
    assert_eq!((told.messages, told.status), (vec![MessageId::whatsapp(ID)], DeliveryStatus::Read));
    assert_eq!((told.chat, told.from_me), (Some(phone()), Some(true)));
    assert_eq!(told.by.unwrap().address, Some(phone()));
    assert_eq!(envelope(&body).at, told.at);
    assert!(told.at.is_some());
}

#[test]
fn every_word_for_a_status_is_understood_or_kept() {
    for (word, status) in [
        ("sent", DeliveryStatus::Sent),
        ("delivered", DeliveryStatus::Delivered),
        ("read", DeliveryStatus::Read),
        ("read_self", DeliveryStatus::Read),
        ("played", DeliveryStatus::Played),
        ("played_self", DeliveryStatus::Played),
        ("failed", DeliveryStatus::Failed),
        ("server_error", DeliveryStatus::Other("server_error".to_owned())),
        ("retry", DeliveryStatus::Other("retry".to_owned())),
    ] {
        let data =
            json!({"status": word, "messageIds": ["A", "B"], "recipient": "5511999999999", "isFromMe": true});
        let Event::MessageStatus(told) = event(&delivery("message.status", &data)) else { panic!("{word}") };
        assert_eq!((told.messages.len(), told.status), (2, status));
        // A receipt of the own devices tells neither who wrote the messages nor who else read them.
        let own = word.ends_with("_self");
        assert_eq!((told.from_me.is_none(), told.by.is_none()), (own, own), "{word}");
    }
}
