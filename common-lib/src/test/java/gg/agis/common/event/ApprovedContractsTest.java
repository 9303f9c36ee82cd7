package gg.agis.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.junit.Approval;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contracts as approved: their fields and what they look like on the wire. An optional addition changes the
 * approved file in the same commit; anything else is another version.
 */
class ApprovedContractsTest {

    private static final Path APPROVED = Path.of("src/test/resources/contracts");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @ParameterizedTest
    @MethodSource("contracts")
    void aContractIsWhatWasApproved(Class<? extends Event> contract) {
        Approval.approve(file(contract), asText(contract), EventsPage.TESTS);
    }

    @Test
    void nothingIsApprovedThatIsNoContract() throws IOException {
        try (Stream<Path> files = Files.list(APPROVED)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(Contracts.all().stream()
                            .map(ApprovedContractsTest::file)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void whatWasApprovedReadsAsWhatWasWritten(Class<? extends Event> contract) throws IOException {
        var read = examples(contract)
                .map(json -> EventJson.read(Contracts.of(contract).type(), JSON.writeValueAsBytes(json)))
                .map(Optional::orElseThrow);

        assertThat(read).containsExactlyElementsOf(Samples.of(contract));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aFieldOfALaterVersionIsPassedOver(Class<? extends Event> contract) throws IOException {
        examples(contract).forEach(json -> {
            var type = Contracts.of(contract).type();
            var later = ((ObjectNode) json).deepCopy().put("addedLater", "by someone");

            assertThat(EventJson.read(type, JSON.writeValueAsBytes(later)))
                    .isEqualTo(EventJson.read(type, JSON.writeValueAsBytes(json)));
        });
    }

    static Collection<Class<? extends Event>> contracts() {
        return Contracts.all();
    }

    private static Stream<JsonNode> examples(Class<? extends Event> contract) throws IOException {
        return JSON.readTree(Files.readString(file(contract))).get("examples").valueStream();
    }

    private static Path file(Class<? extends Event> contract) {
        return APPROVED.resolve(Contracts.of(contract).type() + ".json");
    }

    private static String asText(Class<? extends Event> contract) {
        var samples = Samples.of(contract);
        var all = new LinkedHashMap<String, Object>();
        all.put("type", Contracts.of(contract).type());
        all.put("topic", Contracts.of(contract).topic());
        all.put("key", samples.getFirst().key());
        all.put("fields", fields(contract));
        all.put(
                "examples",
                samples.stream().map(s -> JSON.readTree(EventJson.write(s))).toList());
        return JSON.writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> fields(Class<?> record) {
        var fields = new LinkedHashMap<String, Object>();
        for (var component : record.getRecordComponents()) {
            fields.put(
                    component.getName() + (Samples.optional(component) ? "?" : ""), shape(component.getGenericType()));
        }
        return fields;
    }

    private static Object shape(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? List.of(shape(arguments[0])) : Map.of("*", shape(arguments[1]));
        }
        if (type == Object.class) {
            return "string, number or boolean";
        }
        var plain = (Class<?>) type;
        if (plain.isRecord()) {
            return fields(plain);
        }
        assertThat(plain)
                .as("primitives only")
                .isIn(
                        UUID.class,
                        String.class,
                        Instant.class,
                        Integer.class,
                        Long.class,
                        int.class,
                        long.class,
                        boolean.class,
                        double.class);
        return plain == Integer.class ? "int" : plain.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
