//! A small HTTP server that webhooks are posted to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

pub(crate) struct Receiver {
    url: String,
    answers: Arc<Mutex<VecDeque<u16>>>,
    came: UnboundedReceiver<Posted>,
}

pub(crate) struct Posted {
    pub(crate) authorization: Option<String>,
    pub(crate) body: Value,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (to, came) = unbounded_channel();
        let answers: Arc<Mutex<VecDeque<u16>>> = Arc::default();
        let next = Arc::clone(&answers);
        let router = Router::new().fallback(async move |headers: HeaderMap, body: Bytes| {
            let authorization = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
            to.send(Posted { authorization, body: serde_json::from_slice(&body).unwrap() }).unwrap();
            StatusCode::from_u16(next.lock().unwrap().pop_front().unwrap_or(200)).unwrap()
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, answers, came }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The status of the next answer; 200 when none was said.
    pub(crate) fn answer(&self, status: u16) {
        self.answers.lock().unwrap().push_back(status);
    }

    pub(crate) async fn next(&mut self) -> Posted {
        self.came.recv().await.unwrap()
    }
}
