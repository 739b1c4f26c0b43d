//! The content of a stored message, as WhatsApp structures it.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::IgnoredAny;
use wagate_sdk_core::wire;

use super::MessageKey;

/// How many wrappings are taken off a message.
const MOST_WRAPPINGS: usize = 4;

/// What a message says: one member is there, or more where WhatsApp adds context. What has no member here is in the answer's JSON.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageContent {
    /// A plain text.
    #[serde(default, deserialize_with = "wire::text")]
    pub conversation: Option<String>,
    /// A text with more, such as a link's preview or a quote.
    #[serde(default, deserialize_with = "wire::object")]
    pub extended_text_message: Option<Box<ExtendedText>>,
    /// An image.
    #[serde(default, deserialize_with = "wire::object")]
    pub image_message: Option<Box<MediaContent>>,
    /// A video.
    #[serde(default, deserialize_with = "wire::object")]
    pub video_message: Option<Box<MediaContent>>,
    /// A round video.
    #[serde(default, deserialize_with = "wire::object")]
    pub ptv_message: Option<Box<MediaContent>>,
    /// An audio file or a voice note.
    #[serde(default, deserialize_with = "wire::object")]
    pub audio_message: Option<Box<MediaContent>>,
    /// A document.
    #[serde(default, deserialize_with = "wire::object")]
    pub document_message: Option<Box<MediaContent>>,
    /// A sticker.
    #[serde(default, deserialize_with = "wire::object")]
    pub sticker_message: Option<Box<MediaContent>>,
    /// A place.
    #[serde(default, deserialize_with = "wire::object")]
    pub location_message: Option<Box<PlaceContent>>,
    /// A contact card.
    #[serde(default, deserialize_with = "wire::object")]
    pub contact_message: Option<CardContent>,
    /// Contact cards.
    #[serde(default, deserialize_with = "wire::object")]
    pub contacts_array_message: Option<CardsContent>,
    /// A reaction.
    #[serde(default, deserialize_with = "wire::object")]
    pub reaction_message: Option<Box<ReactionContent>>,
    /// A poll, in the first of its three versions.
    #[serde(default, deserialize_with = "wire::object")]
    pub poll_creation_message: Option<Box<PollContent>>,
    /// A poll, in the second.
    #[serde(rename = "pollCreationMessageV2", default, deserialize_with = "wire::object")]
    pub poll_creation_message_v2: Option<Box<PollContent>>,
    /// A poll, in the third, which this server sends.
    #[serde(rename = "pollCreationMessageV3", default, deserialize_with = "wire::object")]
    pub poll_creation_message_v3: Option<Box<PollContent>>,
    /// A vote in a poll. What was chosen stands beside the message.
    #[serde(default, deserialize_with = "wire::object")]
    pub poll_update_message: Option<Box<PollVoteContent>>,
    /// A button that was chosen.
    #[serde(default, deserialize_with = "wire::object")]
    pub buttons_response_message: Option<ButtonReplyContent>,
    /// A button of a template that was chosen.
    #[serde(default, deserialize_with = "wire::object")]
    pub template_button_reply_message: Option<ButtonReplyContent>,
    /// A row of a menu that was chosen.
    #[serde(default, deserialize_with = "wire::object")]
    pub list_response_message: Option<ListReplyContent>,
    /// A button or a row that was chosen, in WhatsApp's newest form.
    #[serde(default, deserialize_with = "wire::object")]
    pub interactive_response_message: Option<Box<InteractiveReplyContent>>,
    /// A document with a text below it, wrapped.
    #[serde(default, deserialize_with = "wire::object")]
    pub document_with_caption_message: Option<WrappedContent>,
    /// A message that disappears, wrapped.
    #[serde(default, deserialize_with = "wire::object")]
    pub ephemeral_message: Option<WrappedContent>,
    /// A message to be seen once, wrapped. Buttons are sent so too.
    #[serde(default, deserialize_with = "wire::object")]
    pub view_once_message: Option<WrappedContent>,
    /// A message to be seen once, wrapped the newer way.
    #[serde(rename = "viewOnceMessageV2", default, deserialize_with = "wire::object")]
    pub view_once_message_v2: Option<WrappedContent>,
    /// The address of the file in the server's own store, where it has one.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_url: Option<String>,
}

impl MessageContent {
    /// What is said, out of what it is wrapped in. WhatsApp wraps a message once or twice; no more than four are taken off, since
    /// whoever wrote the message chose their number.
    pub fn unwrapped(&self) -> Cow<'_, Self> {
        let mut content = Cow::Borrowed(self);
        for _ in 0..MOST_WRAPPINGS {
            match content.wrapped().and_then(WrappedContent::content) {
                Some(inner) => content = Cow::Owned(inner),
                None => break,
            }
        }
        content
    }

    fn wrapped(&self) -> Option<&WrappedContent> {
        [
            &self.document_with_caption_message,
            &self.ephemeral_message,
            &self.view_once_message,
            &self.view_once_message_v2,
        ]
        .into_iter()
        .find_map(Option::as_ref)
    }

    /// Its poll.
    pub fn poll(&self) -> Option<&PollContent> {
        [&self.poll_creation_message_v3, &self.poll_creation_message_v2, &self.poll_creation_message]
            .into_iter()
            .find_map(Option::as_deref)
    }

    /// Its text, or the text below its file.
    pub fn text(&self) -> Option<&str> {
        let extended = self.extended_text_message.as_ref().and_then(|extended| extended.text.as_deref());
        let caption = || self.media().and_then(|media| media.caption.as_deref());
        self.conversation.as_deref().or(extended).or_else(caption)
    }

    /// Its file.
    pub fn media(&self) -> Option<&MediaContent> {
        [
            &self.image_message,
            &self.video_message,
            &self.ptv_message,
            &self.audio_message,
            &self.document_message,
            &self.sticker_message,
        ]
        .into_iter()
        .find_map(Option::as_deref)
    }
}

/// A text with more.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ExtendedText {
    /// The text.
    #[serde(default, deserialize_with = "wire::text")]
    pub text: Option<String>,
}

/// A file. Its bytes are encrypted where it lies: [`GetBase64`](crate::chats::GetBase64) gets them. `Debug` does not show the keys.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MediaContent {
    /// Where it lies, encrypted.
    #[serde(default, deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// The path of `url`.
    #[serde(default, deserialize_with = "wire::text")]
    pub direct_path: Option<String>,
    /// Its media type.
    #[serde(default, deserialize_with = "wire::text")]
    pub mimetype: Option<String>,
    /// The text below it.
    #[serde(default, deserialize_with = "wire::text")]
    pub caption: Option<String>,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub file_name: Option<String>,
    /// Its length in bytes.
    #[serde(default, deserialize_with = "wire::long")]
    pub file_length: Option<u64>,
    /// The width in pixels.
    #[serde(default, deserialize_with = "wire::number")]
    pub width: Option<u64>,
    /// The height in pixels.
    #[serde(default, deserialize_with = "wire::number")]
    pub height: Option<u64>,
    /// Whether it is a voice note.
    #[serde(default, deserialize_with = "wire::truth")]
    pub ptt: Option<bool>,
    /// Whether it plays as a GIF.
    #[serde(default, deserialize_with = "wire::truth")]
    pub gif_playback: Option<bool>,
    /// The key to decrypt it.
    #[serde(default, deserialize_with = "wire::bytes")]
    pub media_key: Option<Vec<u8>>,
    /// The SHA-256 of the file.
    #[serde(rename = "fileSha256", default, deserialize_with = "wire::bytes")]
    pub file_sha256: Option<Vec<u8>>,
    /// The SHA-256 of the encrypted file.
    #[serde(rename = "fileEncSha256", default, deserialize_with = "wire::bytes")]
    pub file_enc_sha256: Option<Vec<u8>>,
    /// When the key was made, in seconds since 1970.
    #[serde(default, deserialize_with = "wire::long")]
    pub media_key_timestamp: Option<u64>,
    /// A small JPEG.
    #[serde(default, deserialize_with = "wire::bytes")]
    pub jpeg_thumbnail: Option<Vec<u8>>,
}

impl fmt::Debug for MediaContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaContent")
            .field("mimetype", &self.mimetype)
            .field("caption", &self.caption)
            .field("file_name", &self.file_name)
            .field("file_length", &self.file_length)
            .finish_non_exhaustive()
    }
}

/// A place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct PlaceContent {
    /// Degrees north.
    #[serde(deserialize_with = "wire::lenient")]
    pub degrees_latitude: Option<f64>,
    /// Degrees east.
    #[serde(deserialize_with = "wire::lenient")]
    pub degrees_longitude: Option<f64>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its address.
    #[serde(deserialize_with = "wire::text")]
    pub address: Option<String>,
}

/// A contact card.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct CardContent {
    /// Whose it is.
    #[serde(deserialize_with = "wire::text")]
    pub display_name: Option<String>,
    /// The card, as a vCard.
    #[serde(deserialize_with = "wire::text")]
    pub vcard: Option<String>,
}

/// Contact cards.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct CardsContent {
    /// What they are called together.
    #[serde(deserialize_with = "wire::text")]
    pub display_name: Option<String>,
    /// The cards.
    #[serde(deserialize_with = "wire::lenient")]
    pub contacts: Option<Vec<CardContent>>,
}

/// A reaction.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReactionContent {
    /// The emoji; nothing when it was taken back.
    #[serde(deserialize_with = "wire::text")]
    pub text: Option<String>,
    /// The message.
    #[serde(deserialize_with = "wire::object")]
    pub key: Option<MessageKey>,
}

/// A poll.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct PollContent {
    /// The question.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The answers.
    #[serde(deserialize_with = "wire::lenient")]
    pub options: Option<Vec<PollOption>>,
    /// How many may be chosen; 0 for any number.
    #[serde(deserialize_with = "wire::number")]
    pub selectable_options_count: Option<u64>,
}

/// A vote in a poll.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct PollVoteContent {
    /// The poll.
    #[serde(deserialize_with = "wire::object")]
    pub poll_creation_message_key: Option<MessageKey>,
}

/// An answer of a poll.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct PollOption {
    /// What it says.
    #[serde(deserialize_with = "wire::text")]
    pub option_name: Option<String>,
}

/// A button that was chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ButtonReplyContent {
    /// The id that the sender gave it; a template's is called `selectedId`.
    #[serde(alias = "selectedId", deserialize_with = "wire::text")]
    pub selected_button_id: Option<String>,
    /// What it says.
    #[serde(deserialize_with = "wire::text")]
    pub selected_display_text: Option<String>,
}

/// A row of a menu that was chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListReplyContent {
    /// What it says.
    #[serde(deserialize_with = "wire::text")]
    pub title: Option<String>,
    /// Which row.
    #[serde(deserialize_with = "wire::object")]
    pub single_select_reply: Option<ChosenRow>,
}

/// Which row of a menu was chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChosenRow {
    /// The id that the sender gave it.
    #[serde(deserialize_with = "wire::text")]
    pub selected_row_id: Option<String>,
}

/// A button or a row that was chosen, in WhatsApp's newest form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct InteractiveReplyContent {
    /// What it says.
    #[serde(deserialize_with = "wire::object")]
    pub body: Option<Box<ExtendedText>>,
    /// Which one.
    #[serde(deserialize_with = "wire::object")]
    pub native_flow_response_message: Option<FlowReply>,
}

/// Which button or row was chosen, in WhatsApp's newest form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct FlowReply {
    /// What kind of button it is.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// JSON in a text; the id that the sender gave it is its member `id`.
    #[serde(deserialize_with = "wire::text")]
    pub params_json: Option<String>,
}

/// A message in another one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct WrappedContent {
    /// The message, not read yet: they can be nested deeply.
    pub message: Option<wire::WithRaw<IgnoredAny>>,
}

impl WrappedContent {
    /// The message, with what it wraps in turn not read.
    pub fn content(&self) -> Option<MessageContent> {
        self.message.as_ref()?.raw.json().ok()
    }
}

/// What a message refers to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageContext {
    /// The id of the message that it answers.
    #[serde(default, deserialize_with = "wire::text")]
    pub stanza_id: Option<String>,
    /// Who wrote the message that it answers.
    #[serde(default, deserialize_with = "wire::text")]
    pub participant: Option<String>,
    /// The message that it answers.
    #[serde(default, deserialize_with = "wire::object")]
    pub quoted_message: Option<Box<MessageContent>>,
    /// The JIDs of those whom it mentions.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub mentioned_jid: Option<Vec<String>>,
}
