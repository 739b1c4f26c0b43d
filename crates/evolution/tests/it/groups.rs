//! Groups.

use serde_json::{Value, json};
use wagate_evolution::groups::{
    AcceptInvite, CreateGroup, FetchAllGroups, FindGroup, FindParticipants, GetInviteCode, GetInviteInfo,
    GroupRole, GroupSetting, LeaveGroup, ParticipantAction, RevokeInvite, ToggleEphemeral, UpdateDescription,
    UpdateParticipant, UpdatePicture, UpdateSetting, UpdateSubject,
};
use wagate_evolution::messages::MediaFile;
use wagate_sdk_core::adapter::{Endpoint, Safety};
use wagate_sdk_core::{Error, Outcome, wire};

use crate::{answering, golden, refused_before_io, shop};

const JID: &str = "120363000000000001@g.us";
const CODE: &str = "AbCdEfGhIjKlMnOpQrStUv";

fn path(route: &str) -> String {
    format!("/group/{route}/shop?groupJid=120363000000000001%40g.us")
}

/// A group as WhatsApp tells of it.
fn group() -> Value {
    json!({
        "id": JID, "addressingMode": "lid", "subject": "Stub group",
        "subjectOwner": "5511977770000@s.whatsapp.net", "subjectTime": 1_790_000_000, "size": 2,
        "creation": 1_780_000_000, "owner": "111222333444555@lid", "ownerPn": "5511977770000@s.whatsapp.net",
        "desc": "About us", "descId": "D1", "restrict": false, "announce": false, "isCommunity": false,
        "isCommunityAnnounce": false, "joinApprovalMode": false, "memberAddMode": true,
        "pictureUrl": "https://pps.whatsapp.net/v/t61/stub.jpg", "linkedParent": "120363000000000009@g.us",
        "participants": [
            {
                "id": "111222333444555@lid", "phoneNumber": "5511977770000@s.whatsapp.net",
                "admin": "superadmin", "name": "Ana", "imgUrl": "https://pps.whatsapp.net/v/t61/stub.jpg",
            },
            { "id": "222333444555666@lid", "phoneNumber": "5511999990001@s.whatsapp.net", "admin": null },
        ],
    })
}

#[tokio::test]
async fn a_group_is_made() {
    let mut create = CreateGroup::new("Stub group", ["5511999990001"]);
    create.description = Some("About us".to_owned());
    create.promote_participants = Some(true);
    create.profile_picture = Some("ignored".to_owned());
    let asked = json!({
        "subject": "Stub group", "participants": ["5511999990001"], "description": "About us",
        "promoteParticipants": true, "profilePicture": "ignored",
    });
    let made = golden(create, "POST", "/group/create/shop", asked, 201, group()).await;
    assert_eq!(made.id.as_deref(), Some(JID));
    assert_eq!(CreateGroup::SAFETY, Safety::AtMostOnce);
}

#[tokio::test]
async fn a_creation_that_broke_half_way_is_unknown() {
    let told = json!(["Error creating group", "Error: Timed Out"]);
    let server = answering(500, crate::failure(500, "Internal Server Error", told)).await;
    let error = shop(&server).call(CreateGroup::new("g", ["5511999990001"])).await.unwrap_err();
    assert_eq!((error.outcome(), crate::requests(&server).await), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn a_group_is_found_with_its_members() {
    let found = golden(FindGroup::new(JID), "GET", &path("findGroupInfos"), Value::Null, 200, group()).await;
    assert_eq!(found.subject.as_deref(), Some("Stub group"));
    assert_eq!(found.subject_time, wire::epoch(1_790_000_000));
    assert_eq!((found.size, found.creation), (Some(2), wire::epoch(1_780_000_000)));
    assert_eq!(found.owner_pn.as_deref(), Some("5511977770000@s.whatsapp.net"));
    assert_eq!((found.desc.as_deref(), found.desc_id.as_deref()), (Some("About us"), Some("D1")));
    assert_eq!((found.restrict, found.announce), (Some(false), Some(false)));
    assert_eq!((found.join_approval_mode, found.member_add_mode), (Some(false), Some(true)));
    assert_eq!((found.is_community, found.is_community_announce), (Some(false), Some(false)));
    assert_eq!(found.linked_parent.as_deref(), Some("120363000000000009@g.us"));
    assert!(found.picture_url.is_some() && found.addressing_mode.is_some());
    let members = found.participants.unwrap();
    assert_eq!(members[0].admin, Some(GroupRole::SuperAdmin));
    assert_eq!(members[1].admin, None);
    assert_eq!(members[1].phone_number.as_deref(), Some("5511999990001@s.whatsapp.net"));
}

#[tokio::test]
async fn all_groups_with_their_members_or_without() {
    for (with, word) in [(true, "true"), (false, "false")] {
        let path = format!("/group/fetchAllGroups/shop?getParticipants={word}");
        let mut row = group();
        if !with {
            row.as_object_mut().unwrap().remove("participants");
        }
        let told = json!([row]);
        let rows = golden(FetchAllGroups::new(with), "GET", &path, Value::Null, 200, told).await;
        assert_eq!(rows[0].raw.json::<Value>().unwrap(), row);
        assert_eq!(rows[0].value.participants.is_some(), with);
    }
}

#[tokio::test]
async fn members_are_listed() {
    let told = json!({ "participants": group()["participants"] });
    let find = FindParticipants::new(JID);
    let members = golden(find, "GET", &path("participants"), Value::Null, 200, told).await.participants;
    assert_eq!(members[0].name.as_deref(), Some("Ana"));
    assert!(members[0].img_url.is_some());
}

#[tokio::test]
async fn what_a_group_is_called_and_shows() {
    let done = || json!({ "update": "success" });
    let subject = UpdateSubject::new(JID, "New");
    let asked = json!({ "subject": "New" });
    let answer = golden(subject, "POST", &path("updateGroupSubject"), asked, 201, done()).await;
    assert_eq!(answer.update.as_deref(), Some("success"));
    let description = UpdateDescription::new(JID, "About");
    let asked = json!({ "description": "About" });
    golden(description, "POST", &path("updateGroupDescription"), asked, 201, done()).await;
    let picture = UpdatePicture::new(JID, MediaFile::Url("https://files.example.org/a.png".to_owned()));
    let asked = json!({ "image": "https://files.example.org/a.png" });
    golden(picture, "POST", &path("updateGroupPicture"), asked, 201, done()).await;
    let prefixed = UpdatePicture::new(JID, MediaFile::Base64("data:image/png;base64,AA==".to_owned()));
    assert!(matches!(refused_before_io(prefixed).await, Error::InvalidRequest(_)));
}

#[tokio::test]
async fn who_may_write_or_edit() {
    for (setting, word) in [
        (GroupSetting::Announcement, "announcement"),
        (GroupSetting::NotAnnouncement, "not_announcement"),
        (GroupSetting::Locked, "locked"),
        (GroupSetting::Unlocked, "unlocked"),
    ] {
        let update = UpdateSetting::new(JID, setting);
        golden(update, "POST", &path("updateSetting"), json!({ "action": word }), 201, json!({})).await;
    }
}

#[tokio::test]
async fn messages_disappear() {
    let toggle = ToggleEphemeral::new(JID, 604_800);
    let asked = json!({ "expiration": 604_800 });
    let told = json!({ "success": true });
    let answer = golden(toggle, "POST", &path("toggleEphemeral"), asked, 201, told).await;
    assert_eq!(answer.success, Some(true));
}

#[tokio::test]
async fn each_member_has_a_result() {
    for (action, word) in [
        (ParticipantAction::Add, "add"),
        (ParticipantAction::Remove, "remove"),
        (ParticipantAction::Promote, "promote"),
        (ParticipantAction::Demote, "demote"),
    ] {
        let update = UpdateParticipant::new(JID, action, ["5511999990002", "5511999990003"]);
        let asked = json!({ "action": word, "participants": ["5511999990002", "5511999990003"] });
        let told = json!({ "updateParticipants": [
            {
                "status": "200", "jid": "5511999990002@s.whatsapp.net",
                "content": { "tag": "participant", "attrs": { "jid": "5511999990002@s.whatsapp.net" } },
            },
            { "status": "403", "jid": "5511999990003@s.whatsapp.net" },
        ] });
        let answer = golden(update, "POST", &path("updateParticipant"), asked, 201, told).await;
        let results = answer.update_participants.unwrap();
        assert_eq!((results[0].value.status, results[1].value.status), (Some(200), Some(403)));
        assert_eq!(results[1].value.jid.as_deref(), Some("5511999990003@s.whatsapp.net"));
        assert!(results[0].raw.expose().contains("participant"));
    }
}

#[tokio::test]
async fn the_invite_link_is_read_and_replaced() {
    let told = json!({ "inviteUrl": format!("https://chat.whatsapp.com/{CODE}"), "inviteCode": CODE });
    let read = golden(GetInviteCode::new(JID), "GET", &path("inviteCode"), Value::Null, 200, told).await;
    assert_eq!(read.invite_code.as_deref(), Some(CODE));
    assert_eq!(read.invite_url, Some(format!("https://chat.whatsapp.com/{CODE}")));

    let told = json!({ "revoked": true, "inviteCode": "ZzYyXxWwVvUuTtSsRrQqPp" });
    let revoke = RevokeInvite::new(JID);
    let answer = golden(revoke, "POST", &path("revokeInviteCode"), json!({}), 201, told).await;
    assert_eq!(answer.invite_code.as_deref(), Some("ZzYyXxWwVvUuTtSsRrQqPp"));
    assert_eq!(RevokeInvite::SAFETY, Safety::AtMostOnce);
}

#[tokio::test]
async fn an_invite_is_read_and_accepted() {
    let path = format!("/group/inviteInfo/shop?inviteCode={CODE}");
    let info = golden(GetInviteInfo::new(CODE), "GET", &path, Value::Null, 200, group()).await;
    assert_eq!(info.id.as_deref(), Some(JID));
    let path = format!("/group/acceptInviteCode/shop?inviteCode={CODE}");
    let told = json!({ "accepted": true, "groupJid": JID });
    let answer = golden(AcceptInvite::new(CODE), "GET", &path, Value::Null, 200, told).await;
    assert_eq!((answer.accepted, answer.group_jid.as_deref()), (Some(true), Some(JID)));
    assert_ne!(AcceptInvite::SAFETY, Safety::ReadOnly, "a GET with an effect");
}

#[tokio::test]
async fn a_group_is_left() {
    let told = json!({ "groupJid": JID, "leave": true });
    let answer = golden(LeaveGroup::new(JID), "DELETE", &path("leaveGroup"), Value::Null, 200, told).await;
    assert_eq!((answer.group_jid.as_deref(), answer.leave), (Some(JID), Some(true)));
}
