//! Every portable kind of message in the gateway's words: what leaves, and what does not.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_ryze::Ryze;
use wagate_sdk_core::{
    Address, AddressKind, Button, ContactCard, Error, InstanceClient, ListRow, ListSection, Media,
    MediaSource, Message, MessageId, MessageKind, MessageRef, Outcome, SendOption,
};
use wiremock::MockServer;

use crate::{body, gateway, instance_token, line, phone, requests, route, sent_of_kind};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PNG_BASE64: &str = "iVBORw0KGgo=";
const TARGET: &str = "3EB0TARGET00000001";

/// A gateway that takes everything, and a client of it.
async fn open() -> (MockServer, InstanceClient<Ryze>) {
    let server = gateway(200, sent_of_kind("any")).await;
    let line = line(&server, instance_token());
    (server, line)
}

fn address(kind: AddressKind) -> Address {
    let text = match kind {
        AddressKind::Phone => "5511999999999",
        AddressKind::Lid => "199789077627112@lid",
        AddressKind::Group => "120363406289005073@g.us",
        AddressKind::Newsletter => "120363422585881117@newsletter",
        AddressKind::Status => "status@broadcast",
        _ => "1400000000@broadcast",
    };
    text.parse().unwrap()
}

fn url() -> Media {
    Media::url("https://example.com/file")
}

/// The route and the body of a portable message to a telephone number, whose number is left out.
async fn leaves(message: impl Into<Message>) -> (String, Value) {
    leaves_to(&phone(), message).await
}

async fn leaves_to(to: &Address, message: impl Into<Message>) -> (String, Value) {
    let (server, line) = open().await;
    line.send(to, message).await.unwrap();
    let mut seen = requests(&server).await;
    assert_eq!(seen.len(), 1);
    let seen = seen.remove(0);
    let mut content = body(&seen);
    let number = content.as_object_mut().unwrap().remove("number").unwrap();
    let expected = if *to == phone() { json!("5511999999999") } else { json!(to.jid()) };
    assert_eq!(number, expected);
    (route(&seen), content)
}

async fn refused_to(to: &Address, message: impl Into<Message>) {
    let (server, line) = open().await;
    let error = line.send(to, message).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert_eq!((error.outcome(), error.context().provider()), (Outcome::NotSent, "ryze"));
    assert!(requests(&server).await.is_empty());
}

async fn refused(message: impl Into<Message>) {
    refused_to(&phone(), message).await;
}

#[tokio::test]
async fn a_file_goes_out_with_its_kind_and_caption() {
    let named = || url().named("a.bin").of_type("application/x-thing");
    let files: [(Message, Value); 5] = [
        (Message::image(named()).caption("Look").into(), json!({"mediaType": "image", "message": "Look"})),
        (Message::video(named()).caption("Look").into(), json!({"mediaType": "video", "message": "Look"})),
        (
            Message::document(named()).caption("Read").into(),
            json!({"mediaType": "document", "message": "Read"}),
        ),
        (Message::audio(named()), json!({"mediaType": "audio", "isVoice": false})),
        (Message::voice(named()), json!({"mediaType": "audio", "isVoice": true})),
    ];
    for (file, mut expected) in files {
        expected["mediaUrl"] = json!("https://example.com/file");
        expected["fileName"] = json!("a.bin");
        expected["mimeType"] = json!("application/x-thing");
        assert_eq!(leaves(file).await, ("POST /api/message/media/support".to_owned(), expected));
    }
}

#[tokio::test]
async fn bytes_go_as_base64_and_only_what_is_known_is_said_of_them() {
    let bytes = || Media::bytes(&b"?2?="[..]);
    let files: [(Message, Value); 4] = [
        (Message::video(bytes()).into(), json!({"mediaType": "video"})),
        (Message::document(bytes()).into(), json!({"mediaType": "document"})),
        (Message::audio(bytes()), json!({"mediaType": "audio", "isVoice": false})),
        (Message::voice(bytes()), json!({"mediaType": "audio", "isVoice": true})),
    ];
    for (file, mut expected) in files {
        expected["mediaBase64"] = json!("PzI/PQ==");
        assert_eq!(leaves(file).await.1, expected);
    }
    // Of a sound the gateway finds it out.
    let told = json!({"mediaType": "audio", "isVoice": true, "mediaBase64": "T2dnUw==", "fileName": "a.ogg"});
    assert_eq!(leaves(Message::voice(Media::bytes(&b"OggS"[..]).named("a.ogg"))).await.1, told);
    let png = json!({"mediaType": "image", "mediaBase64": PNG_BASE64, "mimeType": "image/png"});
    assert_eq!(leaves(Message::image(Media::bytes(PNG))).await.1, png);
}

#[tokio::test]
async fn a_sticker_is_a_url_of_one_kind_or_the_other() {
    let (route, content) = leaves(Message::sticker(url())).await;
    assert_eq!(route, "POST /api/message/sticker/support");
    assert_eq!(content, json!({"imageUrl": "https://example.com/file"}));

    let as_data = |kind: &str| json!({"imageUrl": format!("data:{kind};base64,{PNG_BASE64}")});
    let told = |kind: &str| Message::sticker(Media::bytes(PNG).of_type(kind));
    assert_eq!(leaves(Message::sticker(Media::bytes(PNG))).await.1, as_data("image/png"));
    assert_eq!(leaves(told("image/gif")).await.1, as_data("image/gif"));
    assert_eq!(leaves(told("image/png; name=\"a b\"")).await.1, as_data("image/png"));
}

#[tokio::test]
async fn a_sticker_of_bytes_of_an_unknown_type_is_refused() {
    refused(Message::sticker(Media::bytes(&b"what?"[..]))).await;
}

#[tokio::test]
async fn a_place_goes_out_with_a_name_and_an_address() {
    let place = || Message::location(-23.5614, -46.6558);
    let expected = |name: &str, address: &str| {
        let place = json!({"latitude": -23.5614, "longitude": -46.6558, "name": name, "address": address});
        ("POST /api/message/location/support".to_owned(), place)
    };
    let given = place().name("Av. Paulista").address("São Paulo");
    assert_eq!(leaves(given).await, expected("Av. Paulista", "São Paulo"));
    // Both must be there: what was not given is made of what was.
    let degrees = "-23.5614, -46.6558";
    assert_eq!(leaves(place().name("Shop")).await, expected("Shop", degrees));
    assert_eq!(leaves(place().address("São Paulo")).await, expected("São Paulo", "São Paulo"));
    assert_eq!(leaves(place()).await, expected(degrees, degrees));
    assert_eq!(leaves(place().name(" ").address("")).await, expected(degrees, degrees));
}

#[tokio::test]
async fn the_place_that_the_gateway_rejects_is_refused() {
    refused(Message::location(0.0, 0.0).name("Null Island").address("Sea")).await;
    assert_eq!(leaves(Message::location(0.0, 6.5)).await.1["name"], "0, 6.5");
}

#[tokio::test]
async fn contact_cards_go_out_one_or_many() {
    let ana = ContactCard::new("Ana Souza", "+55 11 77777-7777".parse().unwrap());
    let (route, content) = leaves(Message::contact(ana.clone())).await;
    assert_eq!(route, "POST /api/message/contact/support");
    assert_eq!(content, json!({"vcard": [{"fullName": "Ana Souza", "phone": "5511777777777"}]}));

    let full = ana.organization("Acme").email("ana@example.com").url("https://example.com");
    let rui = ContactCard::new("Rui", "5511666666666".parse().unwrap());
    let expected = json!({"vcard": [
        {
            "fullName": "Ana Souza", "phone": "5511777777777", "organization": "Acme",
            "email": "ana@example.com", "url": "https://example.com"
        },
        {"fullName": "Rui", "phone": "5511666666666"}
    ]});
    assert_eq!(leaves(Message::contact(full).and(rui)).await.1, expected);
}

#[tokio::test]
async fn a_poll_says_how_many_answers_may_be_chosen() {
    let answers = ["Noon", "1pm", "2pm"];
    let expected = |most| json!({"question": "Lunch?", "options": answers, "maxAnswer": most});
    let (route, one) = leaves(Message::poll("Lunch?", answers)).await;
    assert_eq!((route.as_str(), one), ("POST /api/message/poll/support", expected(1)));
    assert_eq!(leaves(Message::poll("Lunch?", answers).choose(2)).await.1, expected(2));
    assert_eq!(leaves(Message::poll("Lunch?", answers).choose_any()).await.1, expected(3));
}

#[tokio::test]
async fn a_poll_has_twelve_answers_at_most() {
    let answers = |count: u32| (0..count).map(|n| n.to_string());
    leaves(Message::poll("Which?", answers(12))).await;
    refused(Message::poll("Which?", answers(13))).await;
}

#[tokio::test]
async fn buttons_go_out_with_all_that_they_can_do() {
    let buttons = [
        Button::open_url("https://example.com", "Open"),
        Button::call("5511777777777", "Call"),
        Button::copy("SAVE10", "Copy"),
    ];
    let (route, content) = leaves(Message::buttons("Hello", buttons).title("Above").footer("Below")).await;
    assert_eq!(route, "POST /api/message/button/support");
    let expected = json!({
        "contentText": "Hello", "headerText": "Above", "footerText": "Below",
        "buttons": [
            {"id": "https://example.com", "displayText": "Open", "type": "URL"},
            {"id": "5511777777777", "displayText": "Call", "type": "CALL"},
            {"id": "SAVE10", "displayText": "Copy", "type": "COPY"}
        ]
    });
    assert_eq!(content, expected);
}

#[tokio::test]
async fn there_are_three_buttons_at_most_and_their_kinds_may_be_mixed() {
    let mixed = [Button::reply("yes", "Yes"), Button::open_url("https://example.com", "Open")];
    let expected = json!({
        "contentText": "Sure?",
        "buttons": [
            {"id": "yes", "displayText": "Yes", "type": "REPLY"},
            {"id": "https://example.com", "displayText": "Open", "type": "URL"}
        ]
    });
    assert_eq!(leaves(Message::buttons("Sure?", mixed)).await.1, expected);
    let many = |count: u32| Message::buttons("Which?", (0..count).map(|n| Button::reply(n.to_string(), "x")));
    leaves(many(3)).await;
    refused(many(4)).await;
}

#[tokio::test]
async fn a_menu_goes_out() {
    let rows = [ListRow::new("noon", "Noon").description("12 o'clock"), ListRow::new("one", "1pm")];
    let menu = || Message::list("Pick an item", "Open", [ListSection::new("Today", rows.clone())]);
    let mut expected = json!({
        "contentText": "Pick an item", "buttonText": "Open",
        "sections": [{
            "title": "Today",
            "rows": [
                {"id": "noon", "title": "Noon", "description": "12 o'clock"},
                {"id": "one", "title": "1pm"}
            ]
        }]
    });
    let (route, content) = leaves(menu()).await;
    assert_eq!((route.as_str(), &content), ("POST /api/message/list/support", &expected));
    expected["headerText"] = json!("Above");
    expected["footerText"] = json!("Below");
    assert_eq!(leaves(menu().title("Above").footer("Below")).await.1, expected);
}

#[tokio::test]
async fn a_menu_has_ten_parts_of_ten_titled_rows_at_most() {
    let menu = |parts: u32, rows: u32, title: &'static str| {
        let part = |part| {
            let rows = (0..rows).map(move |row| ListRow::new(format!("{part}.{row}"), "x"));
            ListSection::new(title, rows)
        };
        Message::list("Pick", "Open", (0..parts).map(part).collect::<Vec<_>>())
    };
    leaves(menu(10, 10, "Today")).await;
    refused(menu(11, 1, "Today")).await;
    refused(menu(1, 11, "Today")).await;
    refused(menu(1, 1, " ")).await;
}

#[tokio::test]
async fn a_reaction_says_whose_message_it_is_on() {
    let group = address(AddressKind::Group);
    let by = |author: &str| MessageRef::received(group.clone(), TARGET).by(author.parse().unwrap());
    let reaction = |from_me: bool| json!({"messageId": TARGET, "reaction": "👍", "fromMe": from_me});
    let with = |author: &str| {
        let mut expected = reaction(false);
        expected["participant"] = json!(author);
        expected
    };

    let (route, content) = leaves(Message::reaction(MessageRef::sent(phone(), TARGET), "👍")).await;
    assert_eq!((route.as_str(), content), ("POST /api/message/reaction/support", reaction(true)));
    for to in [AddressKind::Phone, AddressKind::Lid] {
        let theirs = MessageRef::received(address(to), TARGET);
        assert_eq!(leaves_to(&address(to), Message::reaction(theirs, "👍")).await.1, reaction(false));
    }
    let ours = MessageRef::sent(group.clone(), TARGET);
    assert_eq!(leaves_to(&group, Message::reaction(ours, "👍")).await.1, reaction(true));
    for (author, jid) in [
        ("+55 11 77777-7777", "5511777777777@s.whatsapp.net"),
        ("199789077627112@lid", "199789077627112@lid"),
    ] {
        assert_eq!(leaves_to(&group, Message::reaction(by(author), "👍")).await.1, with(jid));
    }
}

#[tokio::test]
async fn a_reaction_is_taken_back_with_a_word_that_is_no_emoji() {
    let group = address(AddressKind::Group);
    let theirs = MessageRef::received(group.clone(), TARGET).by(phone());
    let expected = json!({
        "messageId": TARGET, "reaction": "remove", "fromMe": false,
        "participant": "5511999999999@s.whatsapp.net"
    });
    assert_eq!(leaves_to(&group, Message::no_reaction(theirs)).await.1, expected);
    for word in ["remove", " Remove "] {
        refused(Message::reaction(MessageRef::sent(phone(), TARGET), word)).await;
    }
}

#[tokio::test]
async fn a_reaction_that_the_gateway_could_not_place_is_refused() {
    let group = address(AddressKind::Group);
    let theirs = MessageRef::received(group.clone(), TARGET);
    refused_to(&group, Message::reaction(theirs.clone(), "👍")).await;
    refused_to(&group, Message::no_reaction(theirs.clone())).await;
    refused_to(&group, Message::reaction(theirs.by(group.clone()), "👍")).await;
    refused(Message::reaction(MessageRef::sent(phone(), MessageId::gateway("msg_1")), "👍")).await;
}

/// A message of that kind.
fn message(kind: MessageKind, source: MediaSource, to: &Address) -> Message {
    let file = match source {
        MediaSource::Bytes => Media::bytes(PNG),
        MediaSource::Stream => Media::reader(PNG.len() as u64, || async { Ok(PNG) }).of_type("image/png"),
        _ => url(),
    };
    match kind {
        MessageKind::Text => Message::text("Hello https://example.com"),
        MessageKind::Image => Message::image(file).into(),
        MessageKind::Video => Message::video(file).into(),
        MessageKind::Document => Message::document(file).into(),
        MessageKind::Audio => Message::audio(file),
        MessageKind::Voice => Message::voice(file),
        MessageKind::VideoNote => Message::video_note(file),
        MessageKind::Gif => Message::gif(file).into(),
        MessageKind::LinkCard => Message::link_card("Look", "https://example.com", "Shop", "Open"),
        MessageKind::Sticker => Message::sticker(file),
        MessageKind::Location => Message::location(-23.5, -46.6).into(),
        MessageKind::Contacts => {
            Message::contact(ContactCard::new("Ana", "5511777777777".parse().unwrap())).into()
        }
        MessageKind::Poll => Message::poll("When?", ["Today", "Tomorrow"]).into(),
        MessageKind::Buttons => Message::buttons("Sure?", [Button::reply("yes", "Yes")]).into(),
        MessageKind::List => {
            Message::list("Pick", "Open", [ListSection::new("Today", [ListRow::new("1", "One")])]).into()
        }
        MessageKind::Reaction => Message::reaction(MessageRef::sent(to.clone(), TARGET), "👍"),
        other => panic!("no message of kind {other:?}"),
    }
}

/// What the documents let a kind carry to an address: options, or `None` where it does not go.
fn documented(kind: MessageKind, to: AddressKind) -> Option<Vec<SendOption>> {
    use SendOption::{Delay, LinkPreview, MentionAll, Mentions, Quote};
    let known = [AddressKind::Phone, AddressKind::Lid, AddressKind::Group, AddressKind::Newsletter];
    let is_text = kind == MessageKind::Text;
    match kind {
        MessageKind::Text
        | MessageKind::Image
        | MessageKind::Video
        | MessageKind::Audio
        | MessageKind::Voice
            if to == AddressKind::Status =>
        {
            Some(Vec::new())
        }
        _ if !known.contains(&to) => None,
        MessageKind::VideoNote | MessageKind::Gif | MessageKind::LinkCard => None,
        MessageKind::Reaction => (to != AddressKind::Newsletter).then(Vec::new),
        MessageKind::Text
        | MessageKind::Image
        | MessageKind::Video
        | MessageKind::Document
        | MessageKind::Audio
        | MessageKind::Voice => {
            let mut options = vec![Quote, Delay];
            options.extend(is_text.then_some(LinkPreview));
            if to == AddressKind::Group {
                options.extend([Mentions, MentionAll]);
            }
            Some(options)
        }
        _ => Some(vec![Quote, Delay]),
    }
}

#[tokio::test]
async fn every_claimed_option_arrives_and_no_other_leaves() {
    let (server, line) = open().await;
    let mentioned = "5511888888888".parse().unwrap();
    let addresses = [
        AddressKind::Phone,
        AddressKind::Lid,
        AddressKind::Group,
        AddressKind::Newsletter,
        AddressKind::Status,
        AddressKind::Broadcast,
    ];
    let options = [
        (SendOption::Quote, "replyTo", json!("3EB0AA")),
        (SendOption::Mentions, "mention", json!(["5511888888888"])),
        (SendOption::MentionAll, "mentionAll", json!(true)),
        (SendOption::LinkPreview, "linkPreview", json!(false)),
        (SendOption::Delay, "delay", json!(2)),
    ];
    let mut sent = 0;
    for (kind, to) in MessageKind::ALL.iter().flat_map(|kind| addresses.map(|to| (*kind, to))) {
        let expected = documented(kind, to);
        let carried = line.capabilities().carries(kind, to);
        assert_eq!(carried.is_some(), expected.is_some(), "{kind:?} to {to:?}");
        let to = address(to);
        for source in [MediaSource::Url, MediaSource::Bytes, MediaSource::Stream] {
            let message = message(kind, source, &to);
            // A status takes files by their URL only.
            let taken = to != Address::StatusBroadcast
                || message.media_source().is_none_or(|source| source == MediaSource::Url);
            let result = line.send(&to, message).await;
            if expected.is_some() && taken {
                result.unwrap();
                sent += 1;
            } else {
                assert!(matches!(result, Err(Error::Unsupported(_))), "{kind:?} to {to}");
            }
            assert_eq!(requests(&server).await.len(), sent, "{kind:?} from {source:?} to {to}");
        }
        for (option, member, value) in &options {
            if matches!(option, SendOption::Mentions | SendOption::MentionAll) && !to.is_group() {
                continue;
            }
            let send = line.send(&to, message(kind, MediaSource::Url, &to));
            let send = match option {
                SendOption::Quote => send.quote("3EB0AA"),
                SendOption::Mentions => send.mention(&mentioned),
                SendOption::MentionAll => send.mention_all(),
                SendOption::LinkPreview => send.link_preview(false),
                _ => send.delay(Duration::from_millis(1001)),
            };
            let result = send.await;
            if expected.as_ref().is_some_and(|expected| expected.contains(option)) {
                result.unwrap();
                sent += 1;
                let seen = requests(&server).await;
                assert_eq!(body(seen.last().unwrap())[member], *value, "{kind:?} to {to}");
            } else {
                assert!(matches!(result, Err(Error::Unsupported(_))), "{option:?} of {kind:?} to {to}");
            }
            assert_eq!(requests(&server).await.len(), sent, "{option:?} of {kind:?} to {to}");
        }
    }
    let with_files = MessageKind::ALL.iter().filter(|kind| {
        let carried = line.capabilities().carries(**kind, AddressKind::Phone);
        carried.is_some_and(|carried| carried.media() == MediaSource::ALL)
    });
    assert_eq!(with_files.count(), 6);
}
