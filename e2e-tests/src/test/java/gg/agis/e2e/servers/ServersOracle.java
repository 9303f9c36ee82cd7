package gg.agis.e2e.servers;

import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.e2e.faults.Drain;
import gg.agis.e2e.faults.Topic;
import gg.agis.e2e.faults.Topic.Fact;
import gg.agis.e2e.servers.Cluster.Game;
import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Holds what came of it against what officers said: who runs and who does not, which games there are, and to the GC what
 * every treasury has left. The ledger's own balance cannot do that.
 */
public final class ServersOracle {

    private static final Logger log = LoggerFactory.getLogger(ServersOracle.class);
    private static final String STARTED = "provisioning.server-started.v1";
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(1);

    private final Suite suite;
    private final Cluster cluster;
    private final long given;

    /** @param given what each guild had in the beginning */
    public ServersOracle(Suite suite, Cluster cluster, long given) {
        this.suite = suite;
        this.cluster = cluster;
        this.given = given;
    }

    /** Everything that is wrong when the time is up, or nothing as soon as nothing is. */
    public List<String> findings(Officers officers, Duration atMost) {
        AtomicReference<List<String>> found = new AtomicReference<>(List.of("nothing could be looked at"));
        try {
            Awaitility.await("every server at its end or running")
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(atMost)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        found.set(look(officers));
                        return found.get().isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            log.info("Not all is well after {}", atMost);
        }
        return found.get();
    }

    private List<String> look(Officers officers) throws IOException, SQLException {
        List<String> findings = new ArrayList<>(officers.surprises());
        // What is looked at afterwards does not change any more.
        findings.addAll(Drain.ofServers(suite).await(DRAINED_WITHIN));
        Map<String, Instant> started = started(findings);
        Map<Guild, List<Wish>> wishes = officers.wishes().stream().collect(Collectors.groupingBy(Wish::guild));
        for (Map.Entry<Guild, List<Wish>> guild : wishes.entrySet()) {
            servers(guild.getKey(), guild.getValue(), started, findings);
            treasury(guild.getKey(), guild.getValue(), started, findings);
        }
        games(officers.wishes(), findings);
        books(findings);
        return findings;
    }

    /** Until when each was paid when it began; no server begins twice. */
    private Map<String, Instant> started(List<String> findings) {
        Map<String, Instant> started = new HashMap<>();
        for (Map.Entry<String, List<Fact>> server :
                Topic.read(suite, "provisioning.servers").entrySet()) {
            for (Fact fact : server.getValue()) {
                if (fact.type().equals(STARTED)
                        && started.put(
                                        server.getKey(),
                                        Instant.parse(
                                                fact.value().path("paidUntil").asString()))
                                != null) {
                    findings.add("started twice: " + server.getKey());
                }
            }
        }
        return started;
    }

    private static void servers(Guild guild, List<Wish> wishes, Map<String, Instant> started, List<String> findings)
            throws IOException {
        Map<String, JsonNode> views = new HashMap<>();
        guild.servers().forEach(view -> views.put(view.path("serverId").asString(), view));
        if (views.size() != wishes.size()) {
            findings.add("guild %s has %d servers and asked for %d".formatted(guild.id(), views.size(), wishes.size()));
        }
        for (Wish wish : wishes) {
            JsonNode view = views.get(wish.server());
            if (view == null || !wish.isApproved()) {
                findings.add("never accepted: " + wish);
                continue;
            }
            String state = view.path("state").asString();
            if (!state.equals(wish.isTerminated() ? "ended" : "active")) {
                findings.add("%s is %s: %s".formatted(wish.server(), state, wish));
            } else if (!wish.isTerminated()) {
                paid(wish, view, started, findings);
            }
        }
    }

    private static void paid(Wish wish, JsonNode view, Map<String, Instant> started, List<String> findings) {
        Instant first = started.get(wish.server());
        Duration more = Duration.ofHours(wish.isExtended() ? 1 : 0);
        String until = view.path("paidUntil").asString("");
        if (first == null || !first.plus(more).equals(Instant.parse(until))) {
            findings.add("paid until %s, having begun with %s: %s".formatted(until, first, wish));
        }
    }

    private void treasury(Guild guild, List<Wish> wishes, Map<String, Instant> started, List<String> findings)
            throws IOException {
        long expected = given
                - wishes.stream()
                        .mapToLong(wish -> wish.cost(started.containsKey(wish.server())))
                        .sum();
        JsonNode treasury = guild.treasury();
        long available = treasury.path("available").asLong();
        if (available != expected || treasury.path("held").asLong() != 0) {
            findings.add("treasury of %s: %d GC and %s held, it should be %d: %+d"
                    .formatted(guild.id(), available, treasury.path("held"), expected, available - expected));
        }
    }

    private void games(List<Wish> wishes, List<String> findings) {
        Map<String, List<Game>> games = cluster.games().stream().collect(Collectors.groupingBy(Game::server));
        for (Wish wish : wishes) {
            List<Game> own = games.getOrDefault(wish.server(), List.of());
            games.remove(wish.server());
            boolean asItShould = wish.isTerminated()
                    ? own.isEmpty()
                    : own.size() == 1 && own.getFirst().state().equals("Ready");
            if (!asItShould) {
                findings.add("games %s of %s".formatted(own, wish));
            }
        }
        games.values().forEach(orphans -> findings.add("nobody's: " + orphans));
    }

    private void books(List<String> findings) throws IOException, SQLException {
        var audit = suite.door().get("/api/ledger/audit", Caller.admin(Players.unknown()));
        if (audit.status() != 200 || !audit.json().path("balanced").asBoolean(false)) {
            findings.add("the ledger's audit: " + audit);
        }
        for (String schema : List.of("billing", "provisioning")) {
            try (var superuser = suite.superuser();
                    var statement = superuser.createStatement();
                    var letters = statement.executeQuery(
                            "SELECT consumer, key, reason FROM %s.dead_letters".formatted(schema))) {
                while (letters.next()) {
                    findings.add("a dead letter of %s, %s: %s"
                            .formatted(letters.getString(1), letters.getString(2), letters.getString(3)));
                }
            }
        }
    }
}
