package dev.sluice.app.scoring;

import dev.sluice.app.scoring.Snapshot.Prediction;
import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was said of one week of an account: rows that wait for their outcome, and the marks of what stands on the topics.
 * Once the week is complete only the marks are left.
 */
final class ScoredWeek {
    /** What became of the week. */
    enum Stage {
        /** Its outcomes are still to come. */
        PENDING,
        /** Rows that were scored in time have their outcomes; the week is not touched again. */
        COMPLETED,
        /** It was over before anything was scored: its rows were built from history, and are again if that changes. */
        REBUILT
    }

    /** One channel. */
    static final class Channel {
        /** Hash of the score that stands on the topic; 0 for none. */
        long published;

        final List<Snapshot> snapshots = new ArrayList<>();
    }

    Stage stage = Stage.PENDING;
    /** The board's revision that the rows were completed at. */
    long revision = -1;
    /** Hash of the completed rows. */
    long written;

    private final TreeMap<String, Channel> channels = new TreeMap<>();

    Channel channel(String name) {
        return channels.computeIfAbsent(name, n -> new Channel());
    }

    Map<String, Channel> channels() {
        return channels;
    }

    boolean hasSnapshots() {
        return channels.values().stream().anyMatch(c -> !c.snapshots.isEmpty());
    }

    static final StateCodec<ScoredWeek> CODEC = new StateCodec<>() {
        /** Rows of another build's catalogue can't be read back by place; they are let go and rebuilt from history. */
        private final long catalogue = RowHash.ofCatalogue();

        @Override
        public void write(ScoredWeek w, StateWriter out) {
            out.writeByte(1);
            out.writeString(w.stage.name());
            out.writeLong(w.revision);
            out.writeLong(w.written);
            out.writeLong(catalogue);
            out.writeInt(w.channels.size());
            w.channels.forEach((name, channel) -> {
                out.writeString(name);
                out.writeLong(channel.published);
                out.writeInt(channel.snapshots.size());
                channel.snapshots.forEach(snapshot -> write(snapshot, out));
            });
        }

        private void write(Snapshot s, StateWriter out) {
            FeatureVector row = s.row();
            out.writeInt(row.week());
            out.writeInt(row.horizon());
            out.writeBoolean(row.paid());
            out.writeInt(row.numbers().length);
            for (float number : row.numbers()) {
                out.writeInt(Float.floatToIntBits(number));
            }
            out.writeInt(s.mark());
            out.writeLong(s.scoredAt());
            out.writeInt(s.predictions().size());
            for (Prediction p : s.predictions()) {
                out.writeString(p.kind().kind());
                out.writeString(p.version());
                out.writeBoolean(p.live());
                out.writeLong(Double.doubleToLongBits(p.published().p10()));
                out.writeLong(Double.doubleToLongBits(p.published().p50()));
                out.writeLong(Double.doubleToLongBits(p.published().p90()));
            }
        }

        @Override
        public ScoredWeek read(StateReader in) {
            in.expectVersion(1, "scored week");
            ScoredWeek w = new ScoredWeek();
            w.stage = Stage.valueOf(in.readString());
            w.revision = in.readLong();
            w.written = in.readLong();
            boolean readable = in.readLong() == catalogue;
            for (int n = in.readInt(); n > 0; n--) {
                String name = in.readString();
                Channel channel = Objects.requireNonNull(w.channel(name));
                channel.published = in.readLong();
                for (int k = in.readInt(); k > 0; k--) {
                    Snapshot snapshot = snapshot(name, in);
                    if (readable) {
                        channel.snapshots.add(snapshot);
                    }
                }
            }
            return w;
        }

        private Snapshot snapshot(String channel, StateReader in) {
            int week = in.readInt();
            int horizon = in.readInt();
            boolean paid = in.readBoolean();
            float[] numbers = new float[in.readInt()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Float.intBitsToFloat(in.readInt());
            }
            FeatureVector row = new FeatureVector(channel, week, horizon, paid, numbers);
            int mark = in.readInt();
            long scoredAt = in.readLong();
            List<Prediction> predictions = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                predictions.add(new Prediction(
                        ScoreKind.byName(in.readString()),
                        in.readString(),
                        in.readBoolean(),
                        new Forecast(real(in), real(in), real(in))));
            }
            return new Snapshot(row, mark, scoredAt, predictions);
        }

        private double real(StateReader in) {
            return Double.longBitsToDouble(in.readLong());
        }
    };
}
