package dev.otter.app.otter4;

import dev.otter.app.document.Kind;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.model.config.Check;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.config.access.UserConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Users and system parameters. For one thread. */
final class PeopleTranslation {
    private static final Map<String, String> HELPERS = helpers();

    private final Otter4Store store;
    private final Harvest harvest;

    PeopleTranslation(Otter4Store store, Harvest harvest) {
        this.store = store;
        this.harvest = harvest;
    }

    private static Map<String, String> helpers() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("systemSchema", "retl");
        names.put("systemMarkTable", "retl_mark");
        names.put("systemMarkTableColumn", "channel_id");
        names.put("systemMarkTableInfo", "channel_info");
        names.put("systemBufferTable", "retl_buffer");
        names.put("systemDualTable", "xdual");
        return names;
    }

    /**
     * Takes over who may log in; what is there already stays as it is.
     *
     * @param present names of users of the manager, in lower case
     */
    void users(Set<String> present) {
        Names names = new Names(harvest.report());
        for (Row row : store.table("USER")) {
            Subject subject = new Subject("user", row.text("USERNAME"));
            String name = names.give(subject);
            if (present.contains(Check.key(name))) {
                harvest.report()
                        .add(
                                Outcome.CARRIED,
                                subject,
                                "a user of this name is there already and stays as they are");
                continue;
            }
            boolean admin = row.text("AUTHORIZETYPE").equalsIgnoreCase("ADMIN");
            harvest.keep(
                            Kind.USER,
                            subject,
                            () ->
                                    new UserConfig(
                                            name,
                                            row.text("REALNAME"),
                                            row.text("DEPARTMENT"),
                                            admin ? Role.ADMIN : Role.OPERATOR,
                                            true))
                    .ifPresent(user ->
                            harvest.report()
                                    .add(
                                            Outcome.TO_DO,
                                            subject,
                                            "password",
                                            "(hidden)",
                                            "the user is locked: the old password is kept as a"
                                                    + " weak hash and is not taken over; set a new"
                                                    + " one and unlock them"));
        }
    }

    /**
     * Takes over receivers of alarms.
     *
     * @param present the system parameters of the manager, which stay otherwise
     */
    void system(SystemConfig present) {
        List<Row> rows = store.table("SYSTEM_PARAMETER");
        if (rows.isEmpty()) {
            return;
        }
        Subject subject = new Subject("system parameters", "system");
        Parameters parameters =
                new Parameters(subject, rows.getFirst().text("VALUE"), harvest.report());
        String key = parameters.text("defaultAlarmReceiveKey").orElse(present.defaultReceiver());
        Map<String, List<String>> receivers = new TreeMap<>(present.alarmReceivers());
        parameters
                .text("defaultAlarmReceiver")
                .ifPresent(text -> receivers.putAll(receivers(key, text)));
        parameters.text("alarmReceiver").ifPresent(text -> receivers.putAll(receivers(key, text)));
        harvest.keep(
                Kind.SYSTEM,
                subject,
                () ->
                        new SystemConfig(
                                present.anonymousRead(),
                                present.sessionMinutes(),
                                key,
                                receivers,
                                present.historyDays()));
        parameters.carried("defaultAlarmReceiveKey", "default-receiver");
        parameters.carried("defaultAlarmReceiver", "alarm-receivers");
        parameters.carried("alarmReceiver", "alarm-receivers");
        HELPERS.forEach((name, usual) -> {
            if (parameters.text(name).filter(value -> !value.equals(usual)).isPresent()) {
                parameters.toDo(name, "helper tables have fixed names; this one was " + usual);
            } else {
                parameters.notNeeded("helper tables have fixed names", name);
            }
        });
        parameters.notNeeded("nodes transfer by themselves", "retriever");
        for (String name : parameters.names()) {
            if (name.matches("(hz|us).*(Clusters?|Cluster)")) {
                parameters.notNeeded("it had no effect in Otter 4 either", name);
            }
        }
        parameters.rest();
    }

    /** {@code key=mail,mail;key=mail}; what has no key belongs to the default one. */
    private static Map<String, List<String>> receivers(String key, String text) {
        Map<String, List<String>> receivers = new TreeMap<>();
        for (String entry : text.split("[;\\n]")) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? key : entry.substring(0, equals).strip();
            List<String> addresses =
                    List.of(entry.substring(equals + 1).split(",")).stream()
                            .map(String::strip)
                            .filter(address -> !address.isEmpty())
                            .toList();
            if (!addresses.isEmpty() && !name.isEmpty()) {
                receivers.put(name, addresses);
            }
        }
        return receivers;
    }
}
