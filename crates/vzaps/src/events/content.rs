//! What a message says: WhatsApp's union, one member of which is there.

use serde::Deserialize;
use wagate_sdk_core::{
    Address, ChatContent, FileKind, MediaKeys, Message, MessageId, Poll, ReceivedCard, ReceivedFile, wire,
};

/// Names as whatsmeow writes them, and before 2024 wrote them (`url`, `fileSha256`).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Said {
    #[serde(default, deserialize_with = "wire::text")]
    conversation: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    extended_text_message: Option<Box<TextPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    image_message: Option<Box<MediaPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    video_message: Option<Box<MediaPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    ptv_message: Option<Box<MediaPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    audio_message: Option<Box<MediaPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    document_message: Option<Box<MediaPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    sticker_message: Option<Box<MediaPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    location_message: Option<Box<PlacePart>>,
    #[serde(default, deserialize_with = "wire::object")]
    contact_message: Option<Box<CardPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    contacts_array_message: Option<Box<CardsPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    poll_creation_message: Option<Box<PollPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    poll_creation_message_v2: Option<Box<PollPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    poll_creation_message_v3: Option<Box<PollPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) reaction_message: Option<Box<ReactionPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) protocol_message: Option<Box<Protocol>>,
    #[serde(default, deserialize_with = "wire::object")]
    buttons_response_message: Option<Box<ButtonPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    template_button_reply_message: Option<Box<ButtonPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    list_response_message: Option<Box<RowPart>>,
    #[serde(default, deserialize_with = "wire::object")]
    ephemeral_message: Option<Wrapped>,
    #[serde(default, deserialize_with = "wire::object")]
    view_once_message: Option<Wrapped>,
    #[serde(default, deserialize_with = "wire::object")]
    view_once_message_v2: Option<Wrapped>,
    #[serde(default, deserialize_with = "wire::object")]
    document_with_caption_message: Option<Wrapped>,
    #[serde(default, deserialize_with = "wire::object")]
    edited_message: Option<Wrapped>,
    #[serde(default, deserialize_with = "wire::object")]
    device_sent_message: Option<Wrapped>,
}

/// A message around another.
#[derive(Default, Deserialize)]
struct Wrapped {
    #[serde(default, deserialize_with = "wire::object")]
    message: Option<Box<Said>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TextPart {
    #[serde(default, deserialize_with = "wire::text")]
    text: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    context_info: Option<Context>,
}

/// What a part answers.
#[derive(Default, Deserialize)]
struct Context {
    #[serde(rename = "stanzaID", alias = "stanzaId", default, deserialize_with = "wire::text")]
    stanza_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct MediaPart {
    #[serde(rename = "URL", alias = "url", default, deserialize_with = "wire::text")]
    url: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    mimetype: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    caption: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    file_name: Option<String>,
    #[serde(default, deserialize_with = "wire::number")]
    file_length: Option<u64>,
    #[serde(default, deserialize_with = "wire::bytes")]
    media_key: Option<Vec<u8>>,
    #[serde(default, deserialize_with = "wire::text")]
    direct_path: Option<String>,
    #[serde(rename = "fileSHA256", alias = "fileSha256", default, deserialize_with = "wire::bytes")]
    file_sha256: Option<Vec<u8>>,
    #[serde(rename = "fileEncSHA256", alias = "fileEncSha256", default, deserialize_with = "wire::bytes")]
    file_enc_sha256: Option<Vec<u8>>,
    #[serde(rename = "PTT", alias = "ptt", default, deserialize_with = "wire::truth")]
    ptt: Option<bool>,
    #[serde(default, deserialize_with = "wire::truth")]
    gif_playback: Option<bool>,
    #[serde(default, deserialize_with = "wire::object")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlacePart {
    #[serde(default, deserialize_with = "wire::lenient")]
    degrees_latitude: Option<f64>,
    #[serde(default, deserialize_with = "wire::lenient")]
    degrees_longitude: Option<f64>,
    #[serde(default, deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    address: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardPart {
    #[serde(default, deserialize_with = "wire::text")]
    display_name: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    vcard: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
struct CardsPart {
    #[serde(default, deserialize_with = "wire::lenient")]
    contacts: Option<Vec<CardPart>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PollPart {
    #[serde(default, deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "wire::lenient")]
    options: Option<Vec<OptionPart>>,
    /// 0 for any number.
    #[serde(default, deserialize_with = "wire::number")]
    selectable_options_count: Option<u64>,
    #[serde(default, deserialize_with = "wire::object")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OptionPart {
    #[serde(default, deserialize_with = "wire::text")]
    option_name: Option<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct ReactionPart {
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) key: Option<Key>,
    /// Empty when it was taken back.
    #[serde(default, deserialize_with = "wire::text")]
    pub(super) text: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ButtonPart {
    #[serde(
        rename = "selectedButtonID",
        alias = "selectedButtonId",
        default,
        deserialize_with = "wire::text"
    )]
    button: Option<String>,
    #[serde(rename = "selectedID", alias = "selectedId", default, deserialize_with = "wire::text")]
    template_button: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    selected_display_text: Option<String>,
    /// How Go writes a choice between members.
    #[serde(rename = "Response", default, deserialize_with = "wire::object")]
    response: Option<ButtonLabel>,
    #[serde(default, deserialize_with = "wire::object")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
struct ButtonLabel {
    #[serde(rename = "SelectedDisplayText", default, deserialize_with = "wire::text")]
    text: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RowPart {
    #[serde(default, deserialize_with = "wire::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    single_select_reply: Option<RowChoice>,
    #[serde(default, deserialize_with = "wire::object")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
struct RowChoice {
    #[serde(rename = "selectedRowID", alias = "selectedRowId", default, deserialize_with = "wire::text")]
    row: Option<String>,
}

/// What is done to another message.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Protocol {
    #[serde(default, deserialize_with = "wire::object")]
    key: Option<Key>,
    #[serde(rename = "type", default, deserialize_with = "wire::text")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "wire::object")]
    pub(super) edited_message: Option<Said>,
}

impl Protocol {
    /// WhatsApp's number or word for it.
    pub(super) fn is_deletion(&self) -> bool {
        matches!(self.kind.as_deref(), Some("0" | "REVOKE"))
    }

    pub(super) fn is_edit(&self) -> bool {
        matches!(self.kind.as_deref(), Some("14" | "MESSAGE_EDIT"))
    }

    /// The other message.
    pub(super) fn message(&self) -> Option<MessageId> {
        self.key.as_ref()?.id.clone().map(MessageId::whatsapp)
    }
}

/// What names a message.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Key {
    #[serde(rename = "remoteJID", alias = "remoteJid", default, deserialize_with = "wire::address")]
    pub(super) remote_jid: Option<Address>,
    #[serde(default, deserialize_with = "wire::truth")]
    pub(super) from_me: Option<bool>,
    #[serde(rename = "ID", alias = "id", default, deserialize_with = "wire::text")]
    pub(super) id: Option<String>,
    #[serde(default, deserialize_with = "wire::address")]
    pub(super) participant: Option<Address>,
}

impl Said {
    /// The innermost message.
    pub(super) fn unwrapped(mut self) -> Self {
        while let Some(inner) = self.wrapped() {
            self = *inner;
        }
        self
    }

    fn wrapped(&mut self) -> Option<Box<Self>> {
        let around = [
            &mut self.device_sent_message,
            &mut self.ephemeral_message,
            &mut self.view_once_message,
            &mut self.view_once_message_v2,
            &mut self.document_with_caption_message,
            &mut self.edited_message,
        ];
        around.into_iter().find_map(|wrapped| wrapped.take()?.message)
    }

    /// `None` for what is not read. `stored` is where the gateway keeps the file.
    pub(super) fn content(mut self, id: Option<&MessageId>, stored: Option<String>) -> Option<ChatContent> {
        if let Some((kind, part)) = self.take_media() {
            return Some(ChatContent::File(file(kind, part, id, stored)));
        }
        let text = self.extended_text_message.take().and_then(|part| part.text);
        let said = self.conversation.take().or(text).map(ChatContent::Text);
        said.or_else(|| self.place())
            .or_else(|| self.cards())
            .or_else(|| self.poll().and_then(poll))
            .or_else(|| self.reaction())
            .or_else(|| self.choice())
    }

    /// The message that it answers.
    pub(super) fn quoted(&self) -> Option<MessageId> {
        let context = (self.extended_text_message.as_ref().map(|part| &part.context_info))
            .or_else(|| self.media().map(|part| &part.context_info))
            .or_else(|| self.location_message.as_ref().map(|part| &part.context_info))
            .or_else(|| self.contact_message.as_ref().map(|part| &part.context_info))
            .or_else(|| self.poll().map(|part| &part.context_info))
            .or_else(|| self.button().map(|part| &part.context_info))
            .or_else(|| self.list_response_message.as_ref().map(|part| &part.context_info))?;
        context.as_ref()?.stanza_id.clone().map(MessageId::whatsapp)
    }

    fn media(&self) -> Option<&MediaPart> {
        let parts = [
            &self.image_message,
            &self.video_message,
            &self.ptv_message,
            &self.audio_message,
            &self.document_message,
            &self.sticker_message,
        ];
        parts.into_iter().find_map(Option::as_deref)
    }

    fn take_media(&mut self) -> Option<(FileKind, MediaPart)> {
        let parts = [
            (FileKind::Image, &mut self.image_message),
            (FileKind::Video, &mut self.video_message),
            (FileKind::VideoNote, &mut self.ptv_message),
            (FileKind::Audio, &mut self.audio_message),
            (FileKind::Document, &mut self.document_message),
            (FileKind::Sticker, &mut self.sticker_message),
        ];
        let (kind, part) = parts.into_iter().find_map(|(kind, part)| Some((kind, *part.take()?)))?;
        let kind = match kind {
            FileKind::Video if part.gif_playback == Some(true) => FileKind::Gif,
            FileKind::Audio if part.ptt == Some(true) => FileKind::Voice,
            kind => kind,
        };
        Some((kind, part))
    }

    fn place(&self) -> Option<ChatContent> {
        let place = self.location_message.as_ref()?;
        let mut location = Message::location(place.degrees_latitude?, place.degrees_longitude?);
        location.name.clone_from(&place.name);
        location.address.clone_from(&place.address);
        Some(ChatContent::Location(location))
    }

    fn cards(&self) -> Option<ChatContent> {
        let one = self.contact_message.as_deref().map(std::slice::from_ref);
        let many = || self.contacts_array_message.as_ref().and_then(|cards| cards.contacts.as_deref());
        let card = |card: &CardPart| ReceivedCard::new(card.display_name.clone(), card.vcard.clone());
        Some(ChatContent::Contacts(one.or_else(many)?.iter().map(card).collect()))
    }

    fn poll(&self) -> Option<&PollPart> {
        let later = || self.poll_creation_message_v2.as_deref().or(self.poll_creation_message_v3.as_deref());
        self.poll_creation_message.as_deref().or_else(later)
    }

    fn reaction(&self) -> Option<ChatContent> {
        let reaction = self.reaction_message.as_ref()?;
        let to = reaction.key.as_ref().and_then(|key| key.id.clone()).map(MessageId::whatsapp);
        Some(ChatContent::Reaction { to, emoji: reaction.text.clone() })
    }

    fn button(&self) -> Option<&ButtonPart> {
        self.buttons_response_message.as_deref().or(self.template_button_reply_message.as_deref())
    }

    fn choice(&self) -> Option<ChatContent> {
        if let Some(button) = self.button() {
            let id = button.button.as_ref().or(button.template_button.as_ref()).cloned();
            let label = button.response.as_ref().and_then(|response| response.text.as_ref());
            let label = label.or(button.selected_display_text.as_ref()).cloned();
            return Some(ChatContent::Choice { id, label });
        }
        let row = self.list_response_message.as_ref()?;
        let id = row.single_select_reply.as_ref().and_then(|choice| choice.row.clone());
        Some(ChatContent::Choice { id, label: row.title.clone() })
    }
}

/// The gateway downloads from WhatsApp with the key; where that is not told, its own copy is all there is.
fn file(kind: FileKind, part: MediaPart, id: Option<&MessageId>, stored: Option<String>) -> ReceivedFile {
    let mut file = ReceivedFile::new(kind);
    file.message = id.cloned();
    file.caption = part.caption;
    file.media_type = part.mimetype;
    file.file_name = part.file_name;
    file.length = part.file_length;
    match (part.url, part.media_key) {
        (Some(url), Some(key)) => {
            let mut keys = MediaKeys::new(key);
            keys.direct_path = part.direct_path;
            keys.file_sha256 = part.file_sha256;
            keys.file_enc_sha256 = part.file_enc_sha256;
            (file.url, file.keys) = (Some(url), Some(keys));
        }
        (url, _) => file.url = stored.or(url),
    }
    file
}

fn poll(poll: &PollPart) -> Option<ChatContent> {
    let answers = poll.options.iter().flatten().filter_map(|option| option.option_name.clone());
    let asked: Poll = Message::poll(poll.name.clone()?, answers);
    let count = poll.selectable_options_count.and_then(|count| u32::try_from(count).ok());
    Some(ChatContent::Poll(match count.filter(|count| *count > 0) {
        Some(count) => asked.choose(count),
        None => asked.choose_any(),
    }))
}
