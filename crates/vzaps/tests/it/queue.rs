//! The two queues.

use serde_json::{Value, json};
use wagate_vzaps::queue::*;

use crate::gateway::*;

const MESSAGE: &str = "90B2F8B13FAC8A9CF6B06E99C7834DC5";

/// What a queue's three operations ask, and how often.
macro_rules! queues {
    ($($route:literal $list:ident $purge:ident $remove:ident),+) => {
        $(
            let rows = json!([{"message_id": MESSAGE, "phone": "5511987650002", "tries": 1}]);
            let (answer, asked) = golden($list::new(), enveloped(rows)).await;
            assert_eq!(asked, call("GET", $route, None));
            let rows = answer.content.unwrap();
            assert_eq!(rows[0].value.message_id.as_deref(), Some(MESSAGE));
            assert_eq!(rows[0].value.phone.as_deref(), Some("5511987650002"));
            assert_eq!(rows[0].raw.json::<Value>().unwrap()["tries"], 1);

            let (_, asked) = golden($purge::new(), json!({"status": "ok"})).await;
            assert_eq!(asked, call("DELETE", $route, None));
            let (_, asked) = golden($remove::new("a/b"), json!({"status": "ok"})).await;
            assert_eq!(asked, call("DELETE", concat!($route, "/a%2Fb"), None));

            assert!(attempts($list::new()).await > 1);
            assert_eq!(attempts($purge::new()).await, 1, "it would remove what was queued since");
            assert!(attempts($remove::new(MESSAGE)).await > 1);
        )+
    };
}

#[tokio::test]
async fn the_queues_are_listed_emptied_and_lose_one_entry() {
    queues! {
        "/queue/messages" ListQueuedMessages PurgeQueuedMessages RemoveQueuedMessage,
        "/queue/operations" ListQueuedOperations PurgeQueuedOperations RemoveQueuedOperation
    }
}
