use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Delivered {
    #[serde(rename = "type")]
    name: String,
    event: Received,
    media_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Received {
    info: Info,
    message: Said,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Info {
    chat: Option<String>,
    sender: Option<String>,
    is_from_me: Option<bool>,
    is_group: Option<bool>,
    #[serde(rename = "ID")]
    id: String,
    push_name: Option<String>,
    timestamp: Option<String>,
    #[serde(rename = "Type")]
    kind: Option<String>,
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
    #[serde(rename = "URL")]
    url: Option<String>,
    mimetype: Option<String>,
    caption: Option<String>,
    #[serde(rename = "fileSHA256")]
    file_sha256: Option<String>,
    file_length: Option<u64>,
    height: Option<u32>,
    width: Option<u32>,
    media_key: Option<String>,
    #[serde(rename = "fileEncSHA256")]
    file_enc_sha256: Option<String>,
    direct_path: Option<String>,
    media_key_timestamp: Option<u64>,
    #[serde(rename = "JPEGThumbnail")]
    thumbnail: Option<String>,
    context_info: Option<Context>,
}

#[derive(Deserialize)]
struct Context {
    #[serde(rename = "stanzaID")]
    stanza_id: Option<String>,
    participant: Option<String>,
}
