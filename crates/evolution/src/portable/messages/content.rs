//! What a stored message says.

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
    message: Option<&MessageContent>,
    kind: Option<&str>,
    id: Option<&MessageId>,
) -> ChatContent {
    let said = message.and_then(|message| {
        let stored = message.media_url.as_deref();
        let unwrapped = message.unwrapped();
        let message = &*unwrapped;
        file(message, stored.or(message.media_url.as_deref()), kind, id)
            .map(ChatContent::File)
            .or_else(|| message.text().map(|text| ChatContent::Text(text.to_owned())))
            .or_else(|| message.location_message.as_ref().and_then(place))
            .or_else(|| cards(message))
            .or_else(|| message.poll().and_then(poll).map(ChatContent::Poll))
            .or_else(|| message.reaction_message.as_ref().map(reaction))
            .or_else(|| choice(message))
    });
    said.unwrap_or_else(|| ChatContent::Other(kind.unwrap_or_default().to_owned()))
}

/// A file, at WhatsApp or in the server's own store, where it is not encrypted.
fn file(
    message: &MessageContent,
    stored: Option<&str>,
    kind: Option<&str>,
    id: Option<&MessageId>,
) -> Option<ReceivedFile> {
    let mut file = match media(message) {
        Some((kind, media)) => at_whatsapp(kind, media),
        // The server's own channel tells nothing of a file but where it is.
        None => ReceivedFile::new(kind_of(stored.and(kind)?)?),
    };
    if let Some(stored) = stored {
        file.url = Some(stored.to_owned());
        file.keys = None;
    }
    file.message = id.cloned();
    Some(file)
}

fn media(message: &MessageContent) -> Option<(FileKind, &MediaContent)> {
    let video = |media: &MediaContent| match media.gif_playback {
        Some(true) => FileKind::Gif,
        _ => FileKind::Video,
    };
    let audio = |media: &MediaContent| match media.ptt {
        Some(true) => FileKind::Voice,
        _ => FileKind::Audio,
    };
    let as_kind = |kind| move |media| (kind, media);
    let image = message.image_message.as_ref().map(as_kind(FileKind::Image));
    image
        .or_else(|| message.video_message.as_ref().map(|media| (video(media), media)))
        .or_else(|| message.ptv_message.as_ref().map(as_kind(FileKind::VideoNote)))
        .or_else(|| message.audio_message.as_ref().map(|media| (audio(media), media)))
        .or_else(|| message.document_message.as_ref().map(as_kind(FileKind::Document)))
        .or_else(|| message.sticker_message.as_ref().map(as_kind(FileKind::Sticker)))
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

fn at_whatsapp(kind: FileKind, media: &MediaContent) -> ReceivedFile {
    let mut file = ReceivedFile::new(kind);
    file.caption.clone_from(&media.caption);
    file.media_type.clone_from(&media.mimetype);
    file.file_name.clone_from(&media.file_name);
    file.length = media.file_length;
    file.url.clone_from(&media.url);
    file.keys = media.media_key.clone().map(|key| {
        let mut keys = MediaKeys::new(key);
        keys.direct_path.clone_from(&media.direct_path);
        keys.file_sha256.clone_from(&media.file_sha256);
        keys.file_enc_sha256.clone_from(&media.file_enc_sha256);
        keys
    });
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
        .or_else(|| message.interactive_response_message.as_ref().map(of_flow))?;
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
