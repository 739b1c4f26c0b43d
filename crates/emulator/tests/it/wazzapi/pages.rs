//! The four ways in which lists are paged.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{online, problems};

#[tokio::test]
async fn every_list_has_its_footer() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let own = emulator.phone(Gateway::Wazzapi, &device).unwrap();
    for count in 1..=3 {
        emulator.receive_message(Gateway::Wazzapi, &device, &format!("6281111{count}"), "hi");
        emulator.add_group("Team", &own, &[]);
        owner.post("/api/v1/templates", json!({ "name": count.to_string(), "content": "x" })).await;
    }
    let page = async |path: &str, name: &str, offset: usize| {
        let separator = if path.contains('?') { '&' } else { '?' };
        let mut answer = owner.get(&format!("/api/v1/{path}{separator}limit=2&offset={offset}")).await.body;
        let rows = answer.as_object_mut().unwrap().remove(name).unwrap();
        (rows.as_array().unwrap().len(), answer)
    };
    let bounds = |offset: usize| json!({ "total": 3, "limit": 2, "offset": offset });
    for (path, name) in [("contacts", "contacts"), ("conversations", "conversations")] {
        for (offset, shown) in [(0, 2), (2, 1), (9, 0)] {
            assert_eq!(page(path, name, offset).await, (shown, bounds(offset)), "{path}");
        }
    }
    let devices = json!({ "total": 1, "limit": 2, "offset": 0 });
    assert_eq!(page("devices", "devices", 0).await, (1, devices));

    for (offset, shown) in [(0, 2), (2, 1), (9, 0)] {
        let groups = page("groups?session_name=main", "groups", offset).await;
        assert_eq!(groups, (shown, json!({ "total": 3 })));
        let templates = page("templates", "data", offset).await;
        assert_eq!(templates, (shown, json!({ "pagination": bounds(offset) })));
    }
    let footer = |more: bool, current: usize| json!({ "total_count": 3, "has_more": more, "current_page": current, "total_pages": 2 });
    assert_eq!(page("messages", "messages", 0).await, (2, footer(true, 1)));
    assert_eq!(page("messages", "messages", 2).await, (1, footer(false, 2)));
}

#[tokio::test]
async fn a_page_has_its_bounds() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, _) = online(&emulator).await;
    for (path, most) in [("messages", 500), ("contacts", 100)] {
        let ask = async |query: String| owner.get(&format!("/api/v1/{path}?{query}")).await;
        assert_eq!(ask(format!("limit={most}")).await.code(), 200);
        for (query, kind) in [
            (format!("limit={}", most + 1), "less_than_equal"),
            ("limit=0".to_owned(), "greater_than_equal"),
            ("offset=-1".to_owned(), "greater_than_equal"),
            ("offset=x".to_owned(), "int_parsing"),
        ] {
            let name = query.split('=').next().unwrap().to_owned();
            let found = problems(&ask(query).await);
            assert_eq!(found, [(json!(["query", name]), Value::from(kind))], "{path}");
        }
    }
}
