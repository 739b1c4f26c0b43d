//! What the gateways push, as far as a test decides it.

use super::Emulator;
use crate::Gateway;

impl Emulator {
    /// No phone takes the code that an instance gave out. False when the instance does not wait for a phone.
    pub fn fail_pairing(&self, gateway: Gateway, instance: &str) -> bool {
        self.with_phone(|app| app.world().fail_pairing(gateway, instance))
    }

    /// Whether Evolution API tells everything that happens to all instances in the root namespace of its Socket.IO,
    /// as a server does that is set up with `WEBSOCKET_GLOBAL_EVENTS`. Not unless set.
    pub fn set_evolution_global_events(&self, global: bool) {
        self.app.world().evolution.websocket_global = global;
    }

    /// Whether Evolution API has no Socket.IO, as a server that is set up without `WEBSOCKET_ENABLED`. It has one
    /// unless set.
    pub fn set_evolution_without_websocket(&self, without: bool) {
        self.app.world().evolution.websocket_off = without;
    }

    /// By how many seconds the local time of Evolution API's server is ahead of UTC; negative for behind. The server
    /// writes its local time with the sign of UTC into its events. 0 unless set, and kept over a reset.
    pub fn set_evolution_utc_offset(&self, seconds: i32) {
        self.app.world().evolution.site.ahead = seconds;
    }

    /// Whether WazzAPI's events have only the members that its documents show: no text of a message, and no id that
    /// stays the same over all subscriptions. They have what the newest official client reads unless set.
    pub fn set_wazzapi_documented_events(&self, documented: bool) {
        self.app.world().wazzapi.documented_events = documented;
    }
}
