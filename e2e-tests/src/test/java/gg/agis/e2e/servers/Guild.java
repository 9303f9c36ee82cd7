package gg.agis.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.e2e.Answer;
import gg.agis.e2e.FrontDoor;
import gg.agis.e2e.Players;
import gg.agis.e2e.Suite;
import gg.agis.sandbox.stack.Caller;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A guild with an officer, as they meet the suite: through its front door. */
public final class Guild {

    /** What one operator may give alone. */
    public static final long GIFT_MAX = 10_000;

    private final FrontDoor door;
    private final String id = Players.unknown();
    private final Caller officer = Caller.player(Players.unknown()).officerOf(id);

    public Guild(Suite suite) {
        this.door = suite.door();
    }

    public String id() {
        return id;
    }

    public Caller anotherOfficer() {
        return Caller.player(Players.unknown()).officerOf(id);
    }

    public Caller member() {
        return Caller.player(Players.unknown()).memberOf(id);
    }

    /** How many officers it takes, for any number of servers. */
    public void needsApprovals(int approvals) throws IOException {
        var set = door.put("/api/guilds/" + id + "/server-policy", officer, """
            {"autoApproveBelowGc":0,"approvalsNeeded":%d,"serversMax":50,"hoursMax":720,"wakeOnDemand":true}
            """.formatted(approvals));
        assertThat(set.status()).as("%s", set).isEqualTo(200);
    }

    /** One who has been given so much contributes it. */
    public void has(long gc) throws IOException {
        String player = Players.unknown();
        var granted = door.post(
                "/api/wallets/" + player + "/grants",
                Caller.admin(Players.unknown()),
                "{\"mode\":\"increment\",\"amount\":%d,\"reason\":\"to be contributed\"}".formatted(gc));
        assertThat(granted.status()).as("%s", granted).isEqualTo(201);
        isGiven(player, gc);
    }

    public void isGiven(String player, long gc) throws IOException {
        var given = door.post(
                "/api/wallets/" + player + "/contributions",
                Caller.player(player).memberOf(id),
                "{\"guildId\":\"%s\",\"amount\":%d}".formatted(id, gc));
        assertThat(given.status()).as("%s", given).isEqualTo(201);
    }

    public Answer asksFor(String key, String template, int hours) throws IOException {
        return door.post(
                "/api/servers",
                officer,
                key,
                "{\"guildId\":\"%s\",\"template\":\"%s\",\"hours\":%d,\"autoRenew\":false}"
                        .formatted(id, template, hours));
    }

    public Answer asksFor(String template, int hours) throws IOException {
        return asksFor(UUID.randomUUID().toString(), template, hours);
    }

    /** A command without anything else to say. */
    public Answer tells(String server, String command) throws IOException {
        return tells(server, command, officer);
    }

    public Answer tells(String server, String command, Caller caller) throws IOException {
        return door.post("/api/servers/" + server + "/" + command, caller, "");
    }

    public Answer extendsBy(String key, String server, int hours) throws IOException {
        return door.post("/api/servers/" + server + "/extend", officer, key, "{\"hours\":%d}".formatted(hours));
    }

    public JsonNode server(String server) throws IOException {
        return good("/api/servers/" + server);
    }

    /** All that it ever had. */
    public List<JsonNode> servers() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        good("/api/guilds/" + id + "/servers?limit=200").path("items").forEach(all::add);
        return all;
    }

    /** What is known of a save of one of its servers. */
    public JsonNode save(String save) throws IOException {
        return good("/api/guilds/" + id + "/saves")
                .path("items")
                .valueStream()
                .filter(view -> view.path("saveId").asString().equals(save))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no save " + save));
    }

    /** Where anybody gets it for a while. */
    public URI linkTo(String save) throws IOException {
        return URI.create(good("/api/saves/" + save + "/download").path("url").asString());
    }

    public JsonNode treasury() throws IOException {
        return good("/api/treasuries/" + id);
    }

    public long available() throws IOException {
        return treasury().path("available").asLong(-1);
    }

    /** What moved its money, the newest first. */
    public List<String> history() throws IOException {
        return good("/api/treasuries/" + id + "/history")
                .path("items")
                .valueStream()
                .map(entry -> entry.path("kind").asString())
                .toList();
    }

    private JsonNode good(String path) throws IOException {
        var answer = door.get(path, officer);
        if (answer.status() != 200) {
            throw new IOException("%s: %s".formatted(path, answer));
        }
        return answer.json();
    }
}
