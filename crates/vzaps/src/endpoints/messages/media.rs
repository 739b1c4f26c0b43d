//! Files.

send! {
    /// Sends an image. `POST /instances/{id}/chat/send/image`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client (documented). It is
    /// sent at most once, as [`SendText`](super::SendText).
    SendImage, "message.send.image", "/chat/send/image", json
    needs {
        /// The image's URL.
        image: String,
    }
    may {
        /// The text below it.
        caption: String,
    }
}

send! {
    /// Sends a sound, as a file or as a voice note. `POST /instances/{id}/chat/send/audio`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendAudio, "message.send.audio", "/chat/send/audio", json
    needs {
        /// The sound's URL.
        audio: String,
    }
    may {
        /// Whether it is a voice note. What it is unless set is not documented.
        ptt: bool,
    }
}

send! {
    /// Sends a document. `POST /instances/{id}/chat/send/document`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendDocument, "message.send.document", "/chat/send/document", json
    needs {
        /// The document's URL.
        document: String,
    }
    may {
        /// The name that is shown.
        file_name: String,
        /// The text below it.
        caption: String,
    }
}

send! {
    /// Sends a video. `POST /instances/{id}/chat/send/video`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendVideo, "message.send.video", "/chat/send/video", json
    needs {
        /// The video's URL.
        video: String,
    }
    may {
        /// The text below it.
        caption: String,
    }
}

send! {
    /// Sends a sticker. `POST /instances/{id}/chat/send/sticker`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendSticker, "message.send.sticker", "/chat/send/sticker", json
    needs {
        /// The sticker's URL; a WebP in the documents' example.
        sticker: String,
    }
    may {}
}

send! {
    /// Sends a film that is shown as a GIF. `POST /instances/{id}/chat/send/gif`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendGif, "message.send.gif", "/chat/send/gif", json
    needs {
        /// The film's URL; an MP4 in the documents' example.
        gif: String,
    }
    may {
        /// The text below it.
        caption: String,
    }
}
