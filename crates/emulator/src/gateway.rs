//! Which gateways there are.

use std::fmt;
use std::str::FromStr;

/// A gateway that the emulator speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Gateway {
    /// RyzeAPI.
    Ryze,
    /// Evolution API.
    Evolution,
    /// VZaps.
    Vzaps,
    /// WazzAPI.
    Wazzapi,
}

impl Gateway {
    /// Every gateway, in the order of their ports in the program.
    pub const ALL: [Self; 4] = [Self::Ryze, Self::Evolution, Self::Vzaps, Self::Wazzapi];

    /// The gateway's name in lower case: `"ryze"`, `"evolution"`, `"vzaps"`, `"wazzapi"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ryze => "ryze",
            Self::Evolution => "evolution",
            Self::Vzaps => "vzaps",
            Self::Wazzapi => "wazzapi",
        }
    }

    /// The gateway's place in [`Gateway::ALL`].
    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Ryze => 0,
            Self::Evolution => 1,
            Self::Vzaps => 2,
            Self::Wazzapi => 3,
        }
    }
}

impl fmt::Display for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Gateway {
    type Err = UnknownGateway;

    fn from_str(name: &str) -> Result<Self, UnknownGateway> {
        Self::ALL.into_iter().find(|gateway| gateway.name() == name).ok_or(UnknownGateway(()))
    }
}

/// The text names no gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownGateway(());

impl fmt::Display for UnknownGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such gateway; the known ones are ryze, evolution, vzaps and wazzapi")
    }
}

impl std::error::Error for UnknownGateway {}
