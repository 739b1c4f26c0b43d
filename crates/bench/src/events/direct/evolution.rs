use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Delivered {
    event: String,
    instance: String,
    data: Upserted,
    destination: Option<String>,
    date_time: Option<String>,
    sender: Option<String>,
    server_url: Option<String>,
    apikey: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Upserted {
    key: Key,
    push_name: Option<String>,
    status: Option<String>,
    message: Said,
    message_type: Option<String>,
    message_timestamp: Option<u64>,
    instance_id: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Key {
    remote_jid: Option<String>,
    from_me: Option<bool>,
    id: String,
    participant: Option<String>,
    addressing_mode: Option<String>,
    remote_jid_alt: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said {
    conversation: Option<String>,
    image_message: Option<Image>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Image {
    url: Option<String>,
    mimetype: Option<String>,
    caption: Option<String>,
    file_sha256: Option<String>,
    file_length: Option<String>,
    height: Option<u32>,
    width: Option<u32>,
    media_key: Option<String>,
    file_enc_sha256: Option<String>,
    direct_path: Option<String>,
    media_key_timestamp: Option<String>,
    jpeg_thumbnail: Option<String>,
    context_info: Option<Context>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    stanza_id: Option<String>,
    participant: Option<String>,
}
