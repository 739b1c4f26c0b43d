//! Which paths there are, and whose requests they take.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use http::{Request, StatusCode};
use proptest::prelude::*;
use wagate_sdk_core::{Error, WebhookRouter, WebhookSecret};

use super::{SECRET, ask, post, secrets, taking};
use crate::toy::Toy;

fn secret_of(instance: &str) -> String {
    format!("secret-of-{instance}")
}

/// As VZaps posts: the secret is the last segment.
fn with_secret(path: &str, secret: &str, id: u32) -> Request<Body> {
    Request::post(format!("{path}/{secret}")).body(format!(r#"{{"deleted":"{id}"}}"#).into()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn many_instances_each_with_its_own_secret() {
    let names: Vec<_> = (0..200).map(|number| format!("line {number}")).collect();
    let known: HashMap<_, _> = names
        .iter()
        .map(|name| (name.clone(), Arc::new(secrets(&secret_of(&name.replace(' ', "-"))))))
        .collect();
    let (router, events) = WebhookRouter::new()
        .route_each::<Toy>("/hooks/{provider}/{instance}", move |name| known.get(name).cloned())
        .build()
        .unwrap();
    let taken = taking(events);
    let path = |number: usize| format!("/hooks/toy/line%20{number}");
    for number in 0..200 {
        let secret = secret_of(&format!("line-{number}"));
        assert_eq!(ask(&router, with_secret(&path(number), &secret, 1)).await, StatusCode::OK);
        let another = with_secret(&path((number + 1) % 200), &secret, 2);
        assert_eq!(ask(&router, another).await, StatusCode::UNAUTHORIZED, "the secret of {number}");
    }
    for stranger in ["/hooks/toy/nobody", "/hooks/toy/%FF"] {
        let answer = ask(&router, with_secret(stranger, &secret_of("line-1"), 1)).await;
        assert_eq!(answer, StatusCode::UNAUTHORIZED);
    }
    drop(router);
    let told: Vec<_> = taken.await.unwrap().into_iter().map(|envelope| envelope.instance.unwrap()).collect();
    assert_eq!(told, names);
}

#[tokio::test(start_paused = true)]
async fn an_instance_may_come_while_the_program_runs() {
    let known = Arc::new(std::sync::RwLock::new(HashMap::new()));
    let asked = known.clone();
    let (router, events) = WebhookRouter::new()
        .route_each::<Toy>("/{instance}", move |name| asked.read().unwrap().get(name).cloned())
        .build()
        .unwrap();
    let _taken = taking(events);
    assert_eq!(ask(&router, with_secret("/new", SECRET, 1)).await, StatusCode::UNAUTHORIZED);
    known.write().unwrap().insert("new".to_owned(), Arc::new(secrets(SECRET)));
    assert_eq!(ask(&router, with_secret("/new", SECRET, 1)).await, StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn what_follows_the_path_is_taken_and_the_router_may_be_nested() {
    let bare = || {
        WebhookRouter::new()
            .route::<Toy>("/shop/", secrets(SECRET))
            .route::<Toy>("/line/{instance}", secrets(SECRET))
            .build()
            .unwrap()
    };
    let (router, events) = bare();
    let taken = taking(events);
    // A program's own router with a state and a fallback.
    let hooks = router.with_state::<u8>(());
    let app = axum::Router::new().fallback(|| async { StatusCode::IM_A_TEAPOT }).nest("/hooks", hooks);
    let app: axum::Router = app.with_state(7);
    let paths = ["", "/", "/messages-upsert", "//messages-upsert", "/a/b%2Fc/", "?x=1"];
    for (id, tail) in paths.into_iter().enumerate() {
        for path in ["/hooks/shop", "/hooks/line/x%2Fy"] {
            let answer = ask(&app, post(&format!("{path}{tail}"), format!(r#"{{"deleted":"{id}"}}"#))).await;
            assert_eq!(answer, StatusCode::OK, "{path}{tail}");
        }
    }
    assert_eq!(ask(&app, with_secret("/hooks/shop", SECRET, 99)).await, StatusCode::OK);
    assert_eq!(ask(&app, post("/elsewhere", "{}")).await, StatusCode::IM_A_TEAPOT);
    drop(app);
    let taken = taken.await.unwrap();
    assert_eq!(taken.len(), paths.len() * 2 + 1);
    assert!(taken.iter().all(|envelope| matches!(envelope.instance.as_deref(), None | Some("x/y"))));
}

fn built(paths: &[&str]) -> Result<(), Error> {
    let router = WebhookRouter::new();
    let router = paths.iter().fold(router, |router, path| router.route::<Toy>(path, secrets(SECRET)));
    router.build().map(drop)
}

#[test]
fn a_path_that_cannot_be_served_is_told_when_it_is_built() {
    for bad in [
        "",
        "hooks",
        "//",
        "/a//b",
        "/a b",
        "/a?b",
        "/{other}",
        "/{*tail}",
        "/:a",
        "/a{instance}",
        "/ä",
        "/a%20b",
        "/{instance}/{instance}",
    ] {
        let error = built(&["/good", bad]).unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{bad}");
        assert!(bad.len() < 3 || !error.to_string().contains(bad), "a path may hold a secret");
    }
    for (one, other) in [
        ("/a", "/a"),
        ("/a", "/a/"),
        ("/a", "/a/b"),
        ("/", "/a"),
        ("/a", "/a/{instance}"),
        ("/toy", "/{provider}"),
        ("/{instance}", "/{instance}/b"),
    ] {
        assert!(matches!(built(&[one, "/z", other]), Err(Error::Config(_))), "{one} {other}");
        assert!(matches!(built(&[other, "/z", one]), Err(Error::Config(_))), "{other} {one}");
    }
    for good in
        [&["/"][..], &["/a", "/ab", "/b/a"], &["/a/{instance}", "/a/shop"], &["/{provider}/{instance}/x"]]
    {
        built(good).unwrap();
    }
    let each = WebhookRouter::new().route_each::<Toy>("/a", |_| None).build();
    assert!(matches!(each, Err(Error::Config(_))));
    let secret = WebhookSecret::new(SECRET).unwrap();
    assert!(
        built(&[&format!("/{{{}", secret.expose())])
            .is_err_and(|error| !format!("{error:?}").contains(SECRET))
    );
}

proptest! {
    /// axum panics on paths that it cannot tell apart: none of those comes so far.
    #[test]
    fn no_paths_make_axum_panic(
        paths in proptest::collection::vec("(/([ab]|\\{instance\\}|\\{provider\\})){0,4}/?", 1..6),
    ) {
        let paths: Vec<_> = paths.iter().map(String::as_str).collect();
        let _ = built(&paths);
    }
}
