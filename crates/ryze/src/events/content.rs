//! What a message says.

use std::time::SystemTime;

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
use wagate_sdk_core::{
    ChatContent, FileKind, Location, Message, MessageId, Poll, ReceivedCard, ReceivedFile, wire,
};

use super::exchange::Reply;
use super::part::parts;
use super::party::Party;
use crate::chats::Direction;
use crate::portable::stored::{self, file_kind};

/// The word for an edited message.
const EDIT: &str = "message_edit";

/// `data.message`: in the documents' catalog with what otherwise stands beside it.
#[derive(Deserialize)]
pub(super) struct Said {
    #[serde(default, deserialize_with = "wire::text")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "wire::word")]
    pub(super) direction: Option<Direction>,
    #[serde(default, deserialize_with = "wire::time")]
    pub(super) timestamp: Option<SystemTime>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) chat: Option<Party>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) sender: Option<Party>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) reply: Option<Reply>,
    #[serde(rename = "type", default, deserialize_with = "wire::text")]
    kind: Option<String>,
    #[serde(rename = "content", default, deserialize_with = "text")]
    text: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    media: Option<Media>,
    #[serde(default, deserialize_with = "wire::object")]
    location: Option<Place>,
    #[serde(default, deserialize_with = "wire::object")]
    contact: Option<Card>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) reaction: Option<Reaction>,
    #[serde(default, deserialize_with = "wire::object")]
    interactive: Option<Tap>,
    #[serde(default, deserialize_with = "wire::object")]
    button_response: Option<CatalogTap>,
    #[serde(default, deserialize_with = "wire::object")]
    list_response: Option<CatalogTap>,
    #[serde(default, deserialize_with = "wire::object")]
    poll: Option<Asked>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) edit: Option<Edit>,
    #[serde(rename = "isEdit", default, deserialize_with = "wire::truth")]
    is_edit: Option<bool>,
}

impl Said {
    pub(super) fn is_revoked(&self) -> bool {
        self.kind.as_deref() == Some("message_revoke")
    }

    pub(super) fn is_edited(&self) -> bool {
        self.kind.as_deref() == Some(EDIT) || self.edit.is_some() || self.is_edit == Some(true)
    }

    /// What an edited message says now.
    pub(super) fn edited(mut self, id: Option<&MessageId>) -> ChatContent {
        if let Some(text) = self.edit.take().and_then(|edit| edit.text) {
            return ChatContent::Text(text);
        }
        // That it was edited is no kind of content.
        self.kind = self.kind.filter(|kind| kind != EDIT);
        self.content(id)
    }

    /// By the part that is there, since the documents' catalog shows no word for the kind.
    pub(super) fn content(self, id: Option<&MessageId>) -> ChatContent {
        let told = self.media.as_ref().and_then(|media| file_kind(media.kind.as_deref()));
        if let Some(kind) = file_kind(self.kind.as_deref()).or(told) {
            return ChatContent::File(file(kind, self.text, self.media, id));
        }
        if let Some(place) = self.location.and_then(Place::location) {
            return ChatContent::Location(place);
        }
        if let Some(card) = self.contact {
            return ChatContent::Contacts(vec![ReceivedCard::new(card.display_name, card.vcard)]);
        }
        if let Some(poll) = self.poll.and_then(Asked::poll) {
            return ChatContent::Poll(poll);
        }
        let catalog = || self.button_response.or(self.list_response).map(CatalogTap::choice);
        if let Some((id, label)) = self.interactive.map(Tap::choice).or_else(catalog)
            && (id.is_some() || label.is_some())
        {
            return ChatContent::Choice { id, label: label.or(self.text) };
        }
        stored::words(self.kind, self.text)
    }
}

/// A text as it is delivered, or `{"text": …}` as in the documents' catalog.
fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct Inside {
        #[serde(default, deserialize_with = "wire::text")]
        text: Option<String>,
    }
    let json = <&'de RawValue>::deserialize(from)?.get();
    if json.starts_with('{') {
        return Ok(serde_json::from_str::<Inside>(json).ok().and_then(|inside| inside.text));
    }
    Ok(serde_json::from_str(json).ok().filter(|text: &String| !text.is_empty()))
}

/// A file. Its bytes may stand beside it (`base64`); they stay in the event's JSON.
#[derive(Deserialize)]
struct Media {
    #[serde(rename = "type", default, deserialize_with = "wire::text")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    mimetype: Option<String>,
    #[serde(rename = "mimeType", default, deserialize_with = "wire::text")]
    mime_type_camel: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    mime_type: Option<String>,
    #[serde(rename = "fileName", default, deserialize_with = "wire::text")]
    file_name: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    filename: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    caption: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    url: Option<String>,
    #[serde(rename = "isVoiceNote", default, deserialize_with = "wire::truth")]
    is_voice_note: Option<bool>,
}

fn file(kind: FileKind, text: Option<String>, media: Option<Media>, id: Option<&MessageId>) -> ReceivedFile {
    let mut file = stored::file(kind, text, id);
    let Some(media) = media else { return file };
    if kind == FileKind::Audio && media.is_voice_note == Some(true) {
        file.kind = FileKind::Voice;
    }
    file.caption = media.caption.or(file.caption);
    file.media_type = media.mimetype.or(media.mime_type_camel).or(media.mime_type);
    file.file_name = media.file_name.or(media.filename);
    file.url = media.url;
    file
}

#[derive(Deserialize)]
struct Place {
    #[serde(default, deserialize_with = "wire::lenient")]
    latitude: Option<f64>,
    #[serde(default, deserialize_with = "wire::lenient")]
    longitude: Option<f64>,
    #[serde(default, deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    address: Option<String>,
}

impl Place {
    fn location(self) -> Option<Location> {
        let mut location = Message::location(self.latitude?, self.longitude?);
        location.name = self.name;
        location.address = self.address;
        Some(location)
    }
}

#[derive(Deserialize)]
struct Card {
    #[serde(default, deserialize_with = "wire::text")]
    display_name: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    vcard: Option<String>,
}

/// Clients of the gateway read two words for the emoji, and three for the message.
#[derive(Deserialize)]
pub(super) struct Reaction {
    #[serde(default, deserialize_with = "wire::text")]
    text: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    emoji: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    message_id: Option<String>,
    #[serde(rename = "messageId", default, deserialize_with = "wire::text")]
    message_id_camel: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    key: Option<String>,
}

impl Reaction {
    pub(super) fn to(&self) -> Option<&str> {
        [&self.message_id, &self.message_id_camel, &self.key].into_iter().find_map(Option::as_deref)
    }

    pub(super) fn emoji(self) -> Option<String> {
        self.text.or(self.emoji)
    }
}

/// A button or a row that was tapped, as it is delivered.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tap {
    #[serde(default, deserialize_with = "wire::text")]
    selected_button_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    selected_row_id: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    selected_reply: Option<SelectedReply>,
    #[serde(default, deserialize_with = "wire::text")]
    title: Option<String>,
}

#[derive(Deserialize)]
struct SelectedReply {
    #[serde(rename = "selectedRowID", default, deserialize_with = "wire::text")]
    selected_row_id: Option<String>,
}

impl Tap {
    fn choice(self) -> (Option<String>, Option<String>) {
        let row = self.selected_row_id.or(self.selected_reply.and_then(|reply| reply.selected_row_id));
        (self.selected_button_id.or(row), self.title)
    }
}

/// The same in the documents' catalog.
#[derive(Deserialize)]
struct CatalogTap {
    #[serde(default, deserialize_with = "wire::text")]
    selected_button_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    single_select_reply: Option<SingleSelectReply>,
}

#[derive(Deserialize)]
struct SingleSelectReply {
    #[serde(default, deserialize_with = "wire::text")]
    option_name: Option<String>,
}

impl CatalogTap {
    fn choice(self) -> (Option<String>, Option<String>) {
        let option = self.single_select_reply.and_then(|reply| reply.option_name);
        (self.selected_button_id, option.or(self.title))
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default, deserialize_with = "wire::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "parts")]
    options: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "wire::text")]
    name: Option<String>,
}

impl Asked {
    /// How many answers may be chosen is not told.
    fn poll(self) -> Option<Poll> {
        let answers = self.options.into_iter().filter_map(|option| option.name);
        Some(Message::poll(self.title?, answers).choose_any())
    }
}

#[derive(Deserialize)]
pub(super) struct Edit {
    #[serde(default, deserialize_with = "wire::text")]
    pub(super) original_id: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    text: Option<String>,
}
