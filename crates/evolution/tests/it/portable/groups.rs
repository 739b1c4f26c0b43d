//! Groups.

use serde_json::{Value, json};
use wagate_sdk_core::{
    Address, Error, Group, GroupId, InviteCode, Media, NewGroup, Outcome, ParticipantAction, ParticipantRole,
    PhoneNumber, wire,
};

use super::{GROUP, LID, maps, stays, to};
use crate::{answering, baileys, failure};

const CODE: &str = "AbCdEfGhIjKlMnOpQrStUv";

fn id() -> GroupId {
    GROUP.parse().unwrap()
}

fn code() -> InviteCode {
    CODE.parse().unwrap()
}

fn path(route: &str) -> String {
    format!("/group/{route}/shop?groupJid=120363000000000001%40g.us")
}

/// A group as WhatsApp tells of it.
fn group() -> Value {
    json!({
        "id": GROUP, "addressingMode": "lid", "subject": "Stub group",
        "subjectOwner": "5511977770000@s.whatsapp.net", "subjectTime": 1_790_000_000, "size": 2,
        "creation": 1_780_000_000, "owner": "111222333444555@lid", "ownerPn": "5511977770000@s.whatsapp.net",
        "desc": "About us", "descId": "D1", "restrict": false, "announce": true, "isCommunity": false,
        "pictureUrl": "https://pps.whatsapp.net/v/t61/stub.jpg",
        "participants": [
            { "id": "111222333444555@lid", "phoneNumber": "5511977770000@s.whatsapp.net", "admin": "superadmin" },
            { "id": LID, "phoneNumber": "5511999990001@s.whatsapp.net", "admin": null },
            { "id": "333444555666777@lid", "admin": "admin", "name": "Bia" },
            { "id": "5511999990003@s.whatsapp.net", "admin": null },
        ],
    })
}

fn check(found: &Group) {
    assert_eq!((found.id.clone(), found.subject.as_deref()), (Some(id()), Some("Stub group")));
    assert_eq!((found.description.as_deref(), found.size), (Some("About us"), Some(2)));
    assert_eq!(found.owner, Some(to("111222333444555@lid")));
    assert_eq!(found.created_at, wire::epoch(1_780_000_000));
    assert_eq!((found.announce, found.locked), (Some(true), Some(false)));
    assert!(found.picture.is_some() && found.invite.is_none());
    let members = found.participants.as_ref().unwrap();
    let told: Vec<_> = members
        .iter()
        .map(|one| (one.phone.as_ref().map(PhoneNumber::digits), one.lid.is_some(), one.role))
        .collect();
    assert_eq!(
        told,
        [
            (Some("5511977770000"), true, ParticipantRole::SuperAdmin),
            (Some("5511999990001"), true, ParticipantRole::Member),
            (None, true, ParticipantRole::Admin),
            (Some("5511999990003"), false, ParticipantRole::Member),
        ]
    );
    assert_eq!((members[1].address.clone(), members[2].name.as_deref()), (Some(to(LID)), Some("Bia")));
    assert_eq!(found.raw.json::<Value>().unwrap(), group());
}

#[tokio::test]
async fn groups_are_listed_and_read_with_their_members() {
    let all = ("GET", "/group/fetchAllGroups/shop?getParticipants=true", Value::Null);
    let groups = maps(all, (200, json!([group()])), async |line| line.groups().all().await).await;
    assert_eq!(groups.len(), 1);
    check(&groups[0]);
    let find = path("findGroupInfos");
    check(&maps(("GET", &find, Value::Null), (200, group()), async |line| line.group(&id()).await).await);
    let info = format!("/group/inviteInfo/shop?inviteCode={CODE}");
    check(
        &maps(("GET", &info, Value::Null), (200, group()), async |line| line.invite_info(&code()).await)
            .await,
    );
}

#[tokio::test]
async fn a_group_is_made() {
    let spec =
        || NewGroup::named("Stub group").with(&to("5511999990001")).with(&to(LID)).with(&to("29012345"));
    // The server wants ten characters, which the JID of a short number has.
    let members = json!(["5511999990001", LID, "29012345@s.whatsapp.net"]);
    for (spec, asked) in [
        (
            spec().description("About us"),
            json!({ "subject": "Stub group", "participants": members, "description": "About us" }),
        ),
        (spec(), json!({ "subject": "Stub group", "participants": members })),
        (spec().description(""), json!({ "subject": "Stub group", "participants": members })),
    ] {
        let create = ("POST", "/group/create/shop", asked);
        check(&maps(create, (201, group()), async |line| line.create_group(spec).await).await);
    }
}

#[tokio::test]
async fn what_a_group_is_called_and_shows() {
    let done = || (201, json!({ "update": "success" }));
    let subject = path("updateGroupSubject");
    let asked = ("POST", &*subject, json!({ "subject": "New" }));
    maps(asked, done(), async |line| line.set_group_subject(&id(), "New").await).await;
    let description = path("updateGroupDescription");
    let asked = ("POST", &*description, json!({ "description": "About" }));
    maps(asked, done(), async |line| line.set_group_description(&id(), "About").await).await;
    let picture = path("updateGroupPicture");
    let url = Media::url("https://files.example.org/a.png");
    let asked = ("POST", &*picture, json!({ "image": "https://files.example.org/a.png" }));
    maps(asked, done(), async |line| line.set_group_picture(&id(), url).await).await;
    let asked = ("POST", &*picture, json!({ "image": "aGVsbG8=" }));
    let bytes = Media::bytes(&b"hello"[..]);
    maps(asked, done(), async |line| line.set_group_picture(&id(), bytes).await).await;
    for error in [
        stays(async |line| line.set_group_description(&id(), "").await).await,
        stays(async |line| line.remove_group_picture(&id()).await).await,
    ] {
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    }
}

#[tokio::test]
async fn who_may_write_and_change() {
    let path = path("updateSetting");
    for (only_admins, announce, locked) in
        [(true, "announcement", "locked"), (false, "not_announcement", "unlocked")]
    {
        let asked = ("POST", &*path, json!({ "action": announce }));
        maps(asked, (201, json!({})), async |line| line.set_group_announce(&id(), only_admins).await).await;
        let asked = ("POST", &*path, json!({ "action": locked }));
        maps(asked, (201, json!({})), async |line| line.set_group_locked(&id(), only_admins).await).await;
    }
}

/// What becomes of members when the server tells these codes of these JIDs.
async fn change(asked: &[&str], told: &[(&str, &str)]) -> Vec<(Address, Option<bool>, Option<String>)> {
    let rows: Vec<Value> = told
        .iter()
        .map(|(jid, status)| {
            json!({ "status": status, "jid": jid, "content": { "tag": "participant", "attrs": { "jid": jid } } })
        })
        .collect();
    let server = answering(201, json!({ "updateParticipants": rows })).await;
    let who: Vec<Address> = asked.iter().map(|who| to(who)).collect();
    let results = baileys(&server).add_participants(&id(), &who).await.unwrap();
    results.into_iter().map(|result| (result.participant.unwrap(), result.changed, result.code)).collect()
}

fn fates(results: &[(Address, Option<bool>, Option<String>)]) -> Vec<(Option<bool>, Option<&str>)> {
    results.iter().map(|(_, changed, code)| (*changed, code.as_deref())).collect()
}

fn named(results: &[(Address, Option<bool>, Option<String>)]) -> Vec<(Address, Option<bool>)> {
    results.iter().map(|(who, changed, _)| (who.clone(), *changed)).collect()
}

const ANA: &str = "5511999990001@s.whatsapp.net";
const BIA: &str = "5531988887777@s.whatsapp.net";

#[tokio::test]
async fn each_member_has_a_result_in_the_order_asked() {
    let told = [(LID, "403"), (BIA, "409"), (ANA, "200")];
    let results = change(&[ANA, BIA, LID], &told).await;
    assert_eq!(named(&results), [(to(ANA), Some(true)), (to(BIA), Some(false)), (to(LID), Some(false))]);
    assert_eq!(
        fates(&results),
        [(Some(true), Some("200")), (Some(false), Some("409")), (Some(false), Some("403"))]
    );
}

#[tokio::test]
async fn a_member_told_by_another_address_is_found_only_where_it_can_be_no_other() {
    // One is left over on both sides: a LID for a number, or WhatsApp's own spelling of it.
    for other in [LID, "553188887777@s.whatsapp.net"] {
        let results = change(&[ANA, BIA], &[(other, "403"), (ANA, "200")]).await;
        assert_eq!(fates(&results), [(Some(true), Some("200")), (Some(false), Some("403"))]);
        assert_eq!(
            named(&results),
            [(to(ANA), Some(true)), (to(BIA), Some(false))],
            "as they were asked for"
        );
    }
    // Two are, and fared alike.
    let (one, two) = (LID, "111222333444555@lid");
    let results = change(&[ANA, BIA], &[(one, "200"), (two, "200")]).await;
    assert_eq!(fates(&results), [(Some(true), Some("200")); 2]);
    // Two are, and did not: who is who is not guessed, so each stands under the server's name.
    let results = change(&[ANA, BIA], &[(one, "200"), (two, "403")]).await;
    assert_eq!(named(&results), [(to(one), Some(true)), (to(two), Some(false))]);
    // Fewer are told of than were asked for.
    let results = change(&[ANA, BIA], &[(one, "200")]).await;
    assert_eq!(named(&results), [(to(one), Some(true)), (to(BIA), None)]);
    // A LID's digits are no phone number.
    let digits = "222333444555666@s.whatsapp.net";
    let results = change(&[digits, ANA], &[(LID, "403"), (two, "200")]).await;
    assert_eq!(named(&results), [(to(LID), Some(false)), (to(two), Some(true))]);
    assert_eq!(fates(&change(&[ANA], &[]).await), [(None, None)]);
}

#[tokio::test]
async fn every_change_of_members_leaves_by_its_name() {
    let path = path("updateParticipant");
    let told = || (201, json!({ "updateParticipants": [{ "status": "200", "jid": ANA }] }));
    for (action, word) in [
        (ParticipantAction::Add, "add"),
        (ParticipantAction::Remove, "remove"),
        (ParticipantAction::Promote, "promote"),
        (ParticipantAction::Demote, "demote"),
    ] {
        let asked = json!({ "action": word, "participants": ["5511999990001"] });
        let who = [to(ANA)];
        let results = maps(("POST", &*path, asked), told(), async |line| match action {
            ParticipantAction::Add => line.add_participants(&id(), &who).await,
            ParticipantAction::Remove => line.remove_participants(&id(), &who).await,
            ParticipantAction::Promote => line.promote_participants(&id(), &who).await,
            _ => line.demote_participants(&id(), &who).await,
        })
        .await;
        assert_eq!((results.len(), results[0].changed), (1, Some(true)));
    }
}

#[tokio::test]
async fn the_invite_link_is_read_and_replaced() {
    let told = json!({ "inviteUrl": format!("https://chat.whatsapp.com/{CODE}"), "inviteCode": CODE });
    let read = path("inviteCode");
    let link =
        maps(("GET", &*read, Value::Null), (200, told), async |line| line.invite_link(&id()).await).await;
    assert_eq!((link.code.as_str(), link.raw.is_empty()), (CODE, false));
    let reset = path("revokeInviteCode");
    let told = json!({ "revoked": true, "inviteCode": "ZzYyXxWwVvUuTtSsRrQqPp" });
    let asked = ("POST", &*reset, json!({}));
    let link = maps(asked, (201, told), async |line| line.reset_invite_link(&id()).await).await;
    assert_eq!(link.code.as_str(), "ZzYyXxWwVvUuTtSsRrQqPp");
    // The old link is gone: the error must not look as if nothing had happened.
    let server = answering(201, json!({ "revoked": true })).await;
    let error = baileys(&server).reset_invite_link(&id()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.outcome() == Outcome::Accepted, "{error:?}");
}

#[tokio::test]
async fn a_group_is_joined_and_left() {
    let accept = format!("/group/acceptInviteCode/shop?inviteCode={CODE}");
    let told = json!({ "accepted": true, "groupJid": GROUP });
    let joined =
        maps(("GET", &*accept, Value::Null), (200, told), async |line| line.join_group(&code()).await).await;
    assert_eq!((joined.group, joined.awaits_approval), (Some(id()), None));
    let leave = path("leaveGroup");
    let told = json!({ "groupJid": GROUP, "leave": true });
    maps(("DELETE", &*leave, Value::Null), (200, told), async |line| line.leave_group(&id()).await).await;
}

#[tokio::test]
async fn a_code_that_the_server_would_refuse_stays_here() {
    for bad in ["AbCdEfGhIjKlMnOpQrStU", "AbCdEfGhIjKlMnOpQrSt_v", "AbCdEfGhIjKlMnOpQrStUvW"] {
        let code: InviteCode = bad.parse().unwrap();
        for error in [
            stays(async |line| line.invite_info(&code).await).await,
            stays(async |line| line.join_group(&code).await).await,
        ] {
            assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_group_that_is_not_there_is_not_found() {
    let told = failure(404, "Not Found", json!(["Error fetching group", "Error: item-not-found"]));
    let server = answering(404, told).await;
    let error = baileys(&server).group(&id()).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error:?}");
}
