//! An instance that is online, with something in it: a chat, two groups, a label.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use wagate::adapter::Provider;
use wagate::{
    Address, AddressKind, Destination, Detail, Error, EventOptions, FileKind, GroupId, InstanceClient,
    InviteCode, Media, MediaKeys, MediaSource, MessageId, MessageKind, MessageRef, NewContact, NewGroup,
    Operation, ParticipantAction, PhoneNumber, PrivacySetting, Proxy, ProxyProtocol, ReceivedFile,
    SendOption, SettingsChange, WebhookSecret, WebhookSpec,
};
use wagate_emulator::Gateway;

use crate::bench::{Bench, phone};
use crate::samples::picture;

/// What the cases act on. The contact is [`phone`], called Ana, and wrote twice.
pub(crate) struct Scene<P: Provider> {
    pub(crate) line: InstanceClient<P>,
    pub(crate) contact: Address,
    /// Another number that is on WhatsApp.
    pub(crate) other: Address,
    /// The second message that the contact wrote.
    pub(crate) received: MessageRef,
    /// A text that the instance answered.
    pub(crate) sent: MessageRef,
    /// A group that the instance administers, with the contact in it.
    pub(crate) group: GroupId,
    /// The invite code of a group of others.
    pub(crate) invite: InviteCode,
    pub(crate) label: String,
    /// An image that the contact sent in a chat of its own.
    pub(crate) file: ReceivedFile,
}

impl<P: Provider> Scene<P> {
    /// Sets the scene for an instance that is online.
    pub(crate) async fn of(bench: &Bench, line: InstanceClient<P>) -> Self {
        let (emulator, gateway, contact) = (&bench.emulator, bench.gateway, phone());
        emulator.add_contact("5511988887777", "Ana");
        emulator.add_contact("5511966665555", "Bia");
        emulator.set_contact_picture("5511988887777", "https://example.com/ana.jpg");
        let own = emulator.phone(gateway, line.id()).expect("it is paired");
        emulator.receive_message(gateway, line.id(), "5511988887777", "Hello").unwrap();
        let received =
            emulator.receive_message(gateway, line.id(), "5511988887777", "Are you there?").unwrap();
        let sent = line.send_text(&contact, "Yes").await.unwrap();
        let group = emulator.add_group("Team", &own, &["5511988887777"]);
        let foreign = emulator.add_group("Neighbours", "5511988887777", &["5511966665555"]);
        Self {
            received: MessageRef::received(contact.clone(), received),
            sent: MessageRef::sent(contact.clone(), &sent.message_id),
            contact,
            other: "5511966665555".parse().unwrap(),
            group: group.parse().unwrap(),
            invite: emulator.group(&foreign).unwrap().invite_code.parse().unwrap(),
            label: emulator.add_label(gateway, line.id(), "New").unwrap(),
            file: received_file(bench, line.id()).await,
            line,
        }
    }

    /// Makes what an operation needs beyond the scene: a message that waits, or one that failed.
    pub(crate) async fn prepare(&self, bench: &Bench, operation: Operation) -> MessageId {
        let line = &self.line;
        match operation {
            Operation::Connect | Operation::PairingCode => {
                bench.emulator.log_out_phone(bench.gateway, line.id());
            }
            Operation::Reconnect => {
                bench.emulator.drop_connection(bench.gateway, line.id());
            }
            Operation::Pending | Operation::Cancel => {
                let takes_time = line
                    .capabilities()
                    .carries(MessageKind::Text, AddressKind::Phone)
                    .is_some_and(|carried| carried.options().contains(&SendOption::Schedule));
                let send = line.send_text(&self.contact, "Later");
                let later = SystemTime::now() + Duration::from_secs(3600);
                if takes_time {
                    return send.schedule(later).await.unwrap().message_id;
                }
                bench.emulator.drop_connection(bench.gateway, line.id());
                return send.await.unwrap().message_id;
            }
            Operation::Retry => {
                bench.emulator.set_not_on_whatsapp("5511900000000");
                let nobody: Address = "5511900000000".parse().unwrap();
                let failed = line.send_text(&nobody, "Anybody there?").await.unwrap().message_id;
                bench.emulator.register_contact("5511900000000");
                return failed;
            }
            _ => {}
        }
        self.sent.id.clone()
    }

    /// Uses an operation of an instance once, in the plainest way. `id` is what [`Scene::prepare`] made.
    pub(crate) async fn perform(&self, operation: Operation, id: &MessageId) -> Result<(), Error> {
        let Self { line, contact, group, .. } = self;
        let url = || Media::url("https://example.com/picture.jpg");
        let details = line.capabilities().details();
        match operation {
            Operation::Connect => line.connect().await.map(drop),
            Operation::PairingCode => line.pairing_code(&number("+55 11 97777-6666")).await.map(drop),
            Operation::Status => line.status().await.map(drop),
            Operation::Reconnect => line.reconnect().await.map(drop),
            Operation::Restart => line.restart().await.map(drop),
            Operation::Disconnect => line.disconnect().await.map(drop),
            Operation::Logout => line.logout().await.map(drop),
            Operation::Settings => line.settings().await.map(drop),
            Operation::UpdateSettings => {
                line.update_settings(SettingsChange::new().reject_calls(true)).await.map(drop)
            }
            Operation::Proxy => line.proxy().await.map(drop),
            Operation::SetProxy => {
                line.set_proxy(Some(Proxy::new(ProxyProtocol::Http, "proxy.example", 8080))).await.map(drop)
            }
            Operation::Send => line.send_text(contact, "Hello").await.map(drop),
            Operation::Edit => line.edit(&self.sent, "No").await.map(drop),
            Operation::Revoke => line.revoke(&self.sent).await.map(drop),
            Operation::MarkRead => line.mark_read(std::slice::from_ref(&self.received)).await.map(drop),
            Operation::Message => line.message(id).await.map(drop),
            Operation::MessageStatus => line.message_status(id).await.map(drop),
            Operation::Download => line.download(&self.file, Destination::memory()).await.map(drop),
            Operation::Presence => line.typing(contact, Duration::from_millis(1))?.done().await,
            Operation::Pending => line.pending().all().await.map(drop),
            Operation::Cancel => line.cancel(id).await.map(drop),
            Operation::Retry => line.retry(id).await.map(drop),
            Operation::Chats => line.chats().all().await.map(drop),
            Operation::Chat => line.chat(contact).await.map(drop),
            Operation::History => line.history(contact).all().await.map(drop),
            Operation::MarkChatRead => line.mark_chat_read(contact).await.map(drop),
            Operation::MarkChatUnread => line.mark_chat_unread(contact).await.map(drop),
            Operation::ArchiveChat => line.archive_chat(contact).await.map(drop),
            Operation::PinChat => line.pin_chat(contact).await.map(drop),
            Operation::MuteChat => {
                let lasting = details.iter().find_map(|detail| match detail {
                    Detail::Mute(lasting) => Some(*lasting),
                    _ => None,
                });
                line.mute_chat(contact, lasting.unwrap_or(wagate::MuteFor::Always)).await.map(drop)
            }
            Operation::SetDisappearing => {
                line.set_disappearing(&group.clone().into(), wagate::Disappearing::OneDay).await.map(drop)
            }
            Operation::DeleteChat => line.delete_chat(contact).await.map(drop),
            Operation::Labels => line.labels().await.map(drop),
            Operation::AssignLabel => line.assign_label(contact, &self.label).await.map(drop),
            Operation::CheckNumbers => line.check_numbers(&[number("+55 11 98888-7777")]).await.map(drop),
            Operation::Contacts => line.contacts().all().await.map(drop),
            Operation::AddContact => {
                line.add_contact(NewContact::new(fresh_number(), "Caio")).await.map(drop)
            }
            Operation::Profile => line.profile(contact).await.map(drop),
            Operation::ProfilePicture => line.profile_picture(contact).await.map(drop),
            Operation::Block => line.block(contact).await.map(drop),
            Operation::OwnProfile => line.own_profile().await.map(drop),
            Operation::SetProfileName => line.set_profile_name("Shop").await.map(drop),
            Operation::SetProfileAbout => line.set_profile_about("Open from 9 to 5").await.map(drop),
            Operation::SetProfilePicture => line.set_profile_picture(url()).await.map(drop),
            Operation::RemoveProfilePicture => line.remove_profile_picture().await.map(drop),
            Operation::Privacy => line.privacy().await.map(drop),
            Operation::SetPrivacy => {
                line.set_privacy(PrivacySetting::LastSeen, wagate::Audience::Contacts).await.map(drop)
            }
            Operation::Groups => line.groups().all().await.map(drop),
            Operation::Group => line.group(group).await.map(drop),
            Operation::CreateGroup => {
                line.create_group(NewGroup::named("Friends").with(contact)).await.map(drop)
            }
            Operation::SetGroupSubject => line.set_group_subject(group, "Crew").await.map(drop),
            Operation::SetGroupDescription => line.set_group_description(group, "All of us").await.map(drop),
            Operation::SetGroupPicture => {
                let by_url = details.contains(&Detail::GroupPicture(MediaSource::Url));
                let picture = if by_url || details.is_empty() { url() } else { picture() };
                line.set_group_picture(group, picture).await.map(drop)
            }
            Operation::RemoveGroupPicture => line.remove_group_picture(group).await.map(drop),
            Operation::SetGroupAnnounce => line.set_group_announce(group, true).await.map(drop),
            Operation::SetGroupLocked => line.set_group_locked(group, true).await.map(drop),
            Operation::ChangeParticipants => self.change(ParticipantAction::Promote, contact).await,
            Operation::InviteLink => line.invite_link(group).await.map(drop),
            Operation::ResetInviteLink => line.reset_invite_link(group).await.map(drop),
            Operation::InviteInfo => line.invite_info(&self.invite).await.map(drop),
            Operation::JoinGroup => line.join_group(&self.invite).await.map(drop),
            Operation::LeaveGroup => line.leave_group(group).await.map(drop),
            Operation::SetWebhook => line.set_webhook(webhook(line.id())).await.map(drop),
            Operation::Webhooks => line.webhooks().await.map(drop),
            Operation::RemoveWebhook => line.remove_webhook().await.map(drop),
            Operation::Events => {
                let mut events = line.events(EventOptions::new()).await?;
                events.next().await.transpose().map(drop)
            }
            other => panic!("no case for {other:?}"),
        }
    }

    pub(crate) async fn change(&self, action: ParticipantAction, who: &Address) -> Result<(), Error> {
        let who = std::slice::from_ref(who);
        match action {
            ParticipantAction::Add => self.line.add_participants(&self.group, who).await.map(drop),
            ParticipantAction::Remove => self.line.remove_participants(&self.group, who).await.map(drop),
            ParticipantAction::Promote => self.line.promote_participants(&self.group, who).await.map(drop),
            ParticipantAction::Demote => self.line.demote_participants(&self.group, who).await.map(drop),
            other => panic!("no case for {other:?}"),
        }
    }
}

/// A URL from which a picture can be fetched as long as the test runs.
async fn served(bytes: Bytes) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/file.png", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let _ = connection.read(&mut [0; 4096]).await;
            let length = bytes.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            let _ = connection.write_all(&[head.as_bytes(), &bytes].concat()).await;
        }
    });
    url
}

/// A URL for each instance: an organization of WazzAPI's has one webhook for a URL.
fn webhook(instance: &str) -> WebhookSpec {
    let secret = WebhookSecret::new("uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa").unwrap();
    WebhookSpec::new(&format!("https://bot.example.com/hooks/{instance}")).unwrap().secret(secret)
}

/// What Bia sent: the smallest PNG.
async fn received_file(bench: &Bench, instance: &str) -> ReceivedFile {
    let (emulator, gateway) = (&bench.emulator, bench.gateway);
    let bytes = picture().as_bytes().cloned().unwrap();
    let id = emulator.receive_file(gateway, instance, "5511966665555", "image", "image/png", bytes).unwrap();
    let message = emulator.messages(gateway, instance, "5511966665555").pop().unwrap();
    let mut file = ReceivedFile::new(FileKind::Image);
    file.message = Some(MessageId::whatsapp(id));
    file.media_type = Some("image/png".to_owned());
    if gateway == Gateway::Wazzapi {
        // It tells where the file is, and that is not at the gateway.
        file.url = Some(served(picture().as_bytes().cloned().unwrap()).await);
    } else if let Some(at_whatsapp) = message.file {
        file.url = Some(at_whatsapp.url);
        file.keys = Some(MediaKeys::new(STANDARD.decode(at_whatsapp.media_key).unwrap()));
    }
    file
}

/// The operations of an account; all others are an instance's.
pub(crate) const OF_ACCOUNT: &[Operation] = &[
    Operation::Verify,
    Operation::CreateInstance,
    Operation::ListInstances,
    Operation::GetInstance,
    Operation::DeleteInstance,
];

/// A number that nobody has had yet: an address book may belong to several instances.
fn fresh_number() -> PhoneNumber {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    number(&format!("551197{:07}", NEXT.fetch_add(1, Ordering::Relaxed)))
}

pub(crate) fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}
