/** A Kubernetes cluster with Agones in a box: the API over HTTP, and what would be behind it. */
@NullMarked
package gg.agis.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
