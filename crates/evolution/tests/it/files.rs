//! Files that travel with a request, inside JSON and as a part of a form; and those that are fetched.

use serde_json::json;
use wagate_evolution::chats::GetBase64;
use wagate_evolution::messages::{
    MediaFile, MediaKind, SendAudio, SendAudioForm, SendMedia, SendMediaForm, SendPtv, SendPtvForm,
    SendStatus, SendSticker, StatusKind,
};
use wagate_evolution::profile::UpdateProfilePicture;
use wagate_sdk_core::adapter::{Endpoint, OnInstance};
use wagate_sdk_core::{Destination, Error, Media, Upload};

use crate::{SHOP_TOKEN, answering, expect, golden, refused_before_io, sent, shop, the_request};

/// A file of the program's, of more than one piece.
async fn opened(media: Media) -> Upload {
    media.open().await.unwrap()
}

#[tokio::test]
async fn a_file_is_sent_in_base64_wherever_a_file_can_stand() {
    let bytes = vec![b'x'; 500_000];
    let file = opened(Media::bytes(bytes.clone()).named("a.pdf")).await;
    let text = BASE64.repeat(500_000 / 12) + "eHh4eHh4eHg=";
    assert_eq!(wagate_sdk_core::wire::bytes(&json!(text)).unwrap(), Some(bytes));
    let it = || MediaFile::File(file.clone());
    let to = "5511999990000";
    let asked = json!({ "number": to, "mediatype": "document", "media": text, "fileName": "a.pdf" });
    let mut document = SendMedia::new(to, MediaKind::Document, it());
    document.file_name = Some("a.pdf".to_owned());
    golden(document, "POST", "/message/sendMedia/shop", asked, 201, sent()).await;
    let asked = json!({ "number": to, "audio": text });
    golden(SendAudio::new(to, it()), "POST", "/message/sendWhatsAppAudio/shop", asked, 201, sent()).await;
    let asked = json!({ "number": to, "video": text });
    golden(SendPtv::new(to, it()), "POST", "/message/sendPtv/shop", asked, 201, sent()).await;
    let asked = json!({ "number": to, "sticker": text });
    golden(SendSticker::new(to, it()), "POST", "/message/sendSticker/shop", asked, 201, sent()).await;
    let asked = json!({ "type": "video", "content": text });
    golden(SendStatus::file(StatusKind::Video, it()), "POST", "/message/sendStatus/shop", asked, 201, sent())
        .await;
    let told = json!({ "update": "success" });
    let asked = json!({ "picture": text });
    let picture = UpdateProfilePicture::new(it());
    golden(picture, "POST", "/chat/updateProfilePicture/shop", asked, 200, told).await;
    let nameless = SendMedia::new(to, MediaKind::Document, it());
    assert!(matches!(refused_before_io(nameless).await, Error::InvalidRequest(_)));
}

/// Twelve letters `x` in base64.
const BASE64: &str = "eHh4eHh4eHh4eHh4";

#[tokio::test]
async fn what_the_servers_parser_would_refuse_never_leaves_as_json() {
    let long = Media::reader(103 * 1024 * 1024, || async { Ok(&b""[..]) });
    let file = opened(long.named("a.mp4")).await;
    let errors = [
        refused_before_io(SendMedia::new("5500", MediaKind::Video, MediaFile::File(file.clone()))).await,
        refused_before_io(SendPtv::new("5500", MediaFile::File(file.clone()))).await,
    ];
    for error in errors {
        assert!(
            matches!(error, Error::InvalidRequest(_)) && error.to_string().contains("136 MiB"),
            "{error}"
        );
    }
    // A form is read by another parser.
    SendMediaForm::new("5500", MediaKind::Video, file).body().unwrap();
}

/// The fields of a form in their order, as RFC 7578 has them read: name, file name, media type, content.
type Part = (String, Option<String>, Option<String>, Vec<u8>);

fn parts(request: &wiremock::Request) -> Vec<Part> {
    let told = request.headers["content-type"].to_str().unwrap();
    let boundary = told.strip_prefix("multipart/form-data; boundary=").unwrap();
    let text: String = request.body.iter().copied().map(char::from).collect();
    let text = text.strip_suffix(&format!("\r\n--{boundary}--\r\n")).unwrap();
    let text = text.strip_prefix(&format!("--{boundary}\r\n")).unwrap();
    let read = |part: &str| {
        let (head, content) = part.split_once("\r\n\r\n").unwrap();
        let between = |start: &str, end: &str| {
            let after = head.split_once(start)?.1;
            Some(after.split_once(end).map_or(after, |(found, _)| found).to_owned())
        };
        let content = content.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
        (
            between("form-data; name=\"", "\"").unwrap(),
            between("filename=\"", "\""),
            between("Content-Type: ", "\r\n"),
            content,
        )
    };
    text.split(&format!("\r\n--{boundary}\r\n")).map(read).collect()
}

async fn form<E>(endpoint: E, path: &str, expected: &[(&str, &str)], file: &Upload, bytes: &[u8])
where
    E: Endpoint<Provider = wagate_evolution::Evolution, Scope: OnInstance>,
{
    let server = answering(201, sent()).await;
    shop(&server).call(endpoint).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "POST", path, SHOP_TOKEN);
    assert_eq!(request.headers["content-length"], request.body.len().to_string().as_str());
    let mut read = parts(&request);
    let last = read.pop().unwrap();
    assert_eq!((last.0.as_str(), last.1.as_deref()), ("file", file.file_name()));
    assert_eq!(last.2.as_deref(), file.media_type());
    assert!(last.3 == bytes, "the file's bytes");
    let fields: Vec<_> =
        read.iter().map(|part| (part.0.as_str(), std::str::from_utf8(&part.3).unwrap())).collect();
    assert_eq!(fields, expected);
}

#[tokio::test]
async fn a_file_is_sent_as_a_part_of_a_form() {
    let bytes: Vec<u8> = (0..400_001_u32).map(|at| at.to_le_bytes()[0]).collect();
    let file = opened(Media::bytes(bytes.clone()).named("a.mp4")).await;
    let to = "5511999990000";
    let mut media = SendMediaForm::new(to, MediaKind::Video, file.clone());
    media.caption = Some("Look:\r\n\"é\"".to_owned());
    let fields = [
        ("number", to),
        ("mediatype", "video"),
        ("mimetype", "video/mp4"),
        ("fileName", "a.mp4"),
        ("caption", "Look:\r\n\"é\""),
    ];
    form(media, "/message/sendMedia/shop", &fields, &file, &bytes).await;
    let ptv = SendPtvForm::new(to, file.clone());
    form(ptv, "/message/sendPtv/shop", &[("number", to)], &file, &bytes).await;
    let audio = SendAudioForm::new(to, file.clone());
    form(audio, "/message/sendWhatsAppAudio/shop", &[("number", to)], &file, &bytes).await;
    for kind in [MediaKind::Image, MediaKind::Document, MediaKind::Video, MediaKind::Audio] {
        let server = answering(201, sent()).await;
        shop(&server).call(SendMediaForm::new(to, kind, file.clone())).await.unwrap();
        let word = String::from_utf8(parts(&the_request(&server).await).swap_remove(1).3).unwrap();
        assert_eq!(json!(kind), word);
    }
}

#[tokio::test]
async fn the_file_of_a_message_is_fetched_with_its_name_and_type() {
    let told = json!({
        "mediaType": "imageMessage", "fileName": "3EB0.jpeg", "caption": "Look",
        "size": { "fileLength": { "low": 8, "high": 0, "unsigned": true }, "height": 1, "width": 1 },
        "mimetype": "image/jpeg", "base64": "iVBORw0KGgo=", "buffer": null,
    });
    let server = answering(201, told).await;
    let fetched = shop(&server)
        .fetch_file(GetBase64::by_id("3EB0"), GetBase64::FILE, Destination::memory())
        .await
        .unwrap()
        .value;
    assert_eq!(fetched.saved.bytes().unwrap().as_ref(), b"\x89PNG\r\n\x1a\n");
    assert_eq!(fetched.file_name.as_deref(), Some("3EB0.jpeg"));
    assert_eq!(fetched.media_type.as_deref(), Some("image/jpeg"));
    let beside: wagate_evolution::chats::MediaBase64 = fetched.about.json().unwrap();
    assert_eq!((beside.caption.as_deref(), beside.size.unwrap().file_length), (Some("Look"), Some(8)));
    let request = the_request(&server).await;
    expect(&request, "POST", "/chat/getBase64FromMediaMessage/shop", SHOP_TOKEN);
}
