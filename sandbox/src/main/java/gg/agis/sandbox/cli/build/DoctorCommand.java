package gg.agis.sandbox.cli.build;

import gg.agis.sandbox.cli.Agis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

/** Says what this machine lacks, and the command that brings it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks whether this machine has what the suite needs: JDK, Maven, ports, memory, disk, Chromium, and"
                        + " which real things the environment names.",
        footer = {
            "",
            "Examples:",
            "  ./agis doctor",
            "  ./agis doctor --json",
            "",
            "Exit code 1 if something needed is missing."
        })
public final class DoctorCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Agis agis;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = new CheckUp(agis.context()).findings();
        if (json) {
            agis.out()
                    .println(JsonMapper.shared()
                            .writeValueAsString(Map.of(
                                    "checks",
                                    findings.stream().map(DoctorCommand::asJson).toList())));
        } else {
            findings.forEach(this::print);
        }
        agis.out().flush();
        return findings.stream().noneMatch(Finding::isFatal) ? 0 : 1;
    }

    private void print(Finding finding) {
        String mark = finding.well()
                ? agis.style().good("✓")
                : finding.needed() ? agis.style().bad("✗") : agis.style().faint("–");
        agis.out().printf("%s %-9s %s%n", mark, finding.name(), finding.text());
        if (!finding.well()) {
            agis.out().printf("            → %s%n", finding.remedy());
        }
    }

    private static Map<String, Object> asJson(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", finding.name());
        object.put("well", finding.well());
        object.put("needed", finding.needed());
        object.put("text", finding.text());
        if (!finding.well()) {
            object.put("remedy", finding.remedy());
        }
        return object;
    }
}
