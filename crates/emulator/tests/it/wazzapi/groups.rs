//! WhatsApp's groups.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{online, problems, refused};
use crate::client::{Answer, Client};

#[tokio::test]
async fn groups_are_reached_by_session_name() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let text = json!({ "session_name": "main", "group_jid": "1203630@g.us", "text": "hi" });
    assert_eq!(owner.post("/api/v1/groups/send", text.clone()).await.text("/status"), "queued");
    let media = json!({
        "session_name": "main", "group_jid": "1203630@g.us",
        "media_url": "https://files.example.org/a.png", "media_type": "image", "caption": "c",
    });
    assert_eq!(owner.post("/api/v1/groups/send/media", media).await.code(), 200);
    let ledger = emulator.ledger();
    assert!(ledger.iter().all(|entry| entry.to == "1203630@g.us" && entry.instance == device));
    assert_eq!((ledger[0].kind.as_str(), ledger[1].kind.as_str()), ("text", "image"));

    let missing = problems(&owner.post("/api/v1/groups/send", json!({ "text": "hi" })).await);
    assert_eq!(missing.len(), 2);
    emulator.drop_connection(Gateway::Wazzapi, &device);
    let offline = owner.post("/api/v1/groups/send", text).await;
    refused(&offline, 400, "WhatsApp account is not connected");
}

/// The JID of a new group of the device and one other.
async fn create(owner: &Client) -> String {
    let body = json!({ "session_name": "main", "name": "Team", "participants": ["+62811111"] });
    let made = owner.post("/api/v1/groups/create", body).await;
    assert_eq!((made.code(), made.text("/name")), (200, "Team"), "{:?}", made.body);
    made.text("/jid").to_owned()
}

fn done(answer: &Answer) {
    assert_eq!(answer.code(), 200, "{:?}", answer.body);
    assert_eq!(answer.body, json!({ "success": true, "details": "ok" }));
}

#[tokio::test]
async fn a_group_is_made_and_read() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let jid = create(&owner).await;
    let own = emulator.phone(Gateway::Wazzapi, &device).unwrap();
    let row = json!({
        "id": jid, "name": "Team", "description": null,
        "owner": format!("{own}@s.whatsapp.net"), "participants_count": 2,
    });
    let path = format!("/api/v1/groups/{jid}");
    assert_eq!(owner.get(&format!("{path}?session_name=main")).await.body, row);
    let members = owner.get(&format!("{path}/participants?session_name=main")).await;
    let all = json!({ "participants": [
        { "id": format!("{own}@s.whatsapp.net"), "is_admin": true, "is_super_admin": true },
        { "id": "62811111@s.whatsapp.net", "is_admin": false, "is_super_admin": false },
    ] });
    assert_eq!(members.body, all);

    refused(&owner.get("/api/v1/groups/1@g.us?session_name=main").await, 404, "Group not found");
    refused(&owner.get(&format!("{path}?session_name=other")).await, 404, "WhatsApp account not found");
    let unnamed = problems(&owner.get(&path).await);
    assert_eq!(unnamed, [(json!(["query", "session_name"]), json!("missing"))]);
    let empty = json!({ "session_name": "main", "name": "", "participants": [] });
    assert_eq!(problems(&owner.post("/api/v1/groups/create", empty).await).len(), 2);
    emulator.drop_connection(Gateway::Wazzapi, &device);
    let offline = owner.get(&format!("{path}?session_name=main")).await;
    refused(&offline, 400, "WhatsApp account is not connected");
}

#[tokio::test]
async fn a_group_is_changed_by_who_may() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let jid = create(&owner).await;
    let set = async |what: &str, value: Value| {
        let body = json!({ "session_name": "main", what.replace("photo", "image_data_uri"): value });
        owner.post(&format!("/api/v1/groups/{jid}/{what}"), body).await
    };
    done(&set("name", json!("The team")).await);
    done(&set("topic", json!("What we do")).await);
    done(&set("photo", json!("data:image/png;base64,aGVsbG8=")).await);
    done(&set("announce", json!(true)).await);
    done(&set("locked", json!(true)).await);
    let group = emulator.group(&jid).unwrap();
    assert_eq!((group.subject.as_str(), group.description.as_deref()), ("The team", Some("What we do")));
    assert!(group.announce && group.locked && group.picture.is_some());
    done(&owner.delete(&format!("/api/v1/groups/{jid}/photo?session_name=main")).await);
    assert_eq!(emulator.group(&jid).unwrap().picture, None);
    for wrong in
        [json!(1), json!("hello"), json!("data:image/png;base64,"), json!("data:text/plain;base64,aGVsbG8=")]
    {
        assert_eq!(problems(&set("photo", wrong).await).len(), 1);
    }
    assert_eq!(problems(&set("announce", json!("yes")).await).len(), 1);

    let ephemeral = async |duration: &str| {
        let body = json!({ "session_name": "main", "duration": duration });
        owner.post(&format!("/api/v1/groups/{jid}/ephemeral"), body).await
    };
    done(&ephemeral("90d").await);
    done(&ephemeral("off").await);
    let odd = problems(&ephemeral("1y").await);
    assert_eq!(odd, [(json!(["body", "duration"]), json!("literal_error"))]);

    let own = emulator.phone(Gateway::Wazzapi, &device).unwrap();
    let theirs = emulator.add_group("Theirs", "62899999", &[&own]);
    let name = json!({ "session_name": "main", "name": "Ours" });
    done(&owner.post(&format!("/api/v1/groups/{theirs}/name"), name).await);
    let lock = json!({ "session_name": "main", "locked": true });
    let mine = owner.post(&format!("/api/v1/groups/{theirs}/locked"), lock).await;
    refused(&mine, 403, "Not a group admin");
}

#[tokio::test]
async fn participants_have_one_result_for_all() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, _) = online(&emulator).await;
    let jid = create(&owner).await;
    emulator.set_not_on_whatsapp("62800000");
    let change = async |action: &str, who: Value| {
        let body = json!({ "session_name": "main", "group_jid": jid, "action": action, "participants": who });
        owner.post("/api/v1/groups/participants", body).await
    };
    done(&change("add", json!(["62822222@s.whatsapp.net", "62833333"])).await);
    let some = change("add", json!(["62822222", "62844444"])).await;
    let told = "62822222@s.whatsapp.net: already a participant";
    assert_eq!((some.code(), some.text("/details")), (200, told));
    let missing = change("add", json!(["62800000"])).await;
    refused(&missing, 400, "62800000@s.whatsapp.net: not on WhatsApp");
    done(&change("promote", json!(["62822222"])).await);
    assert!(emulator.group(&jid).unwrap().admins.contains(&"62822222".to_owned()));
    done(&change("demote", json!(["62822222"])).await);
    done(&change("remove", json!(["62822222"])).await);
    refused(&change("promote", json!(["62822222"])).await, 400, "62822222@s.whatsapp.net: not a participant");
    let odd = problems(&change("ban", json!(["62822222"])).await);
    assert_eq!(odd, [(json!(["body", "action"]), json!("literal_error"))]);

    let one = async |action: &str| {
        let query = "session_name=main&participant_jid=62855555%40s.whatsapp.net";
        owner.post(&format!("/api/v1/groups/{jid}/participants/{action}?{query}"), json!({})).await
    };
    done(&one("add").await);
    refused(&one("add").await, 400, "62855555@s.whatsapp.net: already a participant");
    done(&one("remove").await);
    assert_eq!(emulator.group(&jid).unwrap().members.len(), 4);
}

#[tokio::test]
async fn an_invite_link_shows_a_group_and_lets_one_in() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let own = emulator.phone(Gateway::Wazzapi, &device).unwrap();
    let theirs = emulator.add_group("Theirs", "62899999", &[]);
    let code = emulator.group(&theirs).unwrap().invite_code;
    let link = json!({ "session_name": "main", "invite_link": format!("https://chat.whatsapp.com/{code}") });
    let info = owner.post("/api/v1/groups/invite-info", link.clone()).await;
    let shown = json!({
        "success": true, "jid": theirs, "name": "Theirs", "participants": 1,
        "owner_jid": "62899999@s.whatsapp.net",
    });
    assert_eq!(info.body, shown);
    let path = format!("/api/v1/groups/{theirs}");
    let before = owner.post(&format!("{path}/invite-link?session_name=main"), json!({})).await;
    refused(&before, 404, "Group not found");
    done(&owner.post("/api/v1/groups/join", link.clone()).await);
    assert!(emulator.group(&theirs).unwrap().members.contains(&own));
    let read = owner.post(&format!("{path}/invite-link?session_name=main"), json!({})).await;
    assert_eq!(read.body, json!({ "success": true, "invite_link": link["invite_link"] }));
    done(&owner.post(&format!("{path}/leave?session_name=main"), json!({})).await);
    assert!(!emulator.group(&theirs).unwrap().members.contains(&own));
    let wrong = json!({ "session_name": "main", "invite_link": "https://chat.whatsapp.com/nothing" });
    refused(&owner.post("/api/v1/groups/join", wrong).await, 404, "Invite link not found");
}
