//! One message of every kind, with what every gateway that has the kind can carry: not all show a line above buttons or a menu.

use wagate::{
    Address, Button, ContactCard, ListRow, ListSection, Media, MediaSource, Message, MessageId, MessageKind,
    MessageRef,
};

use crate::bench::on_disk;

/// The sources to try a kind from; one `None` for a message without a file.
pub(crate) fn sources(kind: MessageKind) -> Vec<Option<MediaSource>> {
    use MessageKind::{Audio, Document, Gif, Image, Sticker, Video, VideoNote, Voice};
    match kind {
        Image | Video | Gif | Document | Audio | Voice | VideoNote | Sticker => {
            MediaSource::ALL.iter().copied().map(Some).collect()
        }
        _ => vec![None],
    }
}

/// A message of every kind.
pub(crate) fn message(
    kind: MessageKind,
    media: Option<MediaSource>,
    to: &Address,
    quoted: &MessageId,
) -> Message {
    let file = || file_from(media.unwrap_or(MediaSource::Url));
    match kind {
        MessageKind::Text => Message::text("Hello https://example.com"),
        MessageKind::Image => Message::image(file()).caption("Look").into(),
        MessageKind::Video => Message::video(file()).caption("Look").into(),
        MessageKind::Gif => Message::gif(file()).caption("Look").into(),
        MessageKind::LinkCard => {
            Message::link_card("Our shop", "https://example.com/shop", "Shop", "All that we sell")
        }
        MessageKind::Document => Message::document(file()).caption("Read").into(),
        MessageKind::Audio => Message::audio(file()),
        MessageKind::Voice => Message::voice(file()),
        MessageKind::VideoNote => Message::video_note(file()),
        MessageKind::Sticker => Message::sticker(file()),
        MessageKind::Location => Message::location(-23.5, -46.6).name("Shop").address("Rua A, 1").into(),
        MessageKind::Contacts => {
            let card = |name: &str| ContactCard::new(name, "+55 11 97777-6666".parse().unwrap());
            Message::contact(card("Ana")).into()
        }
        MessageKind::Poll => Message::poll("When?", ["Today", "Tomorrow"]).into(),
        MessageKind::Buttons => {
            Message::buttons("Sure?", [Button::reply("yes", "Yes"), Button::reply("no", "No")])
                .footer("Tap one")
                .into()
        }
        MessageKind::List => {
            let rows = [ListRow::new("1", "One").description("the first"), ListRow::new("2", "Two")];
            Message::list("Choose", "Menu", [ListSection::new("Numbers", rows)]).footer("Tap one").into()
        }
        MessageKind::Reaction => Message::reaction(MessageRef::sent(to.clone(), quoted), "\u{1f44d}"),
        other => panic!("no case for {other:?}"),
    }
}

/// The same picture from everywhere but a URL, where any file will do.
pub(crate) fn file_from(source: MediaSource) -> Media {
    match source {
        MediaSource::Bytes => picture(),
        MediaSource::File => Media::file(on_disk("pixel.png", picture().as_bytes().unwrap())),
        MediaSource::Stream => {
            let bytes = picture().as_bytes().cloned().unwrap();
            let length = bytes.len() as u64;
            Media::reader(length, move || std::future::ready(Ok(std::io::Cursor::new(bytes.clone()))))
                .named("pixel.png")
        }
        _ => Media::url("https://example.com/a.bin").named("a.bin"),
    }
}

/// The smallest PNG: one pixel.
pub(crate) fn picture() -> Media {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\xa75\x81\x84\0\0\0\0IEND\xaeB`\x82";
    Media::bytes(PNG).named("pixel.png")
}
