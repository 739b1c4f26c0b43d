//! Labels.

use serde_json::{Value, json};
use wagate_evolution::labels::{FindLabels, HandleLabel, LabelAction};

use crate::golden;

#[tokio::test]
async fn labels_are_listed() {
    let told = json!([{ "color": "0", "name": "New customer", "id": "1", "predefinedId": "1" }, { "id": 2 }]);
    let rows = golden(FindLabels::new(), "GET", "/label/findLabels/shop", Value::Null, 200, told).await;
    let label = &rows[0].value;
    assert_eq!((label.id.as_deref(), label.name.as_deref()), (Some("1"), Some("New customer")));
    assert_eq!((label.color.as_deref(), label.predefined_id.as_deref()), (Some("0"), Some("1")));
    assert_eq!(rows[1].value.id.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_label_is_put_on_and_taken_off() {
    for (action, word) in [(LabelAction::Add, "add"), (LabelAction::Remove, "remove")] {
        let handle = HandleLabel::new("5511999990000", "1", action);
        let asked = json!({ "number": "5511999990000", "labelId": "1", "action": word });
        let told = json!({ "numberJid": "5511999990000@s.whatsapp.net", "labelId": "1", word: true });
        let answer = golden(handle, "POST", "/label/handleLabel/shop", asked, 200, told).await;
        assert_eq!(answer.add.is_some(), word == "add");
        assert_eq!(answer.remove.is_some(), word == "remove");
        assert_eq!(answer.number_jid.as_deref(), Some("5511999990000@s.whatsapp.net"));
    }
}
