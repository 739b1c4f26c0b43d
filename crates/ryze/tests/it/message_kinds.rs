//! Every kind of message beside texts and images.

use serde_json::{Value, json};
use wagate_ryze::Ryze;
use wagate_ryze::messages::{
    Button, ButtonType, ContactCard, HeaderMedia, ListRow, ListSection, MediaType, MessageSent,
    PublishStatus, SendButtons, SendContact, SendList, SendLocation, SendMedia, SendPoll, SendReaction,
    SendSticker, StatusType,
};
use wagate_sdk_core::adapter::{Endpoint, InstanceOnly};
use wagate_sdk_core::{Error, Outcome};

use crate::{body, gateway, golden, instance_token, line, requests, route, sent_of_kind};

const TO: &str = "5511999999999";

/// The answer to a send of that kind, with more in its data.
fn sent(kind: &str, more: Value) -> Value {
    let mut answer = sent_of_kind(kind);
    for (name, value) in more.as_object().unwrap() {
        answer["data"][name] = value.clone();
    }
    answer
}

/// Every send answers with the same members.
fn assert_sent(sent: &MessageSent, kind: &str) {
    assert_eq!(sent.status.as_deref(), Some("sent"));
    assert_eq!(sent.data.message_id, "3EB08FCF27E532F1B0F5");
    assert_eq!(sent.data.message_type.as_deref(), Some(kind));
}

/// Refused before anything leaves.
async fn refused<E>(send: E)
where
    E: Endpoint<Provider = Ryze, Scope = InstanceOnly>,
    E::Response: std::fmt::Debug,
{
    let server = gateway(200, sent_of_kind("text")).await;
    let error = line(&server, instance_token()).call(send).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn every_kind_of_file_goes_out_with_its_word() {
    for (kind, word) in
        [(MediaType::Video, "video"), (MediaType::Audio, "audio"), (MediaType::Document, "document")]
    {
        let send = SendMedia::url(TO, kind, "https://example.com/file");
        let (answer, seen) = golden(send, sent(word, json!({"mediaDuration": 3}))).await;
        // A sound without `isVoice` is a voice note by the gateway's default.
        let expected = json!({"number": TO, "mediaType": word, "mediaUrl": "https://example.com/file"});
        assert_eq!((route(&seen).as_str(), body(&seen)), ("POST /api/message/media/support", expected));
        assert_sent(&answer, word);
        assert_eq!(answer.data.media_duration, Some(3));
    }
}

#[tokio::test]
async fn a_sticker_goes_out_and_comes_back_as_documented() {
    let mut send = SendSticker::new(TO, "data:image/png;base64,iVBORw0KGgo=");
    send.delay = Some(1);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(true);
    send.source = Some("crm".into());
    let (answer, seen) = golden(send, sent("sticker", json!({"mediaMimeType": "image/webp"}))).await;
    assert_eq!(route(&seen), "POST /api/message/sticker/support");
    let expected = json!({
        "number": TO, "imageUrl": "data:image/png;base64,iVBORw0KGgo=", "delay": 1, "replyTo": "3EB0",
        "replyPrivate": true, "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "sticker");
    assert_eq!(answer.data.media_mime_type.as_deref(), Some("image/webp"));
    assert!(answer.data.content.is_none());
}

#[tokio::test]
async fn a_place_goes_out_and_comes_back_as_documented() {
    let mut send = SendLocation::new(TO, -23.5614, -46.6558, "Av. Paulista", "São Paulo");
    send.delay = Some(1);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(false);
    send.source = Some("crm".into());
    let content = "Av. Paulista\nSão Paulo\nLat: -23.561400, Long: -46.655800";
    let (answer, seen) = golden(send, sent("location", json!({"content": content}))).await;
    assert_eq!(route(&seen), "POST /api/message/location/support");
    let expected = json!({
        "number": TO, "latitude": -23.5614, "longitude": -46.6558, "name": "Av. Paulista",
        "address": "São Paulo", "delay": 1, "replyTo": "3EB0", "replyPrivate": false, "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "location");
    assert_eq!(answer.data.content.as_deref(), Some(content));
}

#[tokio::test]
async fn a_place_that_is_none_is_refused() {
    for (latitude, longitude) in [(0.0, 0.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
        refused(SendLocation::new(TO, latitude, longitude, "a", "b")).await;
    }
    // On the equator there are places.
    golden(SendLocation::new(TO, 0.0, 6.5, "a", "b"), sent_of_kind("location")).await;
}

#[tokio::test]
async fn contact_cards_go_out_and_come_back_as_documented() {
    let mut ana = ContactCard::new("Ana Souza", "5511777777777");
    ana.organization = Some("Acme".into());
    ana.email = Some("ana@example.com".into());
    ana.url = Some("https://example.com".into());
    let cards = vec![ana.clone(), ContactCard::new("Rui", "5511666666666")];
    let mut send = SendContact::new(TO, cards);
    send.delay = Some(1);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(false);
    send.source = Some("crm".into());
    let echo = json!({"vcard": [{"fullName": "Ana Souza", "phone": "5511777777777"}]});
    let (answer, seen) = golden(send, sent("contact", echo)).await;
    assert_eq!(route(&seen), "POST /api/message/contact/support");
    let expected = json!({
        "number": TO,
        "vcard": [
            {
                "fullName": "Ana Souza", "phone": "5511777777777", "organization": "Acme",
                "email": "ana@example.com", "url": "https://example.com"
            },
            {"fullName": "Rui", "phone": "5511666666666"}
        ],
        "delay": 1, "replyTo": "3EB0", "replyPrivate": false, "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "contact");
    assert_eq!(answer.data.vcard.unwrap(), [ContactCard::new("Ana Souza", "5511777777777")]);
    refused(SendContact::new(TO, Vec::new())).await;
}

#[tokio::test]
async fn a_reaction_goes_out_and_comes_back_as_documented() {
    let mut send = SendReaction::new("120363406289005073@g.us", "3EB0TARGET00000001", "👍");
    send.from_me = Some(false);
    send.participant = Some("5511777777777@s.whatsapp.net".into());
    send.source = Some("crm".into());
    let more = json!({"content": "👍", "replyTo": {"messageId": "3EB0TARGET00000001"}});
    let (answer, seen) = golden(send, sent("reaction", more)).await;
    assert_eq!(route(&seen), "POST /api/message/reaction/support");
    let expected = json!({
        "number": "120363406289005073@g.us", "messageId": "3EB0TARGET00000001", "reaction": "👍",
        "fromMe": false, "participant": "5511777777777@s.whatsapp.net", "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "reaction");
    assert_eq!(answer.data.reply_to.unwrap().message_id.as_deref(), Some("3EB0TARGET00000001"));
}

#[tokio::test]
async fn a_reaction_is_taken_back_with_a_word() {
    let send = SendReaction::remove(TO, "3EB0TARGET00000001");
    let (answer, seen) = golden(send, sent("reaction", json!({"content": ""}))).await;
    let expected = json!({"number": TO, "messageId": "3EB0TARGET00000001", "reaction": "remove"});
    assert_eq!(body(&seen), expected);
    assert!(answer.data.content.is_none());
}

#[tokio::test]
async fn a_poll_goes_out_and_comes_back_as_documented() {
    let mut send = SendPoll::new(TO, "Lunch?", vec!["Noon".into(), "1pm".into()]);
    send.max_answer = Some(2);
    send.delay = Some(1);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(false);
    send.source = Some("crm".into());
    let (answer, seen) = golden(send, sent("poll", json!({"content": "Lunch?\n1. Noon\n2. 1pm"}))).await;
    assert_eq!(route(&seen), "POST /api/message/poll/support");
    let expected = json!({
        "number": TO, "question": "Lunch?", "options": ["Noon", "1pm"], "maxAnswer": 2, "delay": 1,
        "replyTo": "3EB0", "replyPrivate": false, "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "poll");
    for count in [0, 1, 13] {
        refused(SendPoll::new(TO, "Lunch?", vec!["x".into(); count])).await;
    }
}

#[tokio::test]
async fn buttons_go_out_and_come_back_as_documented() {
    let buttons = vec![Button::reply("yes", "Yes"), Button::reply("no", "No")];
    let send = SendButtons::new(TO, "Confirm your visit?", buttons);
    let (answer, seen) = golden(send, sent("buttons", json!({"content": "Confirm your visit?"}))).await;
    assert_eq!(route(&seen), "POST /api/message/button/support");
    let expected = json!({
        "number": TO,
        "contentText": "Confirm your visit?",
        "buttons": [
            {"id": "yes", "displayText": "Yes", "type": "REPLY"},
            {"id": "no", "displayText": "No", "type": "REPLY"}
        ]
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "buttons");
}

#[tokio::test]
async fn every_field_of_buttons_has_its_documented_name() {
    let mut plain = Button::reply("a", "A");
    plain.kind = None;
    let buttons = vec![
        Button::url("https://example.com", "Open"),
        Button::call("5511777777777", "Call"),
        Button::copy("SAVE10", "Copy"),
    ];
    let mut send = SendButtons::new(TO, "Hello", buttons);
    send.header_text = Some("Above".into());
    send.footer_text = Some("Below".into());
    send.media_url = Some("https://example.com/a.png".into());
    send.media_type = Some(HeaderMedia::Image);
    send.delay = Some(1);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(false);
    send.source = Some("crm".into());
    let (_, seen) = golden(send, sent_of_kind("buttons")).await;
    let expected = json!({
        "number": TO, "contentText": "Hello",
        "buttons": [
            {"id": "https://example.com", "displayText": "Open", "type": "URL"},
            {"id": "5511777777777", "displayText": "Call", "type": "CALL"},
            {"id": "SAVE10", "displayText": "Copy", "type": "COPY"}
        ],
        "headerText": "Above", "footerText": "Below", "mediaUrl": "https://example.com/a.png",
        "mediaType": "IMAGE", "delay": 1, "replyTo": "3EB0", "replyPrivate": false, "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_eq!(serde_json::to_value(plain).unwrap(), json!({"id": "a", "displayText": "A"}));
    assert_eq!(
        serde_json::to_value([HeaderMedia::Video, HeaderMedia::Document]).unwrap(),
        json!(["VIDEO", "DOCUMENT"])
    );
    assert_eq!(Button::copy("a", "b").kind, Some(ButtonType::Copy));
}

#[tokio::test]
async fn buttons_that_the_gateway_cannot_take_are_refused() {
    for count in [0, 4] {
        refused(SendButtons::new(TO, "Hello", vec![Button::reply("a", "A"); count])).await;
    }
    let mut without_kind = SendButtons::new(TO, "Hello", vec![Button::reply("a", "A")]);
    without_kind.media_url = Some("https://example.com/a.png".into());
    refused(without_kind).await;
}

#[tokio::test]
async fn a_menu_goes_out_and_comes_back_as_documented() {
    let mut noon = ListRow::new("noon", "Noon");
    noon.description = Some("12 o'clock".into());
    let sections = vec![ListSection::new("Today", vec![noon, ListRow::new("one", "1pm")])];
    let mut send = SendList::new(TO, "Pick an item", "Open", sections);
    send.header_text = Some("Above".into());
    send.footer_text = Some("Below".into());
    send.delay = Some(1);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(false);
    send.source = Some("crm".into());
    let (answer, seen) = golden(send, sent("list", json!({"content": "Pick an item"}))).await;
    assert_eq!(route(&seen), "POST /api/message/list/support");
    let expected = json!({
        "number": TO, "contentText": "Pick an item", "buttonText": "Open",
        "sections": [{
            "title": "Today",
            "rows": [
                {"id": "noon", "title": "Noon", "description": "12 o'clock"},
                {"id": "one", "title": "1pm"}
            ]
        }],
        "headerText": "Above", "footerText": "Below", "delay": 1, "replyTo": "3EB0", "replyPrivate": false,
        "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "list");
}

#[tokio::test]
async fn a_menu_has_its_documented_size() {
    let section = |rows| ListSection::new("Today", vec![ListRow::new("one", "1pm"); rows]);
    refused(SendList::new(TO, "Pick", "Open", vec![section(1); 11])).await;
    refused(SendList::new(TO, "Pick", "Open", vec![section(1), section(11)])).await;
    golden(SendList::new(TO, "Pick", "Open", vec![section(10); 10]), sent_of_kind("list")).await;
}

#[tokio::test]
async fn a_status_goes_out_and_comes_back_as_documented() {
    let mut send = PublishStatus::text("We are open");
    send.background_color = Some("#128C7E".into());
    send.font = Some("serif".into());
    send.source = Some("crm".into());
    let more = json!({"chat": {"jid": "status@broadcast"}, "content": "We are open"});
    let (answer, seen) = golden(send, sent("text", more)).await;
    assert_eq!(route(&seen), "POST /api/message/status/support");
    let expected = json!({
        "type": "text", "message": "We are open", "backgroundColor": "#128C7E", "font": "serif",
        "source": "crm"
    });
    assert_eq!(body(&seen), expected);
    assert_sent(&answer, "text");
    assert_eq!(answer.data.chat.unwrap().jid.as_deref(), Some("status@broadcast"));
}

#[tokio::test]
async fn a_status_with_a_file_goes_out_as_documented() {
    let mut send = PublishStatus::file(StatusType::Audio, "https://example.com/a.ogg", "Listen");
    send.mime_type = Some("audio/ogg".into());
    send.file_name = Some("a.ogg".into());
    send.is_voice = Some(true);
    send.duration = Some(3);
    send.waveform = Some(vec![0, 255]);
    let (_, seen) = golden(send, sent_of_kind("audio")).await;
    let expected = json!({
        "type": "audio", "message": "Listen", "mediaUrl": "https://example.com/a.ogg",
        "mimeType": "audio/ogg", "fileName": "a.ogg", "isVoice": true, "duration": 3, "waveform": [0, 255]
    });
    assert_eq!(body(&seen), expected);
    for kind in [StatusType::Image, StatusType::Video, StatusType::Audio] {
        let mut without_file = PublishStatus::text("Look");
        without_file.kind = kind;
        refused(without_file).await;
    }
}
