//! Chats, what is in them, and the labels on them.

use super::{InstanceClient, Listing};
use crate::adapter::Provider;
use crate::address::Address;
use crate::capabilities::{Detail, Operation};
use crate::chat::{Chat, Disappearing, Label, MuteFor};
use crate::done::Done;
use crate::error::Error;
use crate::message::ChatMessage;

impl<P: Provider> InstanceClient<P> {
    /// All chats, page by page.
    ///
    /// Evolution API `chat.find_chats`, VZaps `chats.list`, WazzAPI `conversation.list`. RyzeAPI lists none: [`Error::Unsupported`].
    pub fn chats(&self) -> Listing<Chat> {
        self.listing(Operation::Chats, |client, page| {
            Box::pin(async move { P::list_chats(&client, page).await })
        })
    }

    /// One chat.
    ///
    /// Evolution API `chat.find_by_remote_jid`, VZaps `chats.get`, WazzAPI `conversation.get` once it was found by search.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the gateway knows none with that address; [`Error::Unsupported`] on RyzeAPI.
    pub async fn chat(&self, with: &Address) -> Result<Chat, Error> {
        let check = self.takes(Operation::Chat, with);
        self.run_if(Operation::Chat, check, P::chat(self, with.clone())).await
    }

    /// The stored messages of a chat, page by page, the newest first.
    ///
    /// RyzeAPI `chat.history`, Evolution API `chat.find_messages`, WazzAPI `conversation.messages` once the conversation was found by
    /// search. VZaps stores none: [`Error::Unsupported`].
    ///
    /// ```
    /// # use wagate_sdk_core::{Address, Error, InstanceClient};
    /// # async fn example(line: InstanceClient, chat: Address) -> Result<(), Error> {
    /// let mut history = line.history(&chat);
    /// while let Some(message) = history.next().await {
    ///     let message = message?;
    ///     println!("{:?}: {}", message.author, message.text().unwrap_or("…"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn history(&self, chat: &Address) -> Listing<ChatMessage> {
        let chat = chat.clone();
        self.listing(Operation::History, move |client, page| {
            let chat = chat.clone();
            Box::pin(async move {
                client.takes(Operation::History, &chat)?;
                P::history(&client, chat, page).await
            })
        })
    }

    /// Marks a whole chat as read.
    ///
    /// RyzeAPI `chat.mark_chat_read`, VZaps `chats.read`, WazzAPI `conversation.update`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on Evolution API: there it is [`InstanceClient::mark_read`].
    pub async fn mark_chat_read(&self, chat: &Address) -> Result<Done, Error> {
        let check = self.takes(Operation::MarkChatRead, chat);
        self.run_if(Operation::MarkChatRead, check, P::mark_chat_read(self, chat.clone())).await
    }

    /// Marks a chat as unread.
    ///
    /// RyzeAPI `chat.mark_chat_read`, Evolution API `chat.mark_unread` (after it looked the chat's last message up), VZaps `chats.unread`.
    ///
    /// # Errors
    /// [`Error::NotFound`] on Evolution API when its database holds no message of the chat; [`Error::Unsupported`] on WazzAPI.
    pub async fn mark_chat_unread(&self, chat: &Address) -> Result<Done, Error> {
        let check = self.takes(Operation::MarkChatUnread, chat);
        self.run_if(Operation::MarkChatUnread, check, P::mark_chat_unread(self, chat.clone())).await
    }

    /// Puts a chat into the archive.
    ///
    /// RyzeAPI `chat.archive`, Evolution API `chat.archive` (after it looked the chat's last message up), VZaps `chats.archive`.
    ///
    /// # Errors
    /// [`Error::NotFound`] on Evolution API when its database holds no message of the chat; [`Error::Unsupported`] on WazzAPI.
    pub async fn archive_chat(&self, chat: &Address) -> Result<Done, Error> {
        self.set_archived(chat, true).await
    }

    /// Takes a chat back out of the archive, as [`InstanceClient::archive_chat`] puts it in.
    ///
    /// # Errors
    /// As [`InstanceClient::archive_chat`].
    pub async fn unarchive_chat(&self, chat: &Address) -> Result<Done, Error> {
        self.set_archived(chat, false).await
    }

    async fn set_archived(&self, chat: &Address, archived: bool) -> Result<Done, Error> {
        let check = self.takes(Operation::ArchiveChat, chat);
        self.run_if(Operation::ArchiveChat, check, P::archive_chat(self, chat.clone(), archived)).await
    }

    /// Pins a chat to the top of the list.
    ///
    /// RyzeAPI `chat.pin`, VZaps `chats.pin`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on Evolution API and WazzAPI.
    pub async fn pin_chat(&self, chat: &Address) -> Result<Done, Error> {
        self.set_pinned(chat, true).await
    }

    /// Unpins a chat, as [`InstanceClient::pin_chat`] pins it.
    ///
    /// # Errors
    /// As [`InstanceClient::pin_chat`].
    pub async fn unpin_chat(&self, chat: &Address) -> Result<Done, Error> {
        self.set_pinned(chat, false).await
    }

    async fn set_pinned(&self, chat: &Address, pinned: bool) -> Result<Done, Error> {
        let check = self.takes(Operation::PinChat, chat);
        self.run_if(Operation::PinChat, check, P::pin_chat(self, chat.clone(), pinned)).await
    }

    /// Mutes a chat.
    ///
    /// RyzeAPI `chat.mute`, VZaps `chats.mute`. How long it may be is [`Detail::Mute`](crate::Detail::Mute).
    ///
    /// # Errors
    /// [`Error::Unsupported`] on Evolution API and WazzAPI.
    pub async fn mute_chat(&self, chat: &Address, lasting: MuteFor) -> Result<Done, Error> {
        let check = self
            .takes(Operation::MuteChat, chat)
            .and_then(|()| self.capabilities().require_detail(Detail::Mute(lasting)));
        self.run_if(Operation::MuteChat, check, P::mute_chat(self, chat.clone(), Some(lasting))).await
    }

    /// Unmutes a chat.
    ///
    /// # Errors
    /// As [`InstanceClient::mute_chat`].
    pub async fn unmute_chat(&self, chat: &Address) -> Result<Done, Error> {
        let check = self.takes(Operation::MuteChat, chat);
        self.run_if(Operation::MuteChat, check, P::mute_chat(self, chat.clone(), None)).await
    }

    /// Sets after what time new messages of a chat disappear.
    ///
    /// Evolution API `group.toggle_ephemeral` and WazzAPI `group.set_ephemeral` (groups only), VZaps `chats.expiration`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on RyzeAPI, and for a person on Evolution API and WazzAPI.
    pub async fn set_disappearing(&self, chat: &Address, after: Disappearing) -> Result<Done, Error> {
        let check = self.takes(Operation::SetDisappearing, chat);
        self.run_if(Operation::SetDisappearing, check, P::set_disappearing(self, chat.clone(), after)).await
    }

    /// Deletes a chat with its messages, for this number alone. It cannot be undone.
    ///
    /// RyzeAPI `chat.delete_chat`, VZaps `chats.delete`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on Evolution API and WazzAPI.
    pub async fn delete_chat(&self, chat: &Address) -> Result<Done, Error> {
        let check = self.takes(Operation::DeleteChat, chat);
        self.run_if(Operation::DeleteChat, check, P::delete_chat(self, chat.clone())).await
    }

    /// All labels of a WhatsApp Business number.
    ///
    /// RyzeAPI `chat.tag.list`, Evolution API `label.find`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn labels(&self) -> Result<Vec<Label>, Error> {
        self.run(Operation::Labels, P::labels(self)).await
    }

    /// Puts a label on a chat.
    ///
    /// RyzeAPI `chat.tag.assign`, Evolution API `label.handle`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn assign_label(&self, chat: &Address, label: &str) -> Result<Done, Error> {
        self.set_label(chat, label, true).await
    }

    /// Takes a label off a chat.
    ///
    /// RyzeAPI `chat.tag.unassign`, Evolution API `label.handle`.
    ///
    /// # Errors
    /// As [`InstanceClient::assign_label`].
    pub async fn unassign_label(&self, chat: &Address, label: &str) -> Result<Done, Error> {
        self.set_label(chat, label, false).await
    }

    async fn set_label(&self, chat: &Address, label: &str, assigned: bool) -> Result<Done, Error> {
        let check = if label.trim().is_empty() {
            Err(Error::invalid("the label's id is empty"))
        } else {
            self.takes(Operation::AssignLabel, chat)
        };
        let work = P::assign_label(self, chat.clone(), label.to_owned(), assigned);
        self.run_if(Operation::AssignLabel, check, work).await
    }
}
