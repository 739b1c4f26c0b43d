//! The address book, and which numbers are on WhatsApp.

use serde_json::{Value, json};
use wagate_vzaps::contacts::*;

use crate::gateway::*;

const PHONE: &str = "5511987650002";
const JID: &str = "5511987650002@s.whatsapp.net";

#[tokio::test]
async fn numbers_are_checked_as_a_list() {
    let users = json!({"users": [
        {"phone": PHONE, "exists": true, "jid": JID}, {"phone": "5511987650009", "exists": false, "jid": ""}
    ]});
    let check = || CheckNumbers::new(vec![PHONE.into(), "5511987650009".into()]);
    let (answer, asked) = golden(check(), enveloped(users)).await;
    assert_eq!(asked, call("POST", "/user/check", json!({"phone": [PHONE, "5511987650009"]})));
    let [known, unknown] = &answer.data.users[..] else { panic!("two numbers") };
    assert_eq!(
        (known.phone.as_deref(), known.exists, known.jid.as_deref()),
        (Some(PHONE), Some(true), Some(JID))
    );
    assert_eq!((unknown.exists, unknown.jid.as_deref()), (Some(false), None));
    assert!(attempts(check()).await > 1);

    let (_, asked) = golden(CheckNumbers::new(vec![PHONE.into()]), enveloped(json!({"users": null}))).await;
    assert_eq!(asked.2, Some(json!({"phone": [PHONE]})), "one number is a list too");
}

#[tokio::test]
async fn a_contact_is_added_once() {
    let add = || AddContact::new("5511987650003", "Ana", "Ana Demo");
    let (_, asked) = golden(add(), enveloped(json!({}))).await;
    let body = json!({"phone": "5511987650003", "first_name": "Ana", "full_name": "Ana Demo"});
    assert_eq!(asked, call("POST", "/contact/add", body));
    assert_eq!(attempts(add()).await, 1);
}

#[tokio::test]
async fn contacts_are_read_by_the_names_that_requests_have() {
    let rows = json!([{
        "phone": PHONE, "jid": JID, "name": "Ana D.", "first_name": "Ana", "full_name": "Ana Demo",
        "push_name": "ana", "business_name": "Demo Shop", "more": "kept"
    }, {}]);
    let (answer, asked) = golden(ListContacts::new(), enveloped(rows.clone())).await;
    assert_eq!(asked, call("GET", "/contact/list", None));
    let listed = answer.content.unwrap();
    let ana = &listed[0].value;
    assert_eq!(
        (ana.phone.as_deref(), ana.jid.as_deref(), ana.name.as_deref()),
        (Some(PHONE), Some(JID), Some("Ana D."))
    );
    assert_eq!((ana.first_name.as_deref(), ana.full_name.as_deref()), (Some("Ana"), Some("Ana Demo")));
    assert_eq!((ana.push_name.as_deref(), ana.business_name.as_deref()), (Some("ana"), Some("Demo Shop")));
    assert_eq!(listed[0].raw.json::<Value>().unwrap()["more"], "kept");
    assert_eq!(listed[1].value.phone, None);

    let (answer, asked) = golden(ListUserContacts::new(), enveloped(rows)).await;
    assert_eq!(asked, call("GET", "/user/contacts", None));
    assert_eq!(answer.content.unwrap().len(), 2);
    assert!(attempts(ListContacts::new()).await > 1 && attempts(ListUserContacts::new()).await > 1);
}
