//! The property that matters most: every kind of send × every way to fail × every policy. The gateway's ledger holds at most one, and the error's outcome agrees with it.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::StreamExt;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpSocket};
use wagate::{
    Address, ClientBuilder, Error, InstanceClient, MediaSource, MessageKind, Outcome, RetryPolicy,
    SendOption, Sent, Timeouts,
};
use wagate_emulator::{Emulator, Fault, FaultRule, Gateway};

use crate::bench::{Bench, phone, report, shown, shown_error};
use crate::samples::{message, sources};

/// The ways to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Refused,
    TlsCut,
    ClosedAfterReading {
        acted: bool,
    },
    HalfAnswer {
        acted: bool,
    },
    NeverAnswers {
        acted: bool,
    },
    Status500 {
        acted: bool,
    },
    Status503RetryAfter {
        acted: bool,
    },
    Undecodable,
    LimitedWithProof {
        forever: bool,
    },
    LimitedWithoutProof {
        acted: bool,
    },
    RedirectedElsewhere,
    ErrorInside {
        acted: bool,
    },
    /// A 4xx in words that no document knows.
    Foreign {
        status: u16,
        acted: bool,
    },
}

const MODES: &[Mode] = &[
    Mode::Refused,
    Mode::TlsCut,
    Mode::ClosedAfterReading { acted: false },
    Mode::ClosedAfterReading { acted: true },
    Mode::HalfAnswer { acted: false },
    Mode::HalfAnswer { acted: true },
    Mode::NeverAnswers { acted: false },
    Mode::NeverAnswers { acted: true },
    Mode::Status500 { acted: false },
    Mode::Status500 { acted: true },
    Mode::Status503RetryAfter { acted: false },
    Mode::Status503RetryAfter { acted: true },
    Mode::Undecodable,
    Mode::LimitedWithProof { forever: false },
    Mode::LimitedWithProof { forever: true },
    Mode::LimitedWithoutProof { acted: false },
    Mode::LimitedWithoutProof { acted: true },
    Mode::RedirectedElsewhere,
    Mode::ErrorInside { acted: false },
    Mode::ErrorInside { acted: true },
    Mode::Foreign { status: 400, acted: false },
    Mode::Foreign { status: 400, acted: true },
    Mode::Foreign { status: 404, acted: true },
    Mode::Foreign { status: 409, acted: true },
    Mode::Foreign { status: 418, acted: true },
];

/// What is sent: a kind of message to a kind of address, with a file from somewhere, quoting another or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Content {
    kind: MessageKind,
    to_group: bool,
    media: Option<MediaSource>,
    quotes: bool,
}

/// Every kind to a person, an image from everywhere, the other files by URL and from memory, and a text in each other way.
fn contents() -> Vec<Content> {
    let text = Content { kind: MessageKind::Text, to_group: false, media: None, quotes: false };
    let mut all = vec![Content { to_group: true, ..text }, Content { quotes: true, ..text }];
    for kind in MessageKind::ALL {
        let sources = sources(*kind).into_iter().filter(|media| {
            *kind == MessageKind::Image || !matches!(media, Some(MediaSource::File | MediaSource::Stream))
        });
        all.extend(sources.map(|media| Content { kind: *kind, media, ..text }));
    }
    all
}

impl Content {
    fn to(self) -> Address {
        if self.to_group { "120363406289005073@g.us".parse().unwrap() } else { phone() }
    }

    fn is_claimed(self, line: &InstanceClient) -> bool {
        line.capabilities().carries(self.kind, self.to().kind()).is_some_and(|carried| {
            self.media.is_none_or(|source| carried.media().contains(&source))
                && (!self.quotes || carried.options().contains(&SendOption::Quote))
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Policy {
    Default,
    Boldest,
}

#[derive(Debug, Clone, Copy)]
struct Case {
    gateway: Gateway,
    content: Content,
    mode: Mode,
    policy: Policy,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_send_is_doubled_and_no_outcome_lies() {
    let mut cases = Vec::new();
    for gateway in Gateway::ALL {
        for content in contents() {
            for mode in MODES {
                for policy in [Policy::Default, Policy::Boldest] {
                    cases.push(Case { gateway, content, mode: *mode, policy });
                }
            }
        }
    }
    let results: Vec<_> = futures_util::stream::iter(cases).map(run).buffer_unordered(24).collect().await;
    let run: Vec<_> = results.iter().flatten().collect();
    let count = |outcome: Option<Outcome>| run.iter().filter(|seen| ***seen == outcome).count();
    report(&format!(
        "double-send property: {} cases, {} succeeded after all, {} not sent, {} refused, {} unknown, {} accepted; none doubled",
        run.len(),
        count(None),
        count(Some(Outcome::NotSent)),
        count(Some(Outcome::Refused)),
        count(Some(Outcome::Unknown)),
        count(Some(Outcome::Accepted)),
    ));
    assert!(run.len() >= 2000, "only {} cases", run.len());
}

/// Runs one case; `None` when the gateway does not claim this send.
async fn run(case: Case) -> Option<Option<Outcome>> {
    let bench = Bench::start(case.gateway).await;
    let elsewhere = Emulator::start().await.unwrap();
    let account = bench.account();
    let made = bench.create(&account, "sales").await;
    made.client.connect().await.unwrap();
    bench.emulator.scan(case.gateway, made.client.id());
    if !case.content.is_claimed(&made.client) {
        return None;
    }
    let quoted = made.client.send_text(&phone(), "the quoted one").await.unwrap();
    let already = bench.ledger().len();

    let (base, _held) = base_url(&bench, case.mode).await;
    let line = client(&bench, case, &base, made.client.id(), made.token.as_ref().map(|t| t.expose()));
    // What the client must know to address a group is asked for before the fault begins.
    if let Some(rule) = rule(&bench, &elsewhere, case) {
        bench.emulator.fault(case.gateway, rule);
    }
    let result = send(&line, case.content, &quoted).await;

    let sent = bench.ledger().len() - already;
    assert!(sent <= 1, "{case:?}: sent {sent} times");
    assert!(elsewhere.requests().is_empty(), "{case:?}: another host received something");
    let outcome = result.as_ref().err().map(|error| {
        shown_error(error);
        error.outcome()
    });
    let agrees = match outcome {
        None | Some(Outcome::Accepted) => sent == 1,
        Some(Outcome::NotSent | Outcome::Refused) => sent == 0,
        Some(Outcome::Unknown) => true,
    };
    assert!(agrees, "{case:?}: {outcome:?}, but the ledger holds {sent}: {result:?}");
    assert_eq!(outcome, expected(case), "{case:?}: {result:?}");
    let _ = shown(&result);
    Some(outcome)
}

/// What each way to fail must be told as: `None` is a success after a retry that was proven safe.
fn expected(case: Case) -> Option<Outcome> {
    match case.mode {
        Mode::Refused | Mode::TlsCut => Some(Outcome::NotSent),
        Mode::ClosedAfterReading { .. }
        | Mode::HalfAnswer { .. }
        | Mode::NeverAnswers { .. }
        | Mode::Status500 { .. }
        | Mode::Status503RetryAfter { .. }
        | Mode::ErrorInside { .. }
        | Mode::Foreign { .. } => Some(Outcome::Unknown),
        Mode::Undecodable => Some(Outcome::Accepted),
        Mode::RedirectedElsewhere => Some(Outcome::Refused),
        // Only these two prove a limit on requests.
        Mode::LimitedWithProof { forever } => match case.gateway {
            Gateway::Ryze | Gateway::Wazzapi => forever.then_some(Outcome::Refused),
            _ => Some(Outcome::Unknown),
        },
        Mode::LimitedWithoutProof { .. } => match case.gateway {
            Gateway::Ryze | Gateway::Wazzapi => Some(Outcome::Refused),
            _ => Some(Outcome::Unknown),
        },
    }
}

/// The fault as the emulator makes it. Modes below HTTP need none.
fn rule(bench: &Bench, elsewhere: &Emulator, case: Case) -> Option<FaultRule> {
    let status = |status: u16, headers: &[(&'static str, String)], body: &'static str| Fault::Status {
        status: StatusCode::from_u16(status).unwrap(),
        headers: headers
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect::<HeaderMap>(),
        body: Bytes::from_static(body.as_bytes()),
    };
    let limited = match case.gateway {
        Gateway::Ryze => r#"{"success":false,"error":{"message":"Rate limit exceeded. Try again later."}}"#,
        Gateway::Wazzapi => r#"{"detail":"Too many requests"}"#,
        _ => r#"{"message":"Too Many Requests"}"#,
    };
    let (fault, acted) = match case.mode {
        Mode::Refused | Mode::TlsCut => return None,
        Mode::ClosedAfterReading { acted } => (Fault::CloseAfterReading, acted),
        Mode::HalfAnswer { acted } => (Fault::HalfAnswer, acted),
        Mode::NeverAnswers { acted } => (Fault::Stall, acted),
        Mode::Status500 { acted } => (status(500, &[], r#"{"error":"Internal Server Error"}"#), acted),
        Mode::Status503RetryAfter { acted } => {
            (status(503, &[("retry-after", "0".to_owned())], r#"{"error":"busy"}"#), acted)
        }
        Mode::Undecodable => (Fault::Undecodable, true),
        Mode::LimitedWithProof { .. } => {
            let reset = SystemTime::now() + Duration::from_secs(1);
            let reset = reset.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
            let headers =
                [("x-ratelimit-remaining", "0".to_owned()), ("x-ratelimit-reset", reset.to_string())];
            (status(429, &headers, limited), false)
        }
        // No gateway that proves its refusals acts before it answers so; where none proves anything, it may.
        Mode::LimitedWithoutProof { acted } => {
            let proves = matches!(bench.gateway, Gateway::Ryze | Gateway::Wazzapi);
            (status(429, &[], r#"{"detail":"message limit of the plan"}"#), acted && !proves)
        }
        Mode::Foreign { status: code, acted } => {
            let body = r#"{"success":false,"error":{"message":"by a proxy"},"message":"by a proxy","detail":"by a proxy"}"#;
            (status(code, &[], body), acted)
        }
        Mode::RedirectedElsewhere => {
            (Fault::Redirect(format!("{}/stolen?x=1", elsewhere.base_url(case.gateway))), false)
        }
        Mode::ErrorInside { acted } => {
            (Fault::ErrorInside(Bytes::from_static(inside(case.gateway).as_bytes())), acted)
        }
    };
    let rule = FaultRule::new(fault).on_any_send().acting(acted);
    Some(match case.mode {
        Mode::LimitedWithProof { forever: false } => rule.times(1),
        _ => rule.always(),
    })
}

fn inside(gateway: Gateway) -> &'static str {
    match gateway {
        Gateway::Ryze => r#"{"success":false,"error":{"message":"something broke"}}"#,
        Gateway::Evolution => r#"{"message":"(#131030) not allowed","type":"OAuthException","code":131030}"#,
        Gateway::Vzaps => r#"{"code":500,"success":false,"error":"something broke"}"#,
        _ => r#"{"success":false,"message_id":null,"status":"failed","error":"something broke"}"#,
    }
}

/// Where the client sends: the emulator, or an address below HTTP that fails. What is held keeps a port from being taken by another case.
async fn base_url(bench: &Bench, mode: Mode) -> (String, Option<TcpSocket>) {
    match mode {
        Mode::Refused => {
            // Bound and never listening: whoever connects is refused.
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            (format!("http://{}", socket.local_addr().unwrap()), Some(socket))
        }
        Mode::TlsCut => {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(async move {
                while let Ok((mut socket, _)) = listener.accept().await {
                    let _ = socket.read(&mut [0; 64]).await;
                }
            });
            (format!("https://{address}"), None)
        }
        _ => (bench.emulator.base_url(bench.gateway), None),
    }
}

/// A client with one policy. The instance's own token where it has one.
fn client(bench: &Bench, case: Case, base: &str, id: &str, token: Option<&str>) -> InstanceClient {
    let known = bench.emulator.credentials();
    let account_token = |text: &str| wagate::AccountToken::new(text).unwrap();
    let instance_token = || wagate::InstanceToken::new(token.unwrap()).unwrap();
    let line = match bench.gateway {
        Gateway::Ryze => {
            let builder = InstanceClient::<wagate::Ryze>::builder(id, instance_token());
            set(builder, case, base).build().unwrap().erase()
        }
        Gateway::Evolution => {
            let builder = InstanceClient::<wagate::Evolution>::builder(id, instance_token());
            set(builder, case, base).build().unwrap().erase()
        }
        Gateway::Vzaps => {
            let client_token = wagate::SecretToken::new(&known.vzaps_client_token).unwrap();
            let credential = wagate::vzaps::TwoTokens::new(client_token, instance_token());
            set(InstanceClient::<wagate::Vzaps>::builder(id, credential), case, base).build().unwrap().erase()
        }
        _ => {
            let key = account_token(&known.wazzapi_api_key);
            set(InstanceClient::<wagate::Wazzapi>::builder(id, key), case, base).build().unwrap().erase()
        }
    };
    shown(line)
}

fn set<T>(builder: ClientBuilder<T>, case: Case, base: &str) -> ClientBuilder<T> {
    // Short only where the answer never comes: elsewhere a busy machine must not look like a failure.
    let time = match case.mode {
        Mode::NeverAnswers { .. } => Duration::from_secs(1),
        _ => Duration::from_secs(60),
    };
    let timeouts = Timeouts::new().standard(time).upload_stall(time).after_upload(time);
    let retry = match case.policy {
        Policy::Default => RetryPolicy::default(),
        Policy::Boldest => RetryPolicy::default()
            .attempts(20)
            .first_backoff(Duration::from_millis(1))
            .longest_backoff(Duration::from_millis(2))
            .longest_server_delay(Duration::from_secs(3600)),
    };
    builder.base_url(base).timeouts(timeouts).retry(retry)
}

async fn send(line: &InstanceClient, content: Content, quoted: &Sent) -> Result<Sent, Error> {
    let to = content.to();
    let send = line.send(&to, message(content.kind, content.media, &to, &quoted.message_id));
    if content.quotes { send.quote(&quoted.message_id).await } else { send.await }
}
