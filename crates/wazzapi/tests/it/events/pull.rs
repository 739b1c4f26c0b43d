//! Pull subscriptions as endpoints.

use wagate_wazzapi::pull::{
    CreatePull, DeletePull, GetPull, ListPulls, RotatePullToken, SkipPullEvent, UpdatePull,
};
use wiremock::ResponseTemplate;

use crate::contract::{example, golden, golden_of, golden_with, refused};
use crate::json_of;

#[tokio::test]
async fn the_endpoints_are_as_the_contract_says() {
    let mut list = ListPulls::new();
    (list.limit, list.offset) = (Some(1), Some(0));
    let (list, _) = golden(list).await;
    assert_eq!((list.subscriptions.len(), list.next_offset(0, 1)), (1, None));
    let (one, _) = golden(GetPull::new("id")).await;
    assert_eq!((one.next_offset, one.is_active), (Some(0), Some(true)));

    let (made, _) = golden(CreatePull::new(vec!["message.received".to_owned()])).await;
    assert_eq!(made.token.as_ref().unwrap().expose(), "wzpull_live_secret_made_up");
    assert!(!format!("{made:?}").contains("secret_made_up"));
    let (rotated, _) = golden(RotatePullToken::new("id")).await;
    assert!(rotated.token.is_some() && !format!("{rotated:?}").contains("rotated_made_up"));

    let mut update = UpdatePull::new("id");
    update.is_active = Some(false);
    golden(update).await;
    refused(UpdatePull::new("id")).await;
    golden_with(DeletePull::new("id"), ResponseTemplate::new(204)).await;
    let (_, skipped) = golden_of(SkipPullEvent::new("id", 7, "broken"), example("pull.get")).await;
    assert!(skipped.url.path().ends_with("/id/events/7/skip"));
    assert_eq!(json_of(&skipped)["reason"], "broken");
}
