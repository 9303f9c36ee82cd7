package gg.agis.common.openapi;

import java.util.Locale;

/** A feature is a package, and names what is in it. */
final class Features {

    private Features() {}

    static String of(Class<?> type) {
        var name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What is nested is named by its feature as well, since there is a Receipt in more than one. */
    static String nameOf(Class<?> type) {
        var name = type.getSimpleName();
        var feature = of(type);
        return type.getEnclosingClass() == null || name.toLowerCase(Locale.ROOT).startsWith(feature)
                ? name
                : Schemas.capitalised(feature) + name;
    }
}
