package gg.agis.experiments.design;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who gets a variant as a whole. */
public enum UnitKind {
    PLAYER,
    /** Members of one guild should not compare rates. */
    GUILD;

    public static Optional<UnitKind> named(@Nullable String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
