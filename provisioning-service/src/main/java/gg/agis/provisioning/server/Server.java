package gg.agis.provisioning.server;

import gg.agis.provisioning.server.ServerRow.Game;
import gg.agis.provisioning.server.ServerRow.Rest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One server of a guild: what was asked for, how it stands, its game and until when it is paid. Whoever changes it holds
 * its row's lock; every method is a change that makes sense by itself, and refuses what the table of states does.
 */
public final class Server {

    /** Who it is; never changes. */
    public record Identity(UUID id, String guildId, String name, String template, String game) {}

    /** What was asked for, at the prices of that moment. */
    public record Order(UUID requestedBy, Instant at, int hours, long setup, long hourly, int approvalsNeeded) {

        public long cost() {
            return Math.addExact(setup, Math.multiplyExact(hourly, (long) hours));
        }
    }

    /** Where players join. */
    public record Address(String host, int port) {}

    private final Identity identity;
    private final Order order;
    private boolean autoRenew;
    private ServerState state;
    private ServerState cameFrom;
    private Instant since;
    private Game game;
    private Rest rest;
    private @Nullable Instant firstActiveAt;
    private @Nullable Instant paidUntil;
    private @Nullable Instant ranUntil;
    private @Nullable Integer warnedMinutes;
    private boolean failing;
    private @Nullable String endReason;
    private @Nullable Instant nextAt;

    Server(ServerRow row) {
        identity = row.identity();
        order = row.order();
        autoRenew = row.autoRenew();
        state = row.state();
        cameFrom = row.cameFrom();
        since = row.since();
        game = row.game();
        rest = row.rest();
        firstActiveAt = row.firstActiveAt();
        paidUntil = row.paidUntil();
        ranUntil = row.ranUntil();
        warnedMinutes = row.warnedMinutes();
        failing = row.failing();
        endReason = row.endReason();
        nextAt = row.nextAt();
    }

    public static Server requested(Identity identity, Order order, boolean autoRenew) {
        return new Server(ServerRow.requested(identity, order, autoRenew));
    }

    ServerRow row() {
        return new ServerRow(
                identity,
                order,
                autoRenew,
                state,
                cameFrom,
                since,
                game,
                rest,
                firstActiveAt,
                paidUntil,
                ranUntil,
                warnedMinutes,
                failing,
                endReason,
                nextAt);
    }

    public void approve(Instant now) {
        to(ServerState.APPROVED, now);
    }

    public void refuse(String reason, Instant now) {
        endReason = reason;
        to(ServerState.REFUSED, now);
    }

    public void fund(Instant now) {
        to(ServerState.FUNDING, now);
    }

    /** A game is to be made; which one is counted before anybody is told to make it. */
    public void launch(Instant now, Duration limit) {
        to(ServerState.STARTING, now);
        game = game.next(now.plus(limit)).unreplaced();
    }

    /** It may be joined, and is paid until then. */
    public void activate(Instant paid, Instant now) {
        to(ServerState.ACTIVE, now);
        if (firstActiveAt == null) {
            firstActiveAt = now;
        }
        paidUntil = paid;
        ranUntil = null;
        game = game.begun();
        rest = rest.over();
    }

    public void paidUntil(Instant paid) {
        paidUntil = paid;
    }

    public void renewBy(boolean itself) {
        autoRenew = itself;
    }

    public void fallAsleep(Instant now) {
        to(ServerState.ASLEEP, now);
        ranUntil = now;
        rest = rest.asleepSince(now);
        game = game.still();
    }

    public void suspend(Instant graceUntil, Instant now) {
        to(ServerState.SUSPENDED, now);
        ranUntil = now;
        rest = rest.graceUntil(graceUntil);
        game = game.still();
    }

    /** It could not be woken: it rests as it did before, and is tried again later. */
    public void restAgain(Instant tryAfter, Instant now) {
        to(cameFrom, now);
        rest = rest.failedToWake(tryAfter);
        game = game.still();
    }

    public void wantAwake(Instant now) {
        rest = rest.wanted(now);
    }

    public void wantNoMore() {
        rest = rest.unwanted();
    }

    /** The next time somebody pays for waking it, it is another request. */
    public void countWake() {
        rest = rest.counted();
    }

    public void stop(String reason, boolean failed, Instant now) {
        if (state == ServerState.ACTIVE) {
            ranUntil = now;
        }
        endReason = reason;
        failing = failed;
        to(ServerState.STOPPING, now);
        game = game.still();
    }

    public void end(Instant now) {
        to(failing ? ServerState.FAILED : ServerState.ENDED, now);
        nextAt = null;
    }

    public void warned(@Nullable Integer minutes) {
        warnedMinutes = minutes;
    }

    public void game(Game now) {
        game = now;
    }

    public void lookAt(Instant next) {
        nextAt = state.isFinal() ? null : next;
    }

    private void to(ServerState next, Instant now) {
        if (!state.leadsTo(next)) {
            throw new IllegalStateException("%s is %s and cannot become %s".formatted(identity.id(), state, next));
        }
        cameFrom = state;
        state = next;
        since = now;
        if (next.isFinal()) {
            nextAt = null;
        }
    }

    public UUID id() {
        return identity.id();
    }

    public String guildId() {
        return identity.guildId();
    }

    public String name() {
        return identity.name();
    }

    public String template() {
        return identity.template();
    }

    public String gameName() {
        return identity.game();
    }

    public Order order() {
        return order;
    }

    public boolean autoRenew() {
        return autoRenew;
    }

    public ServerState state() {
        return state;
    }

    public boolean is(ServerState other) {
        return state == other;
    }

    /** While it is starting: whether it was there before, and is only brought back. */
    public boolean isWaking() {
        return state == ServerState.STARTING && cameFrom != ServerState.FUNDING;
    }

    public boolean cameFrom(ServerState before) {
        return cameFrom == before;
    }

    public Instant since() {
        return since;
    }

    public Game game() {
        return game;
    }

    public Rest rest() {
        return rest;
    }

    public boolean everActive() {
        return firstActiveAt != null;
    }

    public Optional<Instant> paidUntil() {
        return Optional.ofNullable(paidUntil);
    }

    /** While it does not run: until when it did, unless it never has. */
    public Optional<Instant> ranUntil() {
        return Optional.ofNullable(ranUntil);
    }

    public @Nullable Integer warnedMinutes() {
        return warnedMinutes;
    }

    public boolean isFailing() {
        return failing;
    }

    /** Why it comes to its end; absent while it does not. */
    public @Nullable String reason() {
        return endReason;
    }

    public String endReason() {
        return Objects.requireNonNullElse(endReason, "ended");
    }

    public @Nullable Instant nextAt() {
        return nextAt;
    }
}
