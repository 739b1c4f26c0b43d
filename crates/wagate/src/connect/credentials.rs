//! Which of the program's secrets each gateway needs.

use wagate_sdk_core::{Error, ErrorContext};

fn missing(what: &str) -> Error {
    Error::config(format!("missing for this gateway: {what}"))
}

/// An account's client was asked for, and there is an instance's credential only: here the kind is known.
fn instance_token_only(what: &str) -> Error {
    Error::WrongTokenKind(Box::new(ErrorContext::before_io(format!(
        "an instance token cannot act for the account; needed: {what}"
    ))))
}

#[cfg(feature = "ryze")]
pub(super) mod ryze {
    use wagate_ryze::{AccountCredential, InstanceCredential, Ryze};
    use wagate_sdk_core::{AccountClient, Error, InstanceClient};

    use crate::Config;
    use crate::connect::GatewayUrl;

    const NEEDED: &str = "the account token (WAGATE_ACCOUNT_TOKEN)";

    fn typed(url: &GatewayUrl, config: &Config) -> Result<AccountClient<Ryze>, Error> {
        let secrets = &config.secrets;
        let token = match (&secrets.account_token, &secrets.instance_token) {
            (Some(token), _) => token.clone(),
            (None, Some(_)) => return Err(super::instance_token_only(NEEDED)),
            (None, None) => return Err(super::missing(NEEDED)),
        };
        let mut credential = AccountCredential::from(token);
        if url.bearer {
            credential = credential.bearer();
        }
        config.apply(url, AccountClient::<Ryze>::builder(credential))?.build()
    }

    pub(in crate::connect) fn account(url: &GatewayUrl, config: &Config) -> Result<AccountClient, Error> {
        Ok(typed(url, config)?.erase())
    }

    pub(in crate::connect) fn instance(url: &GatewayUrl, config: &Config) -> Result<InstanceClient, Error> {
        let id = url.instance()?;
        let Some(token) = config.secrets.instance_token.clone() else {
            return Ok(typed(url, config)?.instance(id)?.erase());
        };
        let mut credential = InstanceCredential::from(token);
        if url.bearer {
            credential = credential.bearer();
        }
        Ok(config.apply(url, InstanceClient::<Ryze>::builder(id, credential))?.build()?.erase())
    }
}

#[cfg(feature = "evolution")]
pub(super) mod evolution {
    use wagate_evolution::Evolution;
    use wagate_sdk_core::{AccountClient, Error, InstanceClient};

    use crate::Config;
    use crate::connect::GatewayUrl;

    const NEEDED: &str = "the global key (WAGATE_ACCOUNT_TOKEN)";

    fn typed(url: &GatewayUrl, config: &Config) -> Result<AccountClient<Evolution>, Error> {
        let secrets = &config.secrets;
        let token = match (&secrets.account_token, &secrets.instance_token) {
            (Some(token), _) => token.clone(),
            (None, Some(_)) => return Err(super::instance_token_only(NEEDED)),
            (None, None) => return Err(super::missing(NEEDED)),
        };
        config.apply(url, AccountClient::<Evolution>::builder(token))?.build()
    }

    pub(in crate::connect) fn account(url: &GatewayUrl, config: &Config) -> Result<AccountClient, Error> {
        Ok(typed(url, config)?.erase())
    }

    pub(in crate::connect) fn instance(url: &GatewayUrl, config: &Config) -> Result<InstanceClient, Error> {
        let id = url.instance()?;
        match config.secrets.instance_token.clone() {
            Some(token) => {
                Ok(config.apply(url, InstanceClient::<Evolution>::builder(id, token))?.build()?.erase())
            }
            None => Ok(typed(url, config)?.instance(id)?.erase()),
        }
    }
}

#[cfg(feature = "vzaps")]
pub(super) mod vzaps {
    use wagate_sdk_core::{AccountClient, Error, InstanceClient};
    use wagate_vzaps::{AccountCredential, ClientCredentials, TwoTokens, Vzaps};

    use crate::Config;
    use crate::connect::GatewayUrl;

    const NEEDED: &str = "the client token and client secret (WAGATE_CLIENT_TOKEN, WAGATE_CLIENT_SECRET), or a JWT (WAGATE_JWT)";

    fn typed(url: &GatewayUrl, config: &Config) -> Result<AccountClient<Vzaps>, Error> {
        let secrets = &config.secrets;
        let credential = match (&secrets.client_token, &secrets.client_secret, &secrets.jwt) {
            (_, _, Some(jwt)) => AccountCredential::jwt(jwt.clone()),
            (Some(token), Some(secret), None) => ClientCredentials::new(token.clone(), secret.clone()).into(),
            _ if secrets.instance_token.is_some() => return Err(super::instance_token_only(NEEDED)),
            _ => return Err(super::missing(NEEDED)),
        };
        config.apply(url, AccountClient::<Vzaps>::builder(credential))?.build()
    }

    pub(in crate::connect) fn account(url: &GatewayUrl, config: &Config) -> Result<AccountClient, Error> {
        Ok(typed(url, config)?.erase())
    }

    pub(in crate::connect) fn instance(url: &GatewayUrl, config: &Config) -> Result<InstanceClient, Error> {
        let id = url.instance()?;
        match (&config.secrets.client_token, &config.secrets.instance_token) {
            (Some(client), Some(instance)) => {
                let credential = TwoTokens::new(client.clone(), instance.clone());
                Ok(config.apply(url, InstanceClient::<Vzaps>::builder(id, credential))?.build()?.erase())
            }
            (None, Some(_)) if config.secrets.jwt.is_none() => Err(super::missing(
                "the client token that goes with the instance token (WAGATE_CLIENT_TOKEN)",
            )),
            _ => Ok(typed(url, config)?.instance(id)?.erase()),
        }
    }
}

#[cfg(feature = "wazzapi")]
pub(super) mod wazzapi {
    use wagate_sdk_core::{AccountClient, Error, InstanceClient};
    use wagate_wazzapi::Wazzapi;

    use crate::Config;
    use crate::connect::GatewayUrl;

    fn typed(url: &GatewayUrl, config: &Config) -> Result<AccountClient<Wazzapi>, Error> {
        let key = config.secrets.account_token.clone().ok_or_else(|| {
            super::missing("the API key (WAGATE_ACCOUNT_TOKEN); an instance has no token of its own here")
        })?;
        config.apply(url, AccountClient::<Wazzapi>::builder(key))?.build()
    }

    pub(in crate::connect) fn account(url: &GatewayUrl, config: &Config) -> Result<AccountClient, Error> {
        Ok(typed(url, config)?.erase())
    }

    pub(in crate::connect) fn instance(url: &GatewayUrl, config: &Config) -> Result<InstanceClient, Error> {
        Ok(typed(url, config)?.instance(url.instance()?)?.erase())
    }
}
