//! `typing` keeps itself shown, and ends when its time is over, when it is stopped and when it is dropped.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tokio::time::Instant;
use wagate_sdk_core::adapter::{
    Adapter, Authorizer, Capabilities, Chats, Contacts, CredentialKind, Groups, HeaderAuthorizer, Instances,
    Lifecycle, Messages, Operation, OwnProfile, Refusal, Settings, Words,
};
use wagate_sdk_core::{AccountToken, Address, ChatPresence, Done, Error, InstanceClient, InstanceToken};

use ChatPresence::{Paused, Recording, Typing};

use crate::toy::KEY;

/// A gateway that remembers what was shown when, in seconds from the first.
struct Watched;

/// What a client was shown to do.
#[derive(Default)]
struct Shown {
    first: OnceLock<Instant>,
    all: Mutex<Vec<(u64, ChatPresence, Duration)>>,
}

static TYPES: Capabilities = Capabilities::new(&[Operation::Presence], &[]);

impl Instances for Watched {}
impl Lifecycle for Watched {}
impl Settings for Watched {}
impl Chats for Watched {}
impl Contacts for Watched {}
impl Groups for Watched {}
impl OwnProfile for Watched {}

impl Messages for Watched {
    async fn show_presence(
        client: &InstanceClient<Self>,
        chat: Address,
        presence: ChatPresence,
        lasting: Duration,
    ) -> Result<Done, Error> {
        let shown = client.state();
        let at = shown.first.get_or_init(Instant::now).elapsed().as_secs();
        shown.all.lock().unwrap().push((at, presence, lasting));
        // A group stands for a gateway that answers when the time is over, a LID for one that fails.
        match chat {
            Address::Group(_) => tokio::time::sleep(lasting).await,
            Address::Lid(_) => return Err(Error::not_found("there is no such chat")),
            _ => {}
        }
        Ok(Done::default())
    }
}

impl Adapter for Watched {
    const NAME: &'static str = "watched";
    const BASE_URL: Option<&'static str> = Some("https://watched.example/");
    const HTTPS_ONLY: bool = true;
    const REFUSALS: &'static [Refusal] = &[];

    type AccountCredential = AccountToken;
    type InstanceCredential = InstanceToken;
    type InstanceState = Shown;

    fn account_authorizer(token: AccountToken) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(Arc::new(HeaderAuthorizer::new(CredentialKind::account("token"), &KEY, token.header(""))))
    }

    fn instance_authorizer(token: InstanceToken) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(Arc::new(HeaderAuthorizer::new(CredentialKind::instance("token"), &KEY, token.header(""))))
    }

    fn account_capabilities(_credential: CredentialKind) -> &'static Capabilities {
        &TYPES
    }

    fn instance_capabilities(_credential: CredentialKind, _state: &Shown) -> &'static Capabilities {
        &TYPES
    }

    fn words(body: &str) -> Words {
        Words::message(body)
    }
}

fn line() -> InstanceClient<Watched> {
    InstanceClient::new("sales", InstanceToken::new("secret").unwrap()).unwrap()
}

fn shown(line: &InstanceClient<Watched>) -> Vec<(u64, ChatPresence, u64)> {
    let all = line.state().all.lock().unwrap();
    all.iter().map(|(at, presence, lasting)| (*at, *presence, lasting.as_secs())).collect()
}

#[tokio::test(start_paused = true)]
async fn it_is_shown_again_until_its_time_is_over() {
    for chat in ["5511988887777", "120363406289005073@g.us"] {
        let line = line();
        line.typing(&chat.parse().unwrap(), Duration::from_secs(50)).unwrap().done().await.unwrap();
        assert_eq!(
            shown(&line),
            [(0, Typing, 20), (20, Typing, 20), (40, Typing, 10), (50, Paused, 0)],
            "{chat}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn it_ends_at_once_when_it_is_stopped_or_dropped() {
    for chat in ["5511988887777", "120363406289005073@g.us"] {
        let line = line();
        let recording = line.recording(&chat.parse().unwrap(), Duration::from_secs(3600)).unwrap();
        tokio::time::sleep(Duration::from_secs(25)).await;
        recording.stop().await.unwrap();
        let expected = [(0, Recording, 20), (20, Recording, 20), (25, Paused, 0)];
        assert_eq!(shown(&line), expected, "{chat}");

        let typing = line.typing(&chat.parse().unwrap(), Duration::from_secs(3600)).unwrap();
        tokio::time::sleep(Duration::from_secs(5)).await;
        drop(typing);
        tokio::time::sleep(Duration::from_secs(3600)).await;
        assert_eq!(shown(&line)[3..], [(25, Typing, 20), (30, Paused, 0)], "{chat}");
    }
}

#[tokio::test(start_paused = true)]
async fn its_error_is_told_and_ends_it() {
    let line = line();
    let typing = line.typing(&"199789077627112@lid".parse().unwrap(), Duration::from_secs(60)).unwrap();
    let error = typing.done().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error}");
    assert_eq!(shown(&line).len(), 1, "what failed is not asked again");
}
