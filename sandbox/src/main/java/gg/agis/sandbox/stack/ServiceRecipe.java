package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.Recipe;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One of the seven, as the process that it is in production. */
final class ServiceRecipe implements Recipe {

    private static final Pattern PORT_IN_USE = Pattern.compile("Address already in use|Port \\d+ was already in use");
    private static final Pattern JVM_FAILED = Pattern.compile("fatal error has been detected|\\[(aot|cds)[^]]*].*rror");

    private final Service service;
    private final Wiring wiring;
    private final ServiceLayout layout;
    private final StackBuilder.ServiceTweaks tweaks;

    ServiceRecipe(Service service, Wiring wiring, ServiceLayout layout, StackBuilder.ServiceTweaks tweaks) {
        this.service = service;
        this.wiring = wiring;
        this.layout = layout;
        this.tweaks = tweaks;
    }

    @Override
    public String name() {
        return service.id();
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        layout.unpack();
    }

    @Override
    public List<String> command() {
        return command(isStandard() ? cache().using() : List.of());
    }

    /** The same process as {@link #command()}, with other flags in the cache's place. */
    List<String> command(List<String> cacheFlags) {
        List<String> command = new ArrayList<>();
        command.add(JvmFlags.java());
        command.addAll(JvmFlags.SERVICE);
        command.addAll(tweaks.jvmArguments);
        command.addAll(cacheFlags);
        command.add("-cp");
        command.add(classpath());
        command.add(layout.mainClass());
        return command;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(wiring.environmentOf(service));
        variables.putAll(tweaks.environment);
        return variables;
    }

    @Override
    public boolean isReady() {
        return Http.answersOk("http://127.0.0.1:%d/readyz"
                .formatted(wiring.ports().of(service).management()));
    }

    @Override
    public void diedYoung(String log) {
        if (PORT_IN_USE.matcher(log).find()) {
            wiring.move(service);
        }
        if (JVM_FAILED.matcher(log).find()) {
            cache().discard();
        }
    }

    @Override
    public Optional<String> stage(String log) {
        return MigrationProgress.in(log);
    }

    @Override
    public Path log() {
        return wiring.directory().log(name());
    }

    @Override
    public Path directory() {
        return wiring.directory().root();
    }

    Service service() {
        return service;
    }

    ServiceLayout layout() {
        return layout;
    }

    AotCache cache() {
        return new AotCache(layout, JvmFlags.SERVICE);
    }

    /** Whether the process is what the build made; a changed one has no use for a cache of the other. */
    boolean isStandard() {
        return tweaks.classpath.isEmpty() && tweaks.jvmArguments.isEmpty();
    }

    private String classpath() {
        List<String> entries = new ArrayList<>();
        tweaks.classpath.forEach(path -> entries.add(path.toAbsolutePath().toString()));
        entries.add(layout.jar().toString());
        return String.join(File.pathSeparator, entries);
    }
}
