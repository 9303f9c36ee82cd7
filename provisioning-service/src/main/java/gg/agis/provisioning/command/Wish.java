package gg.agis.provisioning.command;

import org.jspecify.annotations.Nullable;

/** A server that somebody would like to have. */
record Wish(String guildId, String template, @Nullable String name, int hours, boolean autoRenew) {}
