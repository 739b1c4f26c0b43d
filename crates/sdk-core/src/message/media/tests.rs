use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use tokio::io::ReadBuf;

use super::*;

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("wagate-media-{:016x}", fastrand::u64(..)));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn whole(upload: &Upload) -> io::Result<Vec<u8>> {
    upload.read(10).try_fold(Vec::new(), |all, piece| async move { Ok([all, piece.to_vec()].concat()) }).await
}

#[tokio::test]
async fn a_file_that_cannot_be_sent_is_refused_when_it_is_looked_at() {
    let folder = Folder::new();
    let cases = [
        (folder.0.join("missing.png"), "does not exist"),
        (folder.0.clone(), "is not a file"),
        (folder.file("empty.png", b""), "is empty"),
    ];
    for (path, why) in cases {
        let error = Media::file(path).open().await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(error.to_string().contains(why), "{error}");
    }
    let nothing = Media::stream(0, || async { Ok(futures_util::stream::empty()) });
    for media in [nothing, Media::bytes(Bytes::new()), Media::url("https://example.com/a")] {
        assert!(matches!(media.open().await, Err(Error::InvalidRequest(_))));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_named_pipe_is_no_file_and_does_not_hold_the_call() {
    let folder = Folder::new();
    let path = folder.0.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(matches!(Media::file(path).open().await, Err(Error::InvalidRequest(_))));
    }
}

#[tokio::test]
async fn the_media_type_is_given_or_the_names_or_the_first_bytes() {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let folder = Folder::new();
    let nameless = Media::file(folder.file("receipt", PNG));
    assert_eq!((nameless.file_name(), nameless.media_type()), (Some("receipt"), None));
    for (media, kind) in [
        (nameless.clone(), Some("image/png")),
        (nameless.clone().of_type("image/heic"), Some("image/heic")),
        (nameless.named("receipt.pdf"), Some("application/pdf")),
        (Media::file(folder.file("a.MP4", PNG)), Some("video/mp4")),
        (Media::file(folder.file("b", b"??")), None),
        (Media::bytes(PNG), Some("image/png")),
        (Media::bytes(&b"%PDF-1.7"[..]), Some("application/pdf")),
        (Media::bytes(PNG).named("a.webp"), Some("image/webp")),
        (Media::bytes([b"OggS".as_slice(), &[0; 24], b"OpusHead"].concat()), Some("audio/ogg; codecs=opus")),
        (Media::bytes(&b"??"[..]), None),
    ] {
        assert_eq!(media.open().await.unwrap().media_type(), kind, "{media:?}");
    }
    // Of a URL the gateway finds it out, unless it was given.
    assert_eq!(Media::url("https://example.com/a.png").named("a.png").media_type(), None);
}

#[tokio::test]
async fn a_media_type_cannot_end_a_line_of_a_header() {
    for bad in ["png", "image/", "image/png; a=\"\r\nx: y\"", "image/png\n"] {
        let media = Media::bytes(&b"x"[..]).of_type(bad);
        assert!(matches!(media.open().await, Err(Error::InvalidRequest(_))), "{bad}");
    }
    Media::bytes(&b"x"[..]).of_type("audio/ogg; codecs=opus").open().await.unwrap();
}

#[tokio::test]
async fn every_source_is_read_from_its_beginning_each_time() {
    const TEXT: &[u8] = b"more than ten bytes in all";
    let folder = Folder::new();
    let stream = || async { Ok(futures_util::stream::iter([Ok(TEXT[..3].into()), Ok(TEXT[3..].into())])) };
    for media in [
        Media::bytes(TEXT),
        Media::file(folder.file("a", TEXT)),
        Media::reader(TEXT.len() as u64, || async { Ok(TEXT) }),
        Media::stream(TEXT.len() as u64, stream),
    ] {
        let upload = media.open().await.unwrap();
        assert_eq!(upload.len(), TEXT.len() as u64);
        for _ in 0..2 {
            assert_eq!(whole(&upload).await.unwrap(), TEXT, "{media:?}");
        }
    }
}

#[tokio::test]
async fn a_file_that_shrank_is_an_error_and_one_that_grew_is_cut() {
    let folder = Folder::new();
    let path = folder.file("a", b"twelve bytes");
    let upload = Media::file(&path).open().await.unwrap();
    std::fs::write(&path, b"twelve bytes and more").unwrap();
    assert_eq!(whole(&upload).await.unwrap(), b"twelve bytes");
    std::fs::write(&path, b"twelve").unwrap();
    let error = whole(&upload).await.unwrap_err();
    assert!(error.to_string().contains("the file ended 6 bytes before"), "{error}");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(whole(&upload).await.unwrap_err().kind(), io::ErrorKind::NotFound);
}

/// A reader of zeros that counts how often it is asked.
struct Zeros(&'static AtomicUsize);

impl AsyncRead for Zeros {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        let free = buffer.remaining();
        buffer.initialize_unfilled_to(free);
        buffer.advance(free);
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_reader_is_asked_at_most_eight_times_for_a_mebibyte() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    const MEBIBYTES: u64 = 16;
    let media = Media::reader(MEBIBYTES * 1024 * 1024, || async { Ok(Zeros(&ASKED)) });
    let upload = media.open().await.unwrap();
    let body = crate::transport::Body::json_with_file(&upload, Some(&upload)).unwrap();
    let sent =
        body.open().try_fold(0, |sent, piece| async move { Ok(sent + piece.len() as u64) }).await.unwrap();
    assert_eq!(sent, body.len());
    assert!(ASKED.load(Ordering::Relaxed) as u64 <= 8 * MEBIBYTES, "{ASKED:?}");
}

#[tokio::test]
async fn a_small_picture_can_be_a_text() {
    let media = Media::bytes(&b"\x89PNG\r\n\x1a\n"[..]);
    assert_eq!(media.to_data_url(8).await.unwrap(), "data:image/png;base64,iVBORw0KGgo=");
    assert!(matches!(media.to_data_url(7).await, Err(Error::InvalidRequest(_))));
    assert!(matches!(Media::bytes(&b"?"[..]).to_data_url(7).await, Err(Error::InvalidRequest(_))));
}

#[test]
fn nothing_of_a_file_is_shown() {
    let shown = format!("{:?}", Media::url("https://example.com/a?signature=s3cret"));
    assert!(!shown.contains("example"), "{shown}");
    assert_eq!(Media::bytes(&b"s3cret"[..]).clone().source(), MediaSource::Bytes);
    assert!(!format!("{:?}", Media::bytes(&b"s3cret"[..])).contains("s3cret"));
}
