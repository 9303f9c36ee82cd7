package gg.agis.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Facts as JSON: fields in the contract's order, those without value left out, instants in UTC with milliseconds.
 *
 * <p>Reading is generous with fields that it does not know and with those that may be absent, and strict with the rest.
 * The mapper is not the service's own, whose settings must never reach the wire.
 */
public final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .annotationIntrospector(new RequiredUnlessNullable())
            .addModule(new SimpleModule("agis-events").addSerializer(Instant.class, new Milliseconds()))
            .build();

    private EventJson() {}

    public static byte[] write(Event event) {
        return MAPPER.writeValueAsBytes(event);
    }

    /** Empty for a type that this build does not know: consumers pass it over. */
    public static Optional<Event> read(String type, byte[] json) {
        return Contracts.named(type).map(fact -> {
            try {
                return MAPPER.readValue(json, fact);
            } catch (JacksonException e) {
                throw new MalformedEvent(type, e);
            }
        });
    }

    private static final class Milliseconds extends ValueSerializer<Instant> {

        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(FORMAT.format(value));
        }
    }
}
