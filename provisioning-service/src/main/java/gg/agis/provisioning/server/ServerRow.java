package gg.agis.provisioning.server;

import gg.agis.provisioning.server.Server.Address;
import gg.agis.provisioning.server.Server.Identity;
import gg.agis.provisioning.server.Server.Order;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server as it is stored. */
public record ServerRow(
        Identity identity,
        Order order,
        boolean autoRenew,
        ServerState state,
        ServerState cameFrom,
        Instant since,
        Game game,
        Rest rest,
        @Nullable Instant firstActiveAt,
        @Nullable Instant paidUntil,
        @Nullable Instant ranUntil,
        @Nullable Integer warnedMinutes,
        boolean failing,
        @Nullable String endReason,
        @Nullable Instant nextAt) {

    static ServerRow requested(Identity identity, Order order, boolean autoRenew) {
        return new ServerRow(
                identity,
                order,
                autoRenew,
                ServerState.REQUESTED,
                ServerState.REQUESTED,
                order.at(),
                Game.NONE,
                Rest.NONE,
                null,
                null,
                null,
                null,
                false,
                null,
                order.at());
    }

    /**
     * The game behind a server.
     *
     * @param generation of the present one; the name is made of it
     * @param cleared games up to this generation are deleted
     * @param seen whether the present one has been there; then its absence means that it is lost
     * @param replaced how often a broken one was replaced since the server was last brought up
     * @param startBy by when it has to be ready
     * @param brokenSince since when nobody can play, though it is paid
     */
    public record Game(
            int generation,
            int cleared,
            boolean seen,
            int replaced,
            @Nullable Instant startBy,
            @Nullable Address address,
            @Nullable Integer players,
            @Nullable Instant idleSince,
            @Nullable Instant brokenSince) {

        static final Game NONE = new Game(0, 0, false, 0, null, null, null, null, null);

        public static String name(UUID serverId, int generation) {
            return "gs-" + serverId + "-" + generation;
        }

        /** Another one, under another name. */
        public Game next(Instant startBy) {
            return new Game(generation + 1, cleared, false, replaced, startBy, null, null, null, brokenSince);
        }

        /** Another one in place of one that broke: where it was it cannot be any more, but is named until it is elsewhere. */
        public Game replacement(Instant limit, Instant now) {
            return new Game(
                    generation + 1,
                    cleared,
                    false,
                    replaced + 1,
                    limit,
                    address,
                    null,
                    null,
                    brokenSince == null ? now : brokenSince);
        }

        Game unreplaced() {
            return new Game(generation, cleared, seen, 0, startBy, address, players, idleSince, null);
        }

        public Game sighted() {
            return new Game(generation, cleared, true, replaced, startBy, address, players, idleSince, brokenSince);
        }

        /** Has until then to be ready. */
        public Game dueBy(Instant limit) {
            return new Game(generation, cleared, seen, replaced, limit, address, players, idleSince, brokenSince);
        }

        /** May be joined there. */
        public Game ready(Address where) {
            return new Game(generation, cleared, true, replaced, null, where, players, idleSince, null);
        }

        /** Has been broken since then, as far as it is not counted yet. */
        public Game brokenAgain(Instant since) {
            return new Game(generation, cleared, seen, replaced, startBy, address, players, idleSince, since);
        }

        Game begun() {
            return new Game(generation, cleared, seen, replaced, startBy, address, players, null, brokenSince);
        }

        public Game playedBy(@Nullable Integer count, @Nullable Instant idle) {
            return new Game(generation, cleared, seen, replaced, startBy, address, count, idle, brokenSince);
        }

        /** There is to be none; for how long it had been broken is still to be written down. */
        Game still() {
            return new Game(generation, cleared, seen, replaced, null, null, null, null, brokenSince);
        }

        /** What was broken is written down. */
        public Game accountedFor() {
            return new Game(generation, cleared, seen, replaced, startBy, address, players, idleSince, null);
        }

        public Game clearedTo(int last) {
            return new Game(
                    generation,
                    Math.max(cleared, last),
                    seen,
                    replaced,
                    startBy,
                    address,
                    players,
                    idleSince,
                    brokenSince);
        }

        public boolean isReady() {
            return address != null && startBy == null;
        }
    }

    /**
     * How a server rests, asleep or suspended, and what is done to bring it back.
     *
     * @param wakes counts what is held for waking it
     * @param after not before then, since it failed
     */
    public record Rest(
            @Nullable Instant asleepSince,
            @Nullable Instant graceUntil,
            int wakes,
            @Nullable Instant wantedAt,
            int failures,
            @Nullable Instant after) {

        static final Rest NONE = new Rest(null, null, 0, null, 0, null);

        Rest over() {
            return new Rest(null, null, wakes, null, 0, null);
        }

        Rest asleepSince(Instant now) {
            return new Rest(now, null, wakes + 1, null, 0, null);
        }

        Rest graceUntil(Instant until) {
            return new Rest(null, until, wakes + 1, null, 0, null);
        }

        Rest failedToWake(Instant tryAfter) {
            return new Rest(asleepSince, graceUntil, wakes, wantedAt, failures + 1, tryAfter);
        }

        Rest wanted(Instant now) {
            return new Rest(asleepSince, graceUntil, wakes, wantedAt == null ? now : wantedAt, failures, after);
        }

        Rest unwanted() {
            return new Rest(asleepSince, graceUntil, wakes, null, failures, after);
        }

        Rest counted() {
            return new Rest(asleepSince, graceUntil, wakes + 1, wantedAt, failures, after);
        }

        public boolean mayTry(Instant now) {
            return after == null || !after.isAfter(now);
        }
    }
}
