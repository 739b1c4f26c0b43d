//! The status (story), as a message to the feed.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_sdk_core::{Address, Error, Media, Message, SendStatus};

use crate::{body, gateway, instance_token, line, portable, refused_here, request, route};

fn feed() -> Address {
    "status@broadcast".parse().unwrap()
}

fn published() -> Value {
    json!({
        "success": true, "message": "Message sent successfully", "status": "sent",
        "data": {
            "messageId": "3EB08FCF27E532F1B0F5", "timestamp": "2026-11-22T12:00:00Z", "messageType": "text",
            "direction": "outgoing", "chat": {"jid": "status@broadcast"},
            "sender": {"jid": "5511888888888@s.whatsapp.net"}, "content": "We are open"
        }
    })
}

#[tokio::test]
async fn a_text_to_the_feed_is_a_status() {
    let server = gateway(200, published()).await;
    let sent = line(&server, instance_token()).erase().send_text(&feed(), "We are open").await.unwrap();
    let seen = request(&server).await;
    assert_eq!(route(&seen), "POST /api/message/status/support");
    assert_eq!(body(&seen), json!({"type": "text", "message": "We are open"}));
    assert_eq!((sent.message_id.as_str(), sent.status), ("3EB08FCF27E532F1B0F5", SendStatus::Accepted));
    assert_eq!(sent.chat, Some(feed()));
}

#[tokio::test]
async fn files_go_to_the_feed_by_their_url() {
    const URL: &str = "https://example.com/a";
    let file = || Media::url(URL).named("a.png").of_type("image/png");
    for (message, expected) in [
        (
            Message::image(file()).caption("Our shop").into(),
            json!({"type": "image", "message": "Our shop", "mimeType": "image/png", "fileName": "a.png"}),
        ),
        (Message::video(Media::url(URL)).into(), json!({"type": "video", "message": ""})),
        (Message::audio(Media::url(URL)), json!({"type": "audio", "message": "", "isVoice": false})),
        (Message::voice(Media::url(URL)), json!({"type": "audio", "message": "", "isVoice": true})),
    ] {
        let message: Message = message;
        let (_, seen) = portable(published(), async |line| line.send(&feed(), message).await).await;
        assert_eq!(route(&seen), "POST /api/message/status/support");
        let mut expected = expected;
        expected["mediaUrl"] = json!(URL);
        assert_eq!(body(&seen), expected);
    }
}

#[tokio::test]
async fn a_status_takes_no_bytes_no_options_and_no_other_kind() {
    let png = || Media::bytes(&b"\x89PNG\r\n\x1a\n"[..]);
    let url = || Media::url("https://example.com/a.pdf");
    let errors = [
        refused_here(async |line| line.send(&feed(), Message::image(png())).await).await,
        refused_here(async |line| line.send(&feed(), Message::document(url())).await).await,
        refused_here(async |line| line.send(&feed(), Message::sticker(url())).await).await,
        refused_here(async |line| line.send(&feed(), Message::location(1.0, 1.0)).await).await,
        refused_here(async |line| line.send_text(&feed(), "x").quote("3EB0").await).await,
        refused_here(async |line| line.send_text(&feed(), "x").link_preview(true).await).await,
        refused_here(async |line| line.send_text(&feed(), "x").delay(Duration::from_secs(1)).await).await,
    ];
    for error in errors {
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    }
}
