/** What {@code ./agis} does with the sources and the machine: builds, tests, benchmarks, a check-up. */
@NullMarked
package gg.agis.sandbox.cli.build;

import org.jspecify.annotations.NullMarked;
