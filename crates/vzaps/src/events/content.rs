//! What a message says: WhatsApp's union, one member of which is there.

use serde::Deserialize;
use wagate_sdk_core::{
    Address, ChatContent, FileKind, MediaKeys, Message, MessageId, Poll, ReceivedCard, ReceivedFile, wire,
};

use super::source::address;

/// Names as whatsmeow writes them, and before 2024 wrote them (`url`, `fileSha256`).
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Said {
    #[serde(deserialize_with = "wire::text")]
    conversation: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    extended_text_message: Option<TextPart>,
    #[serde(deserialize_with = "wire::lenient")]
    image_message: Option<MediaPart>,
    #[serde(deserialize_with = "wire::lenient")]
    video_message: Option<MediaPart>,
    #[serde(deserialize_with = "wire::lenient")]
    ptv_message: Option<MediaPart>,
    #[serde(deserialize_with = "wire::lenient")]
    audio_message: Option<MediaPart>,
    #[serde(deserialize_with = "wire::lenient")]
    document_message: Option<MediaPart>,
    #[serde(deserialize_with = "wire::lenient")]
    sticker_message: Option<MediaPart>,
    #[serde(deserialize_with = "wire::lenient")]
    location_message: Option<PlacePart>,
    #[serde(deserialize_with = "wire::lenient")]
    contact_message: Option<CardPart>,
    #[serde(deserialize_with = "wire::lenient")]
    contacts_array_message: Option<CardsPart>,
    #[serde(deserialize_with = "wire::lenient")]
    poll_creation_message: Option<PollPart>,
    #[serde(deserialize_with = "wire::lenient")]
    poll_creation_message_v2: Option<PollPart>,
    #[serde(deserialize_with = "wire::lenient")]
    poll_creation_message_v3: Option<PollPart>,
    #[serde(deserialize_with = "wire::lenient")]
    pub(super) reaction_message: Option<ReactionPart>,
    #[serde(deserialize_with = "wire::lenient")]
    pub(super) protocol_message: Option<Box<Protocol>>,
    #[serde(deserialize_with = "wire::lenient")]
    buttons_response_message: Option<ButtonPart>,
    #[serde(deserialize_with = "wire::lenient")]
    template_button_reply_message: Option<ButtonPart>,
    #[serde(deserialize_with = "wire::lenient")]
    list_response_message: Option<RowPart>,
    #[serde(deserialize_with = "wire::lenient")]
    ephemeral_message: Option<Wrapped>,
    #[serde(deserialize_with = "wire::lenient")]
    view_once_message: Option<Wrapped>,
    #[serde(deserialize_with = "wire::lenient")]
    view_once_message_v2: Option<Wrapped>,
    #[serde(deserialize_with = "wire::lenient")]
    document_with_caption_message: Option<Wrapped>,
    #[serde(deserialize_with = "wire::lenient")]
    edited_message: Option<Wrapped>,
    #[serde(deserialize_with = "wire::lenient")]
    device_sent_message: Option<Wrapped>,
}

/// A message around another.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wrapped {
    #[serde(deserialize_with = "wire::lenient")]
    message: Option<Box<Said>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct TextPart {
    #[serde(deserialize_with = "wire::text")]
    text: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    context_info: Option<Context>,
}

/// What a part answers.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Context {
    #[serde(rename = "stanzaID", alias = "stanzaId", deserialize_with = "wire::text")]
    stanza_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct MediaPart {
    #[serde(rename = "URL", alias = "url", deserialize_with = "wire::text")]
    url: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    mimetype: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    caption: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    file_name: Option<String>,
    #[serde(deserialize_with = "wire::number")]
    file_length: Option<u64>,
    #[serde(deserialize_with = "wire::bytes")]
    media_key: Option<Vec<u8>>,
    #[serde(deserialize_with = "wire::text")]
    direct_path: Option<String>,
    #[serde(rename = "fileSHA256", alias = "fileSha256", deserialize_with = "wire::bytes")]
    file_sha256: Option<Vec<u8>>,
    #[serde(rename = "fileEncSHA256", alias = "fileEncSha256", deserialize_with = "wire::bytes")]
    file_enc_sha256: Option<Vec<u8>>,
    #[serde(rename = "PTT", alias = "ptt", deserialize_with = "wire::truth")]
    ptt: Option<bool>,
    #[serde(deserialize_with = "wire::truth")]
    gif_playback: Option<bool>,
    #[serde(deserialize_with = "wire::lenient")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PlacePart {
    #[serde(deserialize_with = "wire::lenient")]
    degrees_latitude: Option<f64>,
    #[serde(deserialize_with = "wire::lenient")]
    degrees_longitude: Option<f64>,
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    address: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct CardPart {
    #[serde(deserialize_with = "wire::text")]
    display_name: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    vcard: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CardsPart {
    #[serde(deserialize_with = "wire::lenient")]
    contacts: Option<Vec<CardPart>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PollPart {
    #[serde(deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    options: Option<Vec<OptionPart>>,
    /// 0 for any number.
    #[serde(deserialize_with = "wire::number")]
    selectable_options_count: Option<u64>,
    #[serde(deserialize_with = "wire::lenient")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct OptionPart {
    #[serde(deserialize_with = "wire::text")]
    option_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReactionPart {
    #[serde(deserialize_with = "wire::lenient")]
    pub(super) key: Option<Key>,
    /// Empty when it was taken back.
    #[serde(deserialize_with = "wire::text")]
    pub(super) text: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ButtonPart {
    #[serde(rename = "selectedButtonID", alias = "selectedButtonId", deserialize_with = "wire::text")]
    button: Option<String>,
    #[serde(rename = "selectedID", alias = "selectedId", deserialize_with = "wire::text")]
    template_button: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    selected_display_text: Option<String>,
    /// How Go writes a choice between members.
    #[serde(rename = "Response", deserialize_with = "wire::lenient")]
    response: Option<ButtonLabel>,
    #[serde(deserialize_with = "wire::lenient")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ButtonLabel {
    #[serde(rename = "SelectedDisplayText", deserialize_with = "wire::text")]
    text: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct RowPart {
    #[serde(deserialize_with = "wire::text")]
    title: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
    single_select_reply: Option<RowChoice>,
    #[serde(deserialize_with = "wire::lenient")]
    context_info: Option<Context>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RowChoice {
    #[serde(rename = "selectedRowID", alias = "selectedRowId", deserialize_with = "wire::text")]
    row: Option<String>,
}

/// What is done to another message.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Protocol {
    #[serde(deserialize_with = "wire::lenient")]
    key: Option<Key>,
    #[serde(rename = "type", deserialize_with = "wire::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "wire::lenient")]
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
#[serde(default, rename_all = "camelCase")]
pub(super) struct Key {
    #[serde(rename = "remoteJID", alias = "remoteJid", deserialize_with = "address")]
    pub(super) remote_jid: Option<Address>,
    #[serde(deserialize_with = "wire::truth")]
    pub(super) from_me: Option<bool>,
    #[serde(rename = "ID", alias = "id", deserialize_with = "wire::text")]
    pub(super) id: Option<String>,
    #[serde(deserialize_with = "address")]
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

    /// `kind` is a word for what is not read, `stored` where the gateway keeps the file.
    pub(super) fn content(
        &self,
        kind: Option<&str>,
        id: Option<&MessageId>,
        stored: Option<&str>,
    ) -> ChatContent {
        let text = self.extended_text_message.as_ref().and_then(|part| part.text.as_ref());
        let said = self
            .file(id, stored)
            .map(ChatContent::File)
            .or_else(|| self.conversation.as_ref().or(text).map(|text| ChatContent::Text(text.clone())))
            .or_else(|| self.place())
            .or_else(|| self.cards())
            .or_else(|| self.poll().and_then(poll))
            .or_else(|| self.reaction())
            .or_else(|| self.choice());
        said.unwrap_or_else(|| ChatContent::Other(kind.unwrap_or_default().to_owned()))
    }

    /// The message that it answers.
    pub(super) fn quoted(&self) -> Option<MessageId> {
        let context = (self.extended_text_message.as_ref().map(|part| &part.context_info))
            .or_else(|| self.media().map(|(_, part)| &part.context_info))
            .or_else(|| self.location_message.as_ref().map(|part| &part.context_info))
            .or_else(|| self.contact_message.as_ref().map(|part| &part.context_info))
            .or_else(|| self.poll().map(|part| &part.context_info))
            .or_else(|| self.button().map(|part| &part.context_info))
            .or_else(|| self.list_response_message.as_ref().map(|part| &part.context_info))?;
        context.as_ref()?.stanza_id.clone().map(MessageId::whatsapp)
    }

    fn media(&self) -> Option<(FileKind, &MediaPart)> {
        let video = |part: &MediaPart| {
            if part.gif_playback == Some(true) { FileKind::Gif } else { FileKind::Video }
        };
        let audio = |part: &MediaPart| if part.ptt == Some(true) { FileKind::Voice } else { FileKind::Audio };
        let is = |kind| move |part| (kind, part);
        (self.image_message.as_ref().map(is(FileKind::Image)))
            .or_else(|| self.video_message.as_ref().map(|part| (video(part), part)))
            .or_else(|| self.ptv_message.as_ref().map(is(FileKind::VideoNote)))
            .or_else(|| self.audio_message.as_ref().map(|part| (audio(part), part)))
            .or_else(|| self.document_message.as_ref().map(is(FileKind::Document)))
            .or_else(|| self.sticker_message.as_ref().map(is(FileKind::Sticker)))
    }

    /// The gateway downloads from WhatsApp with the key; where that is not told, its own copy is all there is.
    fn file(&self, id: Option<&MessageId>, stored: Option<&str>) -> Option<ReceivedFile> {
        let (kind, part) = self.media()?;
        let mut file = ReceivedFile::new(kind);
        file.message = id.cloned();
        file.caption.clone_from(&part.caption);
        file.media_type.clone_from(&part.mimetype);
        file.file_name.clone_from(&part.file_name);
        file.length = part.file_length;
        match (&part.url, &part.media_key) {
            (Some(url), Some(key)) => {
                let mut keys = MediaKeys::new(key.clone());
                keys.direct_path.clone_from(&part.direct_path);
                keys.file_sha256.clone_from(&part.file_sha256);
                keys.file_enc_sha256.clone_from(&part.file_enc_sha256);
                (file.url, file.keys) = (Some(url.clone()), Some(keys));
            }
            (url, _) => file.url = stored.map(str::to_owned).or_else(|| url.clone()),
        }
        Some(file)
    }

    fn place(&self) -> Option<ChatContent> {
        let place = self.location_message.as_ref()?;
        let mut location = Message::location(place.degrees_latitude?, place.degrees_longitude?);
        location.name.clone_from(&place.name);
        location.address.clone_from(&place.address);
        Some(ChatContent::Location(location))
    }

    fn cards(&self) -> Option<ChatContent> {
        let one = self.contact_message.as_ref().map(std::slice::from_ref);
        let many = || self.contacts_array_message.as_ref().and_then(|cards| cards.contacts.as_deref());
        let card = |card: &CardPart| ReceivedCard::new(card.display_name.clone(), card.vcard.clone());
        Some(ChatContent::Contacts(one.or_else(many)?.iter().map(card).collect()))
    }

    fn poll(&self) -> Option<&PollPart> {
        let later = || self.poll_creation_message_v2.as_ref().or(self.poll_creation_message_v3.as_ref());
        self.poll_creation_message.as_ref().or_else(later)
    }

    fn reaction(&self) -> Option<ChatContent> {
        let reaction = self.reaction_message.as_ref()?;
        let to = reaction.key.as_ref().and_then(|key| key.id.clone()).map(MessageId::whatsapp);
        Some(ChatContent::Reaction { to, emoji: reaction.text.clone() })
    }

    fn button(&self) -> Option<&ButtonPart> {
        self.buttons_response_message.as_ref().or(self.template_button_reply_message.as_ref())
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

fn poll(poll: &PollPart) -> Option<ChatContent> {
    let answers = poll.options.iter().flatten().filter_map(|option| option.option_name.clone());
    let asked: Poll = Message::poll(poll.name.clone()?, answers);
    let count = poll.selectable_options_count.and_then(|count| u32::try_from(count).ok());
    Some(ChatContent::Poll(match count.filter(|count| *count > 0) {
        Some(count) => asked.choose(count),
        None => asked.choose_any(),
    }))
}
