//! Images, videos, audio files and documents; and round videos.

use serde_json::{Map, Value, json};

use super::file::Received;
use super::layout::{forwarded, thumbnail, uploaded};
use super::{Channels, Outgoing, members, send};
use crate::evolution::call::{Answer, FileCall};
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::evolution::instances::text as member;
use crate::evolution::schema::Rules;
use crate::world::World;

const NEITHER: &str = "Owned media must be a url or base64";

/// A kind of file, in the ledger's word and in WhatsApp's, and what its media type is where none is named.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) word: &'static str,
    pub(super) message_type: &'static str,
    pub(super) usual: &'static str,
}

impl Kind {
    pub(super) const IMAGE: Self = Self { word: "image", message_type: "imageMessage", usual: "image/jpeg" };
    pub(super) const VIDEO: Self = Self { word: "video", message_type: "videoMessage", usual: "video/mp4" };
    pub(super) const AUDIO: Self = Self { word: "audio", message_type: "audioMessage", usual: "audio/mpeg" };
    pub(super) const DOCUMENT: Self =
        Self { word: "document", message_type: "documentMessage", usual: "application/octet-stream" };
    const ROUND: Self = Self { word: "ptv", message_type: "ptvMessage", usual: "video/mp4" };
}

/// What a file is told to be.
#[derive(Default)]
pub(super) struct Told {
    pub(super) content_type: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) file_name: Option<String>,
}

pub(super) async fn media(FileCall { call, file }: FileCall) -> Answer {
    send(&call, call.text("number"), Channels::All, |world, sender| {
        let body = &call.body;
        Rules::of(body)
            .recipient()
            .one_of("mediatype", &["image", "document", "video", "audio"])
            .strings(&["mimetype", "media", "fileName", "caption"])
            .options()
            .required(&["number", "mediatype"])
            .check()?;
        let kind = match call.text("mediatype") {
            "document" => Kind::DOCUMENT,
            "video" => Kind::VIDEO,
            "audio" => Kind::AUDIO,
            _ => Kind::IMAGE,
        };
        let told = Told {
            content_type: member(body, "mimetype"),
            caption: member(body, "caption"),
            file_name: member(body, "fileName"),
        };
        let received = Received::from_either(file.as_ref(), call.text("media"));
        let received = received.ok_or_else(|| Refusal::bad_request(NEITHER))?;
        let bare = file.is_none() && received.bytes.is_some();
        if bare && kind.word == "document" && told.file_name.is_none() {
            return Err(Refusal::bad_request("For base64 the file name must be informed."));
        }
        let received = received.named(told.content_type.as_deref());
        let content = members([
            ("caption", told.caption.clone().map(Value::from)),
            ("file_name", told.file_name.clone().map(Value::from)),
        ]);
        let message = in_channel(sender.channel, kind, &received, &told, world);
        let (kind, message_type) = (kind.word, kind.message_type);
        Ok(Outgoing { kind, message_type, content, file: Some(received), message, ..Outgoing::default() })
    })
    .await
}

// Guess: any file is taken for a video, of a length of one second.
pub(super) async fn round_video(FileCall { call, file }: FileCall) -> Answer {
    send(&call, call.text("number"), Channels::Phone, |world, _| {
        Rules::of(&call.body).recipient().strings(&["video"]).options().required(&["number"]).check()?;
        let received = Received::from_either(file.as_ref(), call.text("video"));
        let received = received.ok_or_else(|| Refusal::bad_request(NEITHER))?;
        let kind = Kind::ROUND;
        let mut message = layout(kind, &received, &Told::default(), world);
        message.insert("seconds".to_owned(), json!(1));
        Ok(Outgoing {
            kind: kind.word,
            message_type: kind.message_type,
            file: Some(received),
            message: json!({ kind.message_type: message }),
            ..Outgoing::default()
        })
    })
    .await
}

/// The message as its channel has it.
// Guess: base64 is uploaded to Meta's cloud, whose id for it is made up.
pub(super) fn in_channel(
    channel: Channel,
    kind: Kind,
    received: &Received,
    told: &Told,
    world: &mut World,
) -> Value {
    let url = received.media.url.as_deref();
    match channel {
        Channel::Evolution => json!({ "mediaUrl": url }),
        Channel::Baileys => json!({ kind.message_type: layout(kind, received, told, world) }),
        Channel::Business => {
            let id = url.map_or_else(|| world.ids.text(b"0123456789", 15), str::to_owned);
            let mut message = json!({
                "fileName": told.file_name.clone().unwrap_or_else(|| format!("{}.png", kind.word)),
                "mediaType": kind.word,
                "media": url.unwrap_or_default(),
                "gifPlayback": false,
                "id": id,
                "type": if url.is_some() { "link" } else { "id" },
                "mimetype": told.content_type.as_deref().unwrap_or(kind.usual),
            });
            if let Some(caption) = &told.caption {
                message["caption"] = json!(caption);
            }
            json!({ kind.message_type: message })
        }
    }
}

/// The message as WhatsApp has it.
pub(super) fn layout(kind: Kind, received: &Received, told: &Told, world: &mut World) -> Map<String, Value> {
    let mut message = uploaded(world, received.len());
    message.extend(forwarded());
    message.insert("mimetype".to_owned(), json!(told.content_type.as_deref().unwrap_or(kind.usual)));
    let file_name = told.file_name.as_deref().filter(|_| kind.word == "document");
    message.extend(members([
        ("caption", told.caption.as_deref().map(Value::from)),
        ("fileName", file_name.map(Value::from)),
    ]));
    if kind.word == "image" {
        message.extend([
            ("height".to_owned(), json!(1)),
            ("width".to_owned(), json!(1)),
            ("jpegThumbnail".to_owned(), thumbnail()),
        ]);
    }
    message
}
