package gg.agis.e2e.crash;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;

/** Given to a service's JVM with the directory in which the test names the moment at which it is to die. */
public final class CrashAgent {

    private CrashAgent() {}

    public static void premain(String directory, Instrumentation instrumentation) {
        Moments.watch(Path.of(directory));
        instrumentation.addTransformer(new MomentTransformer());
    }
}
