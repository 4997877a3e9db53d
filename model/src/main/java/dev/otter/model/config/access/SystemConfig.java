package dev.otter.model.config.access;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * System parameters, one set of them.
 *
 * @param anonymousRead whether the configuration may be read without login
 * @param sessionMinutes time without a request after which a session ends
 * @param defaultReceiver key of the receivers of alarms that name none
 * @param alarmReceivers mail addresses by key
 * @param historyDays days for which log records and the audit log are kept
 */
public record SystemConfig(
        Boolean anonymousRead,
        Integer sessionMinutes,
        String defaultReceiver,
        Map<String, List<String>> alarmReceivers,
        Integer historyDays)
        implements Named {
    private static final int WEEK_OF_MINUTES = 7 * 24 * 60;

    public SystemConfig {
        anonymousRead = Check.orElse(anonymousRead, true);
        sessionMinutes = Check.range("session-minutes", sessionMinutes, 240, 5, WEEK_OF_MINUTES);
        defaultReceiver = Check.text("default-receiver", defaultReceiver);
        historyDays = Check.range("history-days", historyDays, 90, 1, 3_650);
        Map<String, List<String>> receivers = new TreeMap<>();
        Check.orElse(alarmReceivers, Map.<String, List<String>>of())
                .forEach((key, addresses) -> {
                    Check.name("a key of receivers", key);
                    for (String address : Check.list("addresses", addresses)) {
                        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
                            throw new IllegalArgumentException(
                                    "'%s' is not a mail address; correct it".formatted(address));
                        }
                    }
                    receivers.put(key, List.copyOf(addresses));
                });
        alarmReceivers = Collections.unmodifiableMap(receivers);
    }

    /** There is one set of them, under a fixed name. */
    @Override
    public String name() {
        return "system";
    }

    public static SystemConfig defaults() {
        return new SystemConfig(null, null, null, null, null);
    }
}
