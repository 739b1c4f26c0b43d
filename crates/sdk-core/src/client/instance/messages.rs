//! Messages: sending, and what can be done with those that exist.

use std::time::Duration;

use super::{InstanceClient, Listing, SendMessage, Typing};
use crate::adapter::Provider;
use crate::address::Address;
use crate::capabilities::Operation;
use crate::chat::ChatPresence;
use crate::done::Done;
use crate::download::{Destination, Downloaded};
use crate::error::Error;
use crate::message::{
    ChatMessage, Delivery, Image, Message, MessageId, MessageRef, QueuedMessage, ReceivedFile, SendRequest,
};

impl<P: Provider> InstanceClient<P> {
    /// Sends a message. The answer is a builder for its options, which is awaited.
    ///
    /// ```
    /// # use wagate_sdk_core::{Address, Error, InstanceClient, Media, Message, Outcome};
    /// # async fn example(line: InstanceClient, to: Address) -> Result<(), Error> {
    /// let sent = line.send_text(&to, "Your order is ready").await?;
    /// let image = Message::image(Media::url("https://example.com/receipt.png")).caption("Receipt");
    /// match line.send(&to, image).quote(&sent.message_id).await {
    ///     Ok(sent) => println!("sent {}", sent.message_id),
    ///     Err(error) if error.outcome() == Outcome::Unknown => println!("ask a human: {error}"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Cancel safety
    /// Dropping the future before it is first polled sends nothing. Dropping it later leaves the outcome unknown: the message may have
    /// been sent.
    ///
    /// # Errors
    /// Every error tells its [`Outcome`](crate::Outcome). What the gateway cannot carry is [`Error::Unsupported`] before a byte
    /// leaves; a send whose outcome is unknown is never repeated by this SDK.
    pub fn send(&self, to: &Address, message: impl Into<Message>) -> SendMessage<'_, P> {
        SendMessage::new(self, SendRequest::new(to.clone(), message.into()))
    }

    /// Sends a text: short for [`InstanceClient::send`] with [`Message::text`].
    pub fn send_text(&self, to: &Address, text: impl Into<String>) -> SendMessage<'_, P> {
        self.send(to, Message::text(text))
    }

    /// Sends an image: short for [`InstanceClient::send`].
    pub fn send_image(&self, to: &Address, image: Image) -> SendMessage<'_, P> {
        self.send(to, image)
    }

    /// Gives a text that this number sent new words. WhatsApp allows it for about 15 minutes.
    ///
    /// RyzeAPI `chat.edit_message`, Evolution API `chat.update_message`, VZaps `message.edit`. Like a send it is done at most once.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for an empty text and for a message of somebody else; what the gateway says of a message
    /// that is too old or not known. [`Error::Unsupported`] on WazzAPI.
    pub async fn edit(&self, message: &MessageRef, text: impl Into<String>) -> Result<Done, Error> {
        let text = text.into();
        let check = own(message).and_then(|()| {
            if text.trim().is_empty() {
                return Err(Error::invalid("the new text is empty"));
            }
            self.takes(Operation::Edit, &message.chat)
        });
        self.run_if(Operation::Edit, check, P::edit(self, message.clone(), text)).await
    }

    /// Deletes a message for everyone: one of this number, or in a group that it administers one of somebody else.
    ///
    /// RyzeAPI `chat.delete_message`, Evolution API `chat.delete_message`, VZaps `message.delete`. Like a send it is done at most once.
    ///
    /// # Errors
    /// What the gateway says of a message that is too old or not known; [`Error::Unsupported`] on WazzAPI.
    pub async fn revoke(&self, message: &MessageRef) -> Result<Done, Error> {
        let check = named(message).and_then(|()| self.takes(Operation::Revoke, &message.chat));
        self.run_if(Operation::Revoke, check, P::revoke(self, message.clone())).await
    }

    /// Marks messages as read, so that their authors see it. In groups each needs its author.
    ///
    /// RyzeAPI `chat.mark_read` (one request a message: an error tells how many were marked before it), Evolution API
    /// `chat.mark_message_as_read`, VZaps `message.markread`. Doing it again leaves the same state, so that after an error all can be marked
    /// once more.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for an own message and for one in a group without its author.
    /// [`Error::Unsupported`] on WazzAPI, and on Evolution API for a chat with a LID, which it passes over and calls a success.
    pub async fn mark_read(&self, messages: &[MessageRef]) -> Result<Done, Error> {
        let check = messages.iter().try_for_each(|message| {
            received(message)?;
            self.takes(Operation::MarkRead, &message.chat)
        });
        let check = check.and_then(|()| {
            if messages.is_empty() { Err(Error::invalid("no message is named")) } else { Ok(()) }
        });
        self.run_if(Operation::MarkRead, check, P::mark_read(self, messages.to_vec())).await
    }

    /// Reads a message that the gateway stores.
    ///
    /// RyzeAPI `chat.get_message`, Evolution API `chat.find_messages`, WazzAPI `message.get` by its own id and `message.lookup` by WhatsApp's.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the gateway does not know it; [`Error::Unsupported`] on VZaps.
    pub async fn message(&self, id: &MessageId) -> Result<ChatMessage, Error> {
        self.run_if(Operation::Message, not_empty(id), P::message(self, id.clone())).await
    }

    /// How far a message came.
    ///
    /// RyzeAPI `chat.message_status`, Evolution API `chat.find_status_message`, WazzAPI `message.get` and `message.lookup`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the gateway knows nothing of it; [`Error::Unsupported`] on VZaps.
    pub async fn message_status(&self, id: &MessageId) -> Result<Delivery, Error> {
        self.run_if(Operation::MessageStatus, not_empty(id), P::message_status(self, id.clone())).await
    }

    /// Saves the file of a message, to memory or to the disk. The memory that it takes does not grow with the file, unless memory is where it
    /// goes.
    ///
    /// RyzeAPI `chat.media_base64` and Evolution API `chat.get_base64` by the message's id; VZaps `message.download.*` by the URL and the key
    /// that the event told; WazzAPI from the URL that the event told. Nothing is kept of a file that did not come whole.
    ///
    /// ```
    /// # use wagate_sdk_core::{ChatMessage, Destination, Error, InstanceClient};
    /// # async fn example(line: InstanceClient, message: ChatMessage) -> Result<(), Error> {
    /// if let Some(file) = message.file() {
    ///     let saved = line.download(file, Destination::memory().at_most(16 * 1024 * 1024)).await?;
    ///     println!("{} bytes of {:?}", saved.length, saved.media_type);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves when the message did not tell what the gateway needs, and when nothing can be written
    /// there; [`Error::NotFound`] when the gateway has the file no more; [`Error::Decode`] for a file that is longer than the destination takes.
    pub async fn download(&self, file: &ReceivedFile, to: Destination) -> Result<Downloaded, Error> {
        self.run(Operation::Download, P::download(self, file.clone(), to)).await
    }

    /// Shows "typing" in a chat for that long, or until the guard is dropped or stopped.
    ///
    /// RyzeAPI `chat.presence`, Evolution API `chat.send_presence`, VZaps `message.presence`, each again every 20 s.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wagate_sdk_core::{Address, Error, InstanceClient};
    /// # async fn answer() -> String { String::new() }
    /// # async fn example(line: InstanceClient, chat: Address) -> Result<(), Error> {
    /// let typing = line.typing(&chat, Duration::from_secs(60))?;
    /// let text = answer().await;
    /// typing.stop().await?;
    /// line.send_text(&chat, text).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Unsupported`] on WazzAPI; [`Error::Config`] outside a tokio runtime. What the gateway says comes from the guard.
    pub fn typing(&self, chat: &Address, lasting: Duration) -> Result<Typing, Error> {
        self.show(chat, ChatPresence::Typing, lasting)
    }

    /// Shows "recording audio" in a chat, as [`InstanceClient::typing`] shows typing.
    ///
    /// # Errors
    /// As [`InstanceClient::typing`].
    pub fn recording(&self, chat: &Address, lasting: Duration) -> Result<Typing, Error> {
        self.show(chat, ChatPresence::Recording, lasting)
    }

    fn show(&self, chat: &Address, presence: ChatPresence, lasting: Duration) -> Result<Typing, Error> {
        self.require(Operation::Presence)?;
        self.takes(Operation::Presence, chat)
            .and_then(|()| Typing::start(self.clone(), chat.clone(), presence, lasting))
            .map_err(|error| self.at(error, Operation::Presence))
    }

    /// The messages that the gateway has taken and not sent yet, page by page.
    ///
    /// VZaps `queue.messages.list`, WazzAPI `message.list`. RyzeAPI and Evolution API have no queue: [`Error::Unsupported`].
    pub fn pending(&self) -> Listing<QueuedMessage> {
        self.listing(Operation::Pending, |client, page| {
            Box::pin(async move { P::pending(&client, page).await })
        })
    }

    /// Takes a message back before it is sent, by the id that [`Sent`](crate::Sent) or [`InstanceClient::pending`] told.
    ///
    /// VZaps `queue.messages.remove`, WazzAPI `message.cancel` (of a scheduled message).
    ///
    /// # Errors
    /// What the gateway says when it is too late; [`Error::Unsupported`] on RyzeAPI and Evolution API, which have no queue.
    pub async fn cancel(&self, id: &MessageId) -> Result<Done, Error> {
        self.run_if(Operation::Cancel, not_empty(id), P::cancel(self, id.clone())).await
    }

    /// Sends a message that failed once more. It is the gateway that repeats it, so this is done at most once.
    ///
    /// WazzAPI `message.retry`.
    ///
    /// # Errors
    /// What the gateway says when the message has not failed; [`Error::Unsupported`] elsewhere.
    pub async fn retry(&self, id: &MessageId) -> Result<Done, Error> {
        self.run_if(Operation::Retry, not_empty(id), P::retry(self, id.clone())).await
    }
}

fn not_empty(id: &MessageId) -> Result<(), Error> {
    if id.as_str().trim().is_empty() { Err(Error::invalid("the id of the message is empty")) } else { Ok(()) }
}

/// Refuses a reference that points at nothing.
fn named(message: &MessageRef) -> Result<(), Error> {
    not_empty(&message.id)?;
    if message.chat.is_group() && !message.from_me && message.author.is_none() {
        return Err(Error::invalid(
            "a message of somebody else in a group needs its author: `MessageRef::by`",
        ));
    }
    Ok(())
}

fn own(message: &MessageRef) -> Result<(), Error> {
    named(message)?;
    if message.from_me { Ok(()) } else { Err(Error::invalid("only an own message can be changed")) }
}

fn received(message: &MessageRef) -> Result<(), Error> {
    named(message)?;
    if message.from_me { Err(Error::invalid("an own message cannot be marked as read")) } else { Ok(()) }
}
