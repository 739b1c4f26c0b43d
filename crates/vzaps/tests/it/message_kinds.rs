//! Every kind of send as the gateway's own request types write it.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::Error;
use wagate_vzaps::messages::*;
use wiremock::MockServer;

use crate::gateway::*;

const PHONE: &str = "5511987650002";
const ID: &str = "90B2F8B13FAC8A9CF6B06E99C7834DC5";

/// A send without options, and one with each of them, goes out with that content; the answer names the message. A 503 ends it.
macro_rules! goes_out {
    ($send:expr, $route:literal, $content:tt) => {{
        let mut content = json!($content);
        content["phone"] = json!(PHONE);
        let (answer, asked) = golden($send, queued()).await;
        assert_eq!(asked, call("POST", $route, content.clone()));
        assert_eq!(answer.data.message_id, ID);

        let mut send = $send;
        send.id = Some("OWN-1".into());
        send.delay = Some(3);
        send.mentioned_ids = Some(vec!["5511987650003@s.whatsapp.net".into()]);
        send.reply_to_message_id = Some("3EB0".into());
        content["id"] = json!("OWN-1");
        content["delay"] = json!(3);
        content["mentioned_ids"] = json!(["5511987650003@s.whatsapp.net"]);
        content["reply_to_message_id"] = json!("3EB0");
        assert_eq!(golden(send, queued()).await.1, call("POST", $route, content));

        assert_eq!(attempts($send).await, 1, "a send is never repeated");
    }};
}

fn with<T>(mut send: T, set: impl FnOnce(&mut T)) -> T {
    set(&mut send);
    send
}

#[tokio::test]
async fn texts_go_out_as_the_clients_have_them() {
    goes_out!(SendText::new(PHONE, "Hello"), "/chat/send/text", {"message": "Hello"});
    let link = || SendLink::new(PHONE, "Have a look", "https://example.com", "Example", "A page");
    goes_out!(link(), "/chat/send/link", {
        "message": "Have a look", "link_url": "https://example.com", "title": "Example",
        "link_description": "A page"
    });
    goes_out!(with(link(), |send| send.jpeg_thumbnail = Some("/9j/4AAQ".into())), "/chat/send/link", {
        "message": "Have a look", "link_url": "https://example.com", "title": "Example",
        "link_description": "A page", "jpeg_thumbnail": "/9j/4AAQ"
    });
}

#[tokio::test]
async fn files_go_out_by_their_url() {
    const URL: &str = "https://cdn.example.com/a";
    goes_out!(SendImage::new(PHONE, URL), "/chat/send/image", {"image": URL});
    goes_out!(SendAudio::new(PHONE, URL), "/chat/send/audio", {"audio": URL});
    goes_out!(with(SendAudio::new(PHONE, URL), |send| send.ptt = Some(true)), "/chat/send/audio", {
        "audio": URL, "ptt": true
    });
    goes_out!(SendDocument::new(PHONE, URL), "/chat/send/document", {"document": URL});
    let named = |send: &mut SendDocument| {
        send.file_name = Some("invoice.pdf".into());
        send.caption = Some("Yours".into());
    };
    goes_out!(with(SendDocument::new(PHONE, URL), named), "/chat/send/document", {
        "document": URL, "file_name": "invoice.pdf", "caption": "Yours"
    });
    goes_out!(SendVideo::new(PHONE, URL), "/chat/send/video", {"video": URL});
    goes_out!(with(SendVideo::new(PHONE, URL), |send| send.caption = Some("Look".into())), "/chat/send/video", {
        "video": URL, "caption": "Look"
    });
    goes_out!(SendSticker::new(PHONE, URL), "/chat/send/sticker", {"sticker": URL});
    goes_out!(SendGif::new(PHONE, URL), "/chat/send/gif", {"gif": URL});
    goes_out!(with(SendGif::new(PHONE, URL), |send| send.caption = Some("Look".into())), "/chat/send/gif", {
        "gif": URL, "caption": "Look"
    });
}

#[tokio::test]
async fn cards_go_out_as_the_clients_have_them() {
    let place = || SendLocation::new(PHONE, -23.55, -46.63);
    goes_out!(place(), "/chat/send/location", {"latitude": -23.55, "longitude": -46.63});
    let named = |send: &mut SendLocation| {
        send.name = Some("Office".into());
        send.address = Some("1 Demo Street".into());
    };
    goes_out!(with(place(), named), "/chat/send/location", {
        "latitude": -23.55, "longitude": -46.63, "name": "Office", "address": "1 Demo Street"
    });
    goes_out!(SendContact::new(PHONE, "Ana Demo", "5511987650003"), "/chat/send/contact", {
        "contact_name": "Ana Demo", "contact_phone": "5511987650003"
    });
}

#[tokio::test]
async fn what_is_answered_with_a_tap_goes_out_as_the_clients_have_it() {
    let buttons =
        || SendButtons::new(PHONE, "Choose one", [Button::new("yes", "Yes"), Button::new("no", "No")]);
    let both = json!([{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}]);
    goes_out!(buttons(), "/chat/send/buttons", {"message": "Choose one", "buttons": both});
    goes_out!(with(buttons(), |send| send.footer = Some("Demo Shop".into())), "/chat/send/buttons", {
        "message": "Choose one", "buttons": both, "footer": "Demo Shop"
    });

    let mut coffee = ListRow::new("d1", "Coffee");
    coffee.description = Some("Black".into());
    let drinks = ListSection::new("Drinks", vec![coffee, ListRow::new("d2", "Tea")]);
    let list = || SendList::new(PHONE, "Menu", "Pick an item", "Open", [drinks.clone()]);
    let sections = json!([{"title": "Drinks", "rows": [
        {"id": "d1", "title": "Coffee", "description": "Black"}, {"id": "d2", "title": "Tea"}
    ]}]);
    goes_out!(list(), "/chat/send/list", {
        "title": "Menu", "description": "Pick an item", "button_text": "Open", "sections": sections
    });
    goes_out!(with(list(), |send| send.footer = Some("Demo Shop".into())), "/chat/send/list", {
        "title": "Menu", "description": "Pick an item", "button_text": "Open", "sections": sections,
        "footer": "Demo Shop"
    });
}

fn options(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("Option {number}")).collect()
}

#[tokio::test]
async fn a_poll_goes_out_as_documented() {
    let poll = || SendPoll::new(PHONE, "Which slot?", ["Morning".to_owned(), "Evening".to_owned()]);
    goes_out!(poll(), "/chat/send/poll", {"name": "Which slot?", "options": ["Morning", "Evening"]});
    let all = |send: &mut SendPoll| {
        send.selectable_options_count = Some(0);
        send.hide_participant_names = Some(true);
        send.end_time = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_797_789_600));
        send.allow_add_option = Some(false);
    };
    goes_out!(with(poll(), all), "/chat/send/poll", {
        "name": "Which slot?", "options": ["Morning", "Evening"], "selectable_options_count": 0,
        "hide_participant_names": true, "end_time": "2026-12-20T18:00:00Z", "allow_add_option": false
    });
    golden(SendPoll::new(PHONE, "Which?", options(12)), queued()).await;
}

#[tokio::test]
async fn a_poll_that_the_gateway_would_refuse_does_not_leave() {
    let late = SystemTime::UNIX_EPOCH + Duration::from_secs(400_000_000_000);
    let polls = [
        SendPoll::new(PHONE, "Which?", options(1)),
        SendPoll::new(PHONE, "Which?", options(13)),
        with(SendPoll::new(PHONE, "Which?", options(2)), |send| send.end_time = Some(late)),
    ];
    for poll in polls {
        let server = MockServer::start().await;
        let error = line(&server).call(poll).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(arrived(&server).await.is_empty());
    }
}

fn registered() -> Value {
    enveloped(
        json!({"details": "registered", "timestamp": "2026-07-01T12:00:00Z", "id": "3EB0A1B2C3D4E5F60003"}),
    )
}

fn assert_registered(answer: &Registered) {
    assert_eq!(
        (answer.details.as_deref(), answer.id.as_deref()),
        (Some("registered"), Some("3EB0A1B2C3D4E5F60003"))
    );
    assert_eq!(answer.timestamp, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_782_907_200)));
}

#[tokio::test]
async fn a_vote_goes_out_as_documented() {
    const POLL: &str = "3EB0A1B2C3D4E5F60002";
    let vote = || Vote::new(PHONE, POLL, vec!["Morning".into()]);
    let (answer, asked) = golden(vote(), registered()).await;
    let body = json!({"phone": PHONE, "message_id": POLL, "selected_options": ["Morning"]});
    assert_eq!(asked, call("POST", "/chat/poll/vote", body));
    assert_registered(&answer.data);

    let mut in_group = vote();
    in_group.poll_sender = Some("5511987650003".into());
    in_group.from_me = Some(false);
    let body = golden(in_group, registered()).await.1.2.unwrap();
    assert_eq!((&body["poll_sender"], &body["from_me"]), (&json!("5511987650003"), &json!(false)));
    assert_eq!(attempts(vote()).await, 1);
}

#[tokio::test]
async fn a_reaction_is_put_and_taken_back() {
    const TARGET: &str = "3EB0A1B2C3D4E5F60001";
    let (answer, asked) = golden(React::new(PHONE, TARGET, "👍"), registered()).await;
    let body = json!({"phone": PHONE, "message_id": TARGET, "reaction": "👍"});
    assert_eq!(asked, call("POST", "/chat/react", body));
    assert_registered(&answer.data);

    let (_, asked) = golden(RemoveReaction::new(PHONE, TARGET), enveloped(json!({}))).await;
    assert_eq!(asked, call("DELETE", "/chat/react", json!({"phone": PHONE, "message_id": TARGET})));

    assert_eq!(attempts(React::new(PHONE, TARGET, "👍")).await, 1);
    assert_eq!(attempts(RemoveReaction::new(PHONE, TARGET)).await, 1);
}
