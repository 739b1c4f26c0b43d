//! The gateway of [`Pigeon`](super::adapter::Pigeon), in a few lines of HTTP.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::bench::Reached;

/// What the gateway does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Good,
    /// It sends, and its answer is lost.
    LosesAnswers,
    /// It answers with this status, before it does anything.
    Refuses(u16),
}

/// The gateway: what reached it, and what it sent.
#[derive(Debug, Clone)]
pub(crate) struct Loft {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    token: String,
    requests: usize,
    flown: Vec<Value>,
    mood: Mood,
}

impl Loft {
    pub(crate) async fn open(token: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = State { token: token.to_owned(), requests: 0, flown: Vec::new(), mood: Mood::Good };
        let loft = Self { url, state: Arc::new(Mutex::new(state)) };
        let state = loft.state.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(serve(connection, state.clone()));
            }
        });
        loft
    }

    pub(crate) fn set_mood(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    pub(crate) fn flown(&self) -> Vec<Value> {
        self.state.lock().unwrap().flown.clone()
    }
}

impl Reached for Loft {
    fn reached(&self) -> usize {
        self.state.lock().unwrap().requests
    }
}

/// One request, one answer.
async fn serve(mut connection: TcpStream, state: Arc<Mutex<State>>) {
    let mut read = Vec::new();
    let (head, body) = loop {
        if connection.read_buf(&mut read).await.unwrap_or(0) == 0 {
            return;
        }
        let text = String::from_utf8_lossy(&read).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            break (head.to_owned(), body.to_owned());
        }
    };
    let Some(answer) = answer(&state, &head, &body) else { return };
    let (status, body) = answer;
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Whatever\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    let _ = connection.write_all((head + &body).as_bytes()).await;
}

fn answer(state: &Mutex<State>, head: &str, body: &str) -> Option<(u16, String)> {
    let mut state = state.lock().unwrap();
    state.requests += 1;
    let path = head.split(' ').nth(1).unwrap_or_default();
    if let Mood::Refuses(status) = state.mood {
        return Some((status, format!("refused, {}", state.token)));
    }
    let route = path.strip_prefix(&format!("/bot{}", state.token))?;
    match route {
        "/perch" => Some((200, json!({ "awake": true }).to_string())),
        "/send" => {
            state.flown.push(serde_json::from_str(body).unwrap());
            let id = format!("pigeon-{}", state.flown.len());
            (state.mood == Mood::Good).then(|| (200, json!({ "id": id }).to_string()))
        }
        _ => Some((404, "no such route".to_owned())),
    }
}
