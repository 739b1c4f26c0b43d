//! Groups.

use serde_json::{Value, json};
use wagate_emulator::Gateway::Ryze;

use super::{online, refused};

const ANA: &str = "5511999990001";
const BEN: &str = "5511999990002";
const UNKNOWN: &str = "Group not found or you are not a member of this group";

#[tokio::test]
async fn a_group_is_created_listed_and_left() {
    let (emulator, account) = online().await;
    let own = emulator.phone(Ryze, "sales").unwrap();
    let wish = json!({
        "name": "Team", "participants": [ANA, "+55 11 99999-0002"], "description": "Work",
        "groupSettings": { "membersCanSendMessages": false },
    });
    let made = account.post("/api/group/create/sales", wish).await;
    let jid = made.text("/group/jid").to_owned();
    assert!(jid.ends_with("@g.us"));
    assert_eq!(made.body["group"]["participantCount"], 3);
    assert_eq!(made.body["group"]["participants"][0]["isSuperAdmin"], true);
    assert_eq!(made.body["group"]["groupSettings"]["membersCanSendMessages"], false);
    assert_eq!(made.body["group"]["groupSettings"]["membersCanEditInfo"], true);
    assert_eq!(emulator.group(&jid).unwrap().members, [own.as_str(), ANA, BEN]);

    let listed = account.get("/api/group/list/sales?includeMembers=true").await;
    assert_eq!((listed.text("/groups/0/groupJid"), listed.text("/groups/0/name")), (jid.as_str(), "Team"));
    assert_eq!(listed.body["groups"][0]["memberCount"], 3);
    for identifier in [&jid, made.text("/group/inviteCode"), made.text("/group/inviteLink")] {
        let info = account.get(&format!("/api/group/info/sales?identifier={identifier}")).await;
        assert_eq!((info.text("/group/jid"), info.text("/group/description")), (jid.as_str(), "Work"));
    }
    refused(&account.get("/api/group/info/sales").await, 400, "Identifier is required");
    refused(&account.get("/api/group/info/sales?identifier=1@g.us").await, 404, UNKNOWN);

    let left = account.delete(&format!("/api/group/leave/sales?identifier={jid}")).await;
    assert_eq!(left.text("/groupJid"), jid);
    refused(&account.delete(&format!("/api/group/leave/sales?identifier={jid}")).await, 404, UNKNOWN);
    assert_eq!(account.get("/api/group/list/sales").await.body["groups"], json!([]));
}

#[tokio::test]
async fn a_group_is_changed_by_those_who_may() {
    let (emulator, account) = online().await;
    let own = emulator.phone(Ryze, "sales").unwrap();
    let jid = emulator.add_group("Team", &own, &[ANA]);
    let update = async |jid: &str, mut wish: Value| {
        wish["identifier"] = json!(jid);
        account.put("/api/group/update/sales", wish).await
    };
    let renamed = update(&jid, json!({ "name": "Crew", "image": "https://x.test/a.png" })).await;
    assert_eq!(renamed.text("/message"), "Group updated: name, image");
    let group = emulator.group(&jid).unwrap();
    assert_eq!((group.subject.as_str(), group.picture.as_deref()), ("Crew", Some("https://x.test/a.png")));
    update(&jid, json!({ "description": "Work", "removeImage": true, "image": "https://x.test/b.png" }))
        .await;
    let group = emulator.group(&jid).unwrap();
    assert_eq!((group.description.as_deref(), group.picture), (Some("Work"), None));
    update(&jid, json!({ "description": "", "groupSettings": { "membersCanEditInfo": false } })).await;
    let group = emulator.group(&jid).unwrap();
    assert_eq!((group.description, group.locked, group.announce), (None, true, false));
    assert_eq!(update(&jid, json!({})).await.code(), 400);

    let others = emulator.add_group("Others", ANA, &[&own]);
    assert_eq!(update(&others, json!({ "name": "Ours" })).await.code(), 200);
    let settings = update(&others, json!({ "groupSettings": { "membersCanSendMessages": false } })).await;
    refused(&settings, 403, "Not authorized to update group (must be admin)");
    refused(&update("1@g.us", json!({ "name": "x" })).await, 404, UNKNOWN);
}

#[tokio::test]
async fn participants_have_a_result_each() {
    let (emulator, account) = online().await;
    let own = emulator.phone(Ryze, "sales").unwrap();
    let jid = emulator.add_group("Team", &own, &[]);
    emulator.set_not_on_whatsapp(BEN);
    let act = async |jid: &str, action: &str, who: &[&str]| {
        let wish = json!({ "identifier": jid, "action": action, "participants": who });
        account.post("/api/group/participants/sales", wish).await
    };
    let added = act(&jid, "add", &[ANA, BEN]).await;
    assert_eq!(
        added.body["participants"][0],
        json!({ "jid": format!("{ANA}@s.whatsapp.net"), "success": true })
    );
    assert_eq!(added.body["participants"][1]["success"], false);
    assert_eq!(added.text("/participants/1/error"), "not on WhatsApp");
    act(&jid, "promote", &[ANA]).await;
    assert_eq!(emulator.group(&jid).unwrap().admins, [own.as_str(), ANA]);
    act(&jid, "demote", &[ANA]).await;
    assert_eq!(emulator.group(&jid).unwrap().admins, [own.as_str()]);
    act(&jid, "remove", &[ANA]).await;
    assert_eq!(emulator.group(&jid).unwrap().members, [own.as_str()]);
    assert_eq!(act(&jid, "remove", &[ANA]).await.body["participants"][0]["success"], false);
    assert_eq!(act(&jid, "dance", &[ANA]).await.code(), 400);

    let others = emulator.add_group("Others", ANA, &[&own]);
    assert_eq!(act(&others, "remove", &[ANA]).await.code(), 403);
    assert_eq!(act("1@g.us", "add", &[ANA]).await.code(), 404);
}

#[tokio::test]
async fn an_invite_opens_a_group_until_it_is_reset() {
    let (emulator, account) = online().await;
    let own = emulator.phone(Ryze, "sales").unwrap();
    let jid = emulator.add_group("Team", ANA, &[]);
    let code = emulator.group(&jid).unwrap().invite_code;
    let join = async |identifier: &str| {
        account.post("/api/group/join/sales", json!({ "identifier": identifier })).await
    };
    let joined = join(&format!("https://chat.whatsapp.com/{code}?mode=ac_t")).await;
    assert_eq!((joined.text("/groupJid"), &joined.body["requiresApproval"]), (jid.as_str(), &json!(false)));
    assert!(emulator.group(&jid).unwrap().members.contains(&own));
    assert_eq!(join(&jid).await.code(), 400);
    refused(&join("nonsense").await, 404, "Invite link has been revoked or expired");
    let reset = account.post("/api/group/resetLink/sales", json!({ "identifier": jid })).await;
    refused(&reset, 403, "Not authorized to reset group invite link (must be admin)");

    let own_group = emulator.add_group("Ours", &own, &[]);
    let before = emulator.group(&own_group).unwrap().invite_code;
    let reset = account.post("/api/group/resetLink/sales", json!({ "identifier": own_group })).await;
    assert_ne!(reset.text("/inviteCode"), before);
    assert!(reset.text("/inviteLink").ends_with(reset.text("/inviteCode")));
    assert_eq!(join(&before).await.code(), 404);
}
