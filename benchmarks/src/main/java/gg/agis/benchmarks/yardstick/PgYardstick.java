package gg.agis.benchmarks.yardstick;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What PostgreSQL itself does with the same rows: pgbench with the scripts in {@code benchmarks/yardsticks}, or in the
 * folder that {@code AGIS_YARDSTICKS} names, in a database of its own on the server that the suite uses.
 */
public final class PgYardstick {

    private static final String DATABASE = "yardstick";
    private static final int CLIENTS = 8;
    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+)");

    private final Path scripts;
    private final URI server;
    private final Map<String, String> login;

    /** @param superuserJdbcUrl with user and password as parameters */
    public PgYardstick(String superuserJdbcUrl) throws IOException, SQLException {
        scripts = folder().resolve("pg");
        server = URI.create(superuserJdbcUrl.substring("jdbc:".length()));
        login = Arrays.stream(server.getQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        try (var superuser = DriverManager.getConnection(superuserJdbcUrl);
                var statement = superuser.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE);
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        var own = superuserJdbcUrl.replace(server.getPath() + "?", "/" + DATABASE + "?");
        try (var superuser = DriverManager.getConnection(own);
                var statement = superuser.createStatement()) {
            statement.execute(Files.readString(scripts.resolve("schema.sql")));
        }
    }

    /** Transactions per second of a script. */
    public double perSecond(String script, Duration duration) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        Integer.toString(CLIENTS),
                        "-j",
                        "2",
                        "-T",
                        Long.toString(duration.toSeconds()),
                        "-f",
                        scripts.resolve(script + ".sql").toString(),
                        "-h",
                        server.getHost(),
                        "-p",
                        Integer.toString(server.getPort()),
                        "-U",
                        login.getOrDefault("user", "postgres"),
                        DATABASE))
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", login.getOrDefault("password", ""));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var tps = TPS.matcher(output);
        if (process.waitFor() != 0 || !tps.find()) {
            throw new IllegalStateException("pgbench failed:\n" + output);
        }
        return Double.parseDouble(tps.group(1));
    }

    /** Before anything is started for nothing. */
    public static void requireTools() {
        if (!Files.isRegularFile(folder().resolve("pg/schema.sql"))) {
            throw new IllegalStateException("There are no yardsticks in %s: see AGIS_YARDSTICKS.".formatted(folder()));
        }
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pgbench")));
        if (!installed) {
            throw new IllegalStateException("The yardstick needs pgbench: apt-get install postgresql-contrib");
        }
    }

    private static Path folder() {
        var given = System.getenv("AGIS_YARDSTICKS");
        return given != null
                ? Path.of(given)
                : Path.of(System.getProperty("agis.checkout", "."), "benchmarks", "yardsticks");
    }
}
