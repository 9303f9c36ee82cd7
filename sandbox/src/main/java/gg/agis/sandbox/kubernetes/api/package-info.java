/** The API over HTTP: who may do what, the verbs, and watches. */
@NullMarked
package gg.agis.sandbox.kubernetes.api;

import org.jspecify.annotations.NullMarked;
