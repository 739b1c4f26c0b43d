//! What a stored message says.

use std::borrow::Cow;

use serde::Deserialize;
use wagate_sdk_core::{
    ChatContent, FileKind, MediaKeys, Message, MessageId, Poll, ReceivedCard, ReceivedFile, wire,
};

use crate::messages::{
    ButtonReplyContent, CardContent, InteractiveReplyContent, ListReplyContent, MediaContent, MessageContent,
    PlaceContent, PollContent, ReactionContent,
};

/// `kind` is the server's word for it, which is all that is told of some.
pub(crate) fn content(
    message: Option<MessageContent>,
    kind: Option<String>,
    id: Option<&MessageId>,
) -> ChatContent {
    let said = message.and_then(|mut outer| {
        let stored = outer.media_url.take();
        let inner = match outer.unwrapped() {
            Cow::Owned(inner) => Some(inner),
            Cow::Borrowed(_) => None,
        };
        let mut message = inner.unwrap_or(outer);
        let stored = stored.or_else(|| message.media_url.take());
        file(&mut message, stored, kind.as_deref(), id)
            .map(ChatContent::File)
            .or_else(|| text(&mut message).map(ChatContent::Text))
            .or_else(|| message.location_message.as_deref().and_then(place))
            .or_else(|| cards(&message))
            .or_else(|| message.poll().and_then(poll).map(ChatContent::Poll))
            .or_else(|| message.reaction_message.as_deref().map(reaction))
            .or_else(|| choice(&message))
    });
    said.unwrap_or_else(|| ChatContent::Other(kind.unwrap_or_default()))
}

fn text(message: &mut MessageContent) -> Option<String> {
    let extended = message.extended_text_message.take().and_then(|extended| extended.text);
    message.conversation.take().or(extended)
}

/// A file, at WhatsApp or in the server's own store, where it is not encrypted.
fn file(
    message: &mut MessageContent,
    stored: Option<String>,
    kind: Option<&str>,
    id: Option<&MessageId>,
) -> Option<ReceivedFile> {
    let mut file = match media(message) {
        Some((kind, media)) => at_whatsapp(kind, media),
        // The server's own channel tells nothing of a file but where it is.
        None => ReceivedFile::new(kind_of(stored.as_ref().and(kind)?)?),
    };
    if stored.is_some() {
        file.url = stored;
        file.keys = None;
    }
    file.message = id.cloned();
    Some(file)
}

fn media(message: &mut MessageContent) -> Option<(FileKind, MediaContent)> {
    let parts = [
        (FileKind::Image, &mut message.image_message),
        (FileKind::Video, &mut message.video_message),
        (FileKind::VideoNote, &mut message.ptv_message),
        (FileKind::Audio, &mut message.audio_message),
        (FileKind::Document, &mut message.document_message),
        (FileKind::Sticker, &mut message.sticker_message),
    ];
    let (kind, media) = parts.into_iter().find_map(|(kind, part)| Some((kind, *part.take()?)))?;
    let kind = match kind {
        FileKind::Video if media.gif_playback == Some(true) => FileKind::Gif,
        FileKind::Audio if media.ptt == Some(true) => FileKind::Voice,
        kind => kind,
    };
    Some((kind, media))
}

/// The kind of file by WhatsApp's name for the kind of message.
fn kind_of(message: &str) -> Option<FileKind> {
    Some(match message {
        "imageMessage" => FileKind::Image,
        "videoMessage" => FileKind::Video,
        "ptvMessage" => FileKind::VideoNote,
        "audioMessage" => FileKind::Audio,
        "documentMessage" => FileKind::Document,
        "stickerMessage" => FileKind::Sticker,
        _ => return None,
    })
}

fn at_whatsapp(kind: FileKind, media: MediaContent) -> ReceivedFile {
    let mut file = ReceivedFile::new(kind);
    file.caption = media.caption;
    file.media_type = media.mimetype;
    file.file_name = media.file_name;
    file.length = media.file_length;
    file.url = media.url;
    if let Some(key) = media.media_key {
        let mut keys = MediaKeys::new(key);
        keys.direct_path = media.direct_path;
        keys.file_sha256 = media.file_sha256;
        keys.file_enc_sha256 = media.file_enc_sha256;
        file.keys = Some(keys);
    }
    file
}

fn place(place: &PlaceContent) -> Option<ChatContent> {
    let mut location = Message::location(place.degrees_latitude?, place.degrees_longitude?);
    location.name.clone_from(&place.name);
    location.address.clone_from(&place.address);
    Some(ChatContent::Location(location))
}

fn cards(message: &MessageContent) -> Option<ChatContent> {
    let one = message.contact_message.as_ref().map(std::slice::from_ref);
    let cards =
        one.or_else(|| message.contacts_array_message.as_ref().and_then(|cards| cards.contacts.as_deref()))?;
    let card = |card: &CardContent| ReceivedCard::new(card.display_name.clone(), card.vcard.clone());
    Some(ChatContent::Contacts(cards.iter().map(card).collect()))
}

fn poll(poll: &PollContent) -> Option<Poll> {
    let answers = poll.options.iter().flatten().filter_map(|option| option.option_name.clone());
    let asked = Message::poll(poll.name.clone()?, answers);
    Some(match poll.selectable_options_count.and_then(|count| u32::try_from(count).ok()) {
        Some(count) if count > 0 => asked.choose(count),
        _ => asked.choose_any(),
    })
}

fn reaction(reaction: &ReactionContent) -> ChatContent {
    let to = reaction.key.as_ref().and_then(|key| key.id.clone());
    ChatContent::Reaction { to: to.map(MessageId::whatsapp), emoji: reaction.text.clone() }
}

fn choice(message: &MessageContent) -> Option<ChatContent> {
    let button = message.buttons_response_message.as_ref().or(message.template_button_reply_message.as_ref());
    let (id, label) = button
        .map(of_button)
        .or_else(|| message.list_response_message.as_ref().map(of_list))
        .or_else(|| message.interactive_response_message.as_deref().map(of_flow))?;
    Some(ChatContent::Choice { id, label })
}

type IdAndLabel = (Option<String>, Option<String>);

fn of_button(reply: &ButtonReplyContent) -> IdAndLabel {
    (reply.selected_button_id.clone(), reply.selected_display_text.clone())
}

fn of_list(reply: &ListReplyContent) -> IdAndLabel {
    let row = reply.single_select_reply.as_ref().and_then(|row| row.selected_row_id.clone());
    (row, reply.title.clone())
}

fn of_flow(reply: &InteractiveReplyContent) -> IdAndLabel {
    #[derive(Deserialize)]
    struct Params {
        #[serde(default, deserialize_with = "wire::text")]
        id: Option<String>,
    }
    let params = reply.native_flow_response_message.as_ref().and_then(|flow| flow.params_json.as_deref());
    let id =
        params.and_then(|params| serde_json::from_str::<Params>(params).ok()).and_then(|params| params.id);
    (id, reply.body.as_ref().and_then(|body| body.text.clone()))
}
