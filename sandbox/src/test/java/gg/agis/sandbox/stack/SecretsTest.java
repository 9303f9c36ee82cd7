package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path directory;

    @Test
    void areMadeOnceAndStay() {
        Path file = directory.resolve("secrets.json");
        Secrets first = Secrets.in(file);
        Secrets second = Secrets.in(file);

        assertThat(second.password("ads_app")).isEqualTo(first.password("ads_app"));
        assertThat(second.tokenKey("local")).isEqualTo(first.tokenKey("local"));
    }

    @Test
    void areReadableByTheirUserOnly() throws Exception {
        Path file = directory.resolve("deep/secrets.json");
        Secrets.in(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatAnOlderFileLacksIsAddedAndTheRestKept() throws Exception {
        Path file = directory.resolve("secrets.json");
        Files.writeString(file, "{\"ayet.api-key\":\"kept\"}");

        Secrets secrets = Secrets.in(file);

        assertThat(secrets.ayetApiKey()).isEqualTo("kept");
        assertThat(secrets.ayetCallbackToken()).isNotEmpty();
    }

    @Test
    void noTwoStacksShareASecret() {
        Secrets one = Secrets.in(directory.resolve("one.json"));
        Secrets other = Secrets.in(directory.resolve("other.json"));

        assertThat(one.superuserPassword()).isNotEqualTo(other.superuserPassword());
        assertThat(one.stripeWebhookSecret()).isNotEqualTo(other.stripeWebhookSecret());
    }

    @Test
    void onlyTheGatewayKnowsThisMachinesOwnIssuer() throws Exception {
        Secrets secrets = Secrets.in(directory.resolve("secrets.json"));

        assertThat(issuers(secrets, Service.GATEWAY)).contains("local", "gateway", "ads");
        assertThat(issuers(secrets, Service.BILLING))
                .containsExactly("gateway", "discord", "ads", "billing", "experiments", "provisioning", "usage");
    }

    @Test
    void whatVerifiersAreToldHoldsNoPrivateKey() throws Exception {
        String told = Secrets.in(directory.resolve("secrets.json")).tokenIssuers(Service.GATEWAY);

        assertThat(JWKSet.parse(told).getKeys()).noneMatch(JWK::isPrivate);
    }

    @Test
    void aSecretThatDoesNotExistIsAnError() {
        Secrets secrets = Secrets.in(directory.resolve("secrets.json"));

        assertThatThrownBy(() -> secrets.password("nobody")).hasMessageContaining("password.nobody");
    }

    private static java.util.List<String> issuers(Secrets secrets, Service verifier) throws Exception {
        return JWKSet.parse(secrets.tokenIssuers(verifier)).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }
}
