package gg.agis.sandbox.kubernetes.workload;

import tools.jackson.databind.JsonNode;

final class Jobs {
    private Jobs() {}

    static boolean isFinished(JsonNode job) {
        return job.path("status").path("conditions").values().stream()
                .anyMatch(condition -> condition.path("status").asString("").equals("True")
                        && (condition.path("type").asString("").equals("Complete")
                                || condition.path("type").asString("").equals("Failed")));
    }
}
