package gg.agis.billing.shop;

import org.jspecify.annotations.Nullable;

/**
 * What can be had: a perk for GC, or a pack of GC for money.
 *
 * @param stock how many are left; none where there is always more
 * @param perPlayerLimit how many one player may buy in all
 */
record ShopItem(
        String id,
        String name,
        String description,
        String kind,
        @Nullable Long priceGc,
        @Nullable Long priceCents,
        @Nullable Long givesGc,
        @Nullable Long stock,
        @Nullable Integer perPlayerLimit) {}
