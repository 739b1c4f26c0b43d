//! Files on the wire: the same bytes whatever they come from, exactly as many as were announced.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde::Serialize;
use wagate_sdk_core::adapter::{Body, Endpoint, Form, Path, Safety, Shared, TimeoutClass};
use wagate_sdk_core::transport::ReqwestTransport;
use wagate_sdk_core::{AccountClient, AccountToken, Error, Media, Outcome, RetryPolicy, Timeouts, Upload};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::toy::{Number, Toy};

/// Sends a file inside JSON, or as a form.
#[derive(Serialize)]
struct SendFile {
    name: &'static str,
    file: Upload,
    #[serde(skip)]
    as_form: bool,
}

impl Endpoint for SendFile {
    type Provider = Toy;
    type Scope = Shared;
    type Response = Number;

    const NAME: &'static str = "file";
    const METHOD: Method = Method::POST;
    const SAFETY: Safety = Safety::AtMostOnce;
    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/file");
    }

    fn body(&self) -> Result<Body, Error> {
        if self.as_form {
            Form::new().text("name", self.name).with_file("file", &self.file)
        } else {
            Body::json_with_file(self, Some(&self.file))
        }
    }
}

async fn sending(media: &Media, as_form: bool) -> SendFile {
    SendFile { name: "Ana", file: media.open().await.unwrap(), as_form }
}

fn account(server: &MockServer) -> AccountClient<Toy> {
    AccountClient::builder(AccountToken::new("toy-token").unwrap())
        .base_url(server.uri())
        .retry(RetryPolicy::default().first_backoff(Duration::from_millis(1)))
        .timeouts(Timeouts::new().upload_stall(Duration::from_secs(2)))
        .transport(Arc::new(ReqwestTransport::new().unwrap()))
        .build()
        .unwrap()
}

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let good = ResponseTemplate::new(200).set_body_json(serde_json::json!({ "number": 7 }));
    Mock::given(any()).respond_with(good).mount(&server).await;
    server
}

/// A file on the disk that goes away with the test.
struct OnDisk(PathBuf);

impl OnDisk {
    fn new(bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("wagate-upload-{}.png", uuid()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn uuid() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Bytes that no two pieces of have in common.
fn content(length: usize) -> Bytes {
    (0..length).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect::<Vec<_>>().into()
}

/// The content in pieces of an odd size.
fn stream(bytes: Bytes) -> Media {
    Media::stream(bytes.len() as u64, move || {
        let pieces: Vec<_> = bytes.chunks(100_001).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        async move { Ok(futures_util::stream::iter(pieces)) }
    })
}

fn length(request: &Request) -> usize {
    request.headers["content-length"].to_str().unwrap().parse().unwrap()
}

/// What was sent, with the form's boundary named `B`.
fn sent(request: &Request) -> Vec<u8> {
    let told = request.headers["content-type"].to_str().unwrap();
    let Some(boundary) = told.strip_prefix("multipart/form-data; boundary=") else {
        return request.body.clone();
    };
    let body = String::from_utf8_lossy(&request.body).replace(boundary, "B");
    body.into_bytes()
}

#[tokio::test]
async fn bytes_a_file_and_a_stream_are_the_same_on_the_wire() {
    for size in [1, 192 * 1024, 700_001] {
        let bytes = content(size);
        let disk = OnDisk::new(&bytes);
        let named = |media: Media| media.named("a.png");
        let reader = bytes.clone();
        let sources = [
            named(Media::bytes(bytes.clone())),
            named(Media::file(&disk.0)),
            named(stream(bytes.clone())),
            named(Media::reader(size as u64, move || {
                let bytes = reader.clone();
                async move { Ok(io::Cursor::new(bytes)) }
            })),
        ];
        for as_form in [false, true] {
            let server = server().await;
            for media in &sources {
                account(&server).call(sending(media, as_form).await).await.unwrap();
            }
            let requests = server.received_requests().await.unwrap();
            for request in &requests {
                assert_eq!(length(request), request.body.len());
                assert!(!request.headers.contains_key("transfer-encoding"));
                assert!(sent(request) == sent(&requests[0]), "{size} bytes, as a form: {as_form}");
            }
            if !as_form {
                let json: serde_json::Value = serde_json::from_slice(&requests[0].body).unwrap();
                let decoded = wagate_sdk_core::wire::bytes(&json["file"]).unwrap();
                assert!(decoded.as_deref() == Some(&bytes[..]));
            }
        }
    }
}

#[tokio::test]
async fn a_file_that_shrank_is_no_success_and_one_that_grew_is_cut() {
    let bytes = content(700_000);
    for as_form in [false, true] {
        let disk = OnDisk::new(&bytes);
        let server = server().await;
        let send = sending(&Media::file(&disk.0), as_form).await;
        std::fs::write(&disk.0, &bytes[..500_000]).unwrap();
        let error = account(&server).call(send).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        // Bytes had left, so it is not claimed that the gateway did nothing; and it is not sent again.
        assert_eq!((error.outcome(), error.context().attempts()), (Outcome::Unknown, 1));
        assert!(format!("{error:?}").contains("bytes before its announced length"), "{error:?}");
        assert!(server.received_requests().await.unwrap().is_empty(), "no whole request came");

        let send = sending(&Media::file(&disk.0).named("a.png"), as_form).await;
        std::fs::write(&disk.0, &bytes).unwrap();
        account(&server).call(send).await.unwrap();
        let as_announced = Media::bytes(bytes.slice(..500_000)).named("a.png");
        account(&server).call(sending(&as_announced, as_form).await).await.unwrap();
        let requests = server.received_requests().await.unwrap();
        assert!(sent(&requests[0]) == sent(&requests[1]), "as a form: {as_form}");
    }
}

#[tokio::test]
async fn a_stream_is_opened_again_for_a_send_that_was_refused_and_for_no_other() {
    let bytes = content(400_000);
    for (status, opened) in [(429, 2), (500, 1)] {
        let server = MockServer::start().await;
        let refused = ResponseTemplate::new(status)
            .insert_header("x-ratelimit-remaining", "0")
            .insert_header("retry-after", "0");
        Mock::given(any()).respond_with(refused).up_to_n_times(1).with_priority(1).mount(&server).await;
        let good = ResponseTemplate::new(200).set_body_json(serde_json::json!({ "number": 7 }));
        Mock::given(any()).respond_with(good).mount(&server).await;

        let count = Arc::new(AtomicUsize::new(0));
        let (counted, given) = (count.clone(), bytes.clone());
        let media = Media::reader(bytes.len() as u64, move || {
            counted.fetch_add(1, Ordering::Relaxed);
            let bytes = given.clone();
            async move { Ok(io::Cursor::new(bytes)) }
        });
        let result = account(&server).call(sending(&media, false).await).await;
        assert_eq!((count.load(Ordering::Relaxed), result.is_ok()), (opened, opened == 2));
        let requests = server.received_requests().await.unwrap();
        assert_eq!(requests.len(), opened);
        assert!(requests.iter().all(|request| request.body == requests[0].body));
    }
}

#[tokio::test]
async fn a_source_that_fails_or_stands_still_breaks_the_send() {
    let server = server().await;
    let fails = Media::stream(500_000, || async {
        let broken = io::Error::other("the archive is damaged");
        Ok(futures_util::stream::iter([Ok(content(300_000)), Err(broken)]))
    });
    let error = account(&server).call(sending(&fails, false).await).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(format!("{error:?}").contains("the archive is damaged"), "{error:?}");

    let unopened = Media::reader(5, || async { Err::<&[u8], _>(io::Error::other("locked")) });
    assert!(account(&server).call(sending(&unopened, true).await).await.is_err());

    let stands_still = Media::stream(500_000, || async {
        use futures_util::StreamExt as _;
        Ok(futures_util::stream::iter([Ok(content(300_000))]).chain(futures_util::stream::pending()))
    });
    let error = account(&server).call(sending(&stands_still, false).await).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(format!("{error:?}").contains("the upload stalled"), "{error:?}");
    assert!(server.received_requests().await.unwrap().is_empty());
}
