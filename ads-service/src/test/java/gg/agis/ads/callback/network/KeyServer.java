package gg.agis.ads.callback.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** AdMob's key server, and AdMob itself as far as it signs. */
public final class KeyServer implements AutoCloseable {

    /** What the whole service is set up with. */
    public static final KeyServer SHARED = new KeyServer("3335741209");

    private final HttpServer server;
    private final List<String> names = new ArrayList<>();
    private final List<KeyPair> pairs = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;

    public KeyServer(String... names) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List.of(names).forEach(this::add);
        server.createContext("/keys.json", exchange -> {
            asked.incrementAndGet();
            var body = json().getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Sets the service up with the shared one. */
    public static final class Property implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("agis.ads.admob.keys-url=" + SHARED.url(), "agis.ads.admob.fetch-pause=100ms")
                    .applyTo(context);
        }
    }

    public void add(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            names.add(name);
            pairs.add(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public void answer(int status) {
        this.status = status;
    }

    int asked() {
        return asked.get();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/keys.json";
    }

    /** The query as AdMob sends it. */
    public String signed(String query, String name) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pairs.get(names.indexOf(name)).getPrivate());
            signature.update(query.getBytes(UTF_8));
            return query + "&signature="
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()) + "&key_id=" + name;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String json() {
        return names.stream()
                .map(name -> "{\"keyId\":%s,\"base64\":\"%s\"}".formatted(name, publicKey(name)))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private String publicKey(String name) {
        return Base64.getEncoder()
                .encodeToString(pairs.get(names.indexOf(name)).getPublic().getEncoded());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
