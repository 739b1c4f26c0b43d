use std::sync::Arc;

use wagate::adapter::{Adapter, Endpoint, OnInstance, Provider};
use wagate::transport::{HyperTransport, ReqwestTransport, Transport};
use wagate::vzaps::TwoTokens;
use wagate::{
    AccountToken, Address, Evolution, InstanceClient, InstanceToken, Ryze, SecretToken, Vzaps, Wazzapi,
    evolution, ryze, vzaps, wazzapi,
};

use super::{Gateway, INSTANCE, TEXT, TO, TOKEN, drive, kept};
use crate::Result;
use crate::drive::{Load, Spent};

/// The gateway's own operation, whose request is built from borrowed texts at each call.
pub(super) async fn native(gateway: Gateway, base: &str, load: Load) -> Result<Spent> {
    match gateway {
        Gateway::Evolution => {
            call(evolution(base, own()?)?, load, || evolution::messages::SendText::new(TO, TEXT)).await
        }
        Gateway::Ryze => call(ryze(base, own()?)?, load, || ryze::messages::SendText::new(TO, TEXT)).await,
        Gateway::Vzaps => call(vzaps(base, own()?)?, load, || vzaps::messages::SendText::new(TO, TEXT)).await,
        Gateway::Wazzapi => {
            call(wazzapi(base, own()?)?, load, || {
                let mut message =
                    wazzapi::messages::SendMessage::new(TO, INSTANCE, wazzapi::messages::MessageType::Text);
                message.content = Some(TEXT.to_owned());
                message
            })
            .await
        }
    }
}

pub(super) async fn typed(gateway: Gateway, base: &str, load: Load) -> Result<Spent> {
    send_over(own()?, gateway, base, load).await
}

pub(super) async fn over_reqwest(gateway: Gateway, base: &str, load: Load) -> Result<Spent> {
    send_over(Arc::new(ReqwestTransport::new()?), gateway, base, load).await
}

async fn send_over(transport: Arc<dyn Transport>, gateway: Gateway, base: &str, load: Load) -> Result<Spent> {
    match gateway {
        Gateway::Evolution => send(evolution(base, transport)?, load).await,
        Gateway::Ryze => send(ryze(base, transport)?, load).await,
        Gateway::Vzaps => send(vzaps(base, transport)?, load).await,
        Gateway::Wazzapi => send(wazzapi(base, transport)?, load).await,
    }
}

pub(super) async fn erased(gateway: Gateway, base: &str, load: Load) -> Result<Spent> {
    let client = match gateway {
        Gateway::Evolution => evolution(base, own()?)?.erase(),
        Gateway::Ryze => ryze(base, own()?)?.erase(),
        Gateway::Vzaps => vzaps(base, own()?)?.erase(),
        Gateway::Wazzapi => wazzapi(base, own()?)?.erase(),
    };
    send(client, load).await
}

async fn call<P, E>(client: InstanceClient<P>, load: Load, endpoint: fn() -> E) -> Result<Spent>
where
    P: Adapter,
    E: Endpoint<Provider = P, Scope: OnInstance> + 'static,
{
    let client = kept(client);
    drive(load, move || async move {
        client.call(endpoint()).await?;
        Ok(())
    })
    .await
}

async fn send<P: Provider>(client: InstanceClient<P>, load: Load) -> Result<Spent> {
    let (client, to) = kept((client, TO.parse::<Address>()?));
    drive(load, move || async move {
        client.send_text(to, TEXT).await?;
        Ok(())
    })
    .await
}

/// What a client makes for itself.
fn own() -> Result<Arc<dyn Transport>> {
    Ok(Arc::new(HyperTransport::new()?))
}

fn client<P: Adapter>(
    base: &str,
    transport: Arc<dyn Transport>,
    credential: P::InstanceCredential,
) -> Result<InstanceClient<P>> {
    Ok(InstanceClient::builder(INSTANCE, credential).base_url(base).transport(transport).build()?)
}

fn evolution(base: &str, transport: Arc<dyn Transport>) -> Result<InstanceClient<Evolution>> {
    client(base, transport, InstanceToken::new(TOKEN)?)
}

fn ryze(base: &str, transport: Arc<dyn Transport>) -> Result<InstanceClient<Ryze>> {
    client(base, transport, InstanceToken::new(TOKEN)?.into())
}

fn vzaps(base: &str, transport: Arc<dyn Transport>) -> Result<InstanceClient<Vzaps>> {
    client(base, transport, TwoTokens::new(SecretToken::new(TOKEN)?, InstanceToken::new(TOKEN)?))
}

fn wazzapi(base: &str, transport: Arc<dyn Transport>) -> Result<InstanceClient<Wazzapi>> {
    client(base, transport, AccountToken::new(TOKEN)?)
}
