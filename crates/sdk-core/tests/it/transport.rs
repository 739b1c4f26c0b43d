//! The transport over real sockets: what is certain, what is not.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::ring};
use url::Url;
use wagate_sdk_core::transport::{
    Body, HyperTransport, Request, ReqwestTransport, Transport, TransportFailure, Upgrade,
};

fn request(url: &str, body: Body) -> Request {
    Request::new(Method::POST, Url::parse(url).unwrap(), HeaderMap::new(), body)
}

/// What holds of one holds of the other.
fn transports() -> [Arc<dyn Transport>; 2] {
    let connecting = Duration::from_millis(300);
    [
        Arc::new(HyperTransport::builder().connect_timeout(connecting).build().unwrap()),
        Arc::new(ReqwestTransport::builder().connect_timeout(connecting).build().unwrap()),
    ]
}

/// The failure of a request by either.
async fn failure(url: &str) -> TransportFailure {
    let [one, other] = transports().map(async |transport| {
        let error = transport.execute(request(url, Body::empty())).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        error.failure()
    });
    let (one, other) = (one.await, other.await);
    assert_eq!(one, other);
    one
}

/// A server that answers every connection by `serve`, once it has read a request's head.
async fn serve<F, Fut>(serve: F) -> String
where
    F: Fn(String, TcpStream) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match socket.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            serve(String::from_utf8(head).unwrap_or_default(), socket).await;
        }
    });
    format!("http://{address}/path?token=s3cret")
}

async fn write(mut socket: TcpStream, text: &str) {
    let _ = socket.write_all(text.as_bytes()).await;
    let _ = socket.shutdown().await;
}

#[tokio::test]
async fn a_refused_connection_is_before_sending() {
    // Bound and never listening: whoever connects is refused.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}/?token=s3cret", socket.local_addr().unwrap());
    assert_eq!(failure(&url).await, TransportFailure::Connect);
}

#[tokio::test]
async fn a_cut_and_a_stalled_tls_handshake_are_before_sending() {
    for cuts in [true, false] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}/?token=s3cret", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((mut socket, _)) = listener.accept().await {
                let _ = socket.read(&mut [0; 32]).await;
                if !cuts {
                    open.push(socket);
                }
            }
        });
        assert_eq!(failure(&url).await, TransportFailure::Connect, "cuts: {cuts}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_is_not() {
    let closed = serve(|_, socket| async move { drop(socket) }).await;
    assert_eq!(failure(&closed).await, TransportFailure::Broken);

    let half = serve(|_, socket| write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")).await;
    for transport in transports() {
        let response = transport.execute(request(&half, Body::empty())).await.unwrap();
        let error = response.body.collect(100).await.unwrap_err();
        assert_eq!(error.failure(), TransportFailure::Broken);
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

#[tokio::test]
async fn a_redirect_is_answered_not_followed() {
    let url = serve(|_, socket| {
        write(
            socket,
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
        )
    })
    .await;
    for transport in transports() {
        let response = transport.execute(request(&url, Body::empty())).await.unwrap();
        assert_eq!(response.status, 307);
    }
}

/// The gzip of "hello", by `gzip -n`.
const GZIP: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00,
    0x86, 0xa6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
];

#[tokio::test]
async fn a_compressed_answer_is_asked_for_and_read() {
    for (bytes, read) in [(GZIP, Some("hello")), (&[], Some("")), (&GZIP[..20], None)] {
        let url = serve(move |head, mut socket| async move {
            assert!(head.to_ascii_lowercase().contains("accept-encoding: gzip\r\n"), "{head}");
            let length = bytes.len();
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n");
            socket.write_all(&[head.as_bytes(), bytes].concat()).await.unwrap();
        })
        .await;
        for transport in transports() {
            let response = transport.execute(request(&url, Body::empty())).await.unwrap();
            if !bytes.is_empty() {
                assert!(!response.headers.contains_key("content-encoding"));
                assert!(!response.headers.contains_key("content-length"));
            }
            match (response.body.collect(10).await, read) {
                (Ok(body), Some(text)) => assert_eq!(body, text),
                (Err(error), None) => assert_eq!(error.failure(), TransportFailure::Broken),
                (answer, _) => panic!("{answer:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_scheme_that_is_not_http_is_before_sending() {
    assert_eq!(failure("ftp://127.0.0.1/?token=s3cret").await, TransportFailure::Request);
}

#[tokio::test]
async fn a_stream_goes_out_with_its_length() {
    let url = serve(|head, socket| async move {
        let text = head.to_ascii_lowercase();
        let found = text.contains("content-length: 6") && !text.contains("transfer-encoding");
        write(
            socket,
            if found { "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n" } else { "HTTP/1.1 400 No\r\n\r\n" },
        )
        .await;
    })
    .await;
    let body = Body::stream(6, HeaderValue::from_static("text/plain"), || {
        Box::pin(futures_util::stream::iter([Ok("abc".into()), Ok("def".into())]))
    });
    for transport in transports() {
        let response = transport.execute(request(&url, body.clone())).await.unwrap();
        assert_eq!(response.status, 200);
    }
}

#[tokio::test]
async fn a_connection_can_be_upgraded() {
    let url = serve(|_, mut socket| async move {
        let head =
            "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\nx-a: b\r\n\r\n";
        socket.write_all(head.as_bytes()).await.unwrap();
        let mut word = [0; 5];
        socket.read_exact(&mut word).await.unwrap();
        socket.write_all(&word).await.unwrap();
    })
    .await;
    for transport in transports() {
        let mut asking = request(&url, Body::empty());
        asking.method = Method::GET;
        asking.headers.insert("connection", HeaderValue::from_static("upgrade"));
        asking.headers.insert("upgrade", HeaderValue::from_static("echo"));
        let Upgrade::Switched(headers, mut connection) = transport.upgrade(asking).await.unwrap() else {
            panic!("not switched");
        };
        assert_eq!(headers["x-a"], "b");
        connection.write_all(b"hello").await.unwrap();
        let mut word = [0; 5];
        connection.read_exact(&mut word).await.unwrap();
        assert_eq!(&word, b"hello");
    }
}

#[tokio::test]
async fn an_upgrade_that_is_refused_is_an_answer() {
    let url = serve(|_, socket| write(socket, "HTTP/1.1 401 No\r\ncontent-length: 2\r\n\r\nno")).await;
    for transport in transports() {
        let Upgrade::Refused(response) = transport.upgrade(request(&url, Body::empty())).await.unwrap()
        else {
            panic!("switched");
        };
        assert_eq!(response.body.collect(10).await.unwrap(), "no");
    }
}

/// A TLS server with a certificate of its own; its root in PEM.
async fn tls_server() -> (String, String) {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let pem = certified.cert.pem();
    let key = certified.signing_key.serialize_der().try_into().unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/?token=s3cret", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(socket).await else { return };
                let _ = stream.read(&mut [0; 1024]).await;
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi").await;
            });
        }
    });
    (url, pem)
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_named_as_such() {
    let (url, _) = tls_server().await;
    assert_eq!(failure(&url).await, TransportFailure::Certificate);
}

#[tokio::test]
async fn an_extra_root_is_trusted() {
    let (url, pem) = tls_server().await;
    let pem = pem.as_bytes();
    let transports: [Arc<dyn Transport>; 2] = [
        Arc::new(HyperTransport::builder().root_certificate_pem(pem).build().unwrap()),
        Arc::new(ReqwestTransport::builder().root_certificate_pem(pem).build().unwrap()),
    ];
    for transport in transports {
        let response = transport.execute(request(&url, Body::empty())).await.unwrap();
        assert_eq!(response.body.collect(10).await.unwrap(), "hi");
    }
    assert!(HyperTransport::builder().root_certificate_pem(b"no certificate").build().is_err());
    assert!(ReqwestTransport::builder().root_certificate_pem(b"no certificate").build().is_err());
}

#[tokio::test]
async fn a_clientbuilder_of_the_callers_stays_safe() {
    let url = serve(|_, socket| {
        write(socket, "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n")
    })
    .await;
    let unsafe_settings = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
    let transport = ReqwestTransport::builder().reqwest(unsafe_settings).build().unwrap();
    assert_eq!(transport.execute(request(&url, Body::empty())).await.unwrap().status, 302);
}
