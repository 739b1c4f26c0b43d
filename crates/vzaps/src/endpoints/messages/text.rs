//! Texts.

send! {
    /// Sends a text. `POST /instances/{id}/chat/send/text`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client (documented). It is
    /// sent at most once: whether the same [`id`](Self::id) twice is refused, merged or sent twice is not
    /// documented.
    SendText, "message.send.text", "/chat/send/text", json
    needs {
        /// The text. Its greatest length is not documented.
        message: String,
    }
    may {}
}

send! {
    /// Sends a text with the preview card of a link, which the caller makes. `POST /instances/{id}/chat/send/link`
    ///
    /// Source: the route from the official Python client, the members from the Go, .NET and later TypeScript clients. (An early TypeScript
    /// type had `link` and `description`.) It is sent at most once, as [`SendText`].
    SendLink, "message.send.link", "/chat/send/link", json
    needs {
        /// The text.
        message: String,
        /// The link.
        link_url: String,
        /// The card's title.
        title: String,
        /// What stands below it.
        link_description: String,
    }
    may {
        /// The card's picture. Its form is not documented; by its name it is a JPEG.
        jpeg_thumbnail: String,
    }
}
