use std::sync::{Arc, Mutex};

use wagate_sdk_core::Outcome;
use wagate_sdk_core::observer::{Observation, Observer};
use wagate_sdk_core::transport::TransportFailure;

use crate::toy::{OK, Script, Send, Step, client_with};

#[derive(Default)]
struct Seen(Mutex<Vec<String>>);

impl Observer for Seen {
    fn observe(&self, observation: &Observation<'_>) {
        let word = match observation {
            Observation::Attempt { call, attempt } => {
                assert_eq!((call.provider, call.operation, call.instance), ("toy", "Send", Some("sales")));
                format!("attempt {attempt}")
            }
            Observation::Retry { attempt, .. } => format!("retry after {attempt}"),
            Observation::Ended { attempts, failed, status, .. } => {
                format!("ended {attempts} {:?} {:?}", status.map(|status| status.as_u16()), failed)
            }
            other => format!("{other:?}"),
        };
        self.0.lock().unwrap().push(word);
    }
}

#[tokio::test(start_paused = true)]
async fn an_observer_sees_attempts_retries_and_the_end() {
    let seen = Arc::new(Seen::default());
    let script = Script::new([Step::Fail(TransportFailure::Connect), OK, Step::Answer(500, &[], "")]);
    let account = client_with(&script, |builder| builder.observer(seen.clone()));
    let line = account.instance("sales").unwrap();
    line.call(Send).await.unwrap();
    line.call(Send).await.unwrap_err();
    let expected = [
        "attempt 1".to_owned(),
        "retry after 1".to_owned(),
        "attempt 2".to_owned(),
        "ended 2 Some(200) None".to_owned(),
        "attempt 1".to_owned(),
        format!("ended 1 Some(500) {:?}", Some(Outcome::Unknown)),
    ];
    assert_eq!(*seen.0.lock().unwrap(), expected);
}
