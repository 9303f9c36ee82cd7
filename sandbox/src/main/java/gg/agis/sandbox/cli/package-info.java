/** The command for people, {@code ./agis}: what concerns a stack that is up. */
@NullMarked
package gg.agis.sandbox.cli;

import org.jspecify.annotations.NullMarked;
