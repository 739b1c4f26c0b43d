//! What reached the gateways over the wire.

use std::collections::VecDeque;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};

use crate::Gateway;

/// How many requests are remembered; older ones are forgotten.
const REMEMBERED: usize = 10_000;

/// One request that reached a gateway, whatever became of it.
///
/// `Debug` names the headers without their values and gives the body's length, because both hold credentials.
#[derive(Clone)]
#[non_exhaustive]
pub struct SeenRequest {
    /// The gateway it was sent to.
    pub gateway: Gateway,
    /// The method.
    pub method: Method,
    /// The path as it was written, without the query.
    pub path: String,
    /// The query as it was written, without the `?`.
    pub query: Option<String>,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
    /// The contract's id of the operation, such as `"message.text"`; `None` for what the emulator does not know.
    pub endpoint: Option<&'static str>,
}

impl fmt::Debug for SeenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeenRequest")
            .field("gateway", &self.gateway)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("endpoint", &self.endpoint)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The latest requests.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    latest: VecDeque<SeenRequest>,
}

impl RequestLog {
    pub(crate) fn record(&mut self, request: SeenRequest) {
        if self.latest.len() == REMEMBERED {
            self.latest.pop_front();
        }
        self.latest.push_back(request);
    }

    pub(crate) fn to_vec(&self) -> Vec<SeenRequest> {
        self.latest.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.latest.clear();
    }
}
