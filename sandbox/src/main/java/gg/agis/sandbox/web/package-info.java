/** The little of HTTP that stand-ins need: routes, bounded requests, answers in JSON and HTML. */
@NullMarked
package gg.agis.sandbox.web;

import org.jspecify.annotations.NullMarked;
