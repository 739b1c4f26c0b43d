//! What a handle asks of the driver.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::value::RawValue;
use tokio::sync::oneshot;

use super::{Acknowledgement, Error, Refusal};
use crate::session::{Session, SessionEvent};

/// The arguments of an event or of an acknowledgement, as JSON text.
pub(super) type Args = Vec<Box<RawValue>>;

/// A reply that somebody may still wait for.
pub(super) type Reply<T> = oneshot::Sender<Result<T, Error>>;

/// What a handle asks of the driver.
pub(super) enum Command {
    Connect { namespace: String, auth: Option<Box<RawValue>>, reply: Reply<()> },
    Disconnect { namespace: String, reply: Reply<()> },
    Emit { namespace: String, name: String, args: Args, reply: Reply<()> },
    EmitWithAck { namespace: String, name: String, args: Args, reply: Reply<Acknowledgement> },
    Ack { namespace: Arc<str>, id: u64, args: Args, reply: Reply<()> },
}

/// The replies that wait for an answer of the server. Who does not wait any more is not an error.
#[derive(Default)]
pub(super) struct Replies {
    connects: HashMap<String, Reply<()>>,
    acks: HashMap<(Arc<str>, u64), Reply<Acknowledgement>>,
}

impl Replies {
    /// Hands a command to the session and keeps its reply, or answers at once.
    pub(super) fn ask(&mut self, session: &mut Session, command: Command) {
        match command {
            Command::Connect { namespace, auth, reply } => {
                match session.connect(&namespace, auth.as_deref()) {
                    Ok(()) => {
                        self.connects.insert(namespace, reply);
                    }
                    Err(error) => _ = reply.send(Err(error.into())),
                }
            }
            Command::Disconnect { namespace, reply } => {
                _ = reply.send(session.disconnect(&namespace).map_err(Error::from));
            }
            Command::Emit { namespace, name, args, reply } => {
                let sent = session.emit(&namespace, &name, &borrowed(&args));
                _ = reply.send(sent.map_err(Error::from));
            }
            Command::EmitWithAck { namespace, name, args, reply } => {
                match session.emit_with_ack(&namespace, &name, &borrowed(&args)) {
                    Ok(id) => {
                        self.acks.retain(|_, reply| !reply.is_closed());
                        self.acks.insert((namespace.into(), id), reply);
                    }
                    Err(error) => _ = reply.send(Err(error.into())),
                }
            }
            Command::Ack { namespace, id, args, reply } => {
                let sent = session.ack(&namespace, id, &borrowed(&args));
                _ = reply.send(sent.map_err(Error::from));
            }
        }
    }

    /// Answers whom the event concerns.
    pub(super) fn settle(&mut self, event: &SessionEvent) {
        match event {
            SessionEvent::Connected { namespace, .. } => self.connected(namespace, Ok(())),
            SessionEvent::Refused { namespace, message, data } => {
                let refusal = Refusal { message: message.clone(), data: data.clone() };
                self.connected(namespace, Err(Error::Refused(refusal)));
            }
            SessionEvent::Acked { namespace, id, args, attachments } => {
                if let Some(reply) = self.acks.remove(&(Arc::clone(namespace), *id)) {
                    let (args, attachments) = (args.clone(), attachments.clone());
                    _ = reply.send(Ok(Acknowledgement { args, attachments }));
                }
            }
            SessionEvent::Disconnected { namespace } => {
                self.connected(namespace, Err(Error::Disconnected));
                for (_, reply) in self.acks.extract_if(|(of, _), _| of == namespace) {
                    _ = reply.send(Err(Error::Disconnected));
                }
            }
            _ => {}
        }
    }

    fn connected(&mut self, namespace: &str, answer: Result<(), Error>) {
        if let Some(reply) = self.connects.remove(namespace) {
            _ = reply.send(answer);
        }
    }
}

fn borrowed(args: &[Box<RawValue>]) -> Vec<&RawValue> {
    args.iter().map(|arg| &**arg).collect()
}
