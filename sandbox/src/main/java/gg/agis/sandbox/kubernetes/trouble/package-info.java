/** How an API server can be out of sorts, on request. */
@NullMarked
package gg.agis.sandbox.kubernetes.trouble;

import org.jspecify.annotations.NullMarked;
