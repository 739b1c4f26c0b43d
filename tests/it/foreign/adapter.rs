//! An adapter for a gateway that nobody has, in about a hundred lines, against the public API only: what a gateway of your own takes.
//!
//! Its credential stands in the path, as in `POST /bot<token>/send`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wagate::adapter::*;
use wagate::{
    AccountClient, AccountToken, AddressKind, ConnectionState, Error, InstanceClient, InstanceToken,
    MediaSource, Message, MessageId, MessageKind, SendOption, SendRequest, SendStatus, Sent, Verified,
};

/// The gateway.
#[derive(Debug)]
pub(crate) struct Pigeon;

/// Puts `bot<token>` in front of the path.
struct InPath(CredentialKind, String);

impl Authorizer for InPath {
    fn kind(&self) -> CredentialKind {
        self.0
    }

    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized {
        request.prefix_path(&format!("bot{}", self.1));
        Authorized::Fixed
    }

    fn secrets(&self, see: &mut dyn FnMut(&str)) {
        see(&self.1);
    }
}

/// Sends a text, or a picture with a caption.
#[derive(Serialize)]
struct Fly {
    to: String,
    text: Option<String>,
    picture: Option<String>,
    answers: Option<String>,
}

#[derive(Deserialize)]
struct Flown {
    id: Option<String>,
}

#[derive(Serialize)]
struct GetPerch {}

#[derive(Deserialize)]
struct Perch {
    awake: bool,
}

wagate::endpoint! {
    Pigeon: Fly => Flown, "fly", Shared, AtMostOnce, POST("/send"), json, |answer| answer.id.is_some()
}

wagate::endpoint! {
    Pigeon: GetPerch => Perch, "perch", Shared, ReadOnly, GET("/perch")
}

static ACCOUNT: Capabilities = Capabilities::new(&[Operation::Verify], &[]);

static LINE: Capabilities = Capabilities::new(
    &[Operation::Status, Operation::Send],
    &[
        Carried::new(MessageKind::Text, &[AddressKind::Phone, AddressKind::Group])
            .with_options(&[SendOption::Quote]),
        Carried::new(MessageKind::Image, &[AddressKind::Phone]).with_media(&[MediaSource::Url]),
    ],
);

impl Adapter for Pigeon {
    const NAME: &'static str = "pigeon";
    const BASE_URL: Option<&'static str> = None;
    const HTTPS_ONLY: bool = false;
    const REFUSALS: &'static [Refusal] = &[
        Refusal::new(401, Match::Any, ErrorKind::Unauthorized, "made up: the token is looked at first"),
        Refusal::new(
            422,
            Match::Any,
            ErrorKind::RecipientInvalid,
            "made up: no pigeon starts without a place to go",
        ),
    ];

    type AccountCredential = AccountToken;
    type InstanceCredential = InstanceToken;
    type InstanceState = ();

    fn account_authorizer(token: AccountToken) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(Arc::new(InPath(CredentialKind::account("token"), token.expose().to_owned())))
    }

    fn instance_authorizer(token: InstanceToken) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(Arc::new(InPath(CredentialKind::instance("token"), token.expose().to_owned())))
    }

    fn account_capabilities(_credential: CredentialKind) -> &'static Capabilities {
        &ACCOUNT
    }

    fn instance_capabilities(_credential: CredentialKind, _state: &()) -> &'static Capabilities {
        &LINE
    }

    fn words(body: &str) -> Words {
        Words::message(body)
    }
}

impl Instances for Pigeon {
    async fn verify(client: &AccountClient<Self>) -> Result<Verified, Error> {
        let answer = client.exchange(GetPerch {}).await?;
        Ok(Verified::new(client.authorizer().kind(), answer.raw))
    }
}

impl Lifecycle for Pigeon {
    async fn status(client: &InstanceClient<Self>) -> Result<ConnectionState, Error> {
        let perch = client.call(GetPerch {}).await?;
        Ok(if perch.awake { ConnectionState::Online } else { ConnectionState::Disconnected })
    }
}

impl Messages for Pigeon {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        let (text, picture) = match request.message {
            Message::Text(text) => (Some(text.body), None),
            Message::Image(image) => (image.caption, image.media.as_url().map(str::to_owned)),
            _ => return Err(Error::unsupported("a pigeon carries texts and pictures")),
        };
        let answers = request.options.quote.map(|id| id.as_str().to_owned());
        let answer = client.exchange(Fly { to: request.to.to_string(), text, picture, answers }).await?;
        let Some(id) = &answer.value.id else { return Err(answer.lacking("id")) };
        Ok(Sent::new(MessageId::gateway(id.as_str()), SendStatus::Accepted, answer.raw))
    }
}

impl Settings for Pigeon {}
impl Chats for Pigeon {}
impl Contacts for Pigeon {}
impl Groups for Pigeon {}
impl OwnProfile for Pigeon {}
impl Webhooks for Pigeon {}
impl Realtime for Pigeon {}
