//! The four gateways: where a text is sent, and what is answered.

use http::StatusCode;

/// A gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it")]
pub enum Gateway {
    Evolution,
    Ryze,
    Vzaps,
    Wazzapi,
}

impl Gateway {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Evolution, Self::Ryze, Self::Vzaps, Self::Wazzapi];

    /// Its short name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Evolution => "evolution",
            Self::Ryze => "ryze",
            Self::Vzaps => "vzaps",
            Self::Wazzapi => "wazzapi",
        }
    }

    /// Whose path it is.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let known = [
            ("/message/", Self::Evolution),
            ("/api/message/", Self::Ryze),
            ("/instances/", Self::Vzaps),
            ("/api/v1/messages/", Self::Wazzapi),
        ];
        known.into_iter().find(|(start, _)| path.starts_with(start)).map(|(_, gateway)| gateway)
    }

    /// The status of its answer to a send.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Evolution => StatusCode::CREATED,
            Self::Vzaps | Self::Wazzapi => StatusCode::OK,
            Self::Ryze => StatusCode::OK,
        }
    }

    /// Its answer to a send.
    pub(crate) fn answer(self) -> &'static str {
        match self {
            Self::Evolution => include_str!("answers/evolution.json"),
            Self::Ryze => include_str!("answers/ryze.json"),
            Self::Vzaps => include_str!("answers/vzaps.json"),
            Self::Wazzapi => include_str!("answers/wazzapi.json"),
        }
        .trim_end()
    }
}

impl std::str::FromStr for Gateway {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|gateway| gateway.name() == name)
            .ok_or_else(|| format!("no gateway {name}"))
    }
}
