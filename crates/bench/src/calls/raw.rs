use super::wire::{Send, for_gateway};
use super::{Gateway, drive, kept};
use crate::Result;
use crate::drive::{Load, Spent};

/// The bare client, made with the settings that the SDK's transport has.
pub(crate) fn client() -> reqwest::Result<reqwest::Client> {
    // An error only says that the process has one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .http1_only()
        .tcp_nodelay(true)
        .build()
}

pub(super) async fn run(gateway: Gateway, base: String, load: Load) -> Result<Spent> {
    for_gateway!(gateway, send(base, load))
}

async fn send<S: Send>(base: String, load: Load) -> Result<Spent> {
    let (client, path, headers) = kept((client()?, S::path(), S::headers()));
    let base = kept(base);
    drive(load, move || async move {
        let mut request = client.post(format!("{base}{path}"));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answer =
            request.json(&S::request()).send().await?.error_for_status()?.json::<S::Answer>().await?;
        if S::good(&answer) { Ok(()) } else { Err("the answer tells of a failure".into()) }
    })
    .await
}
