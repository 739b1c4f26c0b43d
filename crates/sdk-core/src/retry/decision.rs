use std::time::Duration;

use super::{RetryBudget, RetryPolicy, backoff::backoff};
use crate::endpoint::Safety;

/// The most waits for a limit on requests in one call.
const LIMITED_WAITS: u32 = 2;

/// How one attempt ended, as far as sending again is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// No connection: nothing left.
    NoConnection,
    /// Nothing left, and trying again cannot help: a certificate that is not trusted, a request that cannot be made.
    Hopeless,
    /// The gateway said no before it acted, or redirected.
    Refused,
    /// The same by a 401 for a token that this client fetched itself.
    TokenRefused,
    /// The same by a limit on requests; `asked` is the delay that the gateway names.
    Limited { asked: Option<Duration> },
    /// Another answer that is no success.
    Status { status: u16, asked: Option<Duration> },
    /// No answer in time, or a connection that broke once the request may have left.
    Lost,
    /// A success that could not be read.
    Undecodable,
}

/// What is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Send again after a wait.
    Retry { after: Duration },
    /// Renew the token, then send again.
    Renew,
    /// End the call with the error.
    Stop,
}

/// What one call has used up.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct State {
    /// Requests sent so far.
    pub(crate) attempts: u32,
    /// Waits for a limit on requests.
    pub(crate) limited_waits: u32,
    /// Whether the token was renewed after a 401.
    pub(crate) renewed: bool,
    /// How long the call has waited for a rate limit.
    pub(crate) waited_for_limit: Duration,
    /// Whether an attempt ended with its effect unknown.
    pub(crate) may_have_acted: bool,
}

/// The retry table. What a send may have done is never done again: no policy reaches the rows below that say `Stop`.
pub(crate) fn decide(
    ending: Ending,
    safety: Safety,
    state: &State,
    policy: &RetryPolicy,
    budget: &RetryBudget,
) -> Decision {
    let may_repeat = safety != Safety::AtMostOnce;
    let asked = match ending {
        Ending::Hopeless | Ending::Refused | Ending::Undecodable => return Decision::Stop,
        // A renewal is no retry: it happens once, whatever the policy, and costs no budget.
        Ending::TokenRefused if state.renewed => return Decision::Stop,
        Ending::TokenRefused => return Decision::Renew,
        Ending::Limited { .. } if state.limited_waits >= LIMITED_WAITS => return Decision::Stop,
        Ending::Limited { asked } => asked,
        Ending::NoConnection => None,
        Ending::Lost if may_repeat => None,
        Ending::Status { status: 408 | 500 | 502 | 503 | 504, asked } if may_repeat => asked,
        Ending::Lost | Ending::Status { .. } => return Decision::Stop,
    };
    if state.attempts >= policy.attempts || asked.is_some_and(|asked| asked > policy.longest_server_delay) {
        return Decision::Stop;
    }
    if !budget.take() {
        return Decision::Stop;
    }
    let after = backoff(policy, state.attempts).max(asked.unwrap_or_default());
    Decision::Retry { after }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: RetryPolicy = RetryPolicy::new().attempts(u32::MAX).longest_server_delay(Duration::MAX);

    fn ask(ending: Ending, safety: Safety) -> Decision {
        ask_after(ending, safety, State { attempts: 1, ..State::default() }, &BOLD)
    }

    fn ask_after(ending: Ending, safety: Safety, state: State, policy: &RetryPolicy) -> Decision {
        decide(ending, safety, &state, policy, &RetryBudget::new())
    }

    const SAFETIES: [Safety; 3] = [Safety::ReadOnly, Safety::Idempotent, Safety::AtMostOnce];

    fn retries(decision: Decision) -> bool {
        matches!(decision, Decision::Retry { .. })
    }

    #[test]
    fn no_connection_is_tried_again_for_all() {
        for safety in SAFETIES {
            assert!(retries(ask(Ending::NoConnection, safety)));
        }
    }

    #[test]
    fn what_is_hopeless_refused_or_accepted_is_not_tried_again() {
        for safety in SAFETIES {
            for ending in [Ending::Hopeless, Ending::Refused, Ending::Undecodable] {
                assert_eq!(ask(ending, safety), Decision::Stop);
            }
        }
    }

    #[test]
    fn a_refused_token_is_renewed_once_even_without_retries() {
        for safety in SAFETIES {
            let first = State { attempts: 1, ..State::default() };
            assert_eq!(ask_after(Ending::TokenRefused, safety, first, &RetryPolicy::none()), Decision::Renew);
            let second = State { attempts: 2, renewed: true, ..State::default() };
            assert_eq!(ask_after(Ending::TokenRefused, safety, second, &BOLD), Decision::Stop);
        }
    }

    #[test]
    fn a_limit_is_waited_for_twice() {
        let asked = Some(Duration::from_secs(7));
        for safety in SAFETIES {
            let Decision::Retry { after } = ask(Ending::Limited { asked }, safety) else { panic!("stopped") };
            assert!(after >= Duration::from_secs(7));
            let spent = State { attempts: 3, limited_waits: 2, ..State::default() };
            assert_eq!(ask_after(Ending::Limited { asked }, safety, spent, &BOLD), Decision::Stop);
        }
    }

    #[test]
    fn a_delay_beyond_the_bound_ends_the_call() {
        let asked = Some(Duration::from_secs(61));
        let state = State { attempts: 1, ..State::default() };
        let decision = ask_after(Ending::Limited { asked }, Safety::ReadOnly, state, &RetryPolicy::new());
        assert_eq!(decision, Decision::Stop);
    }

    #[test]
    fn an_unknown_send_is_never_repeated() {
        for status in 100..=599 {
            let ending = Ending::Status { status, asked: Some(Duration::ZERO) };
            assert_eq!(ask(ending, Safety::AtMostOnce), Decision::Stop, "{status}");
            let again = matches!(status, 408 | 500 | 502 | 503 | 504);
            assert_eq!(retries(ask(ending, Safety::ReadOnly)), again, "{status}");
            assert_eq!(retries(ask(ending, Safety::Idempotent)), again, "{status}");
        }
        assert_eq!(ask(Ending::Lost, Safety::AtMostOnce), Decision::Stop);
        assert!(retries(ask(Ending::Lost, Safety::ReadOnly)));
        assert!(retries(ask(Ending::Lost, Safety::Idempotent)));
    }

    #[test]
    fn attempts_and_budget_bound_it() {
        let state = State { attempts: 3, ..State::default() };
        let decision = ask_after(Ending::NoConnection, Safety::ReadOnly, state, &RetryPolicy::new());
        assert_eq!(decision, Decision::Stop);
        let budget = RetryBudget::new();
        while budget.take() {}
        let state = State { attempts: 1, ..State::default() };
        assert_eq!(decide(Ending::NoConnection, Safety::ReadOnly, &state, &BOLD, &budget), Decision::Stop);
    }
}
