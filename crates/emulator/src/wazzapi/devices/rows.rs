//! How a device is shown.

use serde_json::{Value, json};

use super::{primary, session_name, word};
use crate::Gateway;
use crate::clock::iso_seconds;
use crate::world::{Instance, World};

/// A device as lists have it.
pub(super) fn summary(world: &World, device: &Instance) -> Value {
    let connected = device.connected_at.map(iso_seconds);
    let of_device =
        |entry: &&crate::LedgerEntry| entry.gateway == Gateway::Wazzapi && entry.instance == device.key;
    let received = device.mailbox.messages().filter(|message| !message.from_me);
    json!({
        "id": device.id,
        "name": device.name,
        "session_name": session_name(device),
        "status": word(device.state),
        "is_primary": primary(world).is_some_and(|first| first == device.key),
        "auto_warmer_enabled": false,
        "total_messages_sent": world.ledger().iter().filter(of_device).count(),
        "total_messages_received": received.count(),
        "contacts_synced_count": 0,
        "created_at": iso_seconds(device.created_at),
        "updated_at": iso_seconds(device.updated_at),
        "phone_number": device.phone,
        "last_connected_at": connected,
        "last_health_check_at": connected,
        "last_contact_sync_at": null,
        "last_contact_sync_status": null,
    })
}

/// A device by itself.
pub(super) fn detail(world: &World, device: &Instance) -> Value {
    let mut detail = summary(world, device);
    if let Value::Object(detail) = &mut detail {
        detail.extend([
            ("timezone".to_owned(), json!("UTC")),
            ("connection_attempts".to_owned(), json!(u8::from(device.connected_at.is_some()))),
            ("daily_message_limit".to_owned(), json!(1000)),
            ("message_delay_ms".to_owned(), json!(0)),
            ("backend_id".to_owned(), device.settings.get("backend_id").cloned().unwrap_or_default()),
        ]);
    }
    detail
}
