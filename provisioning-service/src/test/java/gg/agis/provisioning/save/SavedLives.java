package gg.agis.provisioning.save;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.provisioning.Lives;
import gg.agis.provisioning.ProvisioningDriver.Answer;
import gg.agis.sandbox.junit.TestStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A guild whose officers save and restore. */
abstract class SavedLives extends Lives {

    static final Duration STEP = Duration.ofSeconds(6);
    private static final int ROUNDS_MAX = 30;

    /** Everybody goes on, some seconds at a time. */
    void until(BooleanSupplier done) {
        for (int round = 0; round < ROUNDS_MAX && !done.getAsBoolean(); round++) {
            goOn(STEP);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    void goOn(Duration time) {
        history.after(time);
        history.round("saves");
    }

    UUID aSaveOf(UUID server) {
        var save = askedFor(server);
        until(() -> save(save).is(SaveState.MADE));
        return save;
    }

    UUID askedFor(UUID server) {
        var answer = export(server);
        assertThat(answer.status()).isEqualTo(202);
        return UUID.fromString(answer.json().path("saveId").asString());
    }

    /** An approved server that is to start from a save. */
    UUID restored(UUID server, UUID save) {
        var answer = restore(server, save);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        var restored = UUID.fromString(answer.json().path("serverId").asString());
        guild.approves(restored);
        return restored;
    }

    Answer export(UUID server) {
        return guild.post("/api/servers/" + server + "/export", guild.officer(), "");
    }

    Answer restore(UUID server, UUID save) {
        return guild.post(
                "/api/servers/" + server + "/restore",
                guild.officer(),
                "{\"saveId\":\"%s\",\"hours\":2,\"autoRenew\":false}".formatted(save));
    }

    Answer download(UUID save) {
        return guild.get("/api/saves/" + save + "/download", guild.officer());
    }

    Save save(UUID id) {
        return history.bean(Saves.class).find(id).orElseThrow();
    }

    String savesOfGuild() {
        return "/api/guilds/" + guild.guild() + "/saves";
    }

    String stateOfOnlySave() {
        var saves = guild.get(savesOfGuild(), guild.member()).json().path("items");
        return saves.size() == 1 ? saves.path(0).path("state").asString() : "there are " + saves.size();
    }

    Path fileOf(UUID save) {
        return TestStorage.fileOf("saves/" + guild.guild() + "/" + save);
    }

    void flipAByteOf(UUID save) throws IOException {
        var path = fileOf(save);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            long middle = 96 + (Files.size(path) - 96) / 2;
            file.seek(middle);
            int value = file.read();
            file.seek(middle);
            file.write(value ^ 1);
        }
    }
}
