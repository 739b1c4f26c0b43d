use std::time::Duration;

use super::derive::portable;
use crate::address::Address;
use crate::chat::ChatPresence;
use crate::client::InstanceClient;
use crate::done::Done;
use crate::download::{Destination, Downloaded};
use crate::error::Error;
use crate::instance::{Page, PageToken};
use crate::message::{
    ChatMessage, Delivery, MessageId, MessageRef, QueuedMessage, ReceivedFile, SendRequest, Sent,
};

portable! {
    /// Messages.
    trait Messages for InstanceClient, mirrored by MessagesMirror {
        /// Sends a message. The request was checked against the client's capabilities.
        fn send(request: SendRequest) -> Sent;
        /// Gives a text that this number sent new words. The text is not empty.
        fn edit(message: MessageRef, text: String) -> Done;
        /// Deletes a message for everyone.
        fn revoke(message: MessageRef) -> Done;
        /// Marks messages as read: at least one, all received.
        fn mark_read(messages: Vec<MessageRef>) -> Done;
        /// A stored message by its id.
        fn message(id: MessageId) -> ChatMessage;
        /// How far a message came.
        fn message_status(id: MessageId) -> Delivery;
        /// Saves the file of a message.
        fn download(file: ReceivedFile, to: Destination) -> Downloaded;
        /// Shows that this number is typing or recording, for about that long, or that it stopped. It may answer at once or only when the time is
        /// over, as the gateway has it.
        fn show_presence(chat: Address, presence: ChatPresence, lasting: Duration) -> Done;
        /// One page of the messages that wait to be sent; without a token the first.
        fn pending(page: Option<PageToken>) -> Page<QueuedMessage>;
        /// Takes a message out of the queue before it is sent.
        fn cancel(id: MessageId) -> Done;
        /// Sends a message that failed once more.
        fn retry(id: MessageId) -> Done;
    }
}
