//! Contacts.

use serde_json::{Value, json};
use wagate_evolution::contacts::{
    BlockStatus, CheckNumbers, ContactFilter, ContactKind, FindContacts, UpdateBlockStatus,
};

use crate::golden;

const JID: &str = "5511999990000@s.whatsapp.net";

#[tokio::test]
async fn the_rows_name_the_number_that_was_asked_for() {
    let told = json!([
        { "jid": "status@broadcast", "exists": false, "number": "status@broadcast" },
        { "jid": "120363000000000001@g.us", "exists": true, "number": "120363000000000001@g.us", "name": "Stub group" },
        { "jid": JID, "exists": true, "number": "5511999990000" },
        { "jid": "222333444555666@lid", "exists": true, "number": "222333444555666@lid", "lid": "lid" },
    ]);
    let asked = json!({ "numbers": ["5511999990000", "120363000000000001@g.us"] });
    let check = CheckNumbers::new(["5511999990000", "120363000000000001@g.us"]);
    let rows = golden(check, "POST", "/chat/whatsappNumbers/shop", asked, 200, told).await;
    assert_eq!((rows[0].value.exists, rows[1].value.exists), (Some(false), Some(true)));
    assert_eq!(rows[1].value.name.as_deref(), Some("Stub group"));
    assert_eq!(rows[2].value.number.as_deref(), Some("5511999990000"));
    assert_eq!(rows[2].value.jid.as_deref(), Some(JID));
    assert_eq!(rows[3].value.lid.as_deref(), Some("lid"));
}

#[tokio::test]
async fn stored_contacts() {
    let row = json!({
        "id": "cmwrozjpp0008kc7d0ar9ivlt", "remoteJid": JID, "pushName": "Ana",
        "profilePicUrl": "https://pps.whatsapp.net/v/t61/stub.jpg",
        "createdAt": "2026-11-22T10:26:40.905Z", "updatedAt": "2026-11-22T10:26:40.939Z",
        "instanceId": "4a3c6afc-071a-4363-bd94-0a53926b398a",
        "isGroup": false, "isSaved": true, "type": "contact",
    });
    let mut filter = ContactFilter::new();
    filter.id = Some("cm1".to_owned());
    filter.remote_jid = Some(JID.to_owned());
    filter.push_name = Some("Ana".to_owned());
    let mut find = FindContacts::new();
    find.filter = Some(filter);
    (find.page, find.offset) = (Some(1), Some(10));
    let asked = json!({
        "where": { "id": "cm1", "remoteJid": JID, "pushName": "Ana" }, "page": 1, "offset": 10,
    });
    let told = json!([row, { "remoteJid": "1@g.us", "type": "group_member" }, { "type": "new" }]);
    let rows = golden(find, "POST", "/chat/findContacts/shop", asked, 200, told).await;
    assert_eq!(rows[0].raw.json::<Value>().unwrap(), row);
    let contact = &rows[0].value;
    assert_eq!((contact.remote_jid.as_deref(), contact.push_name.as_deref()), (Some(JID), Some("Ana")));
    assert_eq!((contact.is_group, contact.is_saved), (Some(false), Some(true)));
    assert_eq!(contact.kind, Some(ContactKind::Contact));
    assert!(contact.created_at < contact.updated_at);
    assert_eq!(rows[1].value.kind, Some(ContactKind::GroupMember));
    assert_eq!(rows[2].value.kind, Some(ContactKind::Other("new".to_owned())));

    golden(FindContacts::new(), "POST", "/chat/findContacts/shop", json!({}), 200, json!([])).await;
    let asked = json!({ "where": { "remoteJid": JID } });
    golden(FindContacts::of(JID), "POST", "/chat/findContacts/shop", asked, 200, json!([])).await;
}

#[tokio::test]
async fn somebody_is_blocked_and_unblocked() {
    for (status, word) in [(BlockStatus::Block, "block"), (BlockStatus::Unblock, "unblock")] {
        let update = UpdateBlockStatus::new("5511999990000", status);
        let asked = json!({ "number": "5511999990000", "status": word });
        let answer =
            golden(update, "POST", "/chat/updateBlockStatus/shop", asked, 201, json!({ "block": "success" }))
                .await;
        assert_eq!(answer.block.as_deref(), Some("success"));
    }
}
