//! Groups.

use serde_json::{Value, json};
use wagate_emulator::Gateway;

use super::online;

const ANA: &str = "5511987650002";
const BIA: &str = "5511987650003";

#[tokio::test]
async fn a_group_is_made_listed_and_read() {
    let (emulator, line) = online().await;
    emulator.set_not_on_whatsapp("5511987650099");
    let wish = json!({
        "group_name": "Team", "participants": [ANA, BIA, "5511987650099"],
        "group_description": "Demo", "group_image": "https://cdn.example.com/g.jpg",
    });
    let made = line.client.post(&line.path("group/create"), wish).await;
    assert_eq!((made.code(), made.text("/data/name")), (200, "Team"));
    let id = made.text("/data/group_id");
    let group = emulator.group(id).unwrap();
    let own = emulator.phone(Gateway::Vzaps, &line.id).unwrap();
    assert_eq!(group.members, [own.as_str(), ANA, BIA]);
    assert_eq!(group.admins, [own.as_str()]);
    assert_eq!(group.description.as_deref(), Some("Demo"));
    assert_eq!(group.picture.as_deref(), Some("https://cdn.example.com/g.jpg"));

    let read = line.client.get(&line.path(&format!("group/info?group_id={id}"))).await;
    assert_eq!(read.body, made.body);
    assert_eq!(read.body["data"]["participants"][0]["is_super_admin"], true);
    assert_eq!(read.body["data"]["participants"][1]["phone"], ANA);

    emulator.add_group("Foreign", ANA, &[BIA]);
    emulator.add_group("Joined", ANA, &[&own]);
    let page = line.client.get(&line.path("group/list?page=2&page_size=1")).await;
    assert_eq!((&page.body["data"]["total"], page.text("/data/content/0/name")), (&json!(2), "Joined"));
    assert_eq!(line.client.get(&line.path("group/list")).await.body["data"]["content"][0], made.body["data"]);

    for bad in [
        json!({ "participants": [ANA] }),
        json!({ "group_name": "Team" }),
        json!({ "group_name": "Team", "participants": [] }),
        json!({ "group_name": "Team", "participants": [ANA], "group_image": "QUJD" }),
    ] {
        assert_eq!(line.client.post(&line.path("group/create"), bad.clone()).await.code(), 400, "{bad}");
    }
    assert_eq!(line.client.get(&line.path("group/info")).await.code(), 400);
    assert_eq!(line.client.get(&line.path("group/info?group_id=1@g.us")).await.code(), 404);
    emulator.drop_connection(Gateway::Vzaps, &line.id);
    assert_eq!(line.client.get(&line.path("group/list")).await.code(), 400);
}

#[tokio::test]
async fn a_group_is_changed() {
    let (emulator, line) = online().await;
    let own = emulator.phone(Gateway::Vzaps, &line.id).unwrap();
    let id = emulator.add_group("Team", &own, &[ANA, BIA]);
    let done = json!({ "code": 200, "success": true, "data": {} });
    for (route, mut body) in [
        ("name", json!({ "name": "Crew" })),
        ("description", json!({ "description": "Demo" })),
        ("photo", json!({ "image": "https://cdn.example.com/g.jpg" })),
        ("settings", json!({ "admin_only_message": true, "admin_only_settings": true })),
        ("add-admin", json!({ "participants": [ANA] })),
    ] {
        body["group_id"] = json!(id);
        assert_eq!(line.client.post(&line.path(&format!("group/{route}")), body).await.body, done, "{route}");
    }
    let group = emulator.group(&id).unwrap();
    assert_eq!((group.subject.as_str(), group.description.as_deref()), ("Crew", Some("Demo")));
    assert_eq!(group.picture.as_deref(), Some("https://cdn.example.com/g.jpg"));
    assert!(group.announce && group.locked);
    assert_eq!(group.admins, [own.as_str(), ANA]);

    let settings = json!({ "group_id": id, "admin_only_message": false });
    assert_eq!(line.client.post(&line.path("group/settings"), settings).await.body, done);
    let demote = json!({ "group_id": id, "participants": [ANA] });
    assert_eq!(line.client.post(&line.path("group/remove-admin"), demote).await.body, done);
    let group = emulator.group(&id).unwrap();
    assert_eq!((group.announce, group.locked, group.admins), (false, true, vec![own.clone()]));
    let nothing = json!({ "group_id": id, "description": "" });
    assert_eq!(line.client.post(&line.path("group/description"), nothing).await.body, done);
    assert_eq!(emulator.group(&id).unwrap().description, None);

    for (route, mut body) in [
        ("name", json!({ "name": "" })),
        ("description", json!({})),
        ("photo", json!({ "image": "QUJD" })),
        ("settings", json!({})),
        ("add-admin", json!({ "participants": [] })),
        // Who is not in the group, with one who is: nobody is changed.
        ("add-admin", json!({ "participants": [BIA, "5511987650077"] })),
        ("remove-admin", json!({ "participants": [own] })),
    ] {
        body["group_id"] = json!(id);
        assert_eq!(
            line.client.post(&line.path(&format!("group/{route}")), body).await.code(),
            400,
            "{route}"
        );
    }
    assert_eq!(emulator.group(&id).unwrap().admins, [own]);
}

#[tokio::test]
async fn a_member_changes_what_is_open_to_all_and_an_invite_is_the_admins() {
    let (emulator, line) = online().await;
    let own = emulator.phone(Gateway::Vzaps, &line.id).unwrap();
    let id = emulator.add_group("Team", ANA, &[&own]);
    let call = async |route: &str, mut body: Value| {
        body["group_id"] = json!(id);
        line.client.post(&line.path(&format!("group/{route}")), body).await.code()
    };
    assert_eq!(call("name", json!({ "name": "Crew" })).await, 200);
    assert_eq!(call("settings", json!({ "admin_only_message": true })).await, 400);
    assert_eq!(call("add-admin", json!({ "participants": [own] })).await, 400);
    let link = async |id: &str, more: &str| {
        line.client.get(&line.path(&format!("group/invitelink?group_id={id}{more}"))).await
    };
    assert_eq!(link(&id, "").await.code(), 400);

    let ours = emulator.add_group("Ours", &own, &[ANA]);
    let first = link(&ours, "").await;
    assert_eq!(
        first.text("/data/invite_link"),
        format!("https://chat.whatsapp.com/{}", emulator.group(&ours).unwrap().invite_code)
    );
    assert_eq!(link(&ours, "&reset=false").await.body, first.body);
    // As the gateway's own Python client writes it, and as everyone else does.
    let second = link(&ours, "&reset=True").await;
    assert_ne!(second.body, first.body);
    assert_ne!(link(&ours, "&reset=true").await.body, second.body);
    assert_eq!(link(&ours, "&reset=maybe").await.code(), 400);
    assert_eq!(link("1@g.us", "").await.code(), 404);
}
