//! Evolution API's webhooks.

use crate::push::{Post, PushedEvent};
use crate::world::{Happening, World};

/// Where Evolution API posts an event.
pub(crate) fn posts(_world: &mut World, _happening: &Happening, _event: &PushedEvent) -> Vec<Post> {
    Vec::new()
}
