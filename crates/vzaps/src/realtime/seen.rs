use std::collections::{HashMap, VecDeque};

/// Which events came, and which of them were handled. Bounded: beyond its capacity the oldest is forgotten.
pub(super) struct Seen {
    handled: HashMap<Box<str>, bool>,
    order: VecDeque<Box<str>>,
    capacity: usize,
}

/// What is known of an event that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sighting {
    New,
    /// The program has it, and has not handled it yet.
    UnderWay,
    Handled,
}

impl Seen {
    pub(super) fn new(capacity: usize) -> Self {
        Self { handled: HashMap::new(), order: VecDeque::new(), capacity }
    }

    /// An event came.
    pub(super) fn see(&mut self, id: &str) -> Sighting {
        match self.handled.get(id) {
            Some(true) => return Sighting::Handled,
            Some(false) => return Sighting::UnderWay,
            None => {}
        }
        if self.order.len() == self.capacity
            && let Some(oldest) = self.order.pop_front()
        {
            self.handled.remove(&oldest);
        }
        self.order.push_back(id.into());
        self.handled.insert(id.into(), false);
        Sighting::New
    }

    /// The program has handled it.
    pub(super) fn handle(&mut self, id: &str) {
        if let Some(handled) = self.handled.get_mut(id) {
            *handled = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_new_once_and_the_oldest_is_forgotten() {
        let mut seen = Seen::new(2);
        assert_eq!(seen.see("a"), Sighting::New);
        assert_eq!(seen.see("a"), Sighting::UnderWay);
        seen.handle("a");
        assert_eq!(seen.see("a"), Sighting::Handled);
        assert_eq!([seen.see("b"), seen.see("c"), seen.see("a")], [Sighting::New; 3]);
        assert_eq!((seen.handled.len(), seen.order.len()), (2, 2));
    }
}
