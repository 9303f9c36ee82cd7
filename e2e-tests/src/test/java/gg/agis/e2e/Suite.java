package gg.agis.e2e;

import gg.agis.sandbox.stack.Service;
import gg.agis.sandbox.stack.Stack;
import gg.agis.sandbox.stack.StackBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running stack, its front door, and the means to break it. */
public final class Suite implements AutoCloseable {

    /** What the ad network signs with; the second is the one of the published vector. */
    public static final List<String> API_KEYS = List.of("e2e_api_key", "test_api_key");

    /** The stack that tests share who do what honest people do; each other one is there to be worn hard. */
    static final String SHARED = "shared";

    /** One of those. */
    public static final String FAULTS = "faults";

    public static final boolean NIGHTLY = Boolean.getBoolean("agis.nightly");

    private static final Logger log = LoggerFactory.getLogger(Suite.class);
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private final Stack stack;
    private final Crashes crashes;
    private final FrontDoor door;

    private Suite(Stack stack, Crashes crashes) {
        this.stack = stack;
        this.crashes = crashes;
        this.door = new FrontDoor(stack);
    }

    /** A stack of its own directory, with nothing in it. */
    static Suite start(String name) {
        Path directory = Path.of(System.getProperty("agis.stacks", "target/stacks"))
                .resolve(name)
                .toAbsolutePath();
        forget(directory.resolve("data"), directory.resolve("crashes"), directory.resolve("logs"));
        Crashes crashes = Crashes.in(directory.resolve("crashes"));
        Stack stack = configured(directory, crashes).build();
        long began = System.nanoTime();
        stack.start();
        log.info(
                "The stack '{}' is ready after {} s",
                name,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        return new Suite(stack, crashes);
    }

    static Path checkout() {
        return Path.of(System.getProperty("agis.checkout", ".."))
                .toAbsolutePath()
                .normalize();
    }

    private static StackBuilder configured(Path directory, Crashes crashes) {
        boolean shared = directory.endsWith(SHARED);
        Service[] services = services(shared, directory.endsWith(FAULTS));
        StackBuilder builder = Stack.builder(checkout())
                .stateDirectory(directory)
                .port(0)
                .services(services)
                // With a key of its own, no stand-in plays the ad network: here the test does.
                .environment(Map.of("AYET_API_KEY", String.join(",", API_KEYS)))
                .env(Service.ADS, "AYET_API_KEY", String.join(",", API_KEYS))
                .env(Service.ADS, "AYET_CALLBACK_TOKEN", "")
                .env(Service.ADS, "AYET_OFFERWALL_URL", "http://127.0.0.1:1/offerwall")
                .env(Service.ADS, "UNCONSENTED_KEY", "ZTJlLWUyZS1lMmUtZTJlLWUyZS1lMmUtZTJlLWUyZSE=")
                // The least that the broker allows: after a kill nobody reads for this long.
                .env(Service.BILLING, "AGIS_INBOX_SESSIONTIMEOUT", "6s")
                .env(Service.PROVISIONING, "AGIS_INBOX_SESSIONTIMEOUT", "6s")
                // So that a cluster that keeps silent is not all that a test waits for.
                .env(Service.PROVISIONING, "AGIS_PROVISIONING_CLUSTER_TIMEOUT", "1s")
                .restartPauses(Duration.ofMillis(100), Duration.ofSeconds(1))
                .listener(event -> log.debug("{}", event));
        for (Service service : services) {
            builder.jvmArg(service, crashes.jvmArgument(service));
        }
        if (!shared) {
            // A handful of players does what thousands do: whatever they earn is to be paid at once.
            builder.env(Service.ADS, "AGIS_ADS_FRAUD_VELOCITY_MOST", "1000000");
            builder.env(Service.ADS, "AGIS_ADS_REWARD_DAILYCAPGC", "1000000000");
        }
        return builder;
    }

    /** Those that have something to do: each is a process more. */
    private static Service[] services(boolean shared, boolean faults) {
        if (NIGHTLY) {
            return Service.values();
        }
        List<Service> services = new ArrayList<>(List.of(Service.GATEWAY, Service.ADS, Service.BILLING));
        if (shared) {
            services.add(Service.EXPERIMENTS);
        }
        if (shared || faults) {
            services.add(Service.PROVISIONING);
        }
        return services.toArray(Service[]::new);
    }

    public Stack stack() {
        return stack;
    }

    public Crashes crashes() {
        return crashes;
    }

    public FrontDoor door() {
        return door;
    }

    /** A look behind the scenes, as nobody but a test may have. */
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(stack.superuserJdbcUrl());
    }

    public void execute(String... statements) throws SQLException {
        try (Connection superuser = superuser();
                var statement = superuser.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The present process of a part; 0 between two lives. */
    public long pid(String part) {
        try {
            return stack.pid(part);
        } catch (IllegalStateException e) {
            return 0;
        }
    }

    public void awaitReady(String part) {
        // The stack gives up hope of what dies five times in a row; here it is killed on purpose, and starts again.
        Instant end = Instant.now().plus(READY_WITHIN);
        boolean ready = stack.awaitReady(part, READY_WITHIN);
        while (!ready && Instant.now().isBefore(end)) {
            ready = stack.isReady(part) || stack.awaitReady(part, Duration.ofSeconds(1));
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        if (!ready) {
            throw new AssertionError("%s does not get ready; its log ends with:%n%s"
                    .formatted(part, String.join("\n", stack.log(part).tail(30))));
        }
    }

    public void awaitAllReady() {
        stack.parts().forEach(this::awaitReady);
    }

    @Override
    public void close() {
        stack.close();
    }

    private static void forget(Path... trees) {
        for (Path tree : trees) {
            if (Files.exists(tree)) {
                try (Stream<Path> all = Files.walk(tree)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
