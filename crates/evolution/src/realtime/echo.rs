//! A server that emits globally tells an event in both namespaces: in the root's, and in the instance's.

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// How many events wait for their echo. The server emits in both namespaces within moments.
const MOST: usize = 1024;

/// A namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// That of all instances.
    Root,
    /// The instance's own.
    Instance,
}

/// What one namespace told and the other did not yet, as digests. What one namespace tells twice was told twice.
#[derive(Default)]
pub(super) struct Echo {
    digests: RandomState,
    told: VecDeque<(Place, u64)>,
}

impl Echo {
    /// Whether the other namespace told this already.
    pub(super) fn is_echo(&mut self, place: Place, text: &str) -> bool {
        let digest = self.digests.hash_one(text);
        if let Some(at) = self.told.iter().position(|(other, told)| *other != place && *told == digest) {
            self.told.remove(at);
            return true;
        }
        if self.told.len() == MOST {
            self.told.pop_front();
        }
        self.told.push_back((place, digest));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_in_both_namespaces_is_handed_on_once_and_one_that_comes_twice_twice() {
        use Place::{Instance, Root};
        let mut echo = Echo::default();
        let told = [
            (Root, "a"),
            (Root, "b"),
            (Instance, "b"),
            (Instance, "a"),
            (Instance, "c"),
            (Root, "c"),
            (Root, "a"),
            (Root, "a"),
        ];
        let echoes = told.map(|(place, text)| echo.is_echo(place, text));
        assert_eq!(echoes, [false, false, true, true, false, true, false, false]);
        assert_eq!(echo.told.len(), 2);
    }

    #[test]
    fn the_memory_does_not_grow() {
        let mut echo = Echo::default();
        for number in 0..3 * MOST {
            assert!(!echo.is_echo(Place::Instance, &number.to_string()));
        }
        assert_eq!(echo.told.len(), MOST);
        assert!(!echo.is_echo(Place::Root, "0") && echo.is_echo(Place::Root, &(3 * MOST - 1).to_string()));
    }
}
