package gg.agis.ads.variant;

/** The arm of an experiment that a conversion belongs to, and what that arm makes of its reward. */
public record Assigned(String experimentId, long version, String variantId, int multiplierBp) {}
