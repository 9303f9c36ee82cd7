package gg.agis.common.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.common.schema.TestSchema;
import gg.agis.sandbox.junit.WithPostgres;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithPostgres(schema = "billing")
class InboxUpkeepTest {

    private final TestSchema schema = TestSchema.of("billing");

    @BeforeEach
    void clear() {
        schema.clear("inbox");
    }

    @Test
    void theServiceMayHaveTheUpkeepDoneButNotChooseItsTime() {
        new InboxTable(schema.jdbc()).upkeep();

        assertThatThrownBy(() -> schema.jdbc().execute("SELECT partition_upkeep_at(now() + interval '1 year')"))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> schema.jdbc().execute("DROP TABLE inbox_default"))
                .rootCause()
                .hasMessageContaining("must be owner");
    }

    @Test
    void monthsAreMadeAheadAndDroppedOnceNothingCanComeAgain() {
        schema.asOwner("SELECT partition_upkeep_at('2031-01-15T00:00:00Z')");
        assertThat(partitions())
                .contains("inbox_2030_12", "inbox_2031_01", "inbox_2031_04")
                .doesNotContain("inbox_2031_05");

        // 90 days after the end of December are over on 31 March, minus what the months' lengths leave.
        schema.asOwner("SELECT partition_upkeep_at('2031-03-31T00:00:00Z')");
        assertThat(partitions()).contains("inbox_2030_12", "inbox_2031_06");
        schema.asOwner("SELECT partition_upkeep_at('2031-04-02T00:00:00Z')");
        assertThat(partitions()).contains("inbox_2031_01", "inbox_default").doesNotContain("inbox_2030_12");
    }

    @Test
    void whatCameTooEarlyMovesIntoItsMonthAndIsStillKnown() {
        String insert = "INSERT INTO inbox VALUES ('00000000-0000-0000-0000-000000000001', 'c', '2041-06-10T00:00:00Z')"
                + " ON CONFLICT DO NOTHING";
        assertThat(schema.jdbc().update(insert)).isEqualTo(1);
        schema.asOwner("SELECT partition_upkeep_at('2041-06-01T00:00:00Z')");

        assertThat(schema.jdbc()
                        .queryForObject(
                                "SELECT count(*) FROM inbox WHERE tableoid = 'inbox_2041_06'::regclass", Long.class))
                .isEqualTo(1);
        assertThat(schema.jdbc().update(insert)).isZero();
    }

    private List<String> partitions() {
        return schema.jdbc()
                .query(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'inbox'::regclass",
                        (row, number) -> row.getString(1));
    }
}
