package gg.agis.sandbox.cli;

import gg.agis.sandbox.stack.Http;
import gg.agis.sandbox.stack.StackState;
import gg.agis.sandbox.supervision.Memory;
import gg.agis.sandbox.supervision.ProcessIdentity;
import gg.agis.sandbox.supervision.ReservedPorts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows every process of the stack: where it listens, whether it is ready, what it weighs.",
        footer = {
            "",
            "Examples:",
            "  ./agis status",
            "  ./agis status --json | jq '.services[] | select(.ready | not)'",
            "",
            "Exit code 0 if all is ready, otherwise 1."
        })
final class StatusCommand implements Callable<Integer> {

    private static final long MIB = 1024 * 1024;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    /** One line of the answer. */
    record Line(
            String name,
            Optional<Long> pid,
            int port,
            int managementPort,
            boolean ready,
            OptionalLong pss,
            String log,
            Map<String, Integer> morePorts) {}

    @Override
    public Integer call() {
        Optional<StackState> state = StackState.read(agis.context().directory()).filter(StackState::stillUp);
        List<Line> lines = state.map(StackState::parts).orElse(List.of()).stream()
                .map(StatusCommand::look)
                .toList();
        if (json) {
            agis.out().println(JsonMapper.shared().writeValueAsString(Map.of("services", asJson(lines))));
        } else if (lines.isEmpty()) {
            agis.out()
                    .println(
                            agis.context().directory().holder().isPresent()
                                    ? "A stack is being built or started here."
                                    : "Nothing is up here. Start with ./agis up.");
        } else {
            print(lines);
        }
        agis.out().flush();
        return !lines.isEmpty() && lines.stream().allMatch(Line::ready) ? 0 : 1;
    }

    private static Line look(StackState.Part part) {
        Optional<ProcessHandle> process = Optional.ofNullable(part.process()).flatMap(ProcessIdentity::running);
        return new Line(
                part.name(),
                process.map(ProcessHandle::pid),
                part.port(),
                part.managementPort(),
                process.isPresent() && isReady(part),
                process.map(Memory::pssBytes).orElse(OptionalLong.empty()),
                part.log(),
                part.morePorts());
    }

    private static boolean isReady(StackState.Part part) {
        return part.managementPort() > 0
                ? Http.answersOk("http://127.0.0.1:" + part.managementPort() + "/readyz")
                : part.ready() && !ReservedPorts.isUnbound(part.port());
    }

    private static List<Map<String, Object>> asJson(List<Line> lines) {
        return lines.stream()
                .map(line -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    object.put("name", line.name());
                    line.pid().ifPresent(pid -> object.put("pid", pid));
                    object.put("port", line.port());
                    if (line.managementPort() > 0) {
                        object.put("managementPort", line.managementPort());
                    }
                    if (!line.morePorts().isEmpty()) {
                        object.put("morePorts", line.morePorts());
                    }
                    object.put("ready", line.ready());
                    line.pss().ifPresent(bytes -> object.put("pssBytes", bytes));
                    object.put("log", line.log());
                    return object;
                })
                .toList();
    }

    private void print(List<Line> lines) {
        Style style = agis.style();
        agis.out().printf("%-13s %-9s %8s %6s %11s %8s  %s%n", "", "", "pid", "port", "management", "MiB", "log");
        for (Line line : lines) {
            String ready = line.ready() ? style.good("ready    ") : style.bad("not ready");
            agis.out()
                    .printf(
                            "%-13s %s %8s %6d %11s %8s  %s%n",
                            line.name(),
                            ready,
                            line.pid().map(String::valueOf).orElse("-"),
                            line.port(),
                            line.managementPort() == 0 ? "-" : Integer.toString(line.managementPort()),
                            line.pss().isPresent() ? Long.toString(line.pss().getAsLong() / MIB) : "-",
                            line.log());
            line.morePorts()
                    .forEach((name, port) -> agis.out().printf("%-13s %-9s %8s %6d%n", "  " + name, "", "", port));
        }
        long all = lines.stream().mapToLong(line -> line.pss().orElse(0)).sum();
        if (all > 0) {
            agis.out().printf("%-13s %-9s %8s %6s %11s %8d%n", "all", "", "", "", "", all / MIB);
        }
    }
}
