package gg.agis.common.web.idempotency;

import static java.util.stream.Collectors.toMap;

import gg.agis.common.web.Problem;
import gg.agis.common.web.ProblemBody;
import gg.agis.common.web.TraceIds;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at keys and keeps answers within the transaction that decides, where many requests share one: a key that is taken
 * before and an answer that is kept after would be two more for each of them. Nobody holds a key meanwhile. Of two who come
 * with one at the same time, one cannot commit, and finds the other's answer when it is tried again.
 */
public final class KeptAnswers {

    private final IdempotencyTable table;
    private final TraceIds traceIds;
    private final JsonMapper json;

    KeptAnswers(IdempotencyTable table, TraceIds traceIds, JsonMapper json) {
        this.table = table;
        this.traceIds = traceIds;
        this.json = json;
    }

    /** What the present request asks. */
    public <Q> Keyed<Q> keyed(IdempotencyKey key, Q question) {
        return new Keyed<>(key, question, traceIds.current());
    }

    /**
     * Answers a repeat as it was answered, and decides on everyone else; in the caller's transaction, which keeps both and
     * is to be tried again after a {@link org.springframework.dao.ConcurrencyFailureException}.
     *
     * @param decide on these, one answer for each in their order
     * @param say what an answer is on the wire; a {@link Problem} where it is a refusal
     */
    public <Q, A> List<KeptAnswer> answer(
            List<Keyed<Q>> asked, Function<List<Q>, List<A>> decide, Function<A, ResponseEntity<?>> say) {
        var claims = table.claims(asked.stream().map(Keyed::key).toList());
        var firsts = new LinkedHashMap<UUID, Keyed<Q>>();
        asked.stream()
                .filter(one -> !claims.containsKey(one.key()))
                .forEach(one -> firsts.putIfAbsent(one.key().cause(), one));
        var decided = decided(List.copyOf(firsts.values()), decide, say);
        keep(decided.values());
        return asked.stream()
                .map(one -> answerTo(
                        one, claims.get(one.key()), decided.get(one.key().cause())))
                .toList();
    }

    private void keep(Collection<Decided> decided) {
        try {
            table.keep(decided.stream()
                    .filter(one -> one.answer().isDecision())
                    .collect(toMap(one -> one.asked().key(), Decided::answer)));
        } catch (DuplicateKeyException e) {
            throw new OptimisticLockingFailureException("Another transaction has just answered one of these keys", e);
        }
    }

    private <Q, A> Map<UUID, Decided> decided(
            List<Keyed<Q>> firsts, Function<List<Q>, List<A>> decide, Function<A, ResponseEntity<?>> say) {
        var answers = decide.apply(firsts.stream().map(Keyed::question).toList());
        var decided = new HashMap<UUID, Decided>();
        for (int place = 0; place < firsts.size(); place++) {
            var asked = firsts.get(place);
            decided.put(asked.key().cause(), said(asked, answers.get(place), say));
        }
        return decided;
    }

    private <A> Decided said(Keyed<?> asked, A answer, Function<A, ResponseEntity<?>> say) {
        try {
            var entity = say.apply(answer);
            var headers = entity.getHeaders();
            var stored = new StoredAnswer(
                    entity.getStatusCode().value(),
                    MediaType.APPLICATION_JSON_VALUE,
                    headers.getFirst(HttpHeaders.LOCATION),
                    json.writeValueAsString(entity.getBody()));
            return new Decided(asked, stored, headers.containsHeader(IdempotencyKey.HIT));
        } catch (Problem refusal) {
            var body = ProblemBody.of(refusal, asked.traceId());
            var stored = new StoredAnswer(
                    body.status(), ProblemBody.MEDIA_TYPE, null, new String(body.json(), StandardCharsets.UTF_8));
            return new Decided(asked, stored, false);
        }
    }

    private static KeptAnswer answerTo(Keyed<?> asked, @Nullable Claim claim, @Nullable Decided decided) {
        if (decided != null) {
            return decided.answerTo(asked);
        }
        return KeptAnswer.of(Objects.requireNonNull(claim, "a key that is free has been decided on"));
    }

    /** @param repeated had been decided before, as the one who decides knows */
    private record Decided(Keyed<?> asked, StoredAnswer answer, boolean repeated) {

        /** Several may have come at once with one key. */
        KeptAnswer answerTo(Keyed<?> one) {
            return one.key().equals(asked.key())
                    ? new KeptAnswer.Given(answer, repeated || !one.equals(asked))
                    : KeptAnswer.of(new Claim.Reused());
        }
    }
}
