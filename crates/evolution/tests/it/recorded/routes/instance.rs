//! Settings, proxy, labels.

use wagate_evolution::labels::{FindLabels, HandleLabel, LabelAction};
use wagate_evolution::settings::{FindProxy, FindSettings, ProxyProtocol, SetProxy, SetSettings};

use super::{Asked, Found, check_rows, found};
use crate::recorded::expressible::Fields;

pub(super) fn of(route: &str, asked: &Asked<'_>) -> Option<Found> {
    let fields = asked.fields();
    match route {
        "/settings/find" => {
            found("GET", FindSettings::new, asked.bare(FindSettings::new()), |answer, told| {
                let row = answer.as_ref().unwrap();
                assert_eq!(row.reject_call, told["rejectCall"].as_bool());
                assert_eq!(row.msg_call.as_deref(), told["msgCall"].as_str());
                assert_eq!(row.read_messages, told["readMessages"].as_bool());
            })
        }
        "/settings/set" => {
            let stand_in = || SetSettings::new(true, true, true, true, true, true);
            found("POST", stand_in, fields.and_then(settings), |answer, told| {
                let name = answer.settings.as_ref().unwrap().instance_name.as_deref();
                assert_eq!(name, told["settings"]["instanceName"].as_str());
            })
        }
        "/proxy/find" => found("GET", FindProxy::new, asked.bare(FindProxy::new()), |answer, told| {
            assert_eq!(answer.is_none(), told.is_null());
        }),
        "/proxy/set" => {
            let stand_in = || SetProxy::new("127.0.0.1", 9, ProxyProtocol::Http);
            found("POST", stand_in, fields.and_then(proxy), |answer, told| {
                let name = answer.proxy.as_ref().unwrap().instance_name.as_deref();
                assert_eq!(name, told["proxy"]["instanceName"].as_str());
            })
        }
        "/label/findLabels" => found("GET", FindLabels::new, asked.bare(FindLabels::new()), |rows, told| {
            check_rows(rows, told);
            for (row, told) in rows.iter().zip(told.as_array().unwrap()) {
                assert_eq!(row.value.id.as_deref(), told["id"].as_str());
                assert_eq!(row.value.name.as_deref(), told["name"].as_str());
                assert_eq!(row.value.color.as_deref(), told["color"].as_str());
            }
        }),
        "/label/handleLabel" => {
            let stand_in = || HandleLabel::new("1", "1", LabelAction::Add);
            found("POST", stand_in, fields.and_then(label), |answer, told| {
                assert_eq!(answer.number_jid.as_deref(), told["numberJid"].as_str());
                assert_eq!(answer.label_id.as_deref(), told["labelId"].as_str());
                assert_eq!(answer.add, told["add"].as_bool());
                assert_eq!(answer.remove, told["remove"].as_bool());
            })
        }
        _ => None,
    }
}

fn settings(mut fields: Fields) -> Option<SetSettings> {
    let mut set = SetSettings::new(
        fields.truth("rejectCall")??,
        fields.truth("groupsIgnore")??,
        fields.truth("alwaysOnline")??,
        fields.truth("readMessages")??,
        fields.truth("readStatus")??,
        fields.truth("syncFullHistory")??,
    );
    set.msg_call = fields.text("msgCall")?;
    fields.end()?;
    Some(set)
}

fn proxy(mut fields: Fields) -> Option<SetProxy> {
    let enabled = fields.truth("enabled")??;
    let port = fields.text("port")??;
    let mut set = SetProxy::new(fields.text("host")??, 0, fields.text("protocol")??.into());
    (set.enabled, set.port) = (enabled, port);
    fields.end()?;
    Some(set)
}

fn label(mut fields: Fields) -> Option<HandleLabel> {
    let action = match fields.text("action")??.as_str() {
        "add" => LabelAction::Add,
        "remove" => LabelAction::Remove,
        _ => return None,
    };
    let handle = HandleLabel::new(fields.text("number")??, fields.text("labelId")??, action);
    fields.end()?;
    Some(handle)
}
