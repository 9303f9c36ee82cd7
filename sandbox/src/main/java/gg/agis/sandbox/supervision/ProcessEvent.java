package gg.agis.sandbox.supervision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What can be told of a supervised process. */
public sealed interface ProcessEvent {

    String name();

    record Starting(String name) implements ProcessEvent {}

    record Launched(String name, ProcessIdentity process) implements ProcessEvent {}

    record Stage(String name, String what) implements ProcessEvent {}

    /** Takes longer than it should; nothing is done about it. */
    record Slow(String name, Duration since, Path log) implements ProcessEvent {}

    record Ready(String name, Duration took) implements ProcessEvent {}

    record Died(String name, String why, Duration startsAgainIn) implements ProcessEvent {}

    record KeepsDying(String name, Path log, List<String> lastLines) implements ProcessEvent {}

    /** Something worth saying that changes nothing. */
    record Note(String name, String text) implements ProcessEvent {}

    record Stopping(String name) implements ProcessEvent {}

    record Stopped(String name) implements ProcessEvent {}
}
