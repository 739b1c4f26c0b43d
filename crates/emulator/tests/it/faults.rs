//! Faults, and what the emulator remembers of the requests they hit.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::json;
use wagate_emulator::{Emulator, Fault, FaultRule, Gateway};

use crate::client::{Answer, Client};

struct Line {
    emulator: Emulator,
    account: Client,
}

impl Line {
    /// An emulator with an instance that is online.
    async fn new() -> Self {
        let emulator = Emulator::start().await.unwrap();
        let token = emulator.credentials().ryze_account_token.clone();
        let account = Client::new(&emulator, Gateway::Ryze).with("token", token);
        account.post("/api/instance/new", json!({ "name": "sales" })).await;
        emulator.scan(Gateway::Ryze, "sales");
        emulator.clear_requests();
        Self { emulator, account }
    }

    fn fault(&self, rule: FaultRule) {
        self.emulator.fault(Gateway::Ryze, rule);
    }

    async fn send(&self) -> reqwest::Result<Answer> {
        let text = json!({ "number": "5511999990000", "message": "Hello" });
        self.account.call(Method::POST, "/api/message/text/sales", Some(text)).await
    }

    fn sent(&self) -> usize {
        self.emulator.ledger().len()
    }
}

#[tokio::test]
async fn a_connection_is_cut_without_an_answer() {
    let line = Line::new().await;
    line.fault(FaultRule::new(Fault::CloseAfterReading).on("message.text"));
    line.fault(FaultRule::new(Fault::CloseAfterReading).on("message.text").acting(true));
    assert!(line.send().await.is_err());
    assert_eq!(line.sent(), 0);
    assert!(line.send().await.is_err());
    assert_eq!(line.sent(), 1);
    assert_eq!(line.send().await.unwrap().code(), 200);
    assert_eq!((line.sent(), line.emulator.requests().len()), (2, 3));
}

#[tokio::test]
async fn half_an_answer_has_its_status_and_ends_early() {
    let line = Line::new().await;
    line.fault(FaultRule::new(Fault::HalfAnswer).on_any_send());
    line.fault(FaultRule::new(Fault::HalfAnswer).on_any_send().acting(false));
    let http = crate::client::http();
    for sent in [1, 1] {
        let mut answer = http
            .post(format!("{}/api/message/text/sales", line.emulator.base_url(Gateway::Ryze)))
            .header("token", &line.emulator.credentials().ryze_account_token)
            .body(json!({ "number": "5511999990000", "message": "Hello" }).to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        let promised = usize::try_from(answer.content_length().unwrap()).unwrap();
        let mut got = 0;
        let ended = loop {
            match answer.chunk().await {
                Ok(Some(chunk)) => got += chunk.len(),
                ended => break ended,
            }
        };
        assert!(ended.is_err());
        assert_eq!(got, promised / 2);
        assert_eq!(line.sent(), sent);
    }
}

#[tokio::test]
async fn a_stalled_answer_never_comes() {
    let line = Line::new().await;
    line.fault(FaultRule::new(Fault::Stall).on("message.text").acting(true));
    tokio::select! {
        answer = line.send() => panic!("{answer:?}"),
        () = line.emulator.until(|emulator| emulator.ledger().len() == 1) => {}
    }
    assert_eq!(line.send().await.unwrap().code(), 200);
}

#[tokio::test]
async fn a_slow_answer_is_the_normal_one() {
    let line = Line::new().await;
    let wait = Duration::from_millis(30);
    for acting in [false, true] {
        line.fault(FaultRule::new(Fault::Slow(wait)).acting(acting));
        let began = std::time::Instant::now();
        assert_eq!(line.send().await.unwrap().text("/status"), "sent");
        assert!(began.elapsed() >= wait);
    }
    assert_eq!(line.sent(), 2);
}

#[tokio::test]
async fn another_answer_takes_the_place_of_the_normal_one() {
    let line = Line::new().await;
    let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, HeaderValue::from_static("7"))]);
    let status = StatusCode::TOO_MANY_REQUESTS;
    line.fault(FaultRule::new(Fault::Status { status, headers, body: "{}".into() }));
    line.fault(FaultRule::new(Fault::status(StatusCode::BAD_GATEWAY, "down")).acting(true));
    line.fault(FaultRule::new(Fault::Undecodable));
    line.fault(FaultRule::new(Fault::Redirect("http://127.0.0.1:9/elsewhere".to_owned())));
    line.fault(FaultRule::new(Fault::ErrorInside(r#"{"success":false}"#.into())));

    let limited = line.send().await.unwrap();
    assert_eq!((limited.code(), limited.number("retry-after"), line.sent()), (429, Some(7), 0));
    let down = line.send().await.unwrap();
    assert_eq!((down.code(), down.text(""), line.sent()), (502, "down", 1));
    let page = line.send().await.unwrap();
    assert_eq!((page.code(), line.sent()), (200, 2));
    assert!(page.text("").starts_with("<html>"));
    let moved = line.send().await.unwrap();
    assert_eq!(moved.code(), 307);
    assert_eq!(moved.headers["location"], "http://127.0.0.1:9/elsewhere");
    let inside = line.send().await.unwrap();
    assert_eq!((inside.code(), inside.body["success"].clone(), line.sent()), (200, json!(false), 2));
}

#[tokio::test]
async fn a_rule_hits_what_it_names_as_often_as_it_says() {
    let line = Line::new().await;
    let refuse = || FaultRule::new(Fault::status(StatusCode::IM_A_TEAPOT, "{}"));
    line.fault(refuse().on("instance.list").times(2));
    line.emulator.fault(Gateway::Vzaps, refuse().always());
    assert_eq!(line.send().await.unwrap().code(), 200);
    let mut codes = Vec::new();
    for _ in 0..3 {
        codes.push(line.account.get("/api/instance/list").await.code());
    }
    assert_eq!(codes, [418, 418, 200]);

    line.fault(refuse().on_any_send().always());
    assert_eq!(line.account.get("/api/instance/list").await.code(), 200);
    for _ in 0..3 {
        assert_eq!(line.send().await.unwrap().code(), 418);
    }
    line.emulator.clear_faults();
    assert_eq!(line.send().await.unwrap().code(), 200);
    line.fault(refuse().on_any());
    assert_eq!(line.account.get("/nowhere").await.code(), 418);
}

#[tokio::test]
async fn requests_are_seen_whole_and_shown_without_values() {
    let line = Line::new().await;
    line.send().await.unwrap();
    line.account.get("/api/nowhere?a=b").await;
    let seen = line.emulator.requests();
    assert_eq!(seen.len(), 2);
    assert_eq!((seen[0].path.as_str(), seen[0].endpoint), ("/api/message/text/sales", Some("message.text")));
    assert!(seen[0].headers.contains_key("token"));
    assert!(seen[0].body.starts_with(b"{"));
    assert_eq!((seen[1].query.as_deref(), seen[1].endpoint), (Some("a=b"), None));
    let token = &line.emulator.credentials().ryze_account_token;
    assert!(!format!("{seen:?} {:?} {:?}", line.emulator, line.emulator.credentials()).contains(token));
}

#[tokio::test]
async fn a_dropped_emulator_frees_its_ports() {
    let line = Line::new().await;
    let address = line.emulator.base_url(Gateway::Ryze).replace("http://", "");
    let Line { emulator, account } = line;
    drop(emulator);
    // The accept loop ends with its next poll, so the port may take a moment; each attempt lets it run.
    while tokio::net::TcpListener::bind(&address).await.is_err() {
        tokio::task::yield_now().await;
    }
    assert!(account.call(Method::GET, "/health", None).await.is_err());
}
