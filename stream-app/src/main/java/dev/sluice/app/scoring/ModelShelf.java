package dev.sluice.app.scoring;

import dev.sluice.app.scoring.ModelLoading.NotUsed;
import dev.sluice.app.scoring.ModelLoading.Ready;
import dev.sluice.app.scoring.ShelfEntry.Source;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.ModelInspection;
import dev.sluice.app.scoring.inspection.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of this process. Lending takes no lock: a model is swapped by putting another map in the place of the one
 * that is read. Files are inspected and loaded on the thread that offers them, which must not be the stream's. A refused
 * file changes nothing but the status.
 */
public final class ModelShelf implements Shelf, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);

    /** A place of the shelf; its name is a model's key, or a file's name where that is none. */
    private record Place(Source source, String name) {}

    private record Held(ModelKey key, LoadedModel model, Instant since) {}

    private record Refused(Refusal refusal, Instant at) {}

    private final ModelLoading loading;
    private final ShelfListener listener;
    private final InstantSource clock;
    private volatile Map<Place, Held> held = Map.of();
    private volatile Map<Place, Refused> refused = Map.of();
    private final AtomicLong changes = new AtomicLong();
    private boolean closed;

    /** An empty shelf. */
    public ModelShelf(ModelLoading loading, InstantSource clock) {
        this.loading = loading;
        this.listener = loading.listener();
        this.clock = clock;
    }

    ModelLoading loading() {
        return loading;
    }

    @Override
    public Optional<Scorer> live(String account, String kind) {
        Optional<Scorer> own = lend(new ModelKey(account, kind, null));
        return own.isPresent() ? own : lend(new ModelKey(ModelKey.ALL, kind, null));
    }

    private Optional<Scorer> lend(ModelKey key) {
        String name = key.toString();
        while (true) {
            Held found = find(held, name);
            if (found == null) {
                return Optional.empty();
            }
            Optional<Scorer> lease = found.model().lease();
            if (lease.isPresent()) {
                return lease;
            }
            // Retired between the look and the loan: the map has another, or none, by now.
            Thread.onSpinWait();
        }
    }

    private static @Nullable Held find(Map<Place, Held> held, String name) {
        Held folder = held.get(new Place(Source.FOLDER, name));
        return folder != null ? folder : held.get(new Place(Source.TOPIC, name));
    }

    /** {@inheritDoc} An account's own shadow hides the one for all of the same name. */
    @Override
    public List<Scorer> shadows(String account, String kind) {
        Map<String, ModelKey> byName = new HashMap<>();
        for (Held each : held.values()) {
            ModelKey key = each.key();
            String shadow = key.shadow();
            if (shadow != null && key.kind().equals(kind)) {
                if (key.account().equals(account)) {
                    byName.put(shadow, key);
                } else if (key.account().equals(ModelKey.ALL)) {
                    byName.putIfAbsent(shadow, key);
                }
            }
        }
        List<Scorer> lent = new ArrayList<>();
        byName.keySet().stream().sorted().map(byName::get).forEach(key -> lend(key)
                .ifPresent(lent::add));
        return lent;
    }

    @Override
    public long changes() {
        return changes.get();
    }

    /**
     * Inspects, loads and tries a file, and puts it in place of the one that is there. The same file again changes
     * nothing.
     *
     * @return why it was refused; empty if it is in place
     */
    public Optional<Refusal> offer(Source source, ModelKey key, byte[] file, Announced announced) {
        Place place = new Place(source, key.toString());
        Held now = held.get(place);
        Announced of = new Announced(announced.sha256(), announced.version(), key.kind());
        if (now != null && same(now.model(), file, of)) {
            refusedNo(place);
            return Optional.empty();
        }
        return switch (loading.load(file, of)) {
            case NotUsed(Refusal refusal) -> {
                refuse(source, place.name(), refusal);
                yield Optional.of(refusal);
            }
            case Ready(LoadedModel model) -> {
                put(place, new Held(key, model, clock.instant()));
                yield Optional.empty();
            }
        };
    }

    private static boolean same(LoadedModel model, byte[] file, Announced announced) {
        boolean asAnnounced = (announced.sha256() == null || announced.sha256().equalsIgnoreCase(model.sha256()))
                && (announced.version() == null
                        || announced.version().equals(model.card().version()));
        return asAnnounced && ModelInspection.sha256(file).equals(model.sha256());
    }

    private synchronized void put(Place place, Held next) {
        if (closed) {
            next.model().retire();
            return;
        }
        Map<Place, Held> changed = new HashMap<>(held);
        Held before = changed.put(place, next);
        held = Map.copyOf(changed);
        changes.incrementAndGet();
        refusedNo(place);
        String version = next.model().card().version();
        if (before == null) {
            listener.loaded(next.key().kind());
            LOG.info("Model {} from the {}: version {}", place.name(), place.source(), version);
        } else {
            listener.swapped(next.key().kind());
            String old = before.model().card().version();
            LOG.info(
                    "Model {} from the {}: version {} takes the place of {}",
                    place.name(),
                    place.source(),
                    version,
                    old);
            before.model().retire();
        }
    }

    /** Notes that a file was refused; the model at its place stays. */
    synchronized void refuse(Source source, String name, Refusal refusal) {
        Place place = new Place(source, name);
        Map<Place, Refused> changed = new HashMap<>(refused);
        changed.put(place, new Refused(refusal, clock.instant()));
        refused = Map.copyOf(changed);
        listener.refused(refusal.code());
        String stays = held.containsKey(place) ? "; the one before stays in use" : "";
        LOG.warn("Model {} from the {} is refused, {}{}", name, source, refusal, stays);
    }

    private synchronized void refusedNo(Place place) {
        if (refused.containsKey(place)) {
            Map<Place, Refused> changed = new HashMap<>(refused);
            changed.remove(place);
            refused = Map.copyOf(changed);
        }
    }

    /** Takes away what is at a place: the model, or the memory of a refused one. */
    public synchronized void remove(Source source, String name) {
        Place place = new Place(source, name);
        refusedNo(place);
        Map<Place, Held> changed = new HashMap<>(held);
        Held gone = changed.remove(place);
        if (gone != null) {
            held = Map.copyOf(changed);
            changes.incrementAndGet();
            listener.removed(gone.key().kind());
            LOG.info("Model {} from the {} was taken away", name, source);
            gone.model().retire();
        }
    }

    /** Takes away what a source no longer has. */
    synchronized void keepOnly(Source source, Set<String> names) {
        List<Place> places = new ArrayList<>(held.keySet());
        places.addAll(refused.keySet());
        for (Place place : places) {
            if (place.source() == source && !names.contains(place.name())) {
                remove(source, place.name());
            }
        }
    }

    @Override
    public List<ShelfEntry> status() {
        Map<Place, Held> models = held;
        Map<Place, Refused> refusals = refused;
        List<Place> places = new ArrayList<>(models.keySet());
        refusals.keySet().stream().filter(p -> !models.containsKey(p)).forEach(places::add);
        return places.stream()
                .map(place -> entry(place, models, refusals.get(place)))
                .sorted(Comparator.comparing(ShelfEntry::key).thenComparing(ShelfEntry::source))
                .toList();
    }

    private static ShelfEntry entry(Place place, Map<Place, Held> models, @Nullable Refused not) {
        Held model = models.get(place);
        boolean shadow = ModelKey.parse(place.name()).map(ModelKey::isShadow).orElse(false);
        return new ShelfEntry(
                place.name(),
                place.source(),
                model != null && find(models, place.name()) == model,
                shadow,
                model == null ? null : model.model().card().version(),
                model == null ? null : model.model().sha256(),
                model == null ? null : model.since(),
                not == null ? null : not.refusal(),
                not == null ? null : not.at());
    }

    /** Empties the shelf, for good; models on loan are unloaded when they are given back. Close the feeds before. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Place place : List.copyOf(held.keySet())) {
            remove(place.source(), place.name());
        }
    }
}
