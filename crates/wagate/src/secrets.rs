use serde::Deserialize;
use wagate_sdk_core::{AccountToken, Error, InstanceToken, SecretToken};

/// The credentials that a program has, by kind. Which of them a gateway needs is told in its crate's documentation.
///
/// | secret | variable | used by |
/// | --- | --- | --- |
/// | account token | `WAGATE_ACCOUNT_TOKEN` | RyzeAPI (account token), Evolution API (global key), WazzAPI (API key) |
/// | instance token | `WAGATE_INSTANCE_TOKEN` | RyzeAPI, Evolution API, VZaps |
/// | client token | `WAGATE_CLIENT_TOKEN` | VZaps |
/// | client secret | `WAGATE_CLIENT_SECRET` | VZaps |
/// | JWT | `WAGATE_JWT` | VZaps, instead of client token and secret |
///
/// A variable may name its gateway, `WAGATE_VZAPS_CLIENT_TOKEN`: see [`Secrets::from_env`].
///
/// ```
/// use wagate::Secrets;
///
/// let secrets = Secrets::new().account_token("key-1")?;
/// assert!(!format!("{secrets:?}").contains("key-1"));
/// # Ok::<(), wagate::Error>(())
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Secrets {
    #[serde(deserialize_with = "checked::account")]
    pub(crate) account_token: Option<AccountToken>,
    #[serde(deserialize_with = "checked::instance")]
    pub(crate) instance_token: Option<InstanceToken>,
    #[serde(deserialize_with = "checked::secret")]
    pub(crate) client_token: Option<SecretToken>,
    #[serde(deserialize_with = "checked::secret")]
    pub(crate) client_secret: Option<SecretToken>,
    #[serde(deserialize_with = "checked::secret")]
    pub(crate) jwt: Option<SecretToken>,
}

impl Secrets {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Those in the environment, for one gateway.
    ///
    /// A variable may name its gateway: `WAGATE_EVOLUTION_ACCOUNT_TOKEN`. Where one that names this gateway is set, the plain ones
    /// (`WAGATE_ACCOUNT_TOKEN`) are not read at all. So a program can have the credentials of several gateways at hand and move by changing
    /// `WAGATE_URL` alone, and no credential goes to a gateway that it is not meant for. A variable that is empty counts as not set.
    ///
    /// # Errors
    /// [`Error::Config`] when one cannot be a token. It names the variable and does not show its value.
    pub fn from_env(gateway: &str) -> Result<Self, Error> {
        let named = Self::read(&format!("WAGATE_{}_", gateway.to_ascii_uppercase()))?;
        match named {
            Some(secrets) => Ok(secrets),
            None => Ok(Self::read("WAGATE_")?.unwrap_or_default()),
        }
    }

    /// The variables with this prefix; `None` when there are none.
    fn read(prefix: &str) -> Result<Option<Self>, Error> {
        type Set = fn(Secrets, String) -> Result<Secrets, Error>;
        const KINDS: [(&str, Set); 5] = [
            ("ACCOUNT_TOKEN", Secrets::account_token),
            ("INSTANCE_TOKEN", Secrets::instance_token),
            ("CLIENT_TOKEN", Secrets::client_token),
            ("CLIENT_SECRET", Secrets::client_secret),
            ("JWT", Secrets::jwt),
        ];
        let mut secrets = Self::new();
        let mut any = false;
        for (kind, set) in KINDS {
            let variable = format!("{prefix}{kind}");
            let Some(value) = std::env::var_os(&variable).filter(|value| !value.is_empty()) else { continue };
            let at = |problem: &str| Error::config(format!("{variable}: {problem}"));
            let value = value.into_string().map_err(|_| at("its value is not text"))?;
            secrets = set(secrets, value).map_err(|error| at(&error.to_string()))?;
            any = true;
        }
        Ok(any.then_some(secrets))
    }

    /// Adds the account's token.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be one.
    pub fn account_token<T: Into<String>>(mut self, token: T) -> Result<Self, Error> {
        self.account_token = Some(AccountToken::new(token)?);
        Ok(self)
    }

    /// Adds the instance's token.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be one.
    pub fn instance_token<T: Into<String>>(mut self, token: T) -> Result<Self, Error> {
        self.instance_token = Some(InstanceToken::new(token)?);
        Ok(self)
    }

    /// Adds the client token.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be one.
    pub fn client_token<T: Into<String>>(mut self, token: T) -> Result<Self, Error> {
        self.client_token = Some(SecretToken::new(token)?);
        Ok(self)
    }

    /// Adds the client secret.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be one.
    pub fn client_secret<T: Into<String>>(mut self, secret: T) -> Result<Self, Error> {
        self.client_secret = Some(SecretToken::new(secret)?);
        Ok(self)
    }

    /// Adds a JWT.
    ///
    /// # Errors
    /// [`Error::Config`] when it cannot be one.
    pub fn jwt<T: Into<String>>(mut self, jwt: T) -> Result<Self, Error> {
        self.jwt = Some(SecretToken::new(jwt)?);
        Ok(self)
    }
}

/// Reading from a file, with the same checks as in code. The errors name the problem, never the value.
mod checked {
    use serde::de::{Deserialize, Deserializer, Error as _};
    use wagate_sdk_core::{AccountToken, Error, InstanceToken, SecretToken};

    fn read<'de, D, T>(deserializer: D, make: fn(String) -> Result<T, Error>) -> Result<Option<T>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(make).transpose().map_err(D::Error::custom)
    }

    pub(super) fn account<'de, D: Deserializer<'de>>(d: D) -> Result<Option<AccountToken>, D::Error> {
        read(d, AccountToken::new)
    }

    pub(super) fn instance<'de, D: Deserializer<'de>>(d: D) -> Result<Option<InstanceToken>, D::Error> {
        read(d, InstanceToken::new)
    }

    pub(super) fn secret<'de, D: Deserializer<'de>>(d: D) -> Result<Option<SecretToken>, D::Error> {
        read(d, SecretToken::new)
    }
}
