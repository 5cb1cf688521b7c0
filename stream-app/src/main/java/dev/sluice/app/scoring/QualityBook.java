package dev.sluice.app.scoring;

import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The live quality of an account's models, per kind, channel and version. */
final class QualityBook {
    /** Versions remembered per kind and channel; the one judged longest ago goes first. */
    static final int VERSIONS = 4;

    /** Whose quality it is. */
    record Subject(ScoreKind kind, String channel, String version) implements Comparable<Subject> {
        private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::kind)
                .thenComparing(Subject::channel)
                .thenComparing(Subject::version);

        @Override
        public int compareTo(Subject other) {
            return ORDER.compare(this, other);
        }
    }

    private final TreeMap<Subject, LiveQuality> qualities = new TreeMap<>();

    /** What is known of it, or null before its first judged week. */
    @Nullable
    LiveQuality find(Subject subject) {
        return qualities.get(subject);
    }

    void judge(Subject subject, int week, Forecast published, double outcome, double naive) {
        LiveQuality quality = qualities.get(subject);
        if (quality == null) {
            makeRoom(subject);
            quality = new LiveQuality();
            qualities.put(subject, quality);
        }
        quality.judge(week, published, outcome, naive);
    }

    private void makeRoom(Subject subject) {
        List<Map.Entry<Subject, LiveQuality>> others = qualities.entrySet().stream()
                .filter(e ->
                        e.getKey().kind == subject.kind && e.getKey().channel.equals(subject.channel))
                .sorted(Comparator.comparingInt(e -> e.getValue().lastWeek()))
                .toList();
        if (others.size() >= VERSIONS) {
            qualities.remove(others.getFirst().getKey());
        }
    }

    void forEach(BiConsumer<Subject, LiveQuality> action) {
        qualities.forEach(action);
    }

    static final StateCodec<QualityBook> CODEC = new StateCodec<>() {
        @Override
        public void write(QualityBook book, StateWriter out) {
            out.writeByte(1);
            out.writeInt(book.qualities.size());
            book.qualities.forEach((subject, quality) -> {
                out.writeString(subject.kind.kind());
                out.writeString(subject.channel);
                out.writeString(subject.version);
                quality.write(out);
            });
        }

        @Override
        public QualityBook read(StateReader in) {
            in.expectVersion(1, "model quality");
            QualityBook book = new QualityBook();
            for (int n = in.readInt(); n > 0; n--) {
                Subject subject = new Subject(ScoreKind.byName(in.readString()), in.readString(), in.readString());
                book.qualities.put(subject, LiveQuality.read(in));
            }
            return book;
        }
    };
}
