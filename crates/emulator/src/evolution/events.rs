//! Evolution API's events.

use crate::push::PushedEvent;
use crate::world::{Happening, World};

/// What Evolution API tells of a happening.
pub(crate) fn events(_world: &mut World, _happening: &Happening) -> Vec<PushedEvent> {
    Vec::new()
}
