package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Change;
import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Resources;
import gg.agis.sandbox.kubernetes.object.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is claimed is a directory; it goes with its claim, and the claim stays while a pod uses it. */
public final class Volumes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Volumes.class);
    private static final String WORLD = "world.dat";

    private final Store store;
    private final Path directory;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("volumes").factory());

    public Volumes(Resources resources, Path directory) {
        this.store = resources.store();
        this.directory = directory.toAbsolutePath();
        resources.admission(Kind.VOLUME_CLAIM, new VolumeClaimAdmission());
        store.follow(this::noticed);
        store.all(Kind.VOLUME_CLAIM).forEach(this::bind);
    }

    /** Where the data of a claim lies. */
    public Path directoryOf(String namespace, String claim) {
        return store.find(new Store.Key(Kind.VOLUME_CLAIM, namespace, claim))
                .map(this::directoryOf)
                .orElseThrow(() -> new NoSuchElementException("There is no claim %s/%s".formatted(namespace, claim)));
    }

    /** Whether everything that the pod of this object claims is there. */
    public boolean areBound(JsonNode owner) {
        return claims(owner).stream()
                .allMatch(claim -> store.find(new Store.Key(Kind.VOLUME_CLAIM, Meta.namespace(owner), claim))
                        .filter(found -> !Meta.isDying(found))
                        .map(found -> found.path("status").path("phase").asString(""))
                        .filter("Bound"::equals)
                        .isPresent());
    }

    /** A game has begun on the volumes of this pod: where there is no world yet, it makes one. */
    public void used(JsonNode owner) {
        for (String claim : claims(owner)) {
            Path world = directoryOf(Meta.namespace(owner), claim).resolve(WORLD);
            try {
                if (!Files.exists(world)) {
                    Files.writeString(world, "The world of %s, made by %s".formatted(claim, Meta.name(owner)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<String> claims(JsonNode owner) {
        return owner.path("spec").path("template").path("spec").path("volumes").values().stream()
                .map(volume ->
                        volume.path("persistentVolumeClaim").path("claimName").asString(""))
                .filter(claim -> !claim.isEmpty())
                .toList();
    }

    private void noticed(Change change) {
        try {
            worker.execute(() -> follow(change));
        } catch (RejectedExecutionException closed) {
            log.debug("No volume is bound any more", closed);
        }
    }

    private void follow(Change change) {
        boolean gone = change.type() == Change.Type.DELETED;
        if (change.kind() != Kind.VOLUME_CLAIM) {
            store.all(Kind.VOLUME_CLAIM).stream().filter(Meta::isDying).forEach(this::letGoIfUnused);
        } else if (gone) {
            delete(directoryOf(change.object()));
        } else if (Meta.isDying(change.object())) {
            letGoIfUnused(change.object());
        } else {
            bind(change.object());
        }
    }

    private void bind(ObjectNode claim) {
        if (claim.path("status").path("phase").asString("").equals("Bound")) {
            return;
        }
        try {
            Files.createDirectories(directoryOf(claim));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.change(Store.Key.of(Kind.VOLUME_CLAIM, claim), present -> {
            ObjectNode spec = present.withObjectProperty("spec").put("volumeName", "pvc-" + Meta.uid(present));
            ObjectNode status = present.putObject("status").put("phase", "Bound");
            status.set("accessModes", spec.path("accessModes").deepCopy());
            status.set("capacity", spec.path("resources").path("requests").deepCopy());
            return present;
        });
    }

    private void letGoIfUnused(ObjectNode claim) {
        boolean used = Stream.of(Kind.GAME_SERVER, Kind.JOB)
                .flatMap(kind -> store.all(kind).stream())
                .filter(owner -> Meta.namespace(owner).equals(Meta.namespace(claim)))
                .filter(owner -> !Jobs.isFinished(owner))
                .anyMatch(owner -> claims(owner).contains(Meta.name(claim)));
        if (!used) {
            store.change(Store.Key.of(Kind.VOLUME_CLAIM, claim), present -> {
                Meta.removeFinalizer(present, VolumeClaimAdmission.FINALIZER);
                return present;
            });
        }
    }

    private Path directoryOf(JsonNode claim) {
        return directory.resolve("%s_%s_%s".formatted(Meta.namespace(claim), Meta.name(claim), Meta.uid(claim)));
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        // Whatever it is at must be kept before the journal closes.
        worker.close();
    }
}
