//! What is done with messages that are there: reactions, votes, changes, reading, files, presence.

use serde_json::json;
use wagate_emulator::Gateway;

use super::online;

const ANA: &str = "5511987650002";

#[tokio::test]
async fn a_reaction_is_put_on_a_message_and_taken_back() {
    let (emulator, line) = online().await;
    let theirs = emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "Hi").unwrap();
    let react = line.path("chat/react");
    let wish = json!({ "phone": ANA, "message_id": theirs, "reaction": "👍" });
    let answer = line.client.post(&react, wish).await;
    assert_eq!((answer.code(), answer.text("/data/details")), (200, "registered"));
    let entry = emulator.ledger().pop().unwrap();
    assert_eq!((entry.kind.as_str(), entry.message_id.as_str()), ("reaction", answer.text("/data/id")));
    assert_eq!(entry.content, json!({ "emoji": "👍", "target": theirs, "from_me": false }));
    let own = emulator.phone(Gateway::Vzaps, &line.id).unwrap();
    let reactions = || emulator.messages(Gateway::Vzaps, &line.id, ANA)[0].reactions.clone();
    assert_eq!(reactions(), [(own, "👍".to_owned())]);

    let which = json!({ "phone": ANA, "message_id": theirs });
    let answer = line.client.delete_with(&react, which).await;
    assert_eq!(answer.body, json!({ "code": 200, "success": true, "data": {} }));
    assert_eq!(emulator.ledger().pop().unwrap().content["emoji"], "");
    assert!(reactions().is_empty());

    let elsewhere = json!({ "phone": "5511987650003", "message_id": theirs, "reaction": "👍" });
    assert_eq!(line.client.post(&react, elsewhere).await.code(), 200);
    assert!(reactions().is_empty(), "another chat has no such message");
    let own = json!({ "phone": ANA, "message_id": "me:3EB0", "reaction": "👍" });
    assert_eq!(line.client.post(&react, own).await.code(), 200);
    assert_eq!(
        emulator.ledger().pop().unwrap().content,
        json!({ "emoji": "👍", "target": "3EB0", "from_me": true })
    );
    for bad in [
        json!({ "phone": ANA, "message_id": "3EB0" }),
        json!({ "phone": ANA, "message_id": "me:", "reaction": "👍" }),
        json!({ "message_id": "3EB0", "reaction": "👍" }),
    ] {
        assert_eq!(line.client.post(&react, bad.clone()).await.code(), 400, "{bad}");
    }
}

#[tokio::test]
async fn a_vote_names_options_that_the_poll_has() {
    let (emulator, line) = online().await;
    let poll = json!({ "phone": ANA, "name": "Which?", "options": ["A", "B"], "id": "POLL" });
    assert_eq!(line.client.post(&line.path("chat/send/poll"), poll).await.code(), 200);
    let vote = line.path("chat/poll/vote");
    let wish = json!({ "phone": ANA, "message_id": "me:POLL", "selected_options": ["B"], "vote": "A" });
    let answer = line.client.post(&vote, wish).await;
    let entry = emulator.ledger().pop().unwrap();
    assert_eq!((entry.kind.as_str(), entry.message_id.as_str()), ("poll_vote", answer.text("/data/id")));
    assert_eq!(entry.content, json!({ "target": "POLL", "options": ["B"], "from_me": true }));
    let votes = || emulator.messages(Gateway::Vzaps, &line.id, ANA)[0].votes.clone();
    let own = emulator.phone(Gateway::Vzaps, &line.id).unwrap();
    assert_eq!(votes(), [(own, vec!["B".to_owned()])]);

    for (options, code) in
        [(json!("A"), 200), (json!(["A"]), 200), (json!(["A", "B"]), 400), (json!("C"), 400)]
    {
        let wish = json!({ "phone": ANA, "message_id": "POLL", "vote": options });
        assert_eq!(line.client.post(&vote, wish).await.code(), code, "{options}");
    }
    let nothing = json!({ "phone": ANA, "message_id": "POLL" });
    assert_eq!(line.client.post(&vote, nothing).await.code(), 400);
    assert_eq!(emulator.ledger().len(), 4);
    assert_eq!(votes()[0].1, ["A"]);
}

#[tokio::test]
async fn own_messages_are_edited_and_deleted() {
    let (emulator, line) = online().await;
    let theirs = emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "Hi").unwrap();
    let text = json!({ "phone": ANA, "message": "Helo", "id": "a/b" });
    assert_eq!(line.client.post(&line.path("chat/send/text"), text).await.code(), 200);
    let path = line.path("chat/messages/a%2Fb");
    let message = || emulator.messages(Gateway::Vzaps, &line.id, ANA)[1].clone();

    let answer = line.client.patch(&path, json!({ "message": "Hello" })).await;
    assert_eq!(answer.body, json!({ "code": 200, "success": true, "data": {} }));
    assert_eq!((message().text.as_deref(), message().edited), (Some("Hello"), true));
    assert_eq!(line.client.patch(&path, json!({ "message": "" })).await.code(), 400);
    assert_eq!(
        line.client.patch(&path, json!({ "message": "x", "phone": "5511900000000" })).await.code(),
        400
    );
    let of_ana = line.path(&format!("chat/messages/{theirs}"));
    assert_eq!(line.client.patch(&of_ana, json!({ "message": "x" })).await.code(), 400);
    assert_eq!(line.client.delete(&of_ana).await.code(), 400);
    assert_eq!(line.client.delete(&line.path("chat/messages/UNKNOWN")).await.code(), 404);

    let answer = line.client.delete_with(&path, json!({ "phone": ANA })).await;
    assert_eq!((answer.code(), message().revoked), (200, true));
    assert_eq!(line.client.delete(&path).await.code(), 404);
}

#[tokio::test]
async fn messages_are_marked_as_read() {
    let (emulator, line) = online().await;
    let first = emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "1").unwrap();
    let second = emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "2").unwrap();
    let unread = || emulator.chat(Gateway::Vzaps, &line.id, ANA).unwrap().unread;
    assert_eq!(unread(), 2);
    let path = line.path("chat/markread");
    let chat = format!("{ANA}@s.whatsapp.net");
    let answer = line.client.post(&path, json!({ "id": [first], "chat": chat })).await;
    assert_eq!((answer.code(), unread()), (200, 1));
    assert!(!answer.text("/data/details").is_empty());
    // Of another chat there is no such message.
    line.client.post(&path, json!({ "id": [second], "chat": "5511987650003" })).await;
    assert_eq!(unread(), 1);
    line.client.post(&path, json!({ "id": [first, second], "chat": ANA, "sender": chat })).await;
    assert_eq!(unread(), 0);
    for bad in
        [json!({ "id": [], "chat": chat }), json!({ "id": first, "chat": chat }), json!({ "id": [first] })]
    {
        assert_eq!(line.client.post(&path, bad.clone()).await.code(), 400, "{bad}");
    }
}

#[tokio::test]
async fn a_file_is_downloaded_with_what_the_phone_knows_of_it() {
    let (emulator, line) = online().await;
    for (kind, mimetype) in [
        ("image", "image/png"),
        ("video", "video/mp4"),
        ("audio", "audio/ogg"),
        ("document", "application/pdf"),
    ] {
        let id = emulator.receive_file(Gateway::Vzaps, &line.id, ANA, kind, mimetype, "ABC").unwrap();
        let messages = emulator.messages(Gateway::Vzaps, &line.id, ANA);
        let file = messages.into_iter().find(|message| message.id == id).unwrap().file.unwrap();
        let wish = json!({ "url": file.url, "media_key": file.media_key, "mimetype": mimetype });
        let path = line.path(&format!("chat/download{kind}"));
        let answer = line.client.post(&path, wish.clone()).await;
        let data = json!({ "mimetype": mimetype, "data": format!("data:{mimetype};base64,QUJD") });
        assert_eq!(answer.body, json!({ "code": 200, "success": true, "data": data }));

        let other = line.path(if kind == "image" { "chat/downloadvideo" } else { "chat/downloadimage" });
        assert_eq!(line.client.post(&other, wish.clone()).await.code(), 400);
        for (member, value, code) in
            [("media_key", "a2V5", 400), ("url", "https://mmg.example.net/v", 404), ("mimetype", "", 400)]
        {
            let mut wrong = wish.clone();
            wrong[member] = json!(value);
            assert_eq!(line.client.post(&path, wrong).await.code(), code, "{member}");
        }
    }
}

#[tokio::test]
async fn a_presence_has_two_words_and_needs_a_connection() {
    let (emulator, line) = online().await;
    let path = line.path("chat/presence");
    let show = |state: &str, media: Option<&str>| json!({ "phone": ANA, "state": state, "media": media });
    for (state, media, code) in [
        ("composing", None, 200),
        ("composing", Some("audio"), 200),
        ("paused", None, 200),
        ("recording", None, 400),
        ("composing", Some("video"), 400),
    ] {
        assert_eq!(line.client.post(&path, show(state, media)).await.code(), code, "{state} {media:?}");
    }
    emulator.drop_connection(Gateway::Vzaps, &line.id);
    assert_eq!(line.client.post(&path, show("composing", None)).await.code(), 400);
    assert!(emulator.ledger().is_empty());
}
