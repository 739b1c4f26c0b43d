//! Who may call the routes of an instance.

use http::Method;
use serde_json::json;
use wagate_emulator::{Emulator, Gateway};

use super::{create, online, two_tokens};
use crate::client::Client;

/// Every route that the owner's JWT opens, and so do the two tokens.
const ROUTES: [(&str, &str); 66] = [
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/restart"),
    ("GET", "/session/status"),
    ("GET", "/session/qr"),
    ("GET", "/session/paircode/5511987650001"),
    ("POST", "/session/disconnect"),
    ("POST", "/chat/send/text"),
    ("POST", "/chat/send/image"),
    ("POST", "/chat/send/audio"),
    ("POST", "/chat/send/document"),
    ("POST", "/chat/send/video"),
    ("POST", "/chat/send/sticker"),
    ("POST", "/chat/send/gif"),
    ("POST", "/chat/send/location"),
    ("POST", "/chat/send/contact"),
    ("POST", "/chat/send/buttons"),
    ("POST", "/chat/send/list"),
    ("POST", "/chat/send/link"),
    ("POST", "/chat/send/poll"),
    ("POST", "/chat/poll/vote"),
    ("POST", "/chat/react"),
    ("DELETE", "/chat/react"),
    ("POST", "/chat/presence"),
    ("POST", "/chat/markread"),
    ("POST", "/chat/downloadimage"),
    ("POST", "/chat/downloadvideo"),
    ("POST", "/chat/downloadaudio"),
    ("POST", "/chat/downloaddocument"),
    ("PATCH", "/chat/messages/3EB0"),
    ("DELETE", "/chat/messages/3EB0"),
    ("POST", "/user/info"),
    ("POST", "/user/check"),
    ("POST", "/user/avatar"),
    ("GET", "/user/contacts"),
    ("GET", "/contact/list"),
    ("POST", "/contact/add"),
    ("GET", "/group/list"),
    ("GET", "/group/info"),
    ("GET", "/group/invitelink"),
    ("POST", "/group/photo"),
    ("POST", "/group/name"),
    ("POST", "/group/description"),
    ("POST", "/group/settings"),
    ("POST", "/group/create"),
    ("POST", "/group/add-admin"),
    ("POST", "/group/remove-admin"),
    ("GET", "/queue/messages"),
    ("DELETE", "/queue/messages"),
    ("DELETE", "/queue/messages/3EB0"),
    ("GET", "/queue/operations"),
    ("DELETE", "/queue/operations"),
    ("DELETE", "/queue/operations/3EB0"),
    ("GET", "/chats"),
    ("GET", "/chats/5511987650001"),
    ("POST", "/chats/5511987650001/archive"),
    ("POST", "/chats/5511987650001/unarchive"),
    ("POST", "/chats/5511987650001/mute"),
    ("POST", "/chats/5511987650001/unmute"),
    ("POST", "/chats/5511987650001/pin"),
    ("POST", "/chats/5511987650001/unpin"),
    ("POST", "/chats/5511987650001/read"),
    ("POST", "/chats/5511987650001/unread"),
    ("POST", "/chats/5511987650001/clear"),
    ("DELETE", "/chats/5511987650001"),
    ("PUT", "/chats/5511987650001/expiration"),
];

/// How every route answers a body that none of them reads, if it is called with `client` on the instance `id`.
async fn statuses(client: &Client, id: &str) -> Vec<(String, u16)> {
    let mut found = Vec::new();
    for (method, rest) in ROUTES {
        let method: Method = method.parse().unwrap();
        let answer = client.call(method.clone(), &format!("/instances/{id}{rest}"), Some(json!([]))).await;
        let answer = answer.unwrap();
        if !answer.status.is_success() {
            assert_eq!(
                (&answer.body["code"], &answer.body["success"]),
                (&json!(answer.code()), &json!(false))
            );
            assert!(!answer.text("/error").is_empty());
        }
        found.push((format!("{method} {rest}"), answer.code()));
    }
    found
}

fn all(found: &[(String, u16)], code: u16) {
    let others: Vec<_> = found.iter().filter(|(_, status)| *status != code).collect();
    assert!(others.is_empty(), "not {code}: {others:?}");
}

#[tokio::test]
async fn nobody_else_gets_in_anywhere() {
    let (emulator, line) = online().await;
    let (other, other_token) = create(&line.client, "other").await;
    let nobody = Client::new(&emulator, Gateway::Vzaps);
    all(&statuses(&nobody, &line.id).await, 401);
    all(&statuses(&nobody.with("x-instance-token", &line.token), &line.id).await, 401);
    all(&statuses(&nobody.with("authorization", "Bearer nonsense"), &line.id).await, 401);
    // A JWT that is not good is not made good by the two tokens.
    let both = two_tokens(&emulator, &line.token).with("authorization", "Bearer nonsense");
    all(&statuses(&both, &line.id).await, 401);
    all(&statuses(&two_tokens(&emulator, &other_token), &line.id).await, 403);
    all(&statuses(&line.client, "VZ0").await, 404);
    emulator.give_away(Gateway::Vzaps, &other);
    all(&statuses(&line.client, &other).await, 403);
    assert!(emulator.ledger().is_empty());
}

#[tokio::test]
async fn the_jwt_and_the_two_tokens_get_in_everywhere() {
    // The same calls on two emulators, because some of them change what the next finds.
    let mut seen = Vec::new();
    for by_jwt in [true, false] {
        let (emulator, line) = online().await;
        let client = if by_jwt { line.client.clone() } else { two_tokens(&emulator, &line.token) };
        let found = open(&emulator, &client, &line.id).await;
        assert!(found.iter().all(|(_, status)| ![401, 403].contains(status)), "{found:?}");
        seen.push(found);
    }
    assert_eq!(seen[0], seen[1]);
}

/// As [`statuses`], with a new phone on the line for every call that might unlink it, and without deleting it.
async fn open(emulator: &Emulator, client: &Client, id: &str) -> Vec<(String, u16)> {
    let mut found = Vec::new();
    for (method, rest) in ROUTES.into_iter().filter(|route| *route != ("DELETE", "")) {
        emulator.scan(Gateway::Vzaps, id);
        let method: Method = method.parse().unwrap();
        let answer = client.call(method.clone(), &format!("/instances/{id}{rest}"), Some(json!({}))).await;
        found.push((format!("{method} {rest}"), answer.unwrap().code()));
    }
    found
}
