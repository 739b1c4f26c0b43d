//! Every kind of message, on the gateway of the environment; what it does not carry is told and left out.
//!
//! `cargo run --example send_everything` runs on all four gateways, emulated. With `WAGATE_URL` (naming an instance that is online), the secrets and
//! `WAGATE_TO` it runs against a real one.
#![allow(clippy::print_stdout, reason = "a program talks to its user on the standard output")]

mod emulated;

use std::error::Error;

use wagate::prelude::*;
use wagate::{Button, ContactCard, ListRow, ListSection, MessageKind, MessageRef};
use wagate_emulator::{Emulator, Gateway};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let to: Address =
        std::env::var("WAGATE_TO").unwrap_or_else(|_| "+55 11 99999-9999".to_owned()).parse()?;
    if std::env::var_os("WAGATE_URL").is_some() {
        return send_all(&wagate::from_env()?, &to).await;
    }
    let emulator = Emulator::start().await?;
    for gateway in Gateway::ALL {
        let line = emulated::online(&emulator, gateway, "all").await?;
        send_all(&line, &to).await?;
    }
    Ok(())
}

async fn send_all(line: &InstanceClient, to: &Address) -> Result<(), Box<dyn Error>> {
    let first = line.send_text(to, "Everything that can be sent:").await?;
    for message in everything(to, &first)? {
        let kind = message.kind();
        if line.capabilities().carries(kind, to.kind()).is_none() {
            println!("{}: no {kind:?}", line.provider());
            continue;
        }
        match line.send(to, message).await {
            Ok(sent) => println!("{}: {kind:?} {}", line.provider(), sent.message_id),
            // The kind is carried, and not all that this one holds.
            Err(error @ wagate::Error::Unsupported(_)) => println!("{error}"),
            Err(error) => return Err(error.into()),
        }
    }
    // A story goes to the status feed.
    let feed = Address::StatusBroadcast;
    if line.capabilities().carries(MessageKind::Text, feed.kind()).is_some() {
        println!("{}: story {}", line.provider(), line.send_text(&feed, "Open until 8").await?.message_id);
    } else {
        println!("{}: no stories", line.provider());
    }
    Ok(())
}

fn everything(to: &Address, first: &Sent) -> Result<Vec<Message>, Box<dyn Error>> {
    let file = |name: &str| Media::url(format!("https://example.com/{name}")).named(name);
    let card = ContactCard::new("Ana", "+55 11 97777-6666".parse()?).organization("Shop");
    let rows = [ListRow::new("1", "One"), ListRow::new("2", "Two").description("the second")];
    Ok(vec![
        Message::image(file("photo.jpg")).caption("A photo").into(),
        Message::video(file("film.mp4")).caption("A film").into(),
        Message::gif(file("dance.mp4")).caption("A GIF").into(),
        Message::document(file("invoice.pdf")).into(),
        Message::audio(file("song.mp3")),
        Message::voice(file("hello.ogg")),
        Message::video_note(file("round.mp4")),
        Message::sticker(file("smile.webp")),
        Message::location(-23.5505, -46.6333).name("Shop").address("Praça da Sé").into(),
        Message::contact(card).into(),
        Message::poll("When?", ["Today", "Tomorrow"]).into(),
        Message::buttons("Sure?", [Button::reply("yes", "Yes"), Button::reply("no", "No")])
            .footer("Tap one")
            .into(),
        Message::list("Choose", "Menu", [ListSection::new("Numbers", rows)])
            .title("A menu")
            .footer("Tap one")
            .into(),
        Message::link_card("Look at this", "https://example.com/shop", "The shop", "All that we sell"),
        Message::reaction(MessageRef::sent(to.clone(), &first.message_id), "👍"),
    ])
}
