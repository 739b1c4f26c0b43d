use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Delivered {
    event: String,
    data: Exchange,
    instance_data: About,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    base_url: Option<String>,
    instance: String,
    token: Option<String>,
}

#[derive(Deserialize)]
struct Exchange {
    id: String,
    direction: Option<String>,
    timestamp: Option<String>,
    chat: Option<Party>,
    sender: Option<Party>,
    recipient: Option<Party>,
    message: Said,
}

#[derive(Deserialize)]
struct Party {
    jid: Option<String>,
    lid: Option<String>,
    name: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    #[serde(rename = "type")]
    kind: Option<String>,
    content: Option<String>,
    source: Option<String>,
    media: Option<Media>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Media {
    #[serde(rename = "type")]
    kind: Option<String>,
    mimetype: Option<String>,
    file_name: Option<String>,
    caption: Option<String>,
    url: Option<String>,
    base64: Option<String>,
}
