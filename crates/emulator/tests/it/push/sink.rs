//! A receiver of webhooks.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, StatusCode, Uri};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// How long an event may take that has to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes everything that is posted to it.
pub(crate) struct Sink {
    url: String,
    posts: UnboundedReceiver<Post>,
    answers: Arc<Mutex<VecDeque<u16>>>,
}

/// What was posted.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
    pub(crate) body: Value,
}

#[derive(Clone)]
struct Taking {
    to: UnboundedSender<Post>,
    answers: Arc<Mutex<VecDeque<u16>>>,
}

impl Sink {
    pub(crate) async fn start() -> Self {
        let (to, posts) = unbounded_channel();
        let answers = Arc::<Mutex<VecDeque<u16>>>::default();
        let taking = Taking { to, answers: Arc::clone(&answers) };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(taking);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, posts, answers }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Answers the next post with this status. 200 unless told otherwise.
    pub(crate) fn answer(&self, status: u16) {
        self.answers.lock().unwrap().push_back(status);
    }

    /// The next post, which has to come.
    pub(crate) async fn next(&mut self) -> Post {
        tokio::time::timeout(PATIENCE, self.posts.recv()).await.unwrap().unwrap()
    }

    /// The member that names the event, of so many posts.
    pub(crate) async fn names(&mut self, member: &str, count: usize) -> Vec<String> {
        let mut names = Vec::new();
        for _ in 0..count {
            names.push(self.next().await.body[member].as_str().unwrap_or_default().to_owned());
        }
        names
    }
}

async fn take(State(taking): State<Taking>, uri: Uri, headers: HeaderMap, bytes: Bytes) -> StatusCode {
    let body = serde_json::from_slice(&bytes).unwrap_or_default();
    let _ = taking.to.send(Post { path: uri.path().to_owned(), headers, bytes, body });
    let status = taking.answers.lock().unwrap().pop_front().unwrap_or(200);
    StatusCode::from_u16(status).unwrap()
}
