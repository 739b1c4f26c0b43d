//! Recorded bodies as this crate's types. What a type cannot carry exactly is nothing.

use std::collections::BTreeMap;

use serde_json::Value;
use wagate_evolution::instances::{CreateInstance, EventList, NewWebhook};
use wagate_evolution::messages::{MediaFile, MediaKind, Quoted, SendMedia, SendText, TargetKey};
use wagate_sdk_core::InstanceToken;

/// The members of a body that a type can carry, or nothing.
pub(super) struct Fields(BTreeMap<String, Value>);

impl Fields {
    pub(super) fn of(value: &Value) -> Option<Self> {
        Some(Self(value.as_object()?.clone().into_iter().collect()))
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// A text, if there is one; outside `Some` when the member is of another type.
    pub(super) fn text(&mut self, name: &str) -> Option<Option<String>> {
        match self.take(name) {
            None => Some(None),
            Some(Value::String(text)) => Some(Some(text)),
            Some(_) => None,
        }
    }

    pub(super) fn truth(&mut self, name: &str) -> Option<Option<bool>> {
        match self.take(name) {
            None => Some(None),
            Some(Value::Bool(truth)) => Some(Some(truth)),
            Some(_) => None,
        }
    }

    pub(super) fn number(&mut self, name: &str) -> Option<Option<u64>> {
        match self.take(name) {
            None => Some(None),
            Some(value) => value.as_u64().map(Some),
        }
    }

    pub(super) fn fraction(&mut self, name: &str) -> Option<f64> {
        self.take(name)?.as_f64()
    }

    pub(super) fn texts(&mut self, name: &str) -> Option<Option<Vec<String>>> {
        match self.take(name) {
            None => Some(None),
            Some(value) => serde_json::from_value(value).ok().map(Some),
        }
    }

    /// The members of the object with this name.
    pub(super) fn part(&mut self, name: &str) -> Option<Self> {
        Self::of(&self.take(name)?)
    }

    /// The objects in the array with this name.
    pub(super) fn each<T>(&mut self, name: &str, read: impl Fn(Self) -> Option<T>) -> Option<Vec<T>> {
        self.take(name)?.as_array()?.iter().map(|item| read(Self::of(item)?)).collect()
    }

    /// The message that the object with this name is the key of.
    pub(super) fn key(&mut self, name: &str) -> Option<TargetKey> {
        let mut key = self.part(name)?;
        let target = TargetKey::new(key.text("id")??, key.text("remoteJid")??, key.truth("fromMe")??);
        key.end()?;
        Some(target)
    }

    /// The text with this name, if there is nothing else.
    pub(super) fn only_text(mut self, name: &str) -> Option<String> {
        let text = self.text(name)??;
        self.end()?;
        Some(text)
    }

    fn quoted(&mut self) -> Option<Option<Quoted>> {
        let Some(value) = self.take("quoted") else { return Some(None) };
        let mut quoted = Quoted::by_id(value["key"]["id"].as_str()?);
        quoted.key.remote_jid = value["key"]["remoteJid"].as_str().map(Into::into);
        quoted.key.from_me = value["key"]["fromMe"].as_bool();
        quoted.message = value.get("message").cloned();
        Some(Some(quoted))
    }

    fn events(&mut self) -> Option<Vec<String>> {
        serde_json::from_value(self.take("events")?).ok()
    }

    /// Nothing may be left over.
    pub(super) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

pub(super) fn create(body: &Value) -> Option<CreateInstance> {
    let mut fields = Fields::of(body)?;
    let mut new = CreateInstance::new(fields.text("instanceName")??, fields.text("integration")??.into());
    new.token = match fields.text("token")? {
        Some(token) => Some(InstanceToken::new(token).ok()?),
        None => None,
    };
    new.number = fields.text("number")?;
    new.business_id = fields.text("businessId")?;
    new.qrcode = fields.truth("qrcode")?;
    new.reject_call = fields.truth("rejectCall")?;
    new.groups_ignore = fields.truth("groupsIgnore")?;
    new.msg_call = fields.text("msgCall")?;
    if let Some(webhook) = fields.take("webhook") {
        let mut fields = Fields::of(&webhook)?;
        let mut webhook = NewWebhook::new(fields.text("url")??);
        webhook.events = fields.events()?;
        webhook.enabled = fields.truth("enabled")?;
        webhook.by_events = fields.truth("byEvents")?;
        webhook.base64 = fields.truth("base64")?;
        webhook.headers = match fields.take("headers") {
            Some(headers) => Some(serde_json::from_value(headers).ok()?),
            None => None,
        };
        fields.end()?;
        new.webhook = Some(webhook);
    }
    if let Some(websocket) = fields.take("websocket") {
        let mut fields = Fields::of(&websocket)?;
        let mut list = EventList::of(fields.events()?);
        list.enabled = fields.truth("enabled")?;
        fields.end()?;
        new.websocket = Some(list);
    }
    fields.end()?;
    // What the crate refuses by itself can only be made raw.
    let lacks_number = new.integration.as_str() == "WHATSAPP-BUSINESS" && new.number.is_none();
    (!lacks_number).then_some(new)
}

pub(super) fn text(body: &Value) -> Option<SendText> {
    let mut fields = Fields::of(body)?;
    let mut text = SendText::new(fields.text("number")??, fields.text("text")??);
    text.delay = fields.number("delay")?;
    text.link_preview = fields.truth("linkPreview")?;
    text.quoted = fields.quoted()?;
    fields.end()?;
    Some(text)
}

pub(super) fn media(body: &Value) -> Option<SendMedia> {
    let mut fields = Fields::of(body)?;
    let kind = match fields.text("mediatype")??.as_str() {
        "image" => MediaKind::Image,
        "document" => MediaKind::Document,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        _ => return None,
    };
    let file = file(fields.text("media")??);
    let mut media = SendMedia::new(fields.text("number")??, kind, file);
    media.caption = fields.text("caption")?;
    media.file_name = fields.text("fileName")?;
    fields.end()?;
    Some(media)
}

pub(super) fn file(text: String) -> MediaFile {
    if text.starts_with("http") { MediaFile::Url(text) } else { MediaFile::Base64(text) }
}
