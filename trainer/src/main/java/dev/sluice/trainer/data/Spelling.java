package dev.sluice.trainer.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which known name a mistyped one probably stands for. */
public final class Spelling {
    private static final int LONGEST = 200;

    private record Candidate(String name, int edits) {}

    private Spelling() {}

    /** The name with the fewest edits, if they change at most about a third of it; or one that contains what was written. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        int most = Math.max(2, lower.length() / 3);
        Optional<String> near = known.stream()
                .filter(name -> Math.abs(name.length() - lower.length()) <= most && name.length() <= LONGEST)
                .map(name -> new Candidate(name, edits(lower, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.edits() <= most)
                .min(Comparator.comparingInt(Candidate::edits))
                .map(Candidate::name);
        return near.or(() -> known.stream()
                .filter(name ->
                        lower.length() >= 3 && name.toLowerCase(Locale.ROOT).contains(lower))
                .findFirst());
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
