use bytes::Bytes;
use http::uri::{Parts, PathAndQuery};
use http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::wire::{Send, for_gateway};
use super::{Gateway, drive, kept};
use crate::Result;
use crate::drive::{Load, Spent};

pub(super) async fn run(gateway: Gateway, base: &str, load: Load) -> Result<Spent> {
    for_gateway!(gateway, send(base, load))
}

async fn send<S: Send>(base: &str, load: Load) -> Result<Spent> {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let client = Client::builder(TokioExecutor::new()).build::<_, Full<Bytes>>(connector);
    let base = base.parse::<Uri>()?.into_parts();
    let path = S::path();
    let mut headers: HeaderMap = S::headers().into_iter().collect();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let (client, base, path, headers) = kept((client, base, path, headers));
    drive(load, move || async move {
        let mut uri = Parts::default();
        uri.scheme.clone_from(&base.scheme);
        uri.authority.clone_from(&base.authority);
        uri.path_and_query = Some(PathAndQuery::try_from(path.as_str())?);
        let body = serde_json::to_vec(&S::request())?;
        let mut request = Request::new(Full::new(Bytes::from(body)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_parts(uri)?;
        *request.headers_mut() = headers.clone();
        let response = client.request(request).await?;
        if !response.status().is_success() {
            return Err("refused".into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        let answer: S::Answer = serde_json::from_str(std::str::from_utf8(&body)?)?;
        if S::good(&answer) { Ok(()) } else { Err("the answer tells of a failure".into()) }
    })
    .await
}
