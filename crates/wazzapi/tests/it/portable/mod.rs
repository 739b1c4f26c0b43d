//! The portable operations, on a gateway made of the contract's examples.

mod chats;
mod contacts;
mod groups;
mod kinds;
mod lifecycle;
mod messages;

use serde_json::Value;
use wagate_sdk_core::{Error, InstanceClient, Outcome};
use wagate_wazzapi::{DeviceState, Wazzapi};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{DEVICE, account, requests, target};

/// A gateway that answers each route with its JSON, and everything else with 404.
async fn gateway(routes: &[(&str, &str, Value)]) -> MockServer {
    let server = MockServer::start().await;
    for (verb, route, answer) in routes {
        Mock::given(method(*verb))
            .and(path(*route))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&server)
            .await;
    }
    server
}

/// The device, whose session name is known.
fn line(server: &MockServer) -> InstanceClient<Wazzapi> {
    account(server).instance_with(DEVICE, DeviceState::with_session_name("main")).unwrap()
}

/// What was asked, one line a request.
async fn targets(server: &MockServer) -> Vec<String> {
    requests(server).await.iter().map(target).collect()
}

/// Refused before anything left.
fn assert_unsupported(error: &Error) {
    assert!(matches!(error, Error::Unsupported(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
}
