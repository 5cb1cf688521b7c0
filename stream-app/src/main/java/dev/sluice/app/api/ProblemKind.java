package dev.sluice.app.api;

import java.util.Locale;

/** Every kind of problem that the API tells; {@code /docs} explains each. */
public enum ProblemKind {
    BAD_REQUEST(400, "The request can't be read", "Something about the request itself is wrong; errors says what."),
    UNAUTHORIZED(401, "A token is needed", "Send Authorization: Bearer TOKEN with a token of http.tokens."),
    FORBIDDEN(403, "Not allowed", "The token lacks the scope, or a web page elsewhere sent the request."),
    NOT_FOUND(404, "Not found", "There is no such path, or nothing by that name."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "The path is there for other methods; Allow names them."),
    NOT_ACCEPTABLE(406, "No such representation", "The answer exists in other media types than Accept names."),
    CONFLICT(409, "Conflict", "What is there is newer than what was sent, or not as the request takes it to be."),
    BODY_TOO_LARGE(413, "Body too large", "Send less at once, or raise http.max.body.bytes."),
    UNSUPPORTED_MEDIA_TYPE(415, "Media type not supported", "Send the Content-Type that the contract names."),
    INVALID(422, "Not valid", "The body can be read, but says something impossible; errors says what, by field."),
    TOO_MANY_REQUESTS(429, "Too many requests", "Wait as long as Retry-After says."),
    INTERNAL(500, "Internal error", "A defect. The app's log has the details under the id in the detail."),
    UNAVAILABLE(503, "Not available now", "What is needed is starting or away; try again after Retry-After.");

    private final int status;
    private final String title;
    private final String meaning;

    ProblemKind(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Short, and the same for every problem of this kind. */
    public String title() {
        return title;
    }

    /** What to do about it. */
    public String meaning() {
        return meaning;
    }

    /** Its place on the page of the API. */
    String anchor() {
        return "problem-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
