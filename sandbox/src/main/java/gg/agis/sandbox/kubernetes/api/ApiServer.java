package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.http.Call;
import gg.agis.sandbox.kubernetes.http.HttpListener;
import gg.agis.sandbox.kubernetes.object.Journal;
import gg.agis.sandbox.kubernetes.object.Refused;
import gg.agis.sandbox.kubernetes.object.Resources;
import gg.agis.sandbox.kubernetes.object.Store;
import gg.agis.sandbox.kubernetes.trouble.Trouble;
import gg.agis.sandbox.kubernetes.trouble.Troubles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The front door of the cluster: who calls, whether they may, what goes wrong, and then the verb. */
public final class ApiServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
    private static final String JSON = "application/json";
    private static final String USER = "system:serviceaccount:agis:provisioning-service";
    private static final List<String> HEALTH = List.of("healthz", "livez", "readyz");
    private static final List<String> ACCESS_REVIEWS =
            List.of("apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews");

    /**
     * What an API server is started with.
     *
     * @param port 0 for any
     * @param journal where its objects are kept
     * @param token what every caller has to present
     */
    public record Settings(int port, Path journal, String token, Duration bookmarkEvery) {

        @Override
        public String toString() {
            return "Settings[port=%d, journal=%s]".formatted(port, journal);
        }
    }

    private final Settings settings;
    private final Journal journal;
    private final Resources resources;
    private final Verbs verbs;
    private final Watches watches;
    private final Troubles troubles = new Troubles();
    private final Calls calls = new Calls();
    private final HttpListener listener;
    private volatile Role role = Role.administrator();

    public ApiServer(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.journal = new Journal(settings.journal());
        Store store = new Store(journal);
        this.resources = new Resources(store, clock);
        this.verbs = new Verbs(resources);
        this.watches = new Watches(store, settings.bookmarkEvery());
        this.listener = new HttpListener(settings.port(), this::handle);
    }

    public void start() {
        listener.start();
    }

    /** As a restart of the API server: connections break, objects stay, old versions are forgotten. */
    public void stop() {
        listener.stop();
        resources.store().forgetHistory();
    }

    public int port() {
        return listener.port();
    }

    public Resources resources() {
        return resources;
    }

    public Watches watches() {
        return watches;
    }

    public Troubles troubles() {
        return troubles;
    }

    public Calls calls() {
        return calls;
    }

    /** From now on the caller may do only this. */
    public void allow(Role onlyThis) {
        role = onlyThis;
    }

    @Override
    public void close() {
        listener.close();
        journal.close();
    }

    private void handle(Call call) throws IOException {
        try {
            serve(call);
        } catch (Refused refused) {
            answer(call, refused.code(), refused.headers(), refused.status());
        } catch (RuntimeException e) {
            log.error("{} failed", call, e);
            Refused failed = Refused.internalError("the stand-in failed; its log says why");
            answer(call, failed.code(), Map.of(), failed.status());
        }
    }

    private void serve(Call call) throws IOException {
        if (call.path().size() == 1 && HEALTH.contains(call.path().getFirst())) {
            call.answer(200, "text/plain", Map.of(), "ok".getBytes(StandardCharsets.UTF_8));
            return;
        }
        authenticate(call);
        Optional<ObjectNode> about = Discovery.answer(call.path());
        if (about.isPresent()) {
            answer(call, 200, Map.of(), about.get());
        } else if (call.path().equals(ACCESS_REVIEWS)) {
            answer(call, 201, Map.of(), reviewed(Verbs.object(call)));
        } else {
            serveResource(call);
        }
    }

    private void authenticate(Call call) {
        if (!call.header("authorization").orElse("").equals("Bearer " + settings.token())) {
            throw Refused.unauthorized();
        }
    }

    private void serveResource(Call call) throws IOException {
        if (call.path().isEmpty()) {
            throw Refused.noSuchPath();
        }
        Target target = Target.of(call.path());
        String verb = target.verb(call);
        authorize(target, verb);
        Optional<Trouble> trouble = troubles.next(verb, target.kind().plural(), target.name());
        if (trouble.isPresent()) {
            serveBadly(call, target, verb, trouble.get());
        } else {
            serveWell(call, target, verb);
        }
    }

    private void authorize(Target target, String verb) {
        Access access = Access.of(target.kind(), target.subresource(), verb);
        calls.count(access);
        if (!role.allows(access)) {
            throw Refused.forbidden(
                    "%s \"%s\" is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" in the namespace \"%s\""
                            .formatted(
                                    target.kind().qualified(),
                                    target.name(),
                                    USER,
                                    verb,
                                    access.resource(),
                                    access.group(),
                                    target.namespace()));
        }
    }

    private ObjectNode reviewed(ObjectNode review) {
        ObjectNode wanted = review.withObjectProperty("spec").withObjectProperty("resourceAttributes");
        String resource = wanted.path("resource").asString("");
        String subresource = wanted.path("subresource").asString("");
        Access access = new Access(
                wanted.path("group").asString(""),
                subresource.isEmpty() ? resource : resource + "/" + subresource,
                wanted.path("verb").asString(""));
        review.putObject("status").put("allowed", role.allows(access));
        return review;
    }

    private void serveWell(Call call, Target target, String verb) throws IOException {
        if (verb.equals("watch")) {
            watches.serve(call, target.kind(), Verbs.selector(target, call));
            return;
        }
        Verbs.Done done = verbs.run(verb, target, call);
        answer(call, done.status(), Map.of(), done.body());
    }

    private void serveBadly(Call call, Target target, String verb, Trouble trouble) throws IOException {
        log.info("{} meets {}", call, trouble.kind());
        if (trouble.kind().isAfterSuccess() && !verb.equals("watch")) {
            verbs.run(verb, target, call);
        }
        switch (trouble.kind()) {
            case CONFLICT ->
                throw Refused.conflict(
                        "resourcequotas", "agis", "the object has been modified; please apply your changes again");
            case TOO_MANY_REQUESTS ->
                throw Refused.tooManyRequests((int) trouble.pause().toSeconds());
            case INTERNAL_ERROR, INTERNAL_ERROR_AFTER_SUCCESS -> throw Refused.internalError("etcdserver: no leader");
            case UNAVAILABLE -> throw Refused.unavailable();
            case SILENT, SILENT_AFTER_SUCCESS -> call.saysNothing();
            case CUT, CUT_AFTER_SUCCESS -> call.cut();
            case SLOW -> {
                pause(trouble.pause());
                serveWell(call, target, verb);
            }
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Call call, int status, Map<String, String> headers, ObjectNode body) throws IOException {
        call.answer(status, JSON, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
