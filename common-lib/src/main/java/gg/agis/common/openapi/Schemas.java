package gg.agis.common.openapi;

import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** The few schemas that no class of ours stands for. */
final class Schemas {

    private Schemas() {}

    static Schema<Object> object() {
        return typed("object");
    }

    static Schema<Object> text() {
        return typed("string");
    }

    static Schema<Object> integer() {
        var schema = typed("integer");
        schema.setFormat("int32");
        return schema;
    }

    static Schema<Object> listOf(Schema<?> items) {
        var schema = typed("array");
        schema.setItems(items);
        return schema;
    }

    static Schema<Object> reference(String name) {
        var schema = new Schema<>(SpecVersion.V31);
        schema.set$ref(name);
        return schema;
    }

    static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static Schema<Object> typed(String type) {
        var schema = new Schema<>(SpecVersion.V31);
        schema.setTypes(new LinkedHashSet<>(List.of(type)));
        return schema;
    }
}
