//! Groups.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{online, refused};
use crate::client::{Answer, Client};

const HERE: Gateway = Gateway::Evolution;

async fn made(client: &Client) -> Answer {
    let body = json!({ "subject": "Team", "description": "About us", "participants": ["5511999990001"] });
    let made = client.post("/group/create/sales", body).await;
    assert_eq!(made.code(), 201, "{:?}", made.body);
    made
}

#[tokio::test]
async fn a_group_is_made_and_changed() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let made = made(&sales).await;
    let jid = made.text("/id").to_owned();
    assert_eq!((made.text("/desc"), made.text("/participants/0/admin")), ("About us", "superadmin"));
    assert_eq!(made.text("/participants/1/phoneNumber"), "5511999990001@s.whatsapp.net");
    let change = async |route: &str, body: Value| {
        sales.post(&format!("/group/{route}/sales?groupJid={jid}"), body).await
    };
    let success = json!({ "update": "success" });
    assert_eq!(change("updateGroupSubject", json!({ "subject": "Crew" })).await.body, success);
    assert_eq!(change("updateGroupDescription", json!({ "description": "x" })).await.body, success);
    assert_eq!(change("updateGroupPicture", json!({ "image": "aGVsbG8=" })).await.body, success);
    assert_eq!(change("updateSetting", json!({ "action": "announcement" })).await.body, json!({}));
    assert_eq!(change("updateSetting", json!({ "action": "locked" })).await.code(), 201);
    assert_eq!(
        change("toggleEphemeral", json!({ "expiration": 86_400 })).await.body,
        json!({ "success": true })
    );
    let group = sales.get(&format!("/group/findGroupInfos/sales?groupJid={jid}")).await;
    assert_eq!((group.text("/subject"), group.text("/desc")), ("Crew", "x"));
    assert!(group.text("/pictureUrl").starts_with("https://"));
    assert_eq!((&group.body["announce"], &group.body["restrict"]), (&json!(true), &json!(true)));

    let without = sales.get("/group/fetchAllGroups/sales?getParticipants=false").await;
    assert_eq!((without.text("/0/id"), without.body[0].get("participants")), (jid.as_str(), None));
    let words = json!(["The getParticipants needs to be informed in the query"]);
    refused(&sales.get("/group/fetchAllGroups/sales").await, 400, words);
    let words = json!(["The group id needs to be informed in the query", "ex: \"groupJid=120362@g.us\""]);
    refused(&sales.get("/group/findGroupInfos/sales").await, 400, words);
    let empty = json!([{ "property": "instance", "message": "instance requires property \"subject\"" }]);
    refused(&change("updateGroupSubject", json!({})).await, 400, empty);
}

#[tokio::test]
async fn every_participant_has_a_result() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    emulator.set_not_on_whatsapp("550011112222");
    let jid = made(&sales).await.text("/id").to_owned();
    let update = async |action: &str, participants: &[&str]| {
        let body = json!({ "action": action, "participants": participants });
        let answer = sales.post(&format!("/group/updateParticipant/sales?groupJid={jid}"), body).await;
        let results = answer.body["updateParticipants"].as_array().unwrap().clone();
        results.iter().map(|one| one["status"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        update("add", &["5511999990002", "5511999990001", "550011112222"]).await,
        ["200", "409", "404"]
    );
    assert_eq!(update("promote", &["5511999990001"]).await, ["200"]);
    let members = sales.get(&format!("/group/participants/sales?groupJid={jid}")).await;
    assert_eq!(members.text("/participants/1/admin"), "admin");
    // By the hidden id as well.
    let hidden = members.text("/participants/1/id").to_owned();
    assert_eq!(update("demote", &[&hidden]).await, ["200"]);
    assert_eq!(update("remove", &["5511999990001", "5511999990009"]).await, ["200", "404"]);
    let members = sales.get(&format!("/group/participants/sales?groupJid={jid}")).await;
    assert_eq!(members.body["participants"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn invitations_lead_into_groups() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let own = emulator.phone(HERE, "sales").unwrap();
    let jid = made(&sales).await.text("/id").to_owned();
    let code = sales.get(&format!("/group/inviteCode/sales?groupJid={jid}")).await;
    assert!(code.text("/inviteUrl").ends_with(code.text("/inviteCode")));
    let old = code.text("/inviteCode").to_owned();
    let info = sales.get(&format!("/group/inviteInfo/sales?inviteCode={old}")).await;
    assert_eq!((info.text("/id"), info.text("/addressingMode")), (jid.as_str(), "lid"));

    let left = sales.delete(&format!("/group/leaveGroup/sales?groupJid={jid}")).await;
    assert_eq!(left.body, json!({ "groupJid": jid, "leave": true }));
    assert!(!emulator.group(&jid).unwrap().members.contains(&own));
    let outside = sales.get(&format!("/group/findGroupInfos/sales?groupJid={jid}")).await;
    refused(&outside, 404, json!(["Error fetching group", "Error: forbidden"]));
    let joined = sales.get(&format!("/group/acceptInviteCode/sales?inviteCode={old}")).await;
    assert_eq!(joined.body, json!({ "accepted": true, "groupJid": jid }));
    // A member now, and no admin.
    let revoked = sales.post(&format!("/group/revokeInviteCode/sales?groupJid={jid}"), json!({})).await;
    refused(&revoked, 404, json!(["Revoke error", "Error: forbidden"]));

    let jid = made(&sales).await.text("/id").to_owned();
    let revoked = sales.post(&format!("/group/revokeInviteCode/sales?groupJid={jid}"), json!({})).await;
    assert_eq!((revoked.code(), &revoked.body["revoked"]), (201, &json!(true)));
    let unknown = sales.get("/group/inviteCode/sales?groupJid=120363999000000001@g.us").await;
    refused(&unknown, 404, json!(["No invite code", "Error: item-not-found"]));
}
