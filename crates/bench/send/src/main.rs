//! Sends a text: `send BASE_URL INSTANCE NUMBER TEXT`, with the token in the variable `TOKEN`.
#![allow(clippy::print_stdout, reason = "a program that tells its result")]

#[cfg(not(feature = "ring"))]
mod plain;

use std::sync::Arc;

use wagate_evolution::Evolution;
use wagate_sdk_core::transport::Transport;
use wagate_sdk_core::{InstanceClient, InstanceToken};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base, instance, number, text] = arguments.as_slice() else {
        return Err("send BASE_URL INSTANCE NUMBER TEXT".into());
    };
    let client = InstanceClient::<Evolution>::builder(instance, InstanceToken::new(std::env::var("TOKEN")?)?)
        .base_url(base)
        .transport(transport()?)
        .build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sent = runtime.block_on(client.send_text(&number.parse()?, text).into_future())?;
    println!("{}", sent.message_id);
    Ok(())
}

#[cfg(feature = "ring")]
fn transport() -> Result<Arc<dyn Transport>, Box<dyn std::error::Error>> {
    Ok(Arc::new(wagate_sdk_core::transport::HyperTransport::new()?))
}

#[cfg(not(feature = "ring"))]
fn transport() -> Result<Arc<dyn Transport>, Box<dyn std::error::Error>> {
    Ok(Arc::new(plain::Plain::new()?))
}
