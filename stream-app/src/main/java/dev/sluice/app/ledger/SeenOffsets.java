package dev.sluice.app.ledger;

import dev.sluice.app.intake.Origin;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest record of an account on each input partition it came from. A handful of entries (a topic has one partition
 * for an account unless producers misplace records), looked through in order, because it is done for every event.
 */
final class SeenOffsets {
    private static final class Place {
        final String topic;
        final int partition;
        long next;

        Place(String topic, int partition, long next) {
            this.topic = topic;
            this.partition = partition;
            this.next = next;
        }
    }

    private final List<Place> places = new ArrayList<>();

    /** Counts where a record first lay; those of a restored or strayed record may be older than what was seen. */
    void add(Origin origin) {
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (place.partition == origin.partition() && place.topic.equals(origin.topic())) {
                place.next = Math.max(place.next, origin.offset() + 1);
                return;
            }
        }
        places.add(new Place(origin.topic(), origin.partition(), origin.offset() + 1));
    }

    SortedMap<String, Long> byPartition() {
        TreeMap<String, Long> all = new TreeMap<>();
        places.forEach(place -> all.put(place.topic + "-" + place.partition, place.next));
        return all;
    }

    void write(StateWriter out) {
        out.writeInt(places.size());
        for (Place place : places) {
            out.writeString(place.topic);
            out.writeInt(place.partition);
            out.writeLong(place.next);
        }
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            places.add(new Place(in.readString(), in.readInt(), in.readLong()));
        }
    }
}
