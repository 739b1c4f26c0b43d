//! Places and contacts.

send! {
    /// Sends a place. `POST /instances/{id}/chat/send/location`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendLocation, "message.send.location", "/chat/send/location", json
    needs {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    }
    may {
        /// Its name.
        name: String,
        /// Its address.
        address: String,
    }
}

send! {
    /// Sends the card of one contact; there is no route for several. `POST /instances/{id}/chat/send/contact`
    ///
    /// Source: the route from the official Python client, the members from the Go and .NET clients, which do not say what must be there:
    /// both are sent always. It is sent at most once, as [`SendText`](super::SendText).
    SendContact, "message.send.contact", "/chat/send/contact", json
    needs {
        /// The contact's name.
        contact_name: String,
        /// The contact's number: digits with the country code.
        contact_phone: String,
    }
    may {}
}
