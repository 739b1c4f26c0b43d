//! One and the same send, made by each of the clients that are compared.

mod floor;
mod gateway;
mod ours;
pub(crate) mod raw;
mod wire;

pub use gateway::Gateway;

use std::fmt;
use std::str::FromStr;

use crate::Result;
use crate::drive::{Load, Spent, drive, kept};

/// The recipient's number, the instance's id and the text of every send.
pub(crate) const TO: &str = "5511999990000";
pub(crate) const INSTANCE: &str = "a81bc81b-dead-4e5d-abff-90865d1e13b1";
pub(crate) const TEXT: &str =
    "Your order 4711 is ready: pick it up until 18:00, and bring the code 90210 with you.";
pub(crate) const TOKEN: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d";

/// Who makes the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// reqwest with derived structs, as its best user would write it: the measure of all.
    Raw,
    /// hyper-util's client, called by hand with everything prepared: about what an HTTP/1.1 call costs at the least.
    Floor,
    /// The gateway's own operation on a client of its type.
    Native,
    /// The portable send on a client of the gateway's type.
    Typed,
    /// The portable send on a client without the type.
    Erased,
    /// The portable send on a client of the gateway's type, over the transport built on reqwest.
    Reqwest,
    /// Sends nothing: what the other counts contain besides the calls.
    Lookups,
}

/// Those that are compared at every gateway.
pub const CALLERS: [Caller; 5] = [Caller::Raw, Caller::Floor, Caller::Native, Caller::Typed, Caller::Erased];

impl Caller {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Floor => "floor",
            Self::Native => "native",
            Self::Typed => "typed",
            Self::Erased => "erased",
            Self::Reqwest => "reqwest",
            Self::Lookups => "lookups",
        }
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Caller {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, String> {
        CALLERS
            .into_iter()
            .chain([Self::Reqwest, Self::Lookups])
            .find(|caller| caller.name() == name)
            .ok_or_else(|| format!("no caller {name}"))
    }
}

/// Makes the calls of a load to a server at a port.
///
/// # Errors
/// When one of them fails.
pub async fn run(caller: Caller, gateway: Gateway, port: u16, load: Load) -> Result<Spent> {
    // A name: an address in digits is formatted and parsed again inside reqwest, which would flatter those who avoid it.
    let base = format!("http://localhost:{port}");
    match caller {
        Caller::Raw => raw::run(gateway, base, load).await,
        Caller::Floor => floor::run(gateway, &base, load).await,
        Caller::Native => ours::native(gateway, &base, load).await,
        Caller::Typed => ours::typed(gateway, &base, load).await,
        Caller::Erased => ours::erased(gateway, &base, load).await,
        Caller::Reqwest => ours::over_reqwest(gateway, &base, load).await,
        Caller::Lookups => {
            let headers = kept(headers_without_a_limit());
            drive(load, move || async move {
                miss(headers);
                Ok(())
            })
            .await
        }
    }
}

fn headers_without_a_limit() -> http::HeaderMap {
    [
        "content-type",
        "x-ratedlimi-limit",
        "x-ratedlimi-remaining",
        "x-ratedlimi-reset",
        "content-length",
        "date",
    ]
    .into_iter()
    .map(|name| (http::HeaderName::from_static(name), http::HeaderValue::from_static("60")))
    .collect()
}

/// What tracking a rate limit costs even where an answer tells none: a look at the clock, and one at the name of each header.
fn miss(headers: &http::HeaderMap) {
    std::hint::black_box(std::time::SystemTime::now());
    for (name, value) in std::hint::black_box(headers) {
        let name = name.as_str();
        if (15..=21).contains(&name.len())
            && matches!(name, "x-ratelimit-limit" | "x-ratelimit-remaining" | "x-ratelimit-reset")
        {
            std::hint::black_box(value);
        }
    }
}
