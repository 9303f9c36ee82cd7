package gg.agis.sandbox.cli.up;

import gg.agis.sandbox.stack.Stack;
import gg.agis.sandbox.supervision.ProcessEvent;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object a line, the last one before it is left alone {@code {"event":"up",…}}: for scripts. */
final class JsonLines implements Progress {

    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void say(String text) {
        print("note", Map.of("text", text));
    }

    @Override
    public void event(ProcessEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", event.name());
        switch (event) {
            case ProcessEvent.Launched launched ->
                fields.put("pid", launched.process().pid());
            case ProcessEvent.Stage stage -> fields.put("what", stage.what());
            case ProcessEvent.Ready ready ->
                fields.put("tookMillis", ready.took().toMillis());
            case ProcessEvent.Slow slow -> fields.put("log", slow.log().toString());
            case ProcessEvent.Note note -> fields.put("text", note.text());
            case ProcessEvent.Died died -> {
                fields.put("why", died.why());
                fields.put("startsAgainInMillis", died.startsAgainIn().toMillis());
            }
            case ProcessEvent.KeepsDying dying -> {
                fields.put("log", dying.log().toString());
                fields.put("lastLines", dying.lastLines());
            }
            case ProcessEvent.Starting starting -> {}
            case ProcessEvent.Stopping stopping -> {}
            case ProcessEvent.Stopped stopped -> {}
        }
        print(
                event.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT),
                fields);
    }

    @Override
    public void up(Stack stack) {
        print("up", Map.of("baseUrl", stack.url("gateway"), "metricsUrl", stack.managementUrl("gateway") + "/metrics"));
    }

    private synchronized void print(String event, Map<String, ?> fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", event);
        object.putAll(fields);
        out.println(JsonMapper.shared().writeValueAsString(object));
        out.flush();
    }
}
