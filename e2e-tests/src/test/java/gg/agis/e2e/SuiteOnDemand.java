package gg.agis.e2e;

/** The stack of a class that may do without one: started when it is first asked for. */
@FunctionalInterface
public interface SuiteOnDemand {

    Suite suite();
}
