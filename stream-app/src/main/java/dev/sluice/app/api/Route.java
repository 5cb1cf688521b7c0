package dev.sluice.app.api;

import dev.sluice.app.config.HttpToken.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A method on a path, who may call it, and what answers.
 *
 * @param template path with names in braces for what varies, such as {@code /api/v1/models/{account}/{kind}}; each name
 *     stands for one segment, in which a slash is written %2F
 * @param scope what the caller's token must allow; null: anybody may call it, as the endpoint looks after itself
 */
public record Route(
        Method method, String template, @Nullable Scope scope, Endpoint endpoint) {
    /** Methods of the API. HEAD is answered like GET, without the body. */
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    /** A read. */
    public static Route get(String template, Endpoint endpoint) {
        return new Route(Method.GET, template, Scope.READ, endpoint);
    }

    /** A read that needs no token, as it tells nothing of any account. */
    public static Route open(String template, Endpoint endpoint) {
        return new Route(Method.GET, template, null, endpoint);
    }

    /** Something that is sent. */
    public static Route post(String template, Scope scope, Endpoint endpoint) {
        return new Route(Method.POST, template, scope, endpoint);
    }

    /** Something that is put in the place of what was there. */
    public static Route put(String template, Scope scope, Endpoint endpoint) {
        return new Route(Method.PUT, template, scope, endpoint);
    }

    /** Something that is taken away. */
    public static Route delete(String template, Scope scope, Endpoint endpoint) {
        return new Route(Method.DELETE, template, scope, endpoint);
    }
}
