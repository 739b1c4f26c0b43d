//! How the server tells of an instance that was never connected: another way on nearly every route.

use serde_json::{Value, json};
use wagate_evolution::Evolution;
use wagate_evolution::chats::{
    DeleteMessage, LastMessage, MarkChatUnread, MarkMessageAsRead, Presence, SendPresence,
};
use wagate_evolution::contacts::CheckNumbers;
use wagate_evolution::groups::{CreateGroup, FetchAllGroups, FindGroup, GetInviteInfo, LeaveGroup};
use wagate_evolution::messages::TargetKey;
use wagate_evolution::profile::{FetchPrivacy, FetchProfile, FetchProfilePicture, UpdateProfileName};
use wagate_sdk_core::adapter::{Endpoint, OnInstance};
use wagate_sdk_core::{Error, Outcome};

use crate::{answering, failure, requests, shop};

async fn fails<E>(endpoint: E, status: u16, message: Value) -> Error
where
    E: Endpoint<Provider = Evolution, Scope: OnInstance>,
{
    let server = answering(status, failure(status, "Error", message)).await;
    let Err(error) = shop(&server).call(endpoint).await else { panic!("{} succeeded", E::NAME) };
    assert_eq!(requests(&server).await, 1);
    error
}

fn undefined(asked: &str) -> String {
    format!("TypeError: Cannot read properties of undefined (reading '{asked}')")
}

fn key() -> TargetKey {
    TargetKey::new("X", "5511999990000@s.whatsapp.net", true)
}

#[tokio::test]
async fn a_missing_socket_is_known_by_what_it_was_asked() {
    let errors = [
        fails(
            FetchProfile::of("5500"),
            500,
            json!("Cannot read properties of undefined (reading 'onWhatsApp')"),
        )
        .await,
        fails(
            FetchPrivacy::new(),
            500,
            json!("Cannot read properties of undefined (reading 'fetchPrivacySettings')"),
        )
        .await,
        fails(SendPresence::new("5500", Presence::Composing, 10), 400, json!([undefined("onWhatsApp")]))
            .await,
        fails(MarkMessageAsRead::new([key()]), 500, json!(["Read messages fail", undefined("readMessages")]))
            .await,
        fails(
            MarkChatUnread::new(LastMessage::new(key())),
            500,
            json!([{ "markedChatUnread": false, "message": ["An error occurred", undefined("chatModify")] }]),
        )
        .await,
        fails(
            DeleteMessage::new(key()),
            500,
            json!(["Error while deleting message for everyone", undefined("sendMessage")]),
        )
        .await,
        fails(
            UpdateProfileName::new("x"),
            500,
            json!(["Error updating profile name", undefined("updateProfileName")]),
        )
        .await,
        fails(
            CreateGroup::new("g", ["5511999990001"]),
            500,
            json!(["Error creating group", undefined("onWhatsApp")]),
        )
        .await,
        fails(FindGroup::new("1@g.us"), 404, json!(["Error fetching group", undefined("groupMetadata")]))
            .await,
        fails(LeaveGroup::new("1@g.us"), 400, json!(["Unable to leave the group", undefined("groupLeave")]))
            .await,
    ];
    for error in errors {
        assert!(matches!(error, Error::InstanceOffline(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Unknown, "the words name the variant and prove nothing");
    }
}

#[tokio::test]
async fn what_else_is_undefined_says_nothing_of_the_socket() {
    let error = fails(LeaveGroup::new("1@g.us"), 400, json!([undefined("length")])).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    let quoted = format!("{} and more", undefined("onWhatsApp"));
    let error = fails(LeaveGroup::new("1@g.us"), 400, json!([quoted])).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn an_empty_object_tells_it_when_numbers_are_checked() {
    let server = answering(400, json!({})).await;
    let error = shop(&server).call(CheckNumbers::new(["5500"])).await.unwrap_err();
    assert!(matches!(error, Error::InstanceOffline(_)), "{error:?}");
    assert!(error.to_string().contains("never connected"), "{error}");
}

#[tokio::test]
async fn all_groups_and_an_invite_leave_it_to_a_hint() {
    let error =
        fails(FetchAllGroups::new(true), 500, json!("Cannot convert undefined or null to object")).await;
    assert!(error.to_string().contains("never connected"), "{error}");
    let error = fails(GetInviteInfo::new("AbC"), 404, json!(["No invite info", "AbC"])).await;
    assert!(matches!(error, Error::NotFound(_)) && error.to_string().contains("not connected"), "{error}");
}

#[tokio::test]
async fn a_picture_is_merely_absent() {
    let server = answering(200, json!({ "wuid": "5500@s.whatsapp.net", "profilePictureUrl": null })).await;
    let picture = shop(&server).call(FetchProfilePicture::new("5500")).await.unwrap();
    assert!(picture.profile_picture_url.is_none());
}
