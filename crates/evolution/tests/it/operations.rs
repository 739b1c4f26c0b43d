//! One call of each operation that a row of the table of refusals names.

use wagate_evolution::chats::{FindChatByRemoteJid, FindMessages, GetBase64, UpdateMessage};
use wagate_evolution::contacts::{BlockStatus, CheckNumbers, FindContacts, UpdateBlockStatus};
use wagate_evolution::groups::{CreateGroup, FindGroup, GetInviteCode, ToggleEphemeral};
use wagate_evolution::instances::{CreateInstance, FetchInstances, Logout};
use wagate_evolution::labels::{HandleLabel, LabelAction};
use wagate_evolution::messages::{
    ContactCard, SendButtons, SendContact, SendPoll, SendReaction, SendStatus, TargetKey,
};
use wagate_evolution::profile::{FetchProfile, OnlineAudience, PrivacyAudience, ReadReceipts, UpdatePrivacy};
use wagate_evolution::server::VerifyCreds;
use wagate_evolution::settings::{ProxyProtocol, SetProxy, SetSettings};
use wagate_evolution::websocket::OpenSocket;
use wagate_sdk_core::Error;
use wiremock::MockServer;

use crate::{account, shop};

/// Calls the operation with this name.
pub(crate) async fn call(server: &MockServer, name: &str) -> Result<(), Error> {
    let (account, line) = (account(server), shop(server));
    let key = || TargetKey::new("X", "5511999990000@s.whatsapp.net", true);
    let all = || PrivacyAudience::All;
    match name {
        "root.verify_creds" => account.call(VerifyCreds::new()).await.map(drop),
        "instance.create" => {
            account.call(CreateInstance::new("shop", "WHATSAPP-BAILEYS".into())).await.map(drop)
        }
        "instance.fetch" => account.call(FetchInstances::named("shop")).await.map(drop),
        "socket.open" => line.call(OpenSocket::new()).await.map(drop),
        "instance.logout" => line.call(Logout::new()).await.map(drop),
        "message.send_poll" => line.call(SendPoll::new("5500", "q", 1, ["a", "b"])).await.map(drop),
        "message.send_buttons" => line.call(SendButtons::new("5500", [])).await.map(drop),
        "message.send_contact" => {
            line.call(SendContact::new("5500", [ContactCard::new("A", "5500")])).await.map(drop)
        }
        "message.send_reaction" => line.call(SendReaction::new(key(), "no")).await.map(drop),
        "message.send_status" => line.call(SendStatus::text("x", "#000000", 1)).await.map(drop),
        "settings.set" => line.call(SetSettings::new(true, true, true, true, true, true)).await.map(drop),
        "proxy.set" => line.call(SetProxy::new("127.0.0.1", 9, ProxyProtocol::Http)).await.map(drop),
        "label.handle" => line.call(HandleLabel::new("5500", "1", LabelAction::Add)).await.map(drop),
        "chat.fetch_profile" => line.call(FetchProfile::of("5500")).await.map(drop),
        "chat.whatsapp_numbers" => line.call(CheckNumbers::new(["5500"])).await.map(drop),
        "chat.find_messages" => line.call(FindMessages::in_chat("")).await.map(drop),
        "chat.find_contacts" => line.call(FindContacts::of("")).await.map(drop),
        "chat.find_by_remote_jid" => line.call(FindChatByRemoteJid::new("x")).await.map(drop),
        "chat.get_base64" => line.call(GetBase64::by_id("X")).await.map(drop),
        "chat.update_message" => line.call(UpdateMessage::new("5500", "x", key())).await.map(drop),
        "chat.update_block_status" => {
            line.call(UpdateBlockStatus::new("5500", BlockStatus::Block)).await.map(drop)
        }
        "chat.update_privacy" => {
            let update =
                UpdatePrivacy::new(ReadReceipts::All, all(), all(), OnlineAudience::All, all(), all());
            line.call(update).await.map(drop)
        }
        "group.create" => line.call(CreateGroup::new("g", ["1"])).await.map(drop),
        "group.find" => line.call(FindGroup::new("x")).await.map(drop),
        "group.invite_code" => line.call(GetInviteCode::new("x")).await.map(drop),
        "group.toggle_ephemeral" => line.call(ToggleEphemeral::new("x", 5)).await.map(drop),
        other => panic!("no call for {other}"),
    }
}
