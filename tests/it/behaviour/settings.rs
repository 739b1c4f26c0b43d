use wagate::adapter::Provider;
use wagate::{
    AccountClient, Detail, Error, InstanceSetting, Operation, Proxy, ProxyProtocol, SecretText,
    SettingsChange,
};

use crate::bench::{Bench, on_every_gateway, shown, shown_error};

on_every_gateway! {
    one_setting_is_changed_and_the_others_stay,
    a_proxy_is_used_and_used_no_more,
}

async fn one_setting_is_changed_and_the_others_stay<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let own = bench.online(&account, "sales").await;
    let owner = account.instance(own.id()).unwrap();
    for line in [own, owner] {
        if !line.capabilities().supports(Operation::UpdateSettings) {
            continue;
        }
        let takes = |setting| line.capabilities().takes(Detail::Setting(setting));
        let mut change = SettingsChange::new().reject_calls(true);
        if takes(InstanceSetting::CallMessage) {
            change = change.call_message("Please write");
        }
        line.update_settings(change).await.unwrap();
        let settings = shown(line.settings().await.unwrap());
        assert_eq!(settings.reject_calls, Some(true));
        line.update_settings(SettingsChange::new().read_messages(true)).await.unwrap();
        let settings = shown(line.settings().await.unwrap());
        assert_eq!((settings.reject_calls, settings.read_messages), (Some(true), Some(true)));
        if takes(InstanceSetting::CallMessage) {
            assert_eq!(settings.call_message.as_deref(), Some("Please write"));
        }
        line.update_settings(SettingsChange::new().reject_calls(false)).await.unwrap();
        let settings = line.settings().await.unwrap();
        assert_eq!((settings.reject_calls, settings.read_messages), (Some(false), Some(true)));
        let error = bench.silently(line.update_settings(SettingsChange::new())).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
}

async fn a_proxy_is_used_and_used_no_more<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    if !line.capabilities().supports(Operation::SetProxy) {
        return;
    }
    let password = SecretText::from("canary-proxy-password");
    crate::bench::shown::add_secret("canary-proxy-password");
    let proxy = Proxy::new(ProxyProtocol::Http, "proxy.example", 8080).login("shop", password);
    shown(line.set_proxy(Some(shown(proxy))).await.unwrap());
    let told = shown(line.proxy().await.unwrap());
    assert_eq!(told.enabled, Some(true));
    let used = told.proxy.unwrap();
    assert_eq!((used.protocol, used.host.as_str(), used.port), (ProxyProtocol::Http, "proxy.example", 8080));
    line.set_proxy(None).await.unwrap();
    assert_ne!(line.proxy().await.unwrap().enabled, Some(true));
    for bad in
        [Proxy::new(ProxyProtocol::Http, " ", 8080), Proxy::new(ProxyProtocol::Http, "proxy.example", 0)]
    {
        let error = bench.silently(line.set_proxy(Some(bad))).await.unwrap_err();
        shown_error(&error);
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
}
