//! Contacts, blocking, and labels.

use serde_json::json;
use wagate_ryze::contacts::{BlockContact, ListContacts};
use wagate_ryze::labels::{AssignLabel, ListLabels, UnassignLabel};

use crate::{body, golden, route};

const JID: &str = "5511999999999@s.whatsapp.net";

#[tokio::test]
async fn contacts_are_listed_as_documented() {
    let answer = json!({
        "success": true, "message": "Contacts retrieved",
        "contacts": [{"jid": JID, "first_name": "Ana", "other": "kept"}], "total": 1
    });
    let (listed, seen) = golden(ListContacts::new(), answer).await;
    assert_eq!(route(&seen), "GET /api/chat/contacts/support");
    assert_eq!(listed.total, Some(1));
    let contacts = listed.contacts.unwrap();
    assert_eq!(contacts[0].value.jid.as_deref(), Some(JID));
    assert_eq!(contacts[0].value.first_name.as_deref(), Some("Ana"));
    assert!(contacts[0].raw.expose().contains("kept"));
    assert!(listed.contact.is_none());
}

#[tokio::test]
async fn one_contact_is_read_as_documented() {
    let answer = json!({
        "success": true, "message": "Contact retrieved",
        "contact": {"found": true, "jid": JID, "lid": "123456789012345@lid", "first_name": "Ana"}
    });
    let (read, seen) = golden(ListContacts::of(JID), answer).await;
    assert_eq!(route(&seen), "GET /api/chat/contacts/support?number=5511999999999%40s.whatsapp.net");
    let contact = read.contact.unwrap().value;
    assert_eq!((contact.found, contact.jid.as_deref()), (Some(true), Some(JID)));
    assert_eq!(contact.lid.as_deref(), Some("123456789012345@lid"));
    assert!(read.contacts.is_none());

    let (read, _) =
        golden(ListContacts::of(JID), json!({"success": true, "contact": {"found": false}})).await;
    assert_eq!(read.contact.unwrap().value.found, Some(false));
}

#[tokio::test]
async fn a_person_is_blocked_as_documented() {
    let answer = json!({
        "success": true, "message": "Contact blocked successfully", "contact_jid": JID, "blocked_count": 7,
        "blocked": true
    });
    let (blocked, seen) = golden(BlockContact::new("5511999999999", true), answer).await;
    assert_eq!(route(&seen), "POST /api/chat/block/support");
    assert_eq!(body(&seen), json!({"number": "5511999999999", "block": true}));
    assert_eq!((blocked.contact_jid.as_deref(), blocked.blocked), (Some(JID), Some(true)));
    assert_eq!(blocked.blocked_count, Some(7));
}

#[tokio::test]
async fn labels_are_listed_as_documented() {
    let answer = json!({
        "success": true, "message": "Tags retrieved successfully",
        "tags": [{"id": "3", "name": "VIP", "color": 5, "type": "CUSTOM", "deleted": false}], "total": 1
    });
    let (listed, seen) = golden(ListLabels::new(), answer).await;
    assert_eq!(route(&seen), "GET /api/chat/tag/support");
    assert_eq!(listed.total, Some(1));
    let label = &listed.tags[0].value;
    assert_eq!((label.id.as_deref(), label.name.as_deref()), (Some("3"), Some("VIP")));
    assert_eq!((label.color, label.kind.as_deref(), label.deleted), (Some(5), Some("CUSTOM"), Some(false)));

    let (listed, _) = golden(ListLabels::new(), json!({"success": true, "tags": null, "total": 0})).await;
    assert!(listed.tags.is_empty());
}

#[tokio::test]
async fn a_label_is_put_on_with_a_body_and_taken_off_with_a_query() {
    let answer = json!({"success": true, "message": "Tag assigned successfully", "tag_id": "2"});
    let (assigned, seen) = golden(AssignLabel::new("5511999999999", "2"), answer.clone()).await;
    assert_eq!(route(&seen), "POST /api/chat/assignTag/support");
    assert_eq!(body(&seen), json!({"number": "5511999999999", "tagId": "2"}));
    assert_eq!((assigned.tag_id.as_deref(), assigned.chat_jid), (Some("2"), None));

    let (taken, seen) = golden(UnassignLabel::new(JID, "2"), answer).await;
    assert_eq!(
        route(&seen),
        "DELETE /api/chat/assignTag/support?number=5511999999999%40s.whatsapp.net&tagId=2"
    );
    assert!(seen.body.is_empty());
    assert_eq!(taken.tag_id.as_deref(), Some("2"));
}
