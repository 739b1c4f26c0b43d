//! The API key, and its rate limit.

use axum::Extension;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};

use super::errors::Refusal;
use crate::clock::epoch_seconds;
use crate::shared::App;

/// Before every route: whether the key is good, and whether its minute is used up.
pub(super) async fn authenticate(Extension(app): Extension<App>, request: Request, next: Next) -> Response {
    let standing = {
        let mut world = app.world();
        let good = |key: &&str| *key == app.credentials().wazzapi_api_key && !world.is_revoked(key);
        let Some(key) = bearer(request.headers()).filter(good) else {
            return Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized").into_response();
        };
        let now = epoch_seconds(world.clock.now());
        world.wazzapi.minutes.count(key, now)
    };
    let mut answer = if standing.exceeded {
        // Guess: the text.
        Refusal::new(StatusCode::TOO_MANY_REQUESTS, "Rate limit exceeded").into_response()
    } else {
        next.run(request).await
    };
    standing.write(answer.headers_mut());
    answer
}

pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}
