//! Places on the map.

use serde::Serialize;
use serde_json::{Map, Value};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;

use super::direct::direct_message;
use super::{MessageType, QueuedMessage};
use crate::Wazzapi;

direct_message! {
    /// Sends a location to a number.
    ///
    /// `POST /api/v1/messages/send/location`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
    /// `src/resources/messages.ts`), which send the request of `message.send`. Not repeated when its outcome is unknown.
    ///
    /// Whether the route sets `message_type` by itself is not documented, so it is always sent.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for coordinates that are no place on earth; [`Error::InstanceOffline`] when the
    /// device is not connected.
    SendLocation is "message.send_location", POST "/api/v1/messages/send/location", timed as Standard, message_type = Location;
    needs {
        /// The latitude in degrees, from -90 to 90.
        latitude: f64,
        /// The longitude in degrees, from -180 to 180.
        longitude: f64,
    }
    takes {
        /// The label beside the pin.
        location_title: String,
        /// The address, or a label where there is no title.
        location_address: String,
    }
}

impl SendLocation {
    /// This place from a device to a number.
    pub fn new(
        phone_number: impl Into<String>,
        whatsapp_account_id: impl Into<String>,
        latitude: f64,
        longitude: f64,
    ) -> Self {
        Self::bare(phone_number.into(), whatsapp_account_id.into(), latitude, longitude)
    }

    fn check(&self) -> Result<(), Error> {
        // Neither range holds for what is no number, which JSON cannot write.
        if (-90.0..=90.0).contains(&self.latitude) && (-180.0..=180.0).contains(&self.longitude) {
            return Ok(());
        }
        Err(Error::invalid("a latitude is between -90 and 90 degrees, a longitude between -180 and 180"))
    }
}
