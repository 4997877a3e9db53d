package dev.otter.manager.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.manager.access.Principal;
import dev.otter.model.config.access.Role;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who may have how many streams. */
class StreamSeatsTest {
    private final StreamSeats seats = new StreamSeats();

    @Test
    void an_address_without_login_has_a_few() {
        List<StreamSeats.Seat> taken = new ArrayList<>();
        for (int i = 0; i < StreamSeats.ADDRESS; i++) {
            taken.add(seats.take(Principal.anonymous(), "10.0.0.1"));
        }
        refuses(Principal.anonymous(), "10.0.0.1");
        taken.getFirst().close();
        assertThat(seats.take(Principal.anonymous(), "10.0.0.1")).isNotNull();
        refuses(Principal.anonymous(), "10.0.0.1");
    }

    @Test
    void all_without_login_leave_those_with_one_alone() {
        for (int i = 0; i < StreamSeats.ANONYMOUS; i++) {
            seats.take(Principal.anonymous(), "10.0.0." + i);
        }
        refuses(Principal.anonymous(), "10.0.1.1");
        for (int i = 0; i < StreamSeats.KNOWN; i++) {
            seats.take(session("s" + i / StreamSeats.SESSION), "10.0.0.1");
        }
        refuses(session("another"), "10.0.0.1");
        refuses(token(), "10.0.0.1");
    }

    @Test
    void a_session_and_a_token_have_only_their_own_part() {
        for (int i = 0; i < StreamSeats.SESSION; i++) {
            seats.take(session("mine"), "10.0.0.1");
            seats.take(token(), "10.0.0.1");
        }
        refuses(session("mine"), "10.0.0.2");
        refuses(token(), "10.0.0.2");
        assertThat(seats.take(session("another"), "10.0.0.1")).isNotNull();
    }

    private void refuses(Principal who, String address) {
        assertThatThrownBy(() -> seats.take(who, address))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("no more are served");
    }

    private static Principal session(String csrf) {
        return new Principal("olga", Role.OPERATOR, OptionalLong.of(2), Optional.of(csrf), false);
    }

    private static Principal token() {
        return new Principal(
                "token:deploy", Role.OPERATOR, OptionalLong.empty(), Optional.empty(), false);
    }
}
