package gg.agis.sandbox.adnetwork;

import gg.agis.sandbox.adnetwork.Delivery.Attempt;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Sends callbacks as ayeT-Studios does: signed, and again until they are answered 200 or it gives up. */
public final class AyetNetwork implements AutoCloseable {

    private static final int REMEMBERED_MAX = 5_000;
    private static final String PATH = "/ads/ayet/s2s";
    private static final String FORGERS_KEY = "a key that the network does not have";

    private final AyetSettings settings;
    private final InstantSource clock;
    private final Callbacks callbacks = new Callbacks();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong ids = new AtomicLong();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private final Map<String, Map<String, String>> sent = new Remembered<>(REMEMBERED_MAX);
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    public AyetNetwork(AyetSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public void misbehave(Misbehaviour wanted) {
        misbehaviour = wanted;
    }

    public Misbehaviour misbehaviour() {
        return misbehaviour;
    }

    /** Reports each copy's first attempt; a delayed one is only scheduled and looked up later. */
    public List<Delivery.Report> send(Conversion conversion, Sending how) {
        Map<String, String> macros = AyetMacros.of(conversion, clock.instant());
        remember(conversion.transactionId(), macros);
        return send(macros, how);
    }

    /** Takes back what was sent before; empty when no such transaction is remembered. */
    public Optional<List<Delivery.Report>> chargeBack(String transactionId) {
        return remembered(transactionId)
                .map(original -> send(AyetMacros.chargebackOf(original, clock.instant()), Sending.ONCE));
    }

    /** Takes back what has not been sent yet. */
    public List<Delivery.Report> chargeBack(Conversion unsent) {
        Map<String, String> original = AyetMacros.of(unsent, clock.instant());
        return send(AyetMacros.chargebackOf(original, clock.instant()), Sending.ONCE);
    }

    /** The newest first. */
    public List<Delivery.Report> deliveries(Optional<String> transactionId, int limit) {
        synchronized (deliveries) {
            return deliveries.stream()
                    .filter(delivery -> transactionId.map(delivery::isOf).orElse(true))
                    .limit(limit)
                    .map(Delivery::report)
                    .toList();
        }
    }

    private List<Delivery.Report> send(Map<String, String> macros, Sending how) {
        Misbehaviour now = misbehaviour;
        long delayMillis = now.delayMillis(how.delayMillis(), random);
        boolean dropped = now.drops(random);
        List<Delivery> made = IntStream.range(0, now.copies(how.copies(), random))
                .mapToObj(ignored -> delivery(macros, how.forged()))
                .toList();
        if (delayMillis > 0) {
            made.forEach(delivery -> inMillis(delayMillis, () -> attempt(delivery, dropped)));
        } else {
            List<CompletableFuture<Void>> attempts = made.stream()
                    .map(delivery -> CompletableFuture.runAsync(() -> attempt(delivery, dropped), senders))
                    .toList();
            attempts.forEach(CompletableFuture::join);
        }
        return made.stream().map(Delivery::report).toList();
    }

    private Delivery delivery(Map<String, String> macros, boolean forged) {
        Map<String, String> parameters = new LinkedHashMap<>(macros);
        settings.token().ifPresent(token -> parameters.put("token", token));
        String hash = AyetSignature.of(parameters, forged ? FORGERS_KEY : settings.apiKey());
        URI url = URI.create(settings.gatewayUrl() + PATH + "?" + AyetSignature.query(parameters));
        Delivery delivery =
                new Delivery(ids.incrementAndGet(), macros.getOrDefault("transaction_id", ""), url.toString(), hash);
        synchronized (deliveries) {
            deliveries.addFirst(delivery);
            if (deliveries.size() > REMEMBERED_MAX) {
                deliveries.removeLast();
            }
        }
        return delivery;
    }

    private void attempt(Delivery delivery, boolean dropped) {
        Attempt attempt = dropped
                ? new Attempt(clock.instant(), null, "lost on its way")
                : callbacks.send(delivery, clock.instant());
        List<Long> pauses = misbehaviour.resendMillis();
        int resent = delivery.attempts();
        boolean again = !attempt.accepted() && resent < pauses.size();
        delivery.tried(attempt, again);
        if (again) {
            inMillis(pauses.get(resent), () -> attempt(delivery, false));
        }
    }

    private void inMillis(long millis, Runnable action) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, senders)
                .execute(action);
    }

    private void remember(String transactionId, Map<String, String> macros) {
        synchronized (sent) {
            sent.put(transactionId, macros);
        }
    }

    private Optional<Map<String, String>> remembered(String transactionId) {
        synchronized (sent) {
            return Optional.ofNullable(sent.get(transactionId));
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        callbacks.close();
    }
}
