package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.Restarts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link StackBuilder} was told. */
record StackSettings(
        Path checkout,
        StackDirectory directory,
        int port,
        List<Service> services,
        Map<String, String> environment,
        Patience patience,
        Map<Service, StackBuilder.ServiceTweaks> tweaks) {

    /** How long things are waited for. */
    record Patience(
            Duration firstPause,
            Duration longestPause,
            Duration readyWithin,
            @Nullable Duration trainAfterIdle) {

        Restarts restarts() {
            return new Restarts(firstPause, longestPause);
        }
    }

    StackBuilder.ServiceTweaks tweaksOf(Service service) {
        return tweaks.getOrDefault(service, new StackBuilder.ServiceTweaks());
    }
}
