//! What is sent to a gateway and read of its answer, as one would derive it by hand, for the clients without an SDK.

use http::{HeaderName, HeaderValue, header};
use serde::{Deserialize, Serialize};

use super::{INSTANCE, TEXT, TO, TOKEN};

/// One gateway's send of a text.
pub(super) trait Send {
    type Request: Serialize + std::marker::Send + Sync;
    type Answer: for<'de> Deserialize<'de> + std::marker::Send + 'static;

    fn path() -> String;
    fn headers() -> Vec<(HeaderName, HeaderValue)>;
    fn request() -> Self::Request;
    /// Whether it worked, by the answer's own words.
    fn good(answer: &Self::Answer) -> bool;
}

/// Runs a generic function for the gateway that is known at run time.
macro_rules! for_gateway {
    ($gateway:expr, $function:ident($($argument:expr),*)) => {
        match $gateway {
            Gateway::Evolution => $function::<crate::calls::wire::Evolution>($($argument),*).await,
            Gateway::Ryze => $function::<crate::calls::wire::Ryze>($($argument),*).await,
            Gateway::Vzaps => $function::<crate::calls::wire::Vzaps>($($argument),*).await,
            Gateway::Wazzapi => $function::<crate::calls::wire::Wazzapi>($($argument),*).await,
        }
    };
}
pub(super) use for_gateway;

fn secret(text: &'static str) -> HeaderValue {
    let mut value = HeaderValue::from_static(text);
    value.set_sensitive(true);
    value
}

pub(super) struct Evolution;

#[derive(Serialize)]
pub(super) struct EvolutionText<'a> {
    number: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "read as a user would, though nothing looks at all of it")]
pub(super) struct EvolutionSent {
    key: EvolutionKey,
    push_name: Option<String>,
    status: Option<String>,
    message_type: Option<String>,
    message_timestamp: Option<u64>,
    instance_id: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "as above")]
struct EvolutionKey {
    id: String,
    remote_jid: Option<String>,
    from_me: Option<bool>,
}

impl Send for Evolution {
    type Request = EvolutionText<'static>;
    type Answer = EvolutionSent;

    fn path() -> String {
        format!("/message/sendText/{INSTANCE}")
    }

    fn headers() -> Vec<(HeaderName, HeaderValue)> {
        vec![(HeaderName::from_static("apikey"), secret(TOKEN))]
    }

    fn request() -> Self::Request {
        EvolutionText { number: TO, text: TEXT }
    }

    fn good(answer: &Self::Answer) -> bool {
        !answer.key.id.is_empty()
    }
}

pub(super) struct Ryze;

#[derive(Serialize)]
pub(super) struct RyzeText<'a> {
    number: &'a str,
    message: &'a str,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
pub(super) struct RyzeSent {
    success: bool,
    status: Option<String>,
    data: RyzeMessage,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "as above")]
struct RyzeMessage {
    message_id: String,
    timestamp: Option<String>,
    message_type: Option<String>,
    content: Option<String>,
    direction: Option<String>,
    chat: Option<RyzeJid>,
    sender: Option<RyzeJid>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct RyzeJid {
    jid: Option<String>,
}

impl Send for Ryze {
    type Request = RyzeText<'static>;
    type Answer = RyzeSent;

    fn path() -> String {
        format!("/api/message/text/{INSTANCE}")
    }

    fn headers() -> Vec<(HeaderName, HeaderValue)> {
        vec![(HeaderName::from_static("token"), secret(TOKEN))]
    }

    fn request() -> Self::Request {
        RyzeText { number: TO, message: TEXT }
    }

    fn good(answer: &Self::Answer) -> bool {
        answer.success
    }
}

pub(super) struct Vzaps;

#[derive(Serialize)]
pub(super) struct VzapsText<'a> {
    phone: &'a str,
    message: &'a str,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
pub(super) struct VzapsSent {
    code: u16,
    success: bool,
    data: VzapsMessage,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct VzapsMessage {
    message_id: String,
}

impl Send for Vzaps {
    type Request = VzapsText<'static>;
    type Answer = VzapsSent;

    fn path() -> String {
        format!("/instances/{INSTANCE}/chat/send/text")
    }

    fn headers() -> Vec<(HeaderName, HeaderValue)> {
        vec![
            (HeaderName::from_static("x-client-token"), secret(TOKEN)),
            (HeaderName::from_static("x-instance-token"), secret(TOKEN)),
        ]
    }

    fn request() -> Self::Request {
        VzapsText { phone: TO, message: TEXT }
    }

    fn good(answer: &Self::Answer) -> bool {
        answer.success
    }
}

/// `Bearer` and [`TOKEN`].
const BEARER: &str = "Bearer 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d";

pub(super) struct Wazzapi;

#[derive(Serialize)]
pub(super) struct WazzapiText<'a> {
    phone_number: &'a str,
    whatsapp_account_id: &'a str,
    content: &'a str,
    message_type: &'a str,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
pub(super) struct WazzapiSent {
    success: bool,
    message_id: String,
    status: Option<String>,
    run_id: Option<String>,
}

impl Send for Wazzapi {
    type Request = WazzapiText<'static>;
    type Answer = WazzapiSent;

    fn path() -> String {
        "/api/v1/messages/send".to_owned()
    }

    fn headers() -> Vec<(HeaderName, HeaderValue)> {
        vec![(header::AUTHORIZATION, secret(BEARER))]
    }

    fn request() -> Self::Request {
        WazzapiText { phone_number: TO, whatsapp_account_id: INSTANCE, content: TEXT, message_type: "text" }
    }

    fn good(answer: &Self::Answer) -> bool {
        answer.success
    }
}
