//! Every recorded exchange of a real server 2.3.7, on the routes that this crate types: the request is made again, the recorded answer is
//! served, and what comes out must be what the server meant.

mod expected;
mod expressible;
mod routes;

use std::collections::BTreeMap;
use std::pin::Pin;

use http::{HeaderValue, Method};
use serde::Deserialize;
use serde_json::Value;
use wagate_evolution::Evolution;
use wagate_evolution::instances::{
    Connect, CreateInstance, DeleteInstance, FetchInstances, GetConnectionState, Logout, Restart,
};
use wagate_evolution::messages::{MediaFile, MediaKind, SendMedia, SendMediaForm, SendText};
use wagate_evolution::server::VerifyCreds;
use wagate_sdk_core::adapter::{Body, Endpoint, OnInstance};
use wagate_sdk_core::{AccountClient, Error, InstanceClient, InstanceToken, RetryPolicy};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{account_with, body, line};

pub(crate) const RECORDED: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/contracts/recorded/evolution-2.3.7.jsonl"
));

/// Stands for the key of a request that was recorded without one: the SDK always sends one.
const NO_KEY: &str = "no-key";

#[derive(Deserialize)]
struct Exchange {
    name: String,
    /// Deliveries to webhooks and the like: not requests to the server.
    direction: Option<String>,
    request: Asked,
    response: Told,
}

#[derive(Deserialize)]
struct Asked {
    method: Option<String>,
    path: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, Value>,
    #[serde(default)]
    body: Value,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    status: Value,
    #[serde(default)]
    body: Value,
}

/// The operations of this crate.
enum Operation {
    Verify,
    Create(Box<CreateInstance>),
    Fetch(FetchInstances),
    Connect(Connect),
    State,
    Restart,
    Logout,
    Delete(String),
    Text(SendText),
    Media(SendMedia),
    MediaForm,
    Line(Box<dyn OnLine>),
}

/// An operation of an instance, with what its answer must say.
trait OnLine {
    fn call<'a>(
        self: Box<Self>,
        line: &'a InstanceClient<Evolution>,
        told: &'a Value,
    ) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;
}

/// Compares an answer with the recorded one.
type Check<E> = fn(&<E as Endpoint>::Response, &Value);

struct Checked<E: Endpoint>(E, Check<E>);

impl<E> OnLine for Checked<E>
where
    E: Endpoint<Provider = Evolution, Scope: OnInstance> + 'static,
{
    fn call<'a>(
        self: Box<Self>,
        line: &'a InstanceClient<Evolution>,
        told: &'a Value,
    ) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>> {
        Box::pin(async move {
            let Self(endpoint, check) = *self;
            check(&line.call(endpoint).await?, told);
            Ok(())
        })
    }
}

fn on_line<E>(endpoint: E, check: Check<E>) -> Operation
where
    E: Endpoint<Provider = Evolution, Scope: OnInstance> + 'static,
{
    Operation::Line(Box::new(Checked(endpoint, check)))
}

/// How a recorded request can be made again.
enum Way {
    /// By the operation's type, exactly.
    Typed(Operation),
    /// Exactly by the raw request only; the answer is then given to this operation too.
    Raw(Operation),
    /// A form, whose bytes are not in the recording: the answer is given to this operation.
    Form(Operation),
    /// Not at all.
    Skip(&'static str),
}

impl Exchange {
    fn header(&self, name: &str) -> Option<&str> {
        self.request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?.1.as_str()
    }

    fn key(&self) -> &str {
        self.header("apikey").unwrap_or(NO_KEY)
    }

    fn method(&self) -> &str {
        self.request.method.as_deref().unwrap_or_default()
    }

    fn path(&self) -> &str {
        self.request.path.as_deref().unwrap_or_default()
    }

    /// The route and the instance in the path.
    fn route(&self) -> (&str, String) {
        let path = self.path().split('?').next().unwrap_or_default();
        let (route, instance) = match path.match_indices('/').nth(2) {
            Some((at, _)) => path.split_at(at),
            None => (path, ""),
        };
        let instance = instance.trim_start_matches('/').replace("%20", " ").replace("%2F", "/");
        (route, instance)
    }

    fn status(&self) -> u16 {
        self.response.status.as_u64().and_then(|status| status.try_into().ok()).unwrap_or_default()
    }

    /// How to make it again; `None` when it is not for this crate's operations.
    fn way(&self) -> Option<Way> {
        if self.direction.is_some() {
            return None;
        }
        let (route, instance) = self.route();
        let sends_json = self.header("content-type") == Some("application/json");
        let found = routes::of(route, &self.asked(sends_json));
        let (method, stand_in) = match route {
            "/verify-creds" => ("POST", Operation::Verify),
            "/instance/create" => {
                ("POST", Operation::Create(Box::new(CreateInstance::new("alpha", "WHATSAPP-BAILEYS".into()))))
            }
            "/instance/fetchInstances" => ("GET", Operation::Fetch(self.filter())),
            "/instance/connect" => ("GET", Operation::Connect(Connect::new())),
            "/instance/connectionState" => ("GET", Operation::State),
            "/instance/restart" => ("POST", Operation::Restart),
            "/instance/logout" => ("DELETE", Operation::Logout),
            "/instance/delete" => ("DELETE", Operation::Delete(instance.clone())),
            "/message/sendText" => ("POST", Operation::Text(SendText::new("5511999990000", "x"))),
            "/message/sendMedia" => {
                let file = MediaFile::Url("https://files.example.org/a.png".to_owned());
                ("POST", Operation::Media(SendMedia::new("5511999990000", MediaKind::Image, file)))
            }
            _ => match &found {
                Some(found) => (found.method, (found.stand_in)()),
                None => return None,
            },
        };
        if self.method() == "OPTIONS" {
            return Some(Way::Skip("a browser's preflight: no client of ours sends one"));
        }
        if self.header("if-none-match").is_some() {
            return Some(Way::Skip("a conditional GET: the SDK never sends one, as the contract advises"));
        }
        if self.header("content-type").is_some_and(|kind| kind.starts_with("multipart/")) {
            // A sticker cannot be sent so: the server then fails, as it is recorded here.
            let form = if route == "/message/sendMedia" { Operation::MediaForm } else { stand_in };
            return Some(Way::Form(form));
        }
        if self.header("accept-encoding").is_some() {
            return Some(Way::Skip("a compressed answer: its text is not in the recording"));
        }
        if self.method() != method {
            return Some(Way::Raw(stand_in));
        }
        let typed = match route {
            "/instance/create" if sends_json => {
                expressible::create(&self.request.body).map(|new| Operation::Create(Box::new(new)))
            }
            "/message/sendText" if sends_json => expressible::text(&self.request.body).map(Operation::Text),
            "/message/sendMedia" if sends_json => {
                expressible::media(&self.request.body).map(Operation::Media)
            }
            "/instance/create" | "/message/sendText" | "/message/sendMedia" => None,
            _ if found.is_some() => found.and_then(|found| found.typed),
            "/instance/connectionState" if instance.is_empty() || self.path().contains('?') => None,
            _ => return Some(Way::Typed(stand_in)),
        };
        Some(typed.map_or(Way::Raw(stand_in), Way::Typed))
    }

    fn filter(&self) -> FetchInstances {
        match self.path().split_once("?instanceName=") {
            Some((_, name)) => FetchInstances::named(name),
            None => FetchInstances::new(),
        }
    }

    /// What the request asks for, as far as a type can carry it.
    fn asked(&self, sends_json: bool) -> routes::Asked<'_> {
        let query = self.path().split_once('?').and_then(|(_, query)| query.split_once('='));
        routes::Asked { body: sends_json.then_some(&self.request.body), query }
    }
}

/// The clients that act with the recorded key.
struct Clients {
    account: AccountClient<Evolution>,
    line: InstanceClient<Evolution>,
}

impl Clients {
    fn of(server: &MockServer, exchange: &Exchange) -> Self {
        let (_, instance) = exchange.route();
        let instance = if instance.is_empty() { "alpha".to_owned() } else { instance };
        let line = InstanceClient::builder(instance, InstanceToken::new(exchange.key()).unwrap())
            .base_url(server.uri())
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        Self { account: account_with(server, exchange.key()), line }
    }

    /// Calls the operation; a success must say what the recording says.
    async fn call(&self, operation: Operation, told: &Value) -> Result<(), Error> {
        match operation {
            Operation::Verify => {
                let answer = self.account.call(VerifyCreds::new()).await?;
                assert_eq!(answer.message.as_deref(), told["message"].as_str());
            }
            Operation::Create(new) => {
                let answer = self.account.call(*new).await?;
                let instance = &told["instance"];
                assert_eq!(answer.hash.unwrap().expose(), told["hash"]);
                let row = answer.instance.unwrap();
                assert_eq!(row.instance_name.as_deref(), instance["instanceName"].as_str());
                assert_eq!(row.instance_id.as_deref(), instance["instanceId"].as_str());
                assert_eq!(row.integration.unwrap().as_str(), instance["integration"]);
                assert_eq!(row.status.unwrap().as_str(), instance["status"]);
                assert_eq!(
                    answer.webhook.unwrap().webhook_url.as_deref(),
                    told["webhook"]["webhookUrl"].as_str()
                );
                assert_eq!(answer.websocket.unwrap().enabled, told["websocket"]["enabled"].as_bool());
                assert_eq!(answer.settings.unwrap().reject_call, told["settings"]["rejectCall"].as_bool());
                let code = answer.qrcode.and_then(|qrcode| qrcode.code);
                assert_eq!(code.as_deref(), told["qrcode"]["code"].as_str());
            }
            Operation::Fetch(filter) => {
                let rows = self.account.call(filter).await?;
                assert_eq!(rows.len(), told.as_array().unwrap().len());
                for (row, told) in rows.iter().zip(told.as_array().unwrap()) {
                    assert_eq!(row.raw.json::<Value>().unwrap(), *told);
                    assert_eq!(row.value.name, told["name"]);
                    assert_eq!(row.value.token.as_ref().unwrap().expose(), told["token"]);
                    assert_eq!(
                        row.value.connection_status.as_ref().unwrap().as_str(),
                        told["connectionStatus"]
                    );
                    assert!(row.value.created_at.is_some() && row.value.setting.is_some());
                }
            }
            Operation::Connect(connect) => {
                let answer = self.line.call(connect).await?;
                assert_eq!(answer.code.as_deref(), told["code"].as_str());
                assert_eq!(answer.count, told["count"].as_u64());
                let state = answer.instance.and_then(|instance| instance.state);
                assert_eq!(state.as_ref().map(|state| state.as_str()), told["instance"]["state"].as_str());
            }
            Operation::Restart => {
                let answer = self.line.call(Restart::new()).await?;
                assert_eq!(answer.code.as_deref(), told["code"].as_str());
                let state = answer.instance.and_then(|instance| instance.state);
                assert_eq!(state.as_ref().map(|state| state.as_str()), told["instance"]["state"].as_str());
            }
            Operation::State => {
                let answer = self.line.call(GetConnectionState::new()).await?;
                assert_eq!(answer.instance.state.unwrap().as_str(), told["instance"]["state"]);
                assert_eq!(
                    answer.instance.instance_name.as_deref(),
                    told["instance"]["instanceName"].as_str()
                );
            }
            Operation::Logout => {
                let answer = self.line.call(Logout::new()).await?;
                assert_eq!(answer.status.as_deref(), told["status"].as_str());
            }
            Operation::Delete(name) => {
                let answer = self.account.call(DeleteInstance::new(name)).await?;
                assert_eq!(answer.response.unwrap().message.as_deref(), told["response"]["message"].as_str());
            }
            Operation::Text(text) => check_sent(&self.line.call(text).await?, told),
            Operation::Media(media) => check_sent(&self.line.call(media).await?, told),
            Operation::MediaForm => {
                let picture = wagate_sdk_core::Media::bytes(&b"\x89PNG\r\n\x1a\n"[..]).named("a.png");
                let form =
                    SendMediaForm::new("5511999990000", MediaKind::Image, picture.open().await.unwrap());
                check_sent(&self.line.call(form).await?, told);
            }
            Operation::Line(operation) => operation.call(&self.line, told).await?,
        }
        Ok(())
    }

    /// Makes the recorded request as it is.
    async fn raw(&self, exchange: &Exchange) -> Result<(), Error> {
        let method = Method::from_bytes(exchange.method().as_bytes()).unwrap();
        let (path, query) = exchange.path().split_once('?').unwrap_or((exchange.path(), ""));
        let mut request = self.account.request(method, path);
        if let Some((name, value)) = query.split_once('=') {
            request = request.query(name, value);
        }
        request = match (&exchange.request.body, exchange.header("content-type")) {
            (Value::Null, _) => request,
            (Value::String(text), Some(kind)) => {
                let kind = HeaderValue::from_str(kind).unwrap();
                request.body(Body::bytes(text.clone().into_bytes().into(), kind))
            }
            (json, _) => request.json(json),
        };
        request.send().await.map(drop)
    }
}

fn check_sent(answer: &wagate_evolution::messages::SentMessage, told: &Value) {
    assert_eq!(answer.id(), told["key"]["id"].as_str());
    let key = answer.key.as_ref().unwrap();
    assert_eq!(key.remote_jid.as_deref(), told["key"]["remoteJid"].as_str());
    assert_eq!(key.from_me, Some(true));
    assert_eq!(answer.status.as_deref(), told["status"].as_str());
    assert_eq!(answer.message_type.as_deref(), told["messageType"].as_str());
    assert_eq!(answer.push_name.as_deref(), told["pushName"].as_str());
    assert!(answer.message_timestamp.is_some());
}

/// From now on the server gives the recorded answer.
async fn serve(server: &MockServer, told: &Told, status: u16) {
    server.reset().await;
    let response = ResponseTemplate::new(status).set_body_json(&told.body);
    Mock::given(any()).respond_with(response).mount(server).await;
}

/// The request that came must be the recorded one.
async fn check_request(server: &MockServer, exchange: &Exchange) {
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1, "{}", exchange.name);
    let (method, path, key) = line(&requests[0]);
    // The recording's client leaves this sign in a query as it is; both ways mean the same.
    let path = path.replace("%40", "@");
    assert_eq!((&*method, &*path), (exchange.method(), exchange.path()), "{}", exchange.name);
    assert_eq!(key, exchange.key(), "{}", exchange.name);
    match &exchange.request.body {
        Value::Null => assert!(requests[0].body.is_empty(), "{}", exchange.name),
        Value::String(text) => assert_eq!(requests[0].body, text.as_bytes(), "{}", exchange.name),
        json => assert_eq!(body(&requests[0]), *json, "{}", exchange.name),
    }
}

#[tokio::test]
async fn every_recorded_exchange_means_what_the_server_meant() {
    let server = MockServer::start().await;
    let (mut typed, mut raw, mut forms, mut others) = (0, 0, 0, 0);
    let mut skipped = BTreeMap::<&str, usize>::new();
    for exchange in RECORDED.lines().map(|line| serde_json::from_str::<Exchange>(line).unwrap()) {
        let operation = match exchange.way() {
            None => {
                others += 1;
                continue;
            }
            Some(Way::Skip(reason)) => {
                *skipped.entry(reason).or_default() += 1;
                continue;
            }
            Some(Way::Typed(operation)) => {
                typed += 1;
                serve(&server, &exchange.response, exchange.status()).await;
                operation
            }
            Some(Way::Form(operation)) => {
                forms += 1;
                serve(&server, &exchange.response, exchange.status()).await;
                let result = Clients::of(&server, &exchange).call(operation, &exchange.response.body).await;
                check_result(&exchange, result);
                let requests = server.received_requests().await.unwrap();
                let (method, path, _) = line(&requests[0]);
                assert_eq!((&*method, &*path), (exchange.method(), exchange.path()), "{}", exchange.name);
                continue;
            }
            Some(Way::Raw(stand_in)) => {
                raw += 1;
                serve(&server, &exchange.response, exchange.status()).await;
                let result = Clients::of(&server, &exchange).raw(&exchange).await;
                assert_eq!(result.is_err(), exchange.expected().is_some(), "{}", exchange.name);
                check_request(&server, &exchange).await;
                serve(&server, &exchange.response, exchange.status()).await;
                let result = Clients::of(&server, &exchange).call(stand_in, &exchange.response.body).await;
                check_result(&exchange, result);
                continue;
            }
        };
        let result = Clients::of(&server, &exchange).call(operation, &exchange.response.body).await;
        check_result(&exchange, result);
        check_request(&server, &exchange).await;
    }
    println!(
        "recorded: {typed} by type, {raw} raw, {forms} forms, {skipped:?} skipped, {others} of other routes or directions"
    );
    assert!(typed >= 155 && raw >= 15 && forms == 2 && typed + raw >= 170, "{typed} {raw}");
    assert_eq!(typed + raw + forms + skipped.values().sum::<usize>() + others, RECORDED.lines().count());
}

fn check_result(exchange: &Exchange, result: Result<(), Error>) {
    match (exchange.expected(), result) {
        (None, result) => result.unwrap_or_else(|error| panic!("{}: {error}", exchange.name)),
        (Some(_), Ok(())) => panic!("{}: a failure was taken for success", exchange.name),
        (Some((expected, outcome)), Err(error)) => {
            assert_eq!((error.kind(), error.outcome()), (expected, outcome), "{}: {error}", exchange.name);
            let said = error.provider_message().unwrap_or_default();
            assert!(said.contains(&exchange.words()), "{}: {said}", exchange.name);
        }
    }
}
