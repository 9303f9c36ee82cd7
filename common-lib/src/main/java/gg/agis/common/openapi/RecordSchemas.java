package gg.agis.common.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records are what we speak in: each has a name of its own, and what is not {@code @Nullable} in it is always there.
 */
final class RecordSchemas implements ModelConverter {

    private final Map<String, JavaType> named = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType asked, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        var type = Json.mapper().constructType(asked.getType());
        if (!type.getRawClass().isRecord()) {
            return chain.next().resolve(asked, context, chain);
        }
        var name = nameOf(type);
        requireUnique(name, type);
        Schema<?> schema = chain.next().resolve(asked.name(name), context, chain);
        Schema<?> defined = context.getDefinedModels().get(name);
        if (defined != null) {
            markRequired(defined, type.getRawClass());
            anchorPatterns(defined);
        }
        return schema;
    }

    private static String nameOf(JavaType type) {
        var name = new StringBuilder(Features.nameOf(type.getRawClass()));
        for (int argument = 0; argument < type.containedTypeCount(); argument++) {
            name.append("Of")
                    .append(Features.nameOf(type.containedType(argument).getRawClass()));
        }
        return name.toString();
    }

    private void requireUnique(String name, JavaType type) {
        var other = named.putIfAbsent(name, type);
        if (other != null && !other.equals(type)) {
            throw new IllegalStateException("%s and %s would both be called %s".formatted(other, type, name));
        }
    }

    private static void markRequired(Schema<?> schema, Class<?> record) {
        var properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        schema.setRequired(Arrays.stream(record.getRecordComponents())
                .filter(component -> properties.containsKey(component.getName()))
                .filter(component -> !isOptional(component))
                .map(RecordComponent::getName)
                .toList());
    }

    /** Bean Validation holds a pattern against the whole text, JSON Schema against any part of it. */
    private static void anchorPatterns(Schema<?> schema) {
        if (schema.getProperties() != null) {
            for (Schema<?> property : schema.getProperties().values()) {
                var pattern = property.getPattern();
                if (pattern != null && !pattern.startsWith("^")) {
                    property.setPattern("^(?:" + pattern + ")$");
                }
            }
        }
    }

    private static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
