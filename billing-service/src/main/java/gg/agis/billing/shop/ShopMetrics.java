package gg.agis.billing.shop;

import gg.agis.common.round.Round;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** Which items are nearly gone. The labels are the items that migrations have seeded with a limited stock. */
@Component
class ShopMetrics implements Round {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ShopItems items;
    private final MultiGauge low;

    ShopMetrics(ShopItems items, MeterRegistry registry) {
        this.items = items;
        low = MultiGauge.builder("agis_shop_stock_low")
                .description("1 when at most a tenth of what an item's stock was in the beginning is left")
                .register(registry);
    }

    @Override
    public String name() {
        return "shop-stock";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void make() {
        var rows = new ArrayList<Row<?>>();
        items.stockLow().forEach((item, isLow) -> rows.add(Row.of(Tags.of("item", item), isLow ? 1 : 0)));
        low.register(rows, true);
    }
}
