//! Files out of answers: whole or not at all.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use http::{HeaderMap, Method, StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use wagate_sdk_core::adapter::{Endpoint, FileAt, Ignored, Path, Safety, Shared, TimeoutClass};
use wagate_sdk_core::transport::{Request, Response, ResponseBody, Transport, TransportError, Upgrade};
use wagate_sdk_core::{Destination, Error, InstanceClient, InstanceToken, Outcome, RetryPolicy};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::toy::Toy;

struct GetFile;

impl Endpoint for GetFile {
    type Provider = Toy;
    type Scope = Shared;
    type Response = Ignored;

    const NAME: &'static str = "file";
    const METHOD: Method = Method::GET;
    const SAFETY: Safety = Safety::ReadOnly;
    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/file");
    }
}

const FILE: FileAt = FileAt::member(&["base64"]).named_by(&["about", "name"]).typed_by(&["about", "type"]);

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("wagate-download-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("receipt.png")
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn line(url: &str) -> InstanceClient<Toy> {
    InstanceClient::builder("shop", InstanceToken::new("toy-token").unwrap())
        .base_url(url)
        .retry(RetryPolicy::default().first_backoff(Duration::from_millis(1)))
        .build()
        .unwrap()
}

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

fn good() -> ResponseTemplate {
    let about = json!({ "name": "receipt.png", "type": "image/png" });
    ResponseTemplate::new(200).set_body_json(json!({ "about": about, "base64": "iVBORw0KGgo=", "more": [1] }))
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

#[tokio::test]
async fn a_file_goes_to_memory_or_to_the_disk_and_what_stands_beside_it_is_kept() {
    let folder = Folder::new("good");
    let server = answering(good()).await;
    std::fs::write(folder.file(), "an older one").unwrap();
    for to in [Destination::memory(), Destination::file(folder.file())] {
        let answer = line(&server.uri()).fetch_file(GetFile, FILE, to).await.unwrap();
        let file = answer.value;
        assert_eq!(
            (file.file_name.as_deref(), file.media_type.as_deref()),
            (Some("receipt.png"), Some("image/png"))
        );
        assert_eq!(file.length, 8);
        let saved = file.saved.path().map(|path| std::fs::read(path).unwrap());
        assert_eq!(file.saved.bytes().map(|bytes| bytes.to_vec()).or(saved).unwrap(), PNG);
        let beside: serde_json::Value = file.about.json().unwrap();
        assert_eq!((&beside["base64"], &beside["more"]), (&json!(""), &json!([1])));
    }
    assert_eq!(folder.names(), ["receipt.png"]);
}

#[tokio::test]
async fn a_body_that_is_the_file_has_the_answers_media_type() {
    let server = answering(ResponseTemplate::new(200).set_body_raw(PNG, "image/png")).await;
    let answer = line(&server.uri()).fetch_file(GetFile, FileAt::BODY, Destination::memory()).await.unwrap();
    assert_eq!(answer.value.media_type.as_deref(), Some("image/png"));
    assert_eq!(answer.value.saved.bytes().unwrap(), PNG);
}

#[tokio::test]
async fn a_url_is_fetched_without_the_gateways_credential() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(502)).up_to_n_times(1).mount(&server).await;
    let file = ResponseTemplate::new(200).set_body_raw(PNG, "image/png");
    Mock::given(any()).respond_with(file).mount(&server).await;
    let url = |text: String| text.parse::<url::Url>().unwrap();
    let signed = url(format!("{}/a%20b.png?signature=a%2Bb+c&x", server.uri()));
    // The gateway itself may hand out such URLs: no credential goes there either.
    let line = line(&server.uri());
    let file = line.fetch_url(signed.clone(), Destination::memory()).await.unwrap().value;
    assert_eq!((file.saved.bytes().unwrap().as_ref(), file.media_type.as_deref()), (PNG, Some("image/png")));
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    for request in requests {
        // Nothing of a signed URL is written anew.
        assert_eq!((request.url.path(), request.url.query()), (signed.path(), signed.query()));
        assert!(!request.headers.contains_key("key"), "{:?}", request.headers);
        assert_eq!(request.headers["accept"], "*/*");
    }
    let error =
        line.fetch_url(url("file:///etc/passwd".to_owned()), Destination::memory()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");

    let away = ResponseTemplate::new(302).insert_header("location", "https://example.com/?s3cret");
    let server = answering(away).await;
    let error = line.fetch_url(url(server.uri()), Destination::memory()).await.unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[tokio::test]
async fn until_its_head_came_it_is_a_call_as_any_other() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(503)).up_to_n_times(1).mount(&server).await;
    Mock::given(any()).respond_with(good()).mount(&server).await;
    let answer = line(&server.uri()).fetch_file(GetFile, FILE, Destination::memory()).await.unwrap();
    assert_eq!(answer.value.length, 8);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);

    let server = answering(ResponseTemplate::new(401).set_body_string("no")).await;
    let error = line(&server.uri()).fetch_file(GetFile, FILE, Destination::memory()).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!((error.outcome(), error.provider_message()), (Outcome::Refused, Some("no")));
}

#[tokio::test]
async fn what_is_no_file_leaves_nothing_behind() {
    let folder = Folder::new("bad");
    let long = Destination::file(folder.file()).at_most(7);
    let disk = || Destination::file(folder.file());
    let json =
        |text: &str| ResponseTemplate::new(200).set_body_raw(text.as_bytes().to_vec(), "application/json");
    for (answer, to) in [
        (json(r#"{"base64":"!"}"#), disk()),
        (json(r#"{"base64":""}"#), disk()),
        (json(r#"{"base64":null}"#), disk()),
        (json(r#"{"nothing":1}"#), disk()),
        (json("<html>"), disk()),
        (json(r#"{"base64":"AAAA",}"#), disk()),
        (good(), long),
        (good(), Destination::memory().at_most(7)),
    ] {
        let server = answering(answer).await;
        let error = line(&server.uri()).fetch_file(GetFile, FILE, to).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(folder.names(), [""; 0]);
    }
    let server = answering(json(r#"{"success":false,"error":"gone"}"#)).await;
    let error = line(&server.uri()).fetch_file(GetFile, FILE, disk()).await.unwrap_err();
    assert!(!matches!(error, Error::Decode(_)), "the gateway says that it failed: {error:?}");
}

#[tokio::test]
async fn a_destination_that_cannot_be_written_to_is_told_before_anything_leaves() {
    let folder = Folder::new("nowhere");
    let server = answering(good()).await;
    for path in [folder.0.join("missing/receipt.png"), folder.0.clone(), PathBuf::from("/")] {
        let to = Destination::file(path);
        let error = line(&server.uri()).fetch_file(GetFile, FILE, to).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_an_error_and_leaves_no_part() {
    let folder = Folder::new("broken");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let _ = socket.read(&mut [0; 4096]).await;
            let half = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n{{\"base64\":\"{}",
                "A".repeat(400_000)
            );
            let _ = socket.write_all(half.as_bytes()).await;
        }
    });
    let error = line(&url).fetch_file(GetFile, FILE, Destination::file(folder.file())).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.is_transient());
    assert_eq!(folder.names(), [""; 0]);
}

/// Answers with the beginning of a file, and nothing more.
#[derive(Debug)]
struct Stalls;

impl Transport for Stalls {
    fn execute(&self, _: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let begun = futures_util::stream::iter([Ok(Bytes::from_static(br#"{"base64":"AAAA"#))]);
        let body = ResponseBody::new(begun.chain(futures_util::stream::pending()));
        Box::pin(async move { Ok(Response::new(StatusCode::OK, HeaderMap::new(), body)) })
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        Box::pin(async move { self.execute(request).await.map(Upgrade::Refused) })
    }
}

fn stalling() -> InstanceClient<Toy> {
    InstanceClient::builder("shop", InstanceToken::new("toy-token").unwrap())
        .transport(Arc::new(Stalls))
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_stands_still_ends_in_time() {
    let error = stalling().fetch_file(GetFile, FILE, Destination::memory()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(format!("{error:?}").contains("the download stalled"), "{error:?}");
}

#[tokio::test]
async fn a_dropped_download_leaves_no_part() {
    let folder = Folder::new("dropped");
    let line = stalling();
    let mut download = Box::pin(line.fetch_file(GetFile, FILE, Destination::file(folder.file())));
    let has_part = |path: &FilePath| std::fs::read_dir(path).unwrap().count() == 1;
    while !has_part(&folder.0) {
        let _ = tokio::time::timeout(Duration::from_millis(5), &mut download).await;
    }
    drop(download);
    assert_eq!(folder.names(), [""; 0]);
}
