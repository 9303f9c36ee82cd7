package gg.agis.common.web.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The part of a list that a caller asks for. A controller that has it as an argument reads {@link #rowsMax()} rows
 * behind {@link #after()} and answers {@link #page}.
 */
public final class Slice {

    public static final String LIMIT = "limit";
    public static final String CURSOR = "cursor";
    public static final int LIMIT_USUAL = 50;
    public static final int LIMIT_MAX = 200;

    private final int limit;
    private final Optional<String> after;
    private final UnaryOperator<String> sign;

    Slice(int limit, Optional<String> after, UnaryOperator<String> sign) {
        this.limit = limit;
        this.after = after;
        this.sign = sign;
    }

    public int limit() {
        return limit;
    }

    /** One more than asked for, which tells whether there is more. */
    public int rowsMax() {
        return limit + 1;
    }

    /** The position of the last item that the caller has seen, as {@link #page} was given it. */
    public Optional<String> after() {
        return after;
    }

    /**
     * The answer for what has been found, with a cursor where there is more.
     *
     * @param found up to {@link #rowsMax()} rows
     * @param positionOf where an item stands in the list's order, by itself enough to go on behind it
     */
    public <T> Page<T> page(List<T> found, Function<? super T, String> positionOf) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, limit);
        return new Page<>(items, sign.apply(positionOf.apply(items.getLast())));
    }
}
