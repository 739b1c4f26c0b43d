//! A gateway's routes, each with the contract's id of its operation.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing;
use http::Method;

use crate::shared::App;

/// What is known about an operation before its handler runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Endpoint {
    /// The contract's id.
    pub(crate) id: &'static str,
    /// Whether the operation sends a message.
    pub(crate) sends: bool,
}

/// One gateway's routes.
///
/// The table beside the router is there for faults and the record of requests, which must know the operation before
/// the router is asked.
pub(crate) struct Face {
    router: Router<App>,
    table: RouteTable,
    /// Answers wrong methods, of the routes that are there when it is called.
    refuse_methods: Box<dyn FnOnce(Router<App>) -> Router<App>>,
}

impl Face {
    /// A face that answers every request with `unknown_route`.
    pub(crate) fn new<H, T>(unknown_route: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let router = Router::new().fallback(unknown_route.clone());
        let refuse_methods =
            Box::new(|router: Router<App>| router.method_not_allowed_fallback(unknown_route));
        Self { router, table: RouteTable::default(), refuse_methods }
    }

    pub(crate) fn get<H, T>(self, id: &'static str, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Endpoint { id, sends: false }, Method::GET, path, routing::get(handler))
    }

    pub(crate) fn post<H, T>(self, id: &'static str, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Endpoint { id, sends: false }, Method::POST, path, routing::post(handler))
    }

    /// A `POST` that sends a message.
    pub(crate) fn send<H, T>(self, id: &'static str, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Endpoint { id, sends: true }, Method::POST, path, routing::post(handler))
    }

    pub(crate) fn put<H, T>(self, id: &'static str, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Endpoint { id, sends: false }, Method::PUT, path, routing::put(handler))
    }

    pub(crate) fn patch<H, T>(self, id: &'static str, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Endpoint { id, sends: false }, Method::PATCH, path, routing::patch(handler))
    }

    pub(crate) fn delete<H, T>(self, id: &'static str, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Endpoint { id, sends: false }, Method::DELETE, path, routing::delete(handler))
    }

    /// Changes the router, for a layer around the routes that are there already.
    pub(crate) fn map_router(mut self, change: impl FnOnce(Router<App>) -> Router<App>) -> Self {
        self.router = change(self.router);
        self
    }

    /// The router, ready to answer, and the table of its operations.
    pub(crate) fn finish(self, app: App) -> (Router, RouteTable) {
        // The front has read the body already and has its own limit; axum's 2 MB would refuse media in base64.
        let router = (self.refuse_methods)(self.router).layer(DefaultBodyLimit::disable());
        (router.with_state(app), self.table)
    }

    fn add(
        mut self,
        endpoint: Endpoint,
        method: Method,
        path: &'static str,
        handler: routing::MethodRouter<App>,
    ) -> Self {
        self.table.routes.push(Route { method, pattern: path, endpoint });
        self.router = self.router.route(path, handler);
        self
    }
}

/// Which operation a method and a path mean.
#[derive(Debug, Default)]
pub(crate) struct RouteTable {
    routes: Vec<Route>,
}

#[derive(Debug)]
struct Route {
    method: Method,
    pattern: &'static str,
    endpoint: Endpoint,
}

impl RouteTable {
    /// The operation, by the router's own rules: a literal segment goes before a parameter.
    pub(crate) fn find(&self, method: &Method, path: &str) -> Option<Endpoint> {
        self.routes
            .iter()
            .filter(|route| route.method == method)
            .filter_map(|route| Some((literals(route.pattern, path)?, route.endpoint)))
            .max_by(|(one, _), (other, _)| one.cmp(other))
            .map(|(_, endpoint)| endpoint)
    }
}

/// Whether each segment of a path was matched literally, or nothing if the pattern does not match.
fn literals(pattern: &str, path: &str) -> Option<Vec<bool>> {
    let mut given = path.split('/');
    let mut found = Vec::new();
    for wanted in pattern.split('/') {
        if wanted.starts_with("{*") {
            return given.next().map(|_| found);
        }
        let segment = given.next()?;
        let parameter = wanted.starts_with('{');
        if parameter && segment.is_empty() || !parameter && wanted != segment {
            return None;
        }
        found.push(!parameter);
    }
    given.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_segment_goes_before_a_parameter() {
        let face = Face::new(async || "")
            .get("by_id", "/instances/{id}", async || "")
            .get("list", "/instances/list", async || "")
            .delete("delete", "/instances/{id}", async || "")
            .get("asset", "/assets/{*path}", async || "");
        let found = |method, path| face.table.find(&method, path).map(|endpoint| endpoint.id);
        assert_eq!(found(Method::GET, "/instances/list"), Some("list"));
        assert_eq!(found(Method::GET, "/instances/a%2Fb"), Some("by_id"));
        assert_eq!(found(Method::DELETE, "/instances/list"), Some("delete"));
        assert_eq!(found(Method::GET, "/assets/a/b.js"), Some("asset"));
        assert_eq!(found(Method::GET, "/instances/"), None);
        assert_eq!(found(Method::GET, "/instances/a/b"), None);
        assert_eq!(found(Method::POST, "/instances/a"), None);
    }
}
