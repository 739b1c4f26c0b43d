use std::sync::Arc;

use wagate::adapter::{Adapter, Endpoint, OnInstance, Provider};
use wagate::transport::{HyperTransport, Transport};
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
            call(evolution(base)?, load, || evolution::messages::SendText::new(TO, TEXT)).await
        }
        Gateway::Ryze => call(ryze(base)?, load, || ryze::messages::SendText::new(TO, TEXT)).await,
        Gateway::Vzaps => call(vzaps(base)?, load, || vzaps::messages::SendText::new(TO, TEXT)).await,
        Gateway::Wazzapi => {
            call(wazzapi(base)?, load, || {
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
    match gateway {
        Gateway::Evolution => send(evolution(base)?, load).await,
        Gateway::Ryze => send(ryze(base)?, load).await,
        Gateway::Vzaps => send(vzaps(base)?, load).await,
        Gateway::Wazzapi => send(wazzapi(base)?, load).await,
    }
}

pub(super) async fn erased(gateway: Gateway, base: &str, load: Load) -> Result<Spent> {
    let client = match gateway {
        Gateway::Evolution => evolution(base)?.erase(),
        Gateway::Ryze => ryze(base)?.erase(),
        Gateway::Vzaps => vzaps(base)?.erase(),
        Gateway::Wazzapi => wazzapi(base)?.erase(),
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

fn client<P: Adapter>(base: &str, credential: P::InstanceCredential) -> Result<InstanceClient<P>> {
    let transport: Arc<dyn Transport> = Arc::new(HyperTransport::new()?);
    Ok(InstanceClient::builder(INSTANCE, credential).base_url(base).transport(transport).build()?)
}

fn evolution(base: &str) -> Result<InstanceClient<Evolution>> {
    client(base, InstanceToken::new(TOKEN)?)
}

fn ryze(base: &str) -> Result<InstanceClient<Ryze>> {
    client(base, InstanceToken::new(TOKEN)?.into())
}

fn vzaps(base: &str) -> Result<InstanceClient<Vzaps>> {
    client(base, TwoTokens::new(SecretToken::new(TOKEN)?, InstanceToken::new(TOKEN)?))
}

fn wazzapi(base: &str) -> Result<InstanceClient<Wazzapi>> {
    client(base, AccountToken::new(TOKEN)?)
}
