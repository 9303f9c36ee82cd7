package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MigrationProgressTest {

    @Test
    void countsWhatIsDoneOfAll() {
        assertThat(MigrationProgress.in("""
                DbValidate : Successfully validated 9 migrations (execution time 00:00.1s)
                DbMigrate  : Migrating schema "billing" to version "1 - accounts"
                DbMigrate  : Migrating schema "billing" to version "20 - transfers"
                """)).contains("migrating 2/9");
    }

    @Test
    void beginsAnewWithTheSecondHistory() {
        assertThat(MigrationProgress.in("""
                DbValidate : Successfully validated 2 migrations
                DbMigrate  : Migrating schema "ads" to version "1 - a"
                DbMigrate  : Migrating schema "ads" to version "2 - b"
                DbValidate : Successfully validated 5 migrations
                DbMigrate  : Migrating schema "ads" to version "1 - c"
                """)).contains("migrating 1/5");
    }

    @Test
    void readsStructuredLogsToo() {
        assertThat(
                        MigrationProgress.in(
                                "{\"message\":\"Successfully validated 1 migration\"}\n{\"message\":\"Migrating schema \\\"ads\\\" to version \\\"1 - a\\\"\"}"))
                .contains("migrating 1/1");
    }

    @Test
    void whereNothingIsToDoNothingIsTold() {
        assertThat(MigrationProgress.in("DbValidate : Successfully validated 9 migrations"))
                .isEmpty();
    }
}
