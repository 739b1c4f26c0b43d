//! What the portable operations say of an instance that was never connected.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_evolution::Evolution;
use wagate_sdk_core::{Disappearing, Error, InstanceClient, Media, MessageRef, NewGroup, Outcome};

use super::{GROUP, JID, PHONE, routes, to};
use crate::{answering, baileys, failure};

fn undefined(asked: &str) -> String {
    format!("TypeError: Cannot read properties of undefined (reading '{asked}')")
}

/// What an operation says when the server answers so.
async fn says<T>(
    (status, message): (u16, Value),
    work: impl AsyncFnOnce(&InstanceClient<Evolution>) -> Result<T, Error>,
) -> Error {
    let server = answering(status, failure(status, "Error", message)).await;
    let Err(error) = work(&baileys(&server)).await else { panic!("it was done") };
    error
}

#[tokio::test]
async fn a_missing_socket_is_an_instance_that_is_offline() {
    let group = GROUP.parse().unwrap();
    let received = MessageRef::received(to(JID), "A");
    let own = MessageRef::sent(to(JID), "A");
    let crash =
        |asked: &str| (500, json!(format!("Cannot read properties of undefined (reading '{asked}')")));
    let spec = || NewGroup::named("g").with(&to(PHONE));
    for error in [
        says(crash("onWhatsApp"), async |line| line.profile(&to(JID)).await).await,
        says(crash("onWhatsApp"), async |line| line.own_profile().await).await,
        says(crash("fetchPrivacySettings"), async |line| line.privacy().await).await,
        says((500, json!(["Read messages fail", undefined("readMessages")])), async |line| {
            line.mark_read(std::slice::from_ref(&received)).await
        })
        .await,
        says(
            (500, json!(["Error while deleting message for everyone", undefined("sendMessage")])),
            async |line| line.revoke(&own).await,
        )
        .await,
        says((400, json!([undefined("onWhatsApp")])), async |line| {
            line.typing(&to(JID), Duration::from_millis(1))?.done().await
        })
        .await,
        says((500, json!(["Error updating profile name", undefined("updateProfileName")])), async |line| {
            line.set_profile_name("x").await
        })
        .await,
        says(
            (500, json!(["Error updating profile status", undefined("updateProfileStatus")])),
            async |line| line.set_profile_about("x").await,
        )
        .await,
        says((500, json!(["Error creating group", undefined("onWhatsApp")])), async |line| {
            line.create_group(spec()).await
        })
        .await,
        says((404, json!(["Error fetching group", undefined("groupMetadata")])), async |line| {
            line.group(&group).await
        })
        .await,
        says((400, json!(["Unable to leave the group", undefined("groupLeave")])), async |line| {
            line.leave_group(&group).await
        })
        .await,
        says(
            (500, json!(["Error updating profile picture", undefined("updateProfilePicture")])),
            async |line| line.set_profile_picture(Media::url("https://files.example.org/a.png")).await,
        )
        .await,
        says(
            (500, json!(["Error removing profile picture", undefined("removeProfilePicture")])),
            async |line| line.remove_profile_picture().await,
        )
        .await,
        says((500, json!(["Error updating group subject", undefined("groupUpdateSubject")])), async |line| {
            line.set_group_subject(&group, "x").await
        })
        .await,
        says(
            (500, json!(["Error updating group description", undefined("groupUpdateDescription")])),
            async |line| line.set_group_description(&group, "x").await,
        )
        .await,
        says((400, json!(["Error updating setting", undefined("groupSettingUpdate")])), async |line| {
            line.set_group_announce(&group, true).await
        })
        .await,
        says((400, json!(["Error updating setting", undefined("groupToggleEphemeral")])), async |line| {
            line.set_disappearing(&to(GROUP), Disappearing::Off).await
        })
        .await,
        says(
            (400, json!(["Error updating participants", undefined("groupParticipantsUpdate")])),
            async |line| line.promote_participants(&group, &[to(PHONE)]).await,
        )
        .await,
        says((404, json!(["No invite code", undefined("groupInviteCode")])), async |line| {
            line.invite_link(&group).await
        })
        .await,
        says((404, json!(["Revoke error", undefined("groupRevokeInvite")])), async |line| {
            line.reset_invite_link(&group).await
        })
        .await,
        says(crash("onWhatsApp"), async |line| line.assign_label(&to(JID), "1").await).await,
        says((500, json!(["Error blocking user", undefined("onWhatsApp")])), async |line| {
            line.block(&to(JID)).await
        })
        .await,
    ] {
        assert!(matches!(error, Error::InstanceOffline(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Unknown, "the words name the variant and prove nothing");
    }
}

#[tokio::test]
async fn an_empty_object_tells_it_when_numbers_are_checked() {
    let server = answering(400, json!({})).await;
    let error = baileys(&server).check_numbers(&[PHONE.parse().unwrap()]).await.unwrap_err();
    assert!(matches!(error, Error::InstanceOffline(_)), "{error:?}");
}

#[tokio::test]
async fn a_chat_is_marked_by_the_socket_after_its_last_message_was_found() {
    let found =
        json!({ "messages": { "records": [{ "key": { "id": "A", "fromMe": false, "remoteJid": JID } }] } });
    let words =
        json!([{ "markedChatUnread": false, "message": ["An error occurred", undefined("chatModify")] }]);
    let server = routes(&[
        ("/chat/findMessages", 200, found),
        ("/chat/markChatUnread", 500, failure(500, "Internal Server Error", words)),
    ])
    .await;
    let error = baileys(&server).mark_chat_unread(&to(JID)).await.unwrap_err();
    assert!(matches!(error, Error::InstanceOffline(_)) && error.outcome() == Outcome::Unknown, "{error:?}");
}

#[tokio::test]
async fn the_rest_is_merely_absent_or_said_by_a_hint() {
    let server = answering(200, json!({ "wuid": JID, "profilePictureUrl": null })).await;
    assert!(baileys(&server).profile_picture(&to(JID)).await.unwrap().url.is_none());
    let server = answering(200, Value::Null).await;
    assert!(matches!(baileys(&server).chat(&to(JID)).await, Err(Error::NotFound(_))));
    let none = (500, json!("Cannot convert undefined or null to object"));
    let error = says(none, async |line| line.groups().all().await).await;
    assert!(matches!(error, Error::Server(_)) && error.to_string().contains("never connected"), "{error}");
    let code = "AbCdEfGhIjKlMnOpQrStUv".parse().unwrap();
    let words = (404, json!(["No invite info", "AbCdEfGhIjKlMnOpQrStUv"]));
    for error in [
        says(words.clone(), async |line| line.invite_info(&code).await).await,
        says(words, async |line| line.join_group(&code).await).await,
    ] {
        assert!(
            matches!(error, Error::NotFound(_)) && error.to_string().contains("not connected"),
            "{error}"
        );
    }
}
