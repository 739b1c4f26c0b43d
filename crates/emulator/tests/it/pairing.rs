//! QR codes a reader can read, and the phone that scans by itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use wagate_emulator::{Emulator, Gateway};

use crate::client::Client;

async fn line(auto_scan: bool) -> (Emulator, Client) {
    let emulator = Emulator::builder().auto_scan(auto_scan).start().await.unwrap();
    let token = emulator.credentials().ryze_account_token.clone();
    let account = Client::new(&emulator, Gateway::Ryze).with("token", token);
    account.post("/api/instance/new", json!({ "name": "sales" })).await;
    (emulator, account)
}

async fn state(account: &Client) -> String {
    account.get("/api/instance/list").await.text("/instances/0/status").to_owned()
}

#[tokio::test]
async fn the_picture_says_what_the_text_says() {
    let (_emulator, account) = line(false).await;
    let answer = account.get("/api/instance/connect/sales").await;
    let (_, base64) = answer.text("/qrCodeBase64").split_once(";base64,").unwrap();
    let file = STANDARD.decode(base64).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let (_, text) = image.detect_grids()[0].decode().unwrap();
    assert_eq!(text, answer.text("/qrCode"));
}

#[tokio::test]
async fn without_a_phone_nothing_scans() {
    let (_emulator, account) = line(false).await;
    for _ in 0..4 {
        account.get("/api/instance/connect/sales").await;
        assert_eq!(state(&account).await, "connecting");
    }
}

#[tokio::test]
async fn a_phone_of_its_own_scans_the_second_code() {
    let (_emulator, account) = line(true).await;
    assert_eq!(account.get("/api/instance/connect/sales").await.text("/status"), "qr");
    assert_eq!(state(&account).await, "connecting");
    assert_eq!(account.get("/api/instance/connect/sales").await.text("/status"), "qr");
    assert_eq!(state(&account).await, "connected");
}

#[tokio::test]
async fn a_phone_of_its_own_does_not_keep_a_single_reader_waiting() {
    let (_emulator, account) = line(true).await;
    account.get("/api/instance/connect/sales").await;
    assert_eq!([state(&account).await, state(&account).await], ["connecting", "connected"]);

    let (_emulator, account) = line(true).await;
    account.get("/api/instance/connect/sales?number=5511999990000").await;
    assert_eq!(state(&account).await, "connected");
}
