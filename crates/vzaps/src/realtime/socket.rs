use std::pin::Pin;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use wagate_sdk_core::adapter::{EventSource, Events, Ignored, Path, Realtime, WebSocket};
use wagate_sdk_core::{
    Error, EventEnvelope, EventOptions, EventOrigin, EventTransport, InstanceClient, InstanceToken, Raw,
    endpoint,
};

use super::seen::{Seen, Sighting};
use crate::Vzaps;
use crate::auth::INSTANCE_TOKEN;
use crate::events::names;
use crate::portable::OwnInstance;

type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How many events that were handled are remembered, beside those that wait for the program.
const REMEMBERED: usize = 1024;

/// For how long the gateway is trusted to know an event after it was acknowledged. How long it does is documented nowhere; should it be longer, a
/// gap is told where there is none.
const KEPT: Duration = Duration::from_secs(15 * 60);

/// Opens the WebSocket. `GET /events/ws`
///
/// The gateway's own clients send the credentials in the query too; here they go in headers alone, since URLs stand in logs.
#[derive(Debug)]
struct Listen {
    events: String,
    last_event_id: Option<Box<str>>,
}

endpoint! {
    Vzaps: Listen => Ignored, "events.listen", InstanceOnly, ReadOnly, GET;

    const BASE_URL: Option<&'static str> = Some("https://realtime.vzaps.com");

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/events/ws").query("instance_id", instance).query("events", &self.events);
        path.query_opt("last_event_id", self.last_event_id.as_deref());
    }
}

impl Realtime for Vzaps {
    /// The WebSocket wants the instance's token beside the account's JWT; the instance's own record tells it.
    async fn event_source(
        client: &InstanceClient<Self>,
        options: EventOptions,
    ) -> Result<Box<dyn EventSource>, Error> {
        let events = names(&options.events)?;
        let answer = client.exchange(OwnInstance::of(client)).await?;
        let token = answer.value.token.as_ref().ok_or_else(|| answer.lacking("instance token"))?;
        let waiting = options.buffer.saturating_add(1);
        Ok(Box::new(Source {
            client: client.clone(),
            headers: HeaderMap::from_iter([(INSTANCE_TOKEN, sensitive(token)?)]),
            events,
            socket: None,
            seen: Seen::new(waiting.saturating_add(REMEMBERED)),
            resume: options.resume_after.clone().map(|(id, at)| Resume { id: id.into(), at }),
            lost: options.resume_after.as_ref().map(|(_, at)| *at),
            gap: None,
            origin: EventOrigin::new(EventTransport::WebSocket).of(client.id()),
            options,
        }))
    }
}

fn sensitive(token: &InstanceToken) -> Result<HeaderValue, Error> {
    let value = HeaderValue::from_str(token.expose());
    let mut value = value.map_err(|_| Error::config("the instance's token cannot stand in a header"))?;
    value.set_sensitive(true);
    Ok(value)
}

struct Source {
    client: InstanceClient<Vzaps>,
    /// The instance's token.
    headers: HeaderMap,
    events: String,
    options: EventOptions,
    origin: EventOrigin,
    socket: Option<WebSocket>,
    seen: Seen,
    resume: Option<Resume>,
    /// Whether a connection was there before, in this run or an earlier one, and when it was last heard of.
    lost: Option<SystemTime>,
    gap: Option<SystemTime>,
}

/// After which event the gateway shall go on.
struct Resume {
    id: Box<str>,
    at: SystemTime,
}

impl Resume {
    /// Whether the gateway is trusted to know the event still.
    fn is_kept(&self, now: SystemTime) -> bool {
        now.duration_since(self.at).unwrap_or_default() <= KEPT
    }
}

impl Source {
    async fn open(&mut self, last_event_id: Option<Box<str>>) -> Result<(), Error> {
        let listen = Listen { events: self.events.clone(), last_event_id };
        let socket = WebSocket::open_with(&self.client, listen, &self.headers, &self.options).await?;
        self.socket = Some(socket);
        Ok(())
    }

    /// Remembers an event that came, and tells whether the program has it already. One that the gateway repeats after it was handled did not hear its
    /// acknowledgement.
    fn take(&mut self, raw: Raw) -> Taken {
        // What is no event at all tells nothing.
        let Ok(envelope) = Vzaps::parse_event(raw, &self.origin) else { return Taken::Nothing };
        let Some(id) = envelope.id.as_deref() else { return Taken::New(envelope) };
        match self.seen.see(id) {
            Sighting::New => {
                // Until the first one is acknowledged, no other tells where to go on; the program has it in any case.
                if self.resume.is_none() {
                    self.resume = Some(Resume { id: id.into(), at: SystemTime::now() });
                }
                Taken::New(envelope)
            }
            Sighting::UnderWay => Taken::Nothing,
            Sighting::Handled => Taken::Again(id.into()),
        }
    }
}

enum Taken {
    New(EventEnvelope),
    Again(Box<str>),
    Nothing,
}

/// `{"type":"ack","event_id":…}`
#[derive(Serialize)]
struct Acknowledgement<'a> {
    r#type: &'static str,
    event_id: &'a str,
}

async fn acknowledge(socket: &mut WebSocket, event_id: &str) -> Result<(), Error> {
    let frame = serde_json::to_string(&Acknowledgement { r#type: "ack", event_id });
    socket.send(frame.map_err(|_| Error::invalid("the event's id cannot be written"))?).await
}

/// Whether a refusal may be about the event to go on after: the documents tell none.
fn may_be_about_the_event(error: &Error) -> bool {
    let status = error.status();
    status.is_some_and(|status| {
        status.is_client_error()
            && !matches!(
                status,
                StatusCode::UNAUTHORIZED
                    | StatusCode::FORBIDDEN
                    | StatusCode::REQUEST_TIMEOUT
                    | StatusCode::TOO_MANY_REQUESTS
            )
    })
}

impl EventSource for Source {
    fn connect(&mut self) -> Later<'_, Result<(), Error>> {
        Box::pin(async move {
            if let Some(socket) = self.socket.take() {
                self.lost = Some(socket.heard());
            }
            let now = SystemTime::now();
            let kept = self.resume.as_ref().is_some_and(|resume| resume.is_kept(now));
            let resume = self.resume.as_ref().map(|resume| resume.id.clone());
            match self.open(resume.clone()).await {
                Ok(()) => self.gap = self.lost.filter(|_| !kept),
                Err(error) if resume.is_some() && may_be_about_the_event(&error) => {
                    self.open(None).await?;
                    self.resume = None;
                    self.gap = self.lost;
                }
                Err(error) => return Err(error),
            }
            Ok(())
        })
    }

    fn next(&mut self) -> Later<'_, Result<Option<EventEnvelope>, Error>> {
        Box::pin(async move {
            loop {
                let Some(socket) = &mut self.socket else { return Ok(None) };
                let Some(raw) = socket.next().await? else { return Ok(None) };
                match self.take(raw) {
                    Taken::New(envelope) => return Ok(Some(envelope)),
                    Taken::Again(id) => {
                        if let Some(socket) = &mut self.socket {
                            acknowledge(socket, &id).await?;
                        }
                    }
                    Taken::Nothing => {}
                }
            }
        })
    }

    fn acknowledge<'a>(&'a mut self, id: &'a str) -> Later<'a, Result<(), Error>> {
        Box::pin(async move {
            if let Some(socket) = &mut self.socket {
                acknowledge(socket, id).await?;
            }
            self.seen.handle(id);
            self.resume = Some(Resume { id: id.into(), at: SystemTime::now() });
            Ok(())
        })
    }

    fn close(&mut self) -> Later<'_, ()> {
        Box::pin(async move {
            if let Some(mut socket) = self.socket.take() {
                socket.close().await;
            }
        })
    }

    fn heard(&self) -> Option<SystemTime> {
        self.socket.as_ref().map(WebSocket::heard)
    }

    fn take_gap(&mut self) -> Option<SystemTime> {
        self.gap.take()
    }

    fn replays(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_long_ago_may_be_gone() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_782_907_200);
        let resume = Resume { id: "evt_1".into(), at };
        assert!(resume.is_kept(at) && resume.is_kept(at + KEPT));
        assert!(!resume.is_kept(at + KEPT + Duration::from_secs(1)));
        assert!(resume.is_kept(at - Duration::from_secs(1)), "a clock that was set back");
    }
}
