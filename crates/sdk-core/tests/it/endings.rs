//! What a call as a whole is told as, when its attempts ended differently.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use wagate_sdk_core::observer::{Observation, Observer};
use wagate_sdk_core::transport::{ReqwestTransport, TransportFailure};
use wagate_sdk_core::{Error, ErrorKind, Outcome, RateLimitPolicy, RetryPolicy, Timeouts};

use crate::toy::{OK, Put, Read, Script, Send, Step, Upload, client, client_with};

const LOST: Step = Step::Fail(TransportFailure::Broken);

#[tokio::test(start_paused = true)]
async fn what_an_earlier_attempt_may_have_done_stays_done() {
    for last in [
        Step::Fail(TransportFailure::Connect),
        Step::Fail(TransportFailure::Certificate),
        Step::Answer(401, &[], "no"),
        Step::Answer(308, &[], ""),
    ] {
        let script = Script::new([LOST, last]);
        let error = client(&script).call(Put).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    }
    let script = Script::new([Step::Fail(TransportFailure::Connect), Step::Answer(401, &[], "no")]);
    assert_eq!(client(&script).call(Put).await.unwrap_err().outcome(), Outcome::Refused);
}

#[tokio::test(start_paused = true)]
async fn only_a_redirect_that_asks_for_the_same_request_proves_that_nothing_was_done() {
    for status in 300..=308 {
        let script = Script::new([Step::Answer(status, &[("location", "https://elsewhere.example/")], "")]);
        let error = client(&script).call(Send).await.unwrap_err();
        let expected = if matches!(status, 301 | 307 | 308) { Outcome::Refused } else { Outcome::Unknown };
        assert_eq!(
            (error.kind(), error.outcome(), script.count()),
            (ErrorKind::Config, expected, 1),
            "{status}"
        );
        assert!(error.to_string().contains("https://elsewhere.example"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_absurd_delay_ends_the_call_instead_of_being_ignored() {
    let absurd = Step::Answer(429, &[("x-ratelimit-remaining", "0"), ("retry-after", "99999999999")], "slow");
    let script = Script::new([absurd, OK]);
    let account = client(&script);
    let error = account.call(Send).await.unwrap_err();
    assert_eq!((error.outcome(), script.count()), (Outcome::Refused, 1));
    // It does not stop the client for years either.
    account.call(Send).await.unwrap();
}

// The rate limit's state goes by the real clock, so this does too.
#[tokio::test]
async fn a_policy_bounds_the_wait_after_a_429_too() {
    let limited = Step::Answer(429, &[("x-ratelimit-remaining", "0"), ("retry-after", "0.3")], "slow");
    for (policy, requests) in [
        (RateLimitPolicy::FailFast, 1),
        (RateLimitPolicy::Wait { at_most: Duration::from_millis(100) }, 1),
        (RateLimitPolicy::Wait { at_most: Duration::from_millis(450) }, 2),
        (RateLimitPolicy::Observe, 3),
    ] {
        let script = Script::new([limited.clone()]);
        let account = client_with(&script, |b| {
            b.rate_limit(policy).retry(RetryPolicy::default().first_backoff(Duration::ZERO))
        });
        let error = account.call(Send).await.unwrap_err();
        assert!(matches!(error, Error::RateLimited(_)), "{error}");
        assert_eq!((script.count(), error.outcome()), (requests, Outcome::Refused), "{policy:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_time_is_too_long_for_the_clock() {
    let never =
        Timeouts::new().standard(Duration::MAX).upload_stall(Duration::MAX).after_upload(Duration::MAX);
    let script = Script::new([OK]);
    let account = client_with(&script, |builder| builder.timeouts(never));
    account.call(Send).await.unwrap();
    account.call(Upload).await.unwrap();
}

#[derive(Default)]
struct Ends(Mutex<Vec<Option<Outcome>>>);

impl Observer for Ends {
    fn observe(&self, observation: &Observation<'_>) {
        if let Observation::Ended { failed, .. } = observation {
            self.0.lock().unwrap().push(*failed);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_call_has_one_end_that_says_what_the_caller_hears() {
    let ends = Arc::new(Ends::default());
    let script = Script::new([OK, Step::Answer(200, &[], "not JSON"), Step::Stall]);
    let account = client_with(&script, |builder| builder.observer(ends.clone()));
    account.call(Read).await.unwrap();
    account.call(Read).await.unwrap_err();
    // Dropped in the middle.
    let dropped = tokio::time::timeout(Duration::from_secs(1), account.call(Send)).await;
    assert!(dropped.is_err());
    assert_eq!(*ends.0.lock().unwrap(), [None, Some(Outcome::Accepted), Some(Outcome::Unknown)]);
}

#[test]
fn a_proxys_password_is_not_shown() {
    let builder = ReqwestTransport::builder().proxy("http://user:s3cret@proxy.example:3128");
    assert!(!format!("{builder:?}").contains("s3cret"));
    let transport = builder.build().unwrap();
    assert!(!format!("{transport:?}").contains("s3cret"));
    let error = ReqwestTransport::builder().proxy("http://user:s3cret@:bad:").build().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
}
