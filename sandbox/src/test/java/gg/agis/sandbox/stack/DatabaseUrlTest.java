package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void isTakenApart() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://root:p%40ss+word@db.example:6432/suite");

        assertThat(url.user()).isEqualTo("root");
        assertThat(url.password()).isEqualTo("p@ss+word");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6432/suite");
    }

    @Test
    void theUsualPortNeedsNoMention() {
        assertThat(DatabaseUrl.parse("postgres://a:b@db/x").hostAndPort()).isEqualTo("db:5432");
    }

    @Test
    void neverShowsItsPassword() {
        assertThat(DatabaseUrl.parse("postgres://a:hidden@db/x")).asString().doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://a:hidden@db/x",
                "postgres://db/x",
                "postgres://hidden@db/x",
                "postgres://a:hidden@db",
                "not a url"
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(StackFailedException.class)
                .hasMessageContaining("postgresql://user:password@host:port/database")
                .hasMessageNotContaining("hidden")
                .hasNoCause();
    }
}
