//! Every portable kind of message: what leaves, and what never does.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_evolution::{Evolution, Integration, KnownChannel};
use wagate_sdk_core::{
    Address, AddressKind, Button, ContactCard, Error, InstanceClient, ListRow, ListSection, Media,
    MediaSource, Message, MessageId, MessageKind, MessageRef, Outcome, SendOption,
};
use wiremock::MockServer;

use crate::{
    SHOP_TOKEN, answer, answering, baileys, body, expect, requests, row, sent, shop, shop_on, the_request,
};

const PHONE: &str = "5511999990000";
const LID: &str = "199789077627112@lid";
const GROUP: &str = "120363406289005073@g.us";
const ID: &str = "3EB05C5BE17ABAA0D27001";

fn to(text: &str) -> Address {
    text.parse().unwrap()
}

fn url() -> Media {
    Media::url("https://files.example.org/a.bin")
}

fn bytes() -> Media {
    Media::bytes(&b"hello"[..])
}

/// A message to a phone number leaves so.
async fn leaves(message: impl Into<Message>, path: &str, mut asked: Value) {
    let server = answering(201, sent()).await;
    baileys(&server).send(&to(PHONE), message).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "POST", &format!("/message/{path}/shop"), crate::GLOBAL_KEY);
    asked["number"] = json!(PHONE);
    assert_eq!(body(&request), asked);
}

/// A message of this kind that every gateway would take.
fn one(kind: MessageKind, media: Media, chat: &Address) -> Message {
    match kind {
        MessageKind::Text => Message::text("x"),
        MessageKind::Image => Message::image(media).into(),
        MessageKind::Video => Message::video(media).into(),
        MessageKind::Document => Message::document(media.named("a.pdf")).into(),
        MessageKind::Audio => Message::audio(media.of_type("audio/mpeg")),
        MessageKind::Voice => Message::voice(media),
        MessageKind::VideoNote => Message::video_note(media),
        MessageKind::Sticker => Message::sticker(media),
        MessageKind::Location => Message::location(-23.55, -46.63).into(),
        MessageKind::Contacts => {
            Message::contact(ContactCard::new("Ana", "+5511977776666".parse().unwrap())).into()
        }
        MessageKind::Poll => Message::poll("Tea?", ["Yes", "No"]).into(),
        MessageKind::Buttons => Message::buttons("Sure?", [Button::reply("y", "Yes")]).into(),
        MessageKind::List => {
            Message::list("Pick", "Open", [ListSection::new("S", [ListRow::new("1", "One")])]).into()
        }
        MessageKind::Reaction => Message::reaction(MessageRef::sent(chat.clone(), ID), "👍"),
        other => panic!("no case for {other:?}"),
    }
}

const CHANNELS: [Integration; 3] = [Integration::Baileys, Integration::Business, Integration::Evolution];

fn address(kind: AddressKind) -> Address {
    to(match kind {
        AddressKind::Phone => PHONE,
        AddressKind::Lid => LID,
        AddressKind::Group => GROUP,
        AddressKind::Status => "status@broadcast",
        other => panic!("{other:?} is claimed"),
    })
}

#[tokio::test]
async fn every_claimed_option_arrives() {
    let server = MockServer::start().await;
    for channel in CHANNELS {
        let line = shop_on(&server, KnownChannel::new(channel));
        for carried in line.capabilities().carried() {
            let media = if carried.media() == [MediaSource::Url] { url } else { bytes };
            for chat in carried.to().iter().map(|kind| address(*kind)) {
                for option in carried.options() {
                    answer(&server, 201, sent()).await;
                    let send = line.send(&chat, one(carried.kind(), media(), &chat));
                    let (send, name, value) = match option {
                        SendOption::Quote => (send.quote(ID), "quoted", json!({ "key": { "id": ID } })),
                        SendOption::Mentions => (send.mention(&to(LID)), "mentioned", json!([LID])),
                        SendOption::MentionAll => (send.mention_all(), "mentionsEveryOne", json!(true)),
                        SendOption::LinkPreview => (send.link_preview(false), "linkPreview", json!(false)),
                        SendOption::Delay => (send.delay(Duration::from_millis(7)), "delay", json!(7)),
                        other => panic!("{other:?} is claimed"),
                    };
                    send.await.unwrap();
                    let told = body(&the_request(&server).await);
                    assert_eq!(told[name], value, "{:?} to {chat}: {told}", carried.kind());
                }
            }
        }
    }
}

#[tokio::test]
async fn every_claimed_kind_names_its_chat() {
    let server = MockServer::start().await;
    for channel in CHANNELS {
        let line = shop_on(&server, KnownChannel::new(channel));
        for carried in line.capabilities().carried() {
            let media = if carried.media() == [MediaSource::Url] { url } else { bytes };
            for chat in carried.to().iter().map(|kind| address(*kind)) {
                answer(&server, 201, sent()).await;
                line.send(&chat, one(carried.kind(), media(), &chat)).await.unwrap();
                let told = body(&the_request(&server).await);
                match carried.kind() {
                    // A status names nobody: all stored contacts see it.
                    _ if chat == Address::StatusBroadcast => assert_eq!(told["allContacts"], true),
                    MessageKind::Reaction => assert_eq!(told["key"]["remoteJid"], chat.to_string()),
                    _ => assert_eq!(told["number"], chat.to_string().trim_end_matches("@s.whatsapp.net")),
                }
            }
        }
    }
}

#[test]
fn no_kind_is_claimed_twice_for_an_address_and_the_usual_channel_has_all() {
    let server = "https://evolution.example.com";
    let account = wagate_sdk_core::AccountClient::<Evolution>::builder(
        wagate_sdk_core::AccountToken::new("k").unwrap(),
    )
    .base_url(server)
    .build()
    .unwrap();
    for channel in CHANNELS {
        let all = channel == Integration::Baileys;
        let line = account.instance_with("shop", KnownChannel::new(channel)).unwrap();
        for kind in MessageKind::ALL {
            // The server makes link cards by itself, and has no GIFs before 2.4.0.
            let all = all && !matches!(kind, MessageKind::Gif | MessageKind::LinkCard);
            for to in [AddressKind::Phone, AddressKind::Lid, AddressKind::Group] {
                let rows = line.capabilities().carried();
                let rows = rows.iter().filter(|row| row.kind() == *kind && row.to().contains(&to)).count();
                assert!(rows <= 1 && (!all || rows == 1), "{kind:?} to {to:?}: {rows} rows");
            }
        }
    }
}

#[tokio::test]
async fn a_video() {
    let asked =
        json!({ "mediatype": "video", "media": "https://files.example.org/a.bin", "caption": "Look" });
    leaves(Message::video(url()).caption("Look"), "sendMedia", asked).await;
    let asked = json!({ "mediatype": "video", "media": "aGVsbG8=", "mimetype": "video/mp4" });
    leaves(Message::video(bytes().of_type("video/mp4")), "sendMedia", asked).await;
}

#[tokio::test]
async fn a_document() {
    let asked = json!({
        "mediatype": "document", "media": "aGVsbG8=", "mimetype": "application/pdf",
        "fileName": "a.pdf", "caption": "Read",
    });
    leaves(Message::document(bytes().named("a.pdf")).caption("Read"), "sendMedia", asked).await;
    let asked = json!({ "mediatype": "document", "media": "https://files.example.org/a.bin" });
    leaves(Message::document(url()), "sendMedia", asked).await;
}

#[tokio::test]
async fn a_sound_file_and_a_voice_note() {
    let asked =
        json!({ "mediatype": "audio", "media": "aGVsbG8=", "mimetype": "audio/mpeg", "fileName": "a.mp3" });
    leaves(Message::audio(bytes().named("a.mp3")), "sendMedia", asked).await;
    let asked = json!({ "mediatype": "audio", "media": "aGVsbG8=", "mimetype": "audio/mpeg" });
    leaves(Message::audio(bytes().of_type("audio/mpeg")), "sendMedia", asked).await;
    let asked = json!({ "mediatype": "audio", "media": "https://files.example.org/a.bin" });
    leaves(Message::audio(url()), "sendMedia", asked).await;
    leaves(Message::voice(bytes()), "sendWhatsAppAudio", json!({ "audio": "aGVsbG8=" })).await;
}

#[tokio::test]
async fn a_round_video_and_a_sticker() {
    leaves(Message::video_note(bytes()), "sendPtv", json!({ "video": "aGVsbG8=" })).await;
    let asked = json!({ "sticker": "https://files.example.org/a.bin" });
    leaves(Message::sticker(url()), "sendSticker", asked).await;
}

#[tokio::test]
async fn a_place_with_and_without_a_name() {
    let asked = json!({ "latitude": -23.55, "longitude": -46.63, "name": "Shop", "address": "Rua A, 1" });
    leaves(Message::location(-23.55, -46.63).name("Shop").address("Rua A, 1"), "sendLocation", asked).await;
    let asked = json!({ "latitude": 1.0, "longitude": 2.0, "name": "", "address": "" });
    leaves(Message::location(1.0, 2.0), "sendLocation", asked).await;
}

#[tokio::test]
async fn cards() {
    let full = ContactCard::new("Ana", "+55 11 97777-6666".parse().unwrap())
        .organization("Org")
        .email("a@example.org")
        .url("https://example.org");
    let other = ContactCard::new("Bia", "+5511977776667".parse().unwrap());
    let asked = json!({
        "contact": [
            {
                "fullName": "Ana", "phoneNumber": "+5511977776666", "wuid": "5511977776666",
                "organization": "Org", "email": "a@example.org", "url": "https://example.org",
            },
            { "fullName": "Bia", "phoneNumber": "+5511977776667", "wuid": "5511977776667" },
        ],
    });
    leaves(Message::contact(full).and(other), "sendContact", asked).await;
}

#[tokio::test]
async fn a_poll() {
    let asked = json!({ "name": "Tea?", "selectableCount": 1, "values": ["Yes", "No", "Later"] });
    leaves(Message::poll("Tea?", ["Yes", "No", "Later"]), "sendPoll", asked.clone()).await;
    let mut two = asked.clone();
    two["selectableCount"] = json!(2);
    leaves(Message::poll("Tea?", ["Yes", "No", "Later"]).choose(2), "sendPoll", two).await;
    let mut any = asked;
    any["selectableCount"] = json!(3);
    leaves(Message::poll("Tea?", ["Yes", "No", "Later"]).choose_any(), "sendPoll", any).await;
}

#[tokio::test]
async fn buttons() {
    let replies = [Button::reply("y", "Yes"), Button::reply("n", "No")];
    let told = json!([
        { "type": "reply", "displayText": "Yes", "id": "y" },
        { "type": "reply", "displayText": "No", "id": "n" },
    ]);
    let asked = json!({ "title": "T", "description": "Sure?", "footer": "F", "buttons": told });
    let message = Message::buttons("Sure?", replies.clone()).title("T").footer("F");
    leaves(message, "sendButtons", asked).await;
    // The server would write "undefined" above the text.
    let asked = json!({ "title": "Sure?", "buttons": told });
    leaves(Message::buttons("Sure?", replies), "sendButtons", asked).await;

    let others = [
        Button::open_url("https://example.org", "Site"),
        Button::call("+5511999990000", "Call"),
        Button::copy("CODE", "Copy"),
    ];
    let asked = json!({
        "title": "More",
        "buttons": [
            { "type": "url", "displayText": "Site", "url": "https://example.org" },
            { "type": "call", "displayText": "Call", "phoneNumber": "+5511999990000" },
            { "type": "copy", "displayText": "Copy", "copyCode": "CODE" },
        ],
    });
    leaves(Message::buttons("More", others), "sendButtons", asked).await;
}

#[tokio::test]
async fn a_list() {
    let rows = || [ListRow::new("1", "One").description("the first"), ListRow::new("2", "Two")];
    let sections = json!([{
        "title": "S",
        "rows": [
            { "title": "One", "description": "the first", "rowId": "1" },
            { "title": "Two", "rowId": "2" },
        ],
    }]);
    let list = || Message::list("Pick", "Open", [ListSection::new("S", rows())]);
    let mut asked = json!({
        "title": "T", "description": "Pick", "footerText": "F", "buttonText": "Open", "sections": sections,
    });
    leaves(list().title("T").footer("F"), "sendList", asked.clone()).await;
    asked["title"] = json!("");
    asked["footerText"] = json!("");
    leaves(list(), "sendList", asked).await;
}

#[tokio::test]
async fn a_reaction_and_taking_it_back() {
    let server = MockServer::start().await;
    let sent_here = |chat: &str| MessageRef::sent(to(chat), ID);
    for (message, chat, mine, emoji) in [
        (Message::reaction(sent_here(PHONE), "👍🏽"), PHONE, true, "👍🏽"),
        (Message::reaction(MessageRef::received(to(LID), ID), "🇧🇷"), LID, false, "🇧🇷"),
        (Message::reaction(sent_here(GROUP), "1️⃣"), GROUP, true, "1️⃣"),
        (Message::no_reaction(sent_here(PHONE)), PHONE, true, ""),
    ] {
        answer(&server, 201, sent()).await;
        baileys(&server).send(&to(chat), message).await.unwrap();
        let request = the_request(&server).await;
        expect(&request, "POST", "/message/sendReaction/shop", crate::GLOBAL_KEY);
        let jid = to(chat).to_string();
        assert_eq!(
            body(&request),
            json!({ "key": { "id": ID, "remoteJid": jid, "fromMe": mine }, "reaction": emoji })
        );
    }
}

/// The clients that know the channel, and one that does not.
fn clients(server: &MockServer) -> [InstanceClient<Evolution>; 2] {
    [baileys(server), shop(server)]
}

#[tokio::test]
async fn what_the_server_would_refuse_asks_nothing() {
    let server = answering(201, sent()).await;
    let card = |phone: &str| ContactCard::new("Ana", phone.parse().unwrap());
    let reply = |n: usize| Button::reply(n.to_string(), n.to_string());
    let many = || (0..11).map(|n| n.to_string());
    let row = ListRow::new("1", "One").description("");
    let bad: Vec<Message> = vec![
        Message::document(bytes()).into(),
        Message::document(bytes().named("")).into(),
        Message::audio(bytes()),
        Message::contact(card("+290123456")).into(),
        Message::contact(card("+5511977776666")).and(card("+5511977776666")).into(),
        Message::poll("Tea?", many()).into(),
        Message::poll("Tea?", many()).choose_any().into(),
        Message::buttons("Sure?", (0..4).map(reply)).into(),
        Message::buttons("Sure?", [reply(1), Button::copy("CODE", "Copy")]).into(),
        Message::list("Pick", "Open", [ListSection::new("S", [row])]).into(),
    ];
    for client in clients(&server) {
        for message in &bad {
            for chat in [PHONE, GROUP] {
                let error = client.send(&to(chat), message.clone()).await.unwrap_err();
                assert!(matches!(error, Error::InvalidRequest(_)), "{message:?}: {error}");
                assert_eq!(error.outcome(), Outcome::NotSent);
            }
        }
        for emoji in ["ok", "👍 👍"] {
            let error =
                client.send(&to(PHONE), Message::reaction(MessageRef::sent(to(PHONE), ID), emoji)).await;
            assert!(matches!(error, Err(Error::InvalidRequest(_))), "{emoji}");
        }
        let unnamed = MessageRef::sent(to(GROUP), MessageId::gateway("m-1"));
        let error = client.send(&to(GROUP), Message::reaction(unnamed, "👍")).await;
        assert!(matches!(error, Err(Error::InvalidRequest(_))));
        let theirs = MessageRef::received(to(GROUP), ID).by(to(PHONE));
        let error = client.send(&to(GROUP), Message::reaction(theirs, "👍")).await;
        assert!(matches!(error, Err(Error::Unsupported(_))), "whose message it is cannot be told");
    }
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn what_is_taken_to_the_limit_leaves() {
    let server = MockServer::start().await;
    let card = ContactCard::new("Ana", "+2901234567".parse().unwrap());
    for message in [
        Message::poll("Tea?", (0..10).map(|n| n.to_string())).choose_any().into(),
        Message::buttons("Sure?", (0..3).map(|n| Button::reply(n.to_string(), n.to_string()))).into(),
        Message::contact(card).into(),
    ] {
        answer(&server, 201, sent()).await;
        let message: Message = message;
        baileys(&server).send(&to(PHONE), message).await.unwrap();
        assert_eq!(requests(&server).await, 1);
    }
}

#[tokio::test]
async fn a_channel_that_lacks_a_kind_is_found_out_before_anything_leaves() {
    for (channel, kind) in [
        ("WHATSAPP-BUSINESS", MessageKind::Buttons),
        ("WHATSAPP-BUSINESS", MessageKind::Voice),
        ("WHATSAPP-BUSINESS", MessageKind::Sticker),
        ("EVOLUTION", MessageKind::Image),
        ("EVOLUTION", MessageKind::Contacts),
    ] {
        let mut told = row("shop", Value::Null);
        told["integration"] = json!(channel);
        let server = answering(200, json!([told])).await;
        let error = shop(&server).send(&to(PHONE), one(kind, bytes(), &to(PHONE))).await.unwrap_err();
        assert!(matches!(error, Error::Unsupported(_)), "{channel} {kind:?}: {error}");
        expect(&the_request(&server).await, "GET", "/instance/fetchInstances?instanceName=shop", SHOP_TOKEN);
    }
}

#[tokio::test]
async fn the_servers_own_channel_passes_on_urls_alone() {
    let server = answering(201, sent()).await;
    let line = shop_on(&server, KnownChannel::new(Integration::Evolution));
    let messages: [Message; 4] = [
        Message::image(bytes()).into(),
        Message::image(url()).caption("Look").into(),
        Message::video(url()).caption("Look").into(),
        Message::document(url().named("a.pdf")).into(),
    ];
    for message in messages {
        let error = line.send(&to(PHONE), message).await.unwrap_err();
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
    }
    assert_eq!(requests(&server).await, 0);
}
