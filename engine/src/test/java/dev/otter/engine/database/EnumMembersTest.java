package dev.otter.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class EnumMembersTest {
    @Test
    void quotes_commas_and_backslashes_belong_to_the_texts() {
        assertThat(EnumMembers.parse("enum", "enum('a','it''s','x,y','','b\\\\c','d\\ne')"))
                .containsExactly("a", "it's", "x,y", "", "b\\c", "d\ne");
    }

    @Test
    void other_types_have_no_members() {
        assertThat(EnumMembers.parse("varchar", "varchar(20)")).isEmpty();
    }

    @Test
    void a_text_without_end_is_refused() {
        assertThatThrownBy(() -> EnumMembers.parse("set", "set('a"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
