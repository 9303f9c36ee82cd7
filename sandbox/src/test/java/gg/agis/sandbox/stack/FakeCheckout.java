package gg.agis.sandbox.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A checkout in which services are built that are none. */
public final class FakeCheckout {

    private FakeCheckout() {}

    public static Path in(Path directory, Service... services) throws IOException {
        for (Service service : services) {
            if (Files.notExists(ServiceLayout.builtJar(directory, service))) {
                build(directory, service, "1");
            }
        }
        return directory;
    }

    static void build(Path directory, Service service, String version) throws IOException {
        Path jar = ServiceLayout.builtJar(directory, service);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream written = new JarOutputStream(out, manifest);
                InputStream code = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
            written.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(code).transferTo(written);
            written.closeEntry();
        }
    }
}
