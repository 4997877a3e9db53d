package dev.otter.transport.control.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagerAddressTest {
    @Test
    void a_list_is_separated_by_commas_or_semicolons_and_ports_may_be_left_out() {
        assertThat(ManagerAddress.parseList("10.0.0.1:1100, manager-2;[::1]:7 ;[::2]"))
                .containsExactly(
                        new ManagerAddress("10.0.0.1", 1100),
                        new ManagerAddress("manager-2", 1099),
                        new ManagerAddress("::1", 7),
                        new ManagerAddress("::2", 1099));
    }

    @Test
    void what_is_printed_can_be_read_again() {
        assertThat(ManagerAddress.parseList("[::1]:7,a:1").toString()).isEqualTo("[[::1]:7, a:1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "a:b", "a:0", "a:65536", ":1099"})
    void nonsense_is_refused_with_the_name_of_the_key(String text) {
        assertThatThrownBy(() -> ManagerAddress.parseList(text))
                .hasMessageStartingWith("OTR-1001")
                .hasMessageContaining("otter.manager.address");
    }
}
