package dev.sluice.app.ledger;

import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores a policy as it was set. Enums go by name: their order may change, their names may not. */
final class PolicyCodec implements StateCodec<BudgetPolicy> {
    static final PolicyCodec CODEC = new PolicyCodec();

    private PolicyCodec() {}

    @Override
    public void write(BudgetPolicy p, StateWriter out) {
        out.writeByte(1);
        out.writeString(p.getAccount());
        out.writeLong(p.getRevision());
        out.writeLong(p.getUpdatedAt());
        out.writeNullable(p.getTimeZone().orElse(null));
        out.writeNullable(p.getCurrency().orElse(null));
        optional(p.getSettlingDays().map(Integer::longValue), out);
        out.writeString(p.getConversionsFrom().name());
        out.writeString(p.getObjective().name());
        optional(p.getWeeklyBudgetMicros(), out);
        optional(p.getTargetRoas().map(Double::doubleToRawLongBits), out);
        optional(p.getTargetCacMicros(), out);
        optional(p.getMargin().map(Double::doubleToRawLongBits), out);
        out.writeDouble(p.getMaxWeeklyShift());
        out.writeLong(p.getStepMicros());
        out.writeDouble(p.getMinConfidence());
        out.writeDouble(p.getExplorationShare());
        out.writeInt(p.getChannels().size());
        for (ChannelPolicy channel : p.getChannels()) {
            out.writeString(channel.getChannel());
            optional(channel.getMinMicros(), out);
            optional(channel.getMaxMicros(), out);
            out.writeBoolean(channel.getLocked());
        }
    }

    @Override
    public BudgetPolicy read(StateReader in) {
        in.expectVersion(1, "policy");
        BudgetPolicy.Builder p = BudgetPolicy.newBuilder()
                .setAccount(in.readString())
                .setRevision(in.readLong())
                .setUpdatedAt(in.readLong())
                .setTimeZone(in.readNullable())
                .setCurrency(in.readNullable());
        Long settling = optional(in);
        p.setSettlingDays(settling == null ? null : Math.toIntExact(settling))
                .setConversionsFrom(ConversionsFrom.valueOf(in.readString()))
                .setObjective(Objective.valueOf(in.readString()))
                .setWeeklyBudgetMicros(optional(in))
                .setTargetRoas(real(optional(in)))
                .setTargetCacMicros(optional(in))
                .setMargin(real(optional(in)))
                .setMaxWeeklyShift(in.readDouble())
                .setStepMicros(in.readLong())
                .setMinConfidence(in.readDouble())
                .setExplorationShare(in.readDouble());
        List<ChannelPolicy> channels = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            channels.add(new ChannelPolicy(in.readString(), optional(in), optional(in), in.readBoolean()));
        }
        return p.setChannels(channels).build();
    }

    private static void optional(Optional<Long> value, StateWriter out) {
        out.writeBoolean(value.isPresent());
        value.ifPresent(out::writeLong);
    }

    private static @Nullable Long optional(StateReader in) {
        return in.readBoolean() ? in.readLong() : null;
    }

    private static @Nullable Double real(@Nullable Long bits) {
        return bits == null ? null : Double.longBitsToDouble(bits);
    }
}
