use std::time::{Duration, SystemTime};

use super::{DeliveryStatus, MessageId};
use crate::address::Address;
use crate::event::MessageStatus;
use crate::raw::Raw;
use crate::realtime::{EventStream, NotReached};

/// What a gateway answers to a send. The message was accepted; whether it was delivered and read comes later, as
/// events.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Sent {
    /// The message's id.
    pub message_id: MessageId,
    /// The chat that the gateway says it went to, where it says so. It may be another spelling than the one asked for: Brazilian
    /// numbers are tried with and without their ninth digit.
    pub chat: Option<Address>,
    /// What the gateway did with it.
    pub status: SendStatus,
    /// When the gateway took it, where it says so.
    pub at: Option<SystemTime>,
    /// The whole answer.
    pub raw: Raw,
}

/// What a gateway did with a message that it accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SendStatus {
    /// It handed the message to WhatsApp.
    Accepted,
    /// It put the message into its queue.
    Queued,
    /// It will send the message at the time asked for.
    Scheduled,
    /// A word that this SDK does not know.
    Other(String),
}

impl Sent {
    /// An accepted message with what every gateway tells: its id and the whole answer.
    pub fn new(message_id: MessageId, status: SendStatus, raw: Raw) -> Self {
        Self { message_id, chat: None, status, at: None, raw }
    }

    /// Waits until the message came as far as `wanted`: [`EventStream::wait_for`], which tells the details.
    ///
    /// The stream must have been there when the message was sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wagate_sdk_core::{Address, DeliveryStatus, EventOptions, InstanceClient, NotReached};
    /// # async fn example(line: InstanceClient, to: Address) -> Result<(), Box<dyn std::error::Error>> {
    /// let events = line.events(EventOptions::new()).await?;
    /// let sent = line.send_text(&to, "Your order is ready").await?;
    /// match sent.wait_for(&events, DeliveryStatus::Delivered, Duration::from_secs(60)).await {
    ///     Ok(status) => println!("delivered at {:?}", status.at),
    ///     Err(NotReached::Failed(status)) => println!("failed: {:?}", status.reason),
    ///     Err(not_yet) => println!("{not_yet}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotReached`]: the message failed, the time is over, or the stream ended.
    pub async fn wait_for(
        &self,
        events: &EventStream,
        wanted: DeliveryStatus,
        within: Duration,
    ) -> Result<MessageStatus, NotReached> {
        events.wait_for(&self.message_id, wanted, within).await
    }

    /// Adds the chat.
    #[must_use]
    pub fn in_chat(mut self, chat: Option<Address>) -> Self {
        self.chat = chat;
        self
    }

    /// Adds the time.
    #[must_use]
    pub fn at(mut self, at: Option<SystemTime>) -> Self {
        self.at = at;
        self
    }
}
