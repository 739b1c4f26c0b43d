//! Sending.

use wagate_evolution::messages::{
    Button, ButtonKind, ContactCard, ListRow, ListSection, MediaFile, SendAudio, SendButtons, SendContact,
    SendList, SendLocation, SendPoll, SendReaction, SendStatus, SendSticker, StatusContent, StatusKind,
    TargetKey,
};

use super::{Asked, Found, found};
use crate::recorded::check_sent;
use crate::recorded::expressible::{Fields, file};

const NUMBER: &str = "5511999990000";

pub(super) fn of(route: &str, asked: &Asked<'_>) -> Option<Found> {
    let fields = asked.fields();
    match route {
        "/message/sendWhatsAppAudio" => {
            found("POST", || SendAudio::new(NUMBER, any_file()), fields.and_then(audio), check_sent)
        }
        "/message/sendSticker" => {
            found("POST", || SendSticker::new(NUMBER, any_file()), fields.and_then(sticker), check_sent)
        }
        "/message/sendStatus" => {
            found("POST", || SendStatus::new(StatusKind::Text), fields.and_then(status), check_sent)
        }
        "/message/sendLocation" => found(
            "POST",
            || SendLocation::new(NUMBER, 0.0, 0.0, "n", "a"),
            fields.and_then(location),
            check_sent,
        ),
        "/message/sendContact" => {
            found("POST", || SendContact::new(NUMBER, []), fields.and_then(contact), check_sent)
        }
        "/message/sendReaction" => found(
            "POST",
            || SendReaction::removal(TargetKey::new("X", "Y", true)),
            fields.and_then(reaction),
            check_sent,
        ),
        "/message/sendPoll" => {
            found("POST", || SendPoll::new(NUMBER, "q", 1, ["a", "b"]), fields.and_then(poll), check_sent)
        }
        "/message/sendList" => {
            found("POST", || SendList::new(NUMBER, "t", "f", "b", []), fields.and_then(list), check_sent)
        }
        "/message/sendButtons" => {
            found("POST", || SendButtons::new(NUMBER, []), fields.and_then(buttons), check_sent)
        }
        _ => None,
    }
}

fn any_file() -> MediaFile {
    MediaFile::Url("https://files.example.org/a".to_owned())
}

fn audio(mut fields: Fields) -> Option<SendAudio> {
    let mut audio = SendAudio::new(fields.text("number")??, file(fields.text("audio")??));
    audio.encoding = fields.truth("encoding")?;
    fields.end()?;
    Some(audio)
}

fn sticker(mut fields: Fields) -> Option<SendSticker> {
    let sticker = SendSticker::new(fields.text("number")??, file(fields.text("sticker")??));
    fields.end()?;
    Some(sticker)
}

fn status(mut fields: Fields) -> Option<SendStatus> {
    if fields.text("type")?? != "text" {
        return None;
    }
    let mut status = SendStatus::new(StatusKind::Text);
    status.content = fields.text("content")?.map(StatusContent::Text);
    status.background_color = fields.text("backgroundColor")?;
    status.font = fields.number("font")?.map(|font| font.try_into().unwrap());
    status.all_contacts = fields.truth("allContacts")?;
    status.status_jid_list = fields.texts("statusJidList")?;
    fields.end()?;
    Some(status)
}

fn location(mut fields: Fields) -> Option<SendLocation> {
    let location = SendLocation::new(
        fields.text("number")??,
        fields.fraction("latitude")?,
        fields.fraction("longitude")?,
        fields.text("name")??,
        fields.text("address")??,
    );
    fields.end()?;
    Some(location)
}

fn contact(mut fields: Fields) -> Option<SendContact> {
    let number = fields.text("number")??;
    let cards = fields.each("contact", |mut fields| {
        let mut card = ContactCard::new(fields.text("fullName")??, fields.text("phoneNumber")??);
        card.wuid = fields.text("wuid")?;
        fields.end()?;
        Some(card)
    })?;
    fields.end()?;
    Some(SendContact::new(number, cards))
}

fn reaction(mut fields: Fields) -> Option<SendReaction> {
    let reaction = SendReaction::new(fields.key("key")?, fields.text("reaction")??);
    fields.end()?;
    Some(reaction)
}

fn poll(mut fields: Fields) -> Option<SendPoll> {
    let count = fields.number("selectableCount")??.try_into().ok()?;
    let poll = SendPoll::new(fields.text("number")??, fields.text("name")??, count, fields.texts("values")??);
    fields.end()?;
    Some(poll)
}

fn list(mut fields: Fields) -> Option<SendList> {
    let sections = fields.each("sections", |mut fields| {
        let rows = fields.each("rows", |mut fields| {
            let mut row = ListRow::new(fields.text("title")??, fields.text("rowId")??);
            row.description = fields.text("description")?;
            fields.end()?;
            Some(row)
        })?;
        let section = ListSection::new(fields.text("title")??, rows);
        fields.end()?;
        Some(section)
    })?;
    let mut list = SendList::new(
        fields.text("number")??,
        fields.text("title")??,
        fields.text("footerText")??,
        fields.text("buttonText")??,
        sections,
    );
    list.description = fields.text("description")?;
    fields.end()?;
    Some(list)
}

fn buttons(mut fields: Fields) -> Option<SendButtons> {
    let buttons = fields.each("buttons", |mut fields| {
        if fields.text("type")?? != "reply" {
            return None;
        }
        let mut button = Button::new(ButtonKind::Reply);
        button.display_text = fields.text("displayText")?;
        button.id = fields.text("id")?;
        fields.end()?;
        Some(button)
    })?;
    let mut send = SendButtons::new(fields.text("number")??, buttons);
    send.title = fields.text("title")?;
    send.description = fields.text("description")?;
    send.footer = fields.text("footer")?;
    fields.end()?;
    Some(send)
}
