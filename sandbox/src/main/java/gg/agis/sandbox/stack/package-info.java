/** The whole suite on one machine, as the processes it is in production: for the command line and the tests. */
@NullMarked
package gg.agis.sandbox.stack;

import org.jspecify.annotations.NullMarked;
