package gg.agis.common.web;

import java.util.Optional;

/** Knows what some failures mean for whoever asked; every bean of this type is consulted. */
public interface ProblemTranslator {

    Optional<Problem> translate(Throwable failure);
}
