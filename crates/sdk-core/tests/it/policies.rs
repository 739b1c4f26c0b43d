use std::time::{Duration, SystemTime};

use wagate_sdk_core::{Error, Outcome, RateLimitPolicy, RetryPolicy};

use crate::toy::{OK, Read, Script, Send, Step, client, client_with};

const USED_UP: Step = Step::Answer(
    200,
    &[("x-ratelimit-limit", "100"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "30")],
    r#"{"number":7}"#,
);

#[tokio::test(start_paused = true)]
async fn the_state_is_what_the_headers_said() {
    let script = Script::new([OK, USED_UP]);
    let account = client(&script);
    account.call(Send).await.unwrap();
    assert!(account.rate_limit().is_none(), "no header, no guess");
    account.call(Send).await.unwrap();
    let limit = account.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining), (Some(100), Some(0)));
    assert!(limit.is_exhausted(SystemTime::now()));
    assert_eq!(
        account.instance("a").unwrap().rate_limit(),
        Some(limit),
        "the same credential, the same limit"
    );
}

#[tokio::test(start_paused = true)]
async fn observe_sends_all_the_same() {
    let script = Script::new([USED_UP, OK]);
    let account = client(&script);
    account.call(Send).await.unwrap();
    account.call(Send).await.unwrap();
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn fail_fast_fails_before_anything_leaves() {
    let script = Script::new([USED_UP, OK]);
    let account = client_with(&script, |builder| builder.rate_limit(RateLimitPolicy::FailFast));
    account.call(Send).await.unwrap();
    let error = account.call(Send).await.unwrap_err();
    assert!(matches!(error, Error::RateLimited(_)), "{error}");
    assert_eq!((error.outcome(), script.count()), (Outcome::NotSent, 1));
    assert!(error.retry_after().is_some_and(|wait| wait <= Duration::from_secs(30)));
}

#[tokio::test(start_paused = true)]
async fn wait_has_a_bound() {
    let script = Script::new([USED_UP, OK]);
    let policy = RateLimitPolicy::Wait { at_most: Duration::from_secs(5) };
    let account = client_with(&script, |builder| builder.rate_limit(policy));
    account.call(Send).await.unwrap();
    let error = account.call(Send).await.unwrap_err();
    assert_eq!((error.outcome(), script.count()), (Outcome::NotSent, 1));
}

#[tokio::test]
async fn wait_waits() {
    let soon =
        Step::Answer(200, &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "0.2")], r#"{"number":7}"#);
    let script = Script::new([soon, OK]);
    let policy = RateLimitPolicy::Wait { at_most: Duration::from_secs(5) };
    let account = client_with(&script, |builder| builder.rate_limit(policy));
    let started = std::time::Instant::now();
    account.call(Send).await.unwrap();
    account.call(Send).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(190), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_proven_limit_is_waited_for_twice_and_no_more() {
    let limited = Step::Answer(429, &[("x-ratelimit-remaining", "0"), ("retry-after", "3")], "slow down");
    let script = Script::new([limited]);
    let account = client_with(&script, |builder| builder.retry(RetryPolicy::default().attempts(50)));
    let started = tokio::time::Instant::now();
    let error = account.call(Send).await.unwrap_err();
    assert_eq!((script.count(), error.outcome()), (3, Outcome::Refused));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert!(started.elapsed() >= Duration::from_secs(6));
}

#[tokio::test(start_paused = true)]
async fn the_budget_is_shared_by_an_accounts_clients() {
    let script = Script::new([Step::Answer(500, &[], "")]);
    let account = client(&script);
    for _ in 0..200 {
        account.clone().call(Read).await.unwrap_err();
    }
    // 200 first attempts and 100 retries: then the budget is used up.
    assert_eq!(script.count(), 300);
}

#[tokio::test(start_paused = true)]
async fn no_policy_allows_more_than_its_attempts() {
    for attempts in [1, 2, 7] {
        let script = Script::new([Step::Answer(500, &[], "")]);
        let account =
            client_with(&script, |builder| builder.retry(RetryPolicy::default().attempts(attempts)));
        account.call(Read).await.unwrap_err();
        assert_eq!(script.count(), attempts as usize);
    }
}
