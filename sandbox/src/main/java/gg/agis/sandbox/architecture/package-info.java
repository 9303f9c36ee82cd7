/** The rules of the house, for every module's tests. */
@NullMarked
package gg.agis.sandbox.architecture;

import org.jspecify.annotations.NullMarked;
