//! Every portable kind of message in the gateway's words: what leaves, and what does not.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::{
    Address, AddressKind, Button, ContactCard, Error, ListRow, ListSection, Media, MediaSource, Message,
    MessageId, MessageKind, MessageRef, Outcome, SendOption, SendStatus,
};
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

const URL: &str = "https://cdn.example.com/file";
const TARGET: &str = "3EB0TARGET00000001";

/// A gateway that queues everything.
async fn queueing() -> MockServer {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(200).set_body_json(queued())).await;
    server
}

/// The route and the body of a portable message to a telephone number, whose number is left out.
async fn leaves(message: impl Into<Message>) -> (String, Value) {
    let server = queueing().await;
    let sent = line(&server).send(&phone(), message).await.unwrap();
    assert_eq!(sent.message_id, MessageId::whatsapp("90B2F8B13FAC8A9CF6B06E99C7834DC5"));
    assert_eq!(sent.status, SendStatus::Queued);
    let (verb, path, body) = only_call(&server).await;
    let mut content = body.unwrap();
    assert_eq!(content.as_object_mut().unwrap().remove("phone"), Some(json!("5511987650002")));
    (format!("{verb} {}", path.strip_prefix(&route("/chat/send/")).unwrap()), content)
}

async fn stays(message: impl Into<Message>) -> Error {
    let server = queueing().await;
    let error = line(&server).send(&phone(), message).await.unwrap_err();
    assert_eq!((error.outcome(), error.context().provider()), (Outcome::NotSent, "vzaps"));
    assert!(arrived(&server).await.is_empty());
    error
}

async fn refused(message: impl Into<Message>) {
    let error = stays(message).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

async fn unsupported(message: impl Into<Message>) {
    let error = stays(message).await;
    assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
}

fn file() -> Media {
    Media::url(URL).named("a.bin").of_type("application/x-thing")
}

fn card() -> ContactCard {
    ContactCard::new("Ana Demo", "5511987650003".parse().unwrap())
}

#[tokio::test]
async fn files_go_out_by_their_url() {
    let files: [(Message, &str, Value); 9] = [
        (Message::image(file()).caption("Look").into(), "image", json!({"image": URL, "caption": "Look"})),
        (Message::image(file()).into(), "image", json!({"image": URL})),
        (Message::video(file()).caption("Look").into(), "video", json!({"video": URL, "caption": "Look"})),
        (Message::video(file()).into(), "video", json!({"video": URL})),
        (
            Message::document(file()).caption("Read").into(),
            "document",
            json!({"document": URL, "file_name": "a.bin", "caption": "Read"}),
        ),
        (Message::document(Media::url(URL)).into(), "document", json!({"document": URL})),
        (Message::audio(file()), "audio", json!({"audio": URL, "ptt": false})),
        (Message::voice(file()), "audio", json!({"audio": URL, "ptt": true})),
        (Message::sticker(file()), "sticker", json!({"sticker": URL})),
    ];
    for (message, route, body) in files {
        assert_eq!(leaves(message).await, (format!("POST {route}"), body));
    }
}

#[tokio::test]
async fn a_place_goes_out_with_what_is_known_of_it() {
    let place = || Message::location(-23.55, -46.63);
    let least = json!({"latitude": -23.55, "longitude": -46.63});
    assert_eq!(leaves(place()).await, ("POST location".into(), least));
    let whole =
        json!({"latitude": -23.55, "longitude": -46.63, "name": "Office", "address": "1 Demo Street"});
    assert_eq!(leaves(place().name("Office").address("1 Demo Street")).await.1, whole);
}

#[tokio::test]
async fn one_contact_card_goes_out_and_never_the_first_of_two() {
    let body = json!({"contact_name": "Ana Demo", "contact_phone": "5511987650003"});
    assert_eq!(leaves(Message::contact(card())).await, ("POST contact".into(), body));
    refused(Message::contact(card()).and(card())).await;
    unsupported(Message::contact(card().organization("Demo Shop"))).await;
    unsupported(Message::contact(card().email("ana@example.com"))).await;
    unsupported(Message::contact(card().url("https://example.com"))).await;
}

#[tokio::test]
async fn a_poll_lets_as_many_be_chosen_as_asked_for() {
    let poll = || Message::poll("Which slot?", ["Morning", "Evening", "Night"]);
    for (message, count) in [(poll(), 1), (poll().choose(2), 2), (poll().choose_any(), 0)] {
        let body = json!({
            "name": "Which slot?", "options": ["Morning", "Evening", "Night"], "selectable_options_count": count
        });
        assert_eq!(leaves(message).await, ("POST poll".into(), body));
    }
    refused(Message::poll("Which?", (1..=13).map(|number| number.to_string()))).await;
}

#[tokio::test]
async fn buttons_answer_and_do_nothing_else() {
    let message = |buttons: Vec<Button>| Message::buttons("Choose one", buttons);
    let both = || vec![Button::reply("yes", "Yes"), Button::reply("no", "No")];
    let body = json!({
        "message": "Choose one", "buttons": [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}]
    });
    assert_eq!(leaves(message(both())).await, ("POST buttons".into(), body.clone()));
    let mut with_foot = body;
    with_foot["footer"] = json!("Demo Shop");
    assert_eq!(leaves(message(both()).footer("Demo Shop")).await.1, with_foot);

    let titled = leaves(message(both()).title("Question")).await.1;
    assert_eq!(titled["message"], "Question\n\nChoose one", "there is no title above the text");
    unsupported(message(vec![Button::open_url("https://example.com", "Open")])).await;
    unsupported(message(vec![Button::call("5511987650003", "Call")])).await;
    unsupported(message(vec![Button::reply("yes", "Yes"), Button::copy("CODE", "Copy")])).await;
}

#[tokio::test]
async fn a_menu_without_a_title_goes_out_with_its_text_as_one() {
    let rows = [ListRow::new("d1", "Coffee").description("Black"), ListRow::new("d2", "Tea")];
    let menu = || Message::list("Pick an item", "Open", [ListSection::new("Drinks", rows.clone())]);
    let mut body = json!({
        "title": "Pick an item", "description": "Pick an item", "button_text": "Open",
        "sections": [{"title": "Drinks", "rows": [
            {"id": "d1", "title": "Coffee", "description": "Black"}, {"id": "d2", "title": "Tea"}
        ]}]
    });
    assert_eq!(leaves(menu()).await, ("POST list".into(), body.clone()));
    body["title"] = json!("Menu");
    body["footer"] = json!("Demo Shop");
    assert_eq!(leaves(menu().title("Menu").footer("Demo Shop")).await.1, body);
}

/// Every portable kind that VZaps carries, but for the reaction.
fn kinds() -> Vec<Message> {
    vec![
        Message::text("Hello"),
        Message::image(file()).into(),
        Message::video(file()).into(),
        Message::gif(file()).into(),
        Message::document(file()).into(),
        Message::audio(file()),
        Message::voice(file()),
        Message::sticker(file()),
        Message::link_card("Look", "https://example.com/shop", "Shop", "All that we sell"),
        Message::location(-23.55, -46.63).into(),
        Message::contact(card()).into(),
        Message::poll("Which?", ["A", "B"]).into(),
        Message::buttons("Choose", [Button::reply("yes", "Yes")]).into(),
        Message::list("Pick", "Open", [ListSection::new("All", [ListRow::new("1", "One")])]).into(),
    ]
}

#[tokio::test]
async fn every_kind_takes_the_same_options() {
    let who: Address = "+55 11 98765-0003".parse().unwrap();
    for message in kinds() {
        let kind = message.kind();
        let server = queueing().await;
        let line = line(&server);
        line.send(&group(), message.clone()).mention(&who).quote("3EB0").message_id("OWN-1").await.unwrap();
        let body = only_call(&server).await.2.unwrap();
        let told = [&body["phone"], &body["id"], &body["reply_to_message_id"], &body["mentioned_ids"]];
        let expected =
            [json!(group().jid()), json!("OWN-1"), json!("3EB0"), json!(["5511987650003@s.whatsapp.net"])];
        assert_eq!(told, expected.each_ref(), "{kind:?}");
        assert_eq!(body.get("delay"), None);

        for error in [
            line.send(&group(), message.clone()).delay(Duration::from_secs(1)).await.unwrap_err(),
            line.send(&group(), message.clone()).mention_all().await.unwrap_err(),
            line.send(&group(), message.clone()).link_preview(true).await.unwrap_err(),
            line.send(&group(), message).schedule(SystemTime::now()).await.unwrap_err(),
        ] {
            assert!(matches!(error, Error::Unsupported(_)), "{kind:?}: {error}");
        }
        assert_eq!(arrived(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn only_urls_are_taken_and_no_round_videos() {
    for message in [
        Message::image(Media::bytes(&b"\x89PNG\r\n\x1a\n"[..])).into(),
        Message::video(Media::bytes(&b"mp4"[..])).into(),
        Message::document(Media::bytes(&b"%PDF"[..])).into(),
        Message::audio(Media::bytes(&b"OggS"[..])),
        Message::voice(Media::bytes(&b"OggS"[..])),
        Message::sticker(Media::bytes(&b"RIFF"[..])),
        Message::video_note(file()),
    ] {
        unsupported(message).await;
    }
}

#[tokio::test]
async fn the_capabilities_say_so_with_either_credential() {
    let server = MockServer::start().await;
    let mut carried: Vec<MessageKind> = kinds().iter().map(Message::kind).collect();
    carried.push(MessageKind::Reaction);
    for line in [line(&server), account_with_jwt(&server).instance(ID).unwrap()] {
        let can = line.capabilities();
        for kind in MessageKind::ALL {
            for to in [AddressKind::Lid, AddressKind::Newsletter, AddressKind::Status, AddressKind::Broadcast]
            {
                assert!(can.carries(*kind, to).is_none(), "{kind:?} to {to:?}");
            }
            let (Some(one), Some(many)) =
                (can.carries(*kind, AddressKind::Phone), can.carries(*kind, AddressKind::Group))
            else {
                assert!(!carried.contains(kind), "{kind:?}");
                continue;
            };
            assert!(carried.contains(kind), "{kind:?}");
            let options = match kind {
                MessageKind::Reaction => (&[][..], &[][..]),
                _ => (
                    &[SendOption::Quote, SendOption::MessageId][..],
                    &[SendOption::Quote, SendOption::Mentions, SendOption::MessageId][..],
                ),
            };
            assert_eq!((one.options(), many.options()), options, "{kind:?}");
            assert!(one.media() == many.media() && [&[][..], &[MediaSource::Url][..]].contains(&one.media()));
        }
    }
}

/// A gateway that answers to a reaction so.
async fn reacting(answer: Value) -> MockServer {
    let server = MockServer::start().await;
    answers(&server, "POST", &route("/chat/react"), 200, answer.clone()).await;
    answers(&server, "DELETE", &route("/chat/react"), 200, answer).await;
    server
}

#[tokio::test]
async fn a_reaction_is_put_on_others_messages_and_on_own_ones() {
    let told = json!({"details": "registered", "timestamp": "2026-07-01T12:00:00Z", "id": "3EB0REACTION"});
    for (to, target, chat) in [
        (phone(), MessageRef::received(phone(), TARGET), "5511987650002"),
        (phone(), MessageRef::sent(phone(), TARGET), "5511987650002"),
        (group(), MessageRef::received(group(), TARGET), "120363000000000001@g.us"),
        (group(), MessageRef::received(group(), TARGET).by(phone()), "120363000000000001@g.us"),
        (group(), MessageRef::sent(group(), TARGET), "120363000000000001@g.us"),
    ] {
        let server = reacting(enveloped(told.clone())).await;
        let id = if target.from_me { format!("me:{TARGET}") } else { TARGET.to_owned() };
        let sent = line(&server).send(&to, Message::reaction(target.clone(), "👍")).await.unwrap();
        let body = json!({"phone": chat, "message_id": id, "reaction": "👍"});
        assert_eq!(only_call(&server).await, call("POST", "/chat/react", body));
        assert_eq!((sent.message_id.as_str(), &sent.status), ("3EB0REACTION", &SendStatus::Queued));
        assert_eq!(sent.at, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_782_907_200)));

        let server = reacting(enveloped(json!({}))).await;
        let sent = line(&server).send(&to, Message::no_reaction(target)).await.unwrap();
        let body = json!({"phone": chat, "message_id": id});
        assert_eq!(only_call(&server).await, call("DELETE", "/chat/react", body));
        assert_eq!((sent.message_id.as_str(), sent.at), (TARGET, None));
    }
}

#[tokio::test]
async fn a_reaction_whose_answer_names_nothing_is_named_by_its_message() {
    let server = reacting(enveloped(json!({"details": "registered"}))).await;
    let reaction = Message::reaction(MessageRef::received(phone(), TARGET), "👍");
    let sent = line(&server).send(&phone(), reaction).await.unwrap();
    assert_eq!(sent.message_id, MessageId::whatsapp(TARGET));
}

#[tokio::test]
async fn a_reaction_takes_no_option_and_no_other_gateways_id() {
    let reaction = || Message::reaction(MessageRef::received(phone(), TARGET), "👍");
    let server = reacting(enveloped(json!({}))).await;
    let line = line(&server);
    for error in [
        line.send(&phone(), reaction()).quote("3EB0").await.unwrap_err(),
        line.send(&phone(), reaction()).message_id("OWN-1").await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
    }
    assert!(arrived(&server).await.is_empty());
    refused(Message::reaction(MessageRef::received(phone(), MessageId::gateway("m-1")), "👍")).await;
}
