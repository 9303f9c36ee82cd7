package gg.agis.common.web.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a list, and how to ask for the next; without a cursor there is none. */
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }
}
