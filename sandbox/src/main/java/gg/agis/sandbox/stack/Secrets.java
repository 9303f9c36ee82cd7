package gg.agis.sandbox.stack;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What this stack alone knows: made once, kept beside its data in a file that only its user can read. */
public final class Secrets {

    /** Signs callers' tokens on this machine; production has no such issuer. */
    public static final String LOCAL_ISSUER = "local";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> values;

    private Secrets(Map<String, String> values) {
        this.values = values;
    }

    /** Reads the file, and makes what is not in it yet. */
    public static synchronized Secrets in(Path file) {
        Map<String, String> values = read(file);
        Map<String, String> before = Map.copyOf(values);
        complete(values);
        if (!values.equals(before)) {
            write(file, values);
        }
        return new Secrets(Map.copyOf(values));
    }

    /** The password of a database login. */
    public String password(String login) {
        return get("password." + login);
    }

    public String superuserPassword() {
        return get("password.postgres");
    }

    public String cursorKey(Service service) {
        return get("cursor." + service.id());
    }

    /** Hashes the ids of conversions that nobody consented to. */
    public String unconsentedKey() {
        return get("ads.unconsented");
    }

    public String ayetApiKey() {
        return get("ayet.api-key");
    }

    public String ayetCallbackToken() {
        return get("ayet.callback-token");
    }

    /** What callers of the cluster's stand-in present. */
    public String kubernetesToken() {
        return get("kubernetes.token");
    }

    public String s3AccessKey() {
        return get("s3.access-key");
    }

    public String s3SecretKey() {
        return get("s3.secret-key");
    }

    /** Wraps the keys of saves: without it they cannot be read any more. */
    public String backupEncryptionKey() {
        return get("backup.encryption-key");
    }

    public String stripeWebhookSecret() {
        return get("stripe.webhook-secret");
    }

    /** The private key of an issuer, as a JWK. */
    public ECKey tokenKey(String issuer) {
        try {
            return ECKey.parse(get("token." + issuer));
        } catch (ParseException e) {
            throw new IllegalStateException("The token key of " + issuer + " is damaged", e);
        }
    }

    /** The public keys by which a service knows the others; only the gateway is told of this machine's own issuer. */
    public String tokenIssuers(Service verifier) {
        Stream<String> local = verifier == Service.GATEWAY ? Stream.of(LOCAL_ISSUER) : Stream.empty();
        return new JWKSet(Stream.concat(Service.all().stream().map(Service::id), local)
                        .map(this::tokenKey)
                        .map(JWK.class::cast)
                        .toList())
                .toString(true);
    }

    private String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no secret " + name);
        }
        return value;
    }

    private static void complete(Map<String, String> values) {
        values.computeIfAbsent("password.postgres", name -> hex(24));
        for (Service service : Service.all()) {
            if (service.hasSchema()) {
                values.computeIfAbsent("password." + service.id() + "_owner", name -> hex(24));
                values.computeIfAbsent("password." + service.id() + "_app", name -> hex(24));
            }
            values.computeIfAbsent("cursor." + service.id(), name -> base64(32));
            values.computeIfAbsent("token." + service.id(), name -> newKey(service.id()));
        }
        values.computeIfAbsent("token." + LOCAL_ISSUER, name -> newKey(LOCAL_ISSUER));
        values.computeIfAbsent("ads.unconsented", name -> base64(32));
        values.computeIfAbsent("ayet.api-key", name -> hex(20));
        values.computeIfAbsent("ayet.callback-token", name -> hex(16));
        values.computeIfAbsent("kubernetes.token", name -> hex(24));
        values.computeIfAbsent("s3.access-key", name -> hex(10));
        values.computeIfAbsent("s3.secret-key", name -> hex(20));
        values.computeIfAbsent("backup.encryption-key", name -> base64(32));
        values.computeIfAbsent("stripe.webhook-secret", name -> "whsec_" + hex(24));
    }

    private static String newKey(String issuer) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(issuer)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make P-256 keys", e);
        }
    }

    private static String hex(int bytes) {
        return HexFormat.of().formatHex(random(bytes));
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(random(bytes));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        return JSON.readValue(file, new TypeReference<TreeMap<String, String>>() {});
    }

    private static void write(Path file, Map<String, String> values) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            // Readable by nobody else from its first moment.
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            JSON.writerWithDefaultPrettyPrinter().writeValue(draft, values);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
