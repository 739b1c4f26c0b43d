use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Delivered {
    id: String,
    event_type: String,
    timestamp: Option<String>,
    organization_id: Option<String>,
    webhook_id: Option<String>,
    data: Received,
}

#[derive(Deserialize)]
struct Received {
    message_id: String,
    whatsapp_message_id: Option<String>,
    phone_number: Option<String>,
    account_name: Option<String>,
    status: Option<String>,
    direction: Option<String>,
    message_type: Option<String>,
    failure_reason: Option<String>,
    reason: Option<String>,
    sent_at: Option<String>,
    delivered_at: Option<String>,
    read_at: Option<String>,
    failed_at: Option<String>,
    whatsapp_account_id: Option<String>,
    campaign_id: Option<String>,
    batch_id: Option<String>,
    content: Option<String>,
    media_type: Option<String>,
    media_url: Option<String>,
    media_filename: Option<String>,
    media_mimetype: Option<String>,
    sender_name: Option<String>,
}
