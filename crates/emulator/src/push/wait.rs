//! Waiting on the emulator's clock.

use std::time::SystemTime;

use crate::shared::App;

/// Waits until a time has come, by itself or because a test moved the clock forward.
pub(crate) async fn until(app: &App, due: SystemTime) {
    let mut changes = app.changes();
    loop {
        let left = due.duration_since(app.world().clock.now()).unwrap_or_default();
        if left.is_zero() {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(left) => {}
            // The sender lives as long as `app`, so this cannot fail.
            _ = changes.changed() => {}
        }
    }
}
