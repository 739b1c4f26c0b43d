use std::fmt;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;

use super::{AnyProvider, InstanceClient};
use crate::adapter::Provider;
use crate::address::Address;
use crate::capabilities::Operation;
use crate::error::Error;
use crate::message::{MessageId, SendOptions, SendRequest, Sent};

/// A message about to be sent: set its options, then await it.
///
/// An option that the gateway cannot carry for this kind of message to this kind of address is [`Error::Unsupported`] before
/// a byte leaves; none is ever dropped silently.
#[must_use = "a message is sent when this is awaited"]
pub struct SendMessage<'a, P: Provider = AnyProvider> {
    client: &'a InstanceClient<P>,
    request: SendRequest,
}

impl<'a, P: Provider> SendMessage<'a, P> {
    pub(super) fn new(client: &'a InstanceClient<P>, request: SendRequest) -> Self {
        Self { client, request }
    }

    /// Answers a message.
    pub fn quote(self, message: impl Into<MessageId>) -> Self {
        let message = message.into();
        self.with(|options| options.quote = Some(message))
    }

    /// Mentions someone in a group. May be called several times.
    pub fn mention(self, who: &Address) -> Self {
        self.with(|options| options.mentions.push(who.clone()))
    }

    /// Mentions everyone in the group.
    pub fn mention_all(self) -> Self {
        self.with(|options| options.mention_all = true)
    }

    /// Shows a preview of the first link, or not; unset, the gateway decides.
    pub fn link_preview(self, show: bool) -> Self {
        self.with(|options| options.link_preview = Some(show))
    }

    /// Shows "typing" for that long before the message goes out. The call takes that much longer.
    pub fn delay(self, delay: Duration) -> Self {
        self.with(|options| options.delay = Some(delay))
    }

    /// Gives the message an id of the caller's.
    ///
    /// No gateway documents that sending the same id twice is recognized: it is no protection against sending twice.
    pub fn message_id(self, id: impl Into<MessageId>) -> Self {
        let id = id.into();
        self.with(|options| options.message_id = Some(id))
    }

    /// Lets the gateway send it at that time.
    pub fn schedule(self, at: SystemTime) -> Self {
        self.with(|options| options.schedule = Some(at))
    }

    fn with(mut self, set: impl FnOnce(&mut SendOptions)) -> Self {
        set(&mut self.request.options);
        self
    }

    async fn run(self) -> Result<Sent, Error> {
        let Self { client, request } = self;
        request
            .check()
            .and_then(|()| client.capabilities().require_send(&request))
            .map_err(|error| client.at(error, Operation::Send))?;
        P::send(client, request).await.map_err(|error| client.at(error, Operation::Send))
    }
}

impl<'a, P: Provider> IntoFuture for SendMessage<'a, P> {
    type Output = Result<Sent, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<P: Provider> fmt::Debug for SendMessage<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendMessage").field("kind", &self.request.message.kind()).finish_non_exhaustive()
    }
}
