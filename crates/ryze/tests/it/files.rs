//! Files that travel with a request, and those that are fetched.

use serde_json::json;
use wagate_ryze::chats::GetMediaBase64;
use wagate_ryze::messages::{ImageUrl, MediaType, SendMedia, SendSticker};
use wagate_sdk_core::{Destination, Error, Media, Message, Outcome};

use crate::{
    body, failure, gateway, golden, header, instance_token, line, phone, request, requests, route,
    sent_of_kind,
};

const LENGTH: usize = 600_000;

/// A file of more than one piece.
fn large() -> Media {
    Media::bytes(vec![b'x'; LENGTH]).named("a.mp4")
}

/// The same in base64.
fn base64() -> String {
    "eHh4".repeat(LENGTH / 3)
}

#[tokio::test]
async fn a_file_is_encoded_where_its_member_stands() {
    let file = large().open().await.unwrap();
    let mut send = SendMedia::file("5511999999999", MediaType::Video, file.clone());
    send.message = Some("Look \"there\"".to_owned());
    let (_, seen) = golden(send, sent_of_kind("video")).await;
    assert_eq!(
        body(&seen),
        json!({
            "number": "5511999999999", "mediaType": "video", "mediaBase64": base64(), "message": "Look \"there\""
        })
    );
    assert_eq!(header(&seen, "content-length"), Some(seen.body.len().to_string().as_str()));
    assert_eq!(header(&seen, "transfer-encoding"), None);

    let mut both = SendMedia::url("5511999999999", MediaType::Video, "https://example.com/a.mp4");
    both.file = Some(file.clone());
    let server = gateway(200, sent_of_kind("video")).await;
    let error = line(&server, instance_token()).call(both).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn a_sticker_is_a_data_url_however_large() {
    let picture = large().of_type("image/png").open().await.unwrap().into_data_url().unwrap();
    let (_, seen) = golden(SendSticker::new("5511999999999", picture), sent_of_kind("sticker")).await;
    let expected = format!("data:image/png;base64,{}", base64());
    assert_eq!(body(&seen), json!({ "number": "5511999999999", "imageUrl": expected }));
    assert!(matches!(ImageUrl::from("https://example.com/a.png".to_owned()), ImageUrl::Url(_)));
}

#[tokio::test]
async fn a_stream_is_sent_like_bytes_and_a_missing_file_not_at_all() {
    let server = gateway(200, sent_of_kind("video")).await;
    let streamed = Media::reader(LENGTH as u64, || async { Ok(&[b'x'; LENGTH][..]) }).named("a.mp4");
    let line = line(&server, instance_token());
    for media in [large(), streamed] {
        line.send(&phone(), Message::video(media)).await.unwrap();
    }
    let seen = requests(&server).await;
    assert!(seen[0].body == seen[1].body);
    assert_eq!(body(&seen[0])["mimeType"], "video/mp4");

    for missing in [Message::video(Media::file("/nowhere/a.mp4")).into(), Message::sticker(Media::file("/"))]
    {
        let error = line.send(&phone(), missing).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert_eq!(requests(&server).await.len(), 2);
}

#[tokio::test]
async fn the_file_of_a_message_is_fetched() {
    let answer = json!({
        "success": true, "message": "Base64 retrieved successfully", "message_id": "3EB0",
        "mime_type": "image/jpeg", "media_type": "image", "base64": "/9j/4AAQSkZJRg=="
    });
    let server = gateway(200, answer).await;
    let fetching = GetMediaBase64::new("3EB0");
    let to = Destination::memory();
    let file = line(&server, instance_token()).fetch_file(fetching, GetMediaBase64::FILE, to).await.unwrap();
    assert_eq!(file.value.saved.bytes().unwrap().as_ref(), b"\xff\xd8\xff\xe0\0\x10JFIF");
    assert_eq!(file.value.media_type.as_deref(), Some("image/jpeg"));
    assert_eq!(route(&request(&server).await), "GET /api/chat/base64/support?messageId=3EB0");

    let server = gateway(404, failure("Message not found or no media available")).await;
    let fetching = GetMediaBase64::new("3EB0");
    let to = Destination::memory();
    let error =
        line(&server, instance_token()).fetch_file(fetching, GetMediaBase64::FILE, to).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
}
