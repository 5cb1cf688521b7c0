package dev.sluice.app.scoring;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a model belongs. On the {@code models} topic it is the record's key: {@code ACCOUNT/KIND}, and
 * {@code ACCOUNT/KIND#NAME} for a shadow. The topic is compacted, so a shadow needs a key of its own beside the live
 * model's; and since an account id may hold slashes, its name is set off by something else.
 *
 * @param account an account, or {@value #ALL} for all that have no model of their own
 * @param shadow name of a model that scores beside the live one; null for the live one
 */
public record ModelKey(
        String account, String kind, @Nullable String shadow) {
    /** All accounts. */
    public static final String ALL = "*";

    private static final String NAME = "[a-z][a-z0-9_-]{0,63}";
    private static final Pattern KEY = Pattern.compile("(.+)/(" + NAME + ")(?:#(" + NAME + "))?");
    private static final Pattern FILE = Pattern.compile("(?:(.+)__)?(" + NAME + ")(?:#(" + NAME + "))?\\.onnx");

    /** Whether a text may be a kind or a shadow's name. */
    public static boolean isName(String text) {
        return text.matches(NAME);
    }

    /** Reads a record's key; empty where it is none. */
    public static Optional<ModelKey> parse(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new ModelKey(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** Reads a file's name: {@code KIND.onnx}, {@code ACCOUNT__KIND.onnx}, {@code ACCOUNT__KIND#NAME.onnx}. */
    public static Optional<ModelKey> ofFileName(String name) {
        Matcher matcher = FILE.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String account = matcher.group(1) == null ? ALL : matcher.group(1);
        return Optional.of(new ModelKey(account, matcher.group(2), matcher.group(3)));
    }

    boolean isShadow() {
        return shadow != null;
    }

    @Override
    public String toString() {
        return account + "/" + kind + (shadow == null ? "" : "#" + shadow);
    }
}
