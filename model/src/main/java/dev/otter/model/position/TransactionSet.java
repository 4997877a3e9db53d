package dev.otter.model.position;

import dev.otter.model.position.TransactionId.AtPosition;
import dev.otter.model.position.TransactionId.Gtid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The compact text in which the ids of one target transaction are kept on the target.
 *
 * <p>Grammar: {@code part (';' part)*}; a part is {@code uuid[:tag]:range(:range)*} with {@code
 * range = n | n-m}, or {@code @file:end(,end)*} with {@code end = offset[=fingerprint]}. The empty
 * text is the empty set.
 */
public final class TransactionSet {
    private TransactionSet() {}

    /** Writes the ids; equal sets in equal order give equal text. */
    public static String encode(Collection<TransactionId> ids) {
        Map<String, List<Long>> parts = new LinkedHashMap<>();
        Map<LogPosition, Fingerprint> prints = new HashMap<>();
        for (TransactionId id : ids) {
            switch (id) {
                case Gtid gtid ->
                        parts.computeIfAbsent(gtidPrefix(gtid), _ -> new ArrayList<>())
                                .add(gtid.number());
                case AtPosition at -> {
                    parts.computeIfAbsent("@" + at.end().file(), _ -> new ArrayList<>())
                            .add(at.end().offset());
                    at.print().ifPresent(print -> prints.put(at.end(), print));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        parts.forEach((prefix, numbers) -> {
            if (!text.isEmpty()) {
                text.append(';');
            }
            text.append(prefix);
            numbers.sort(null);
            if (prefix.startsWith("@")) {
                appendOffsets(text, prefix.substring(1), numbers, prints);
            } else {
                appendRanges(text, numbers);
            }
        });
        return text.toString();
    }

    private static String gtidPrefix(Gtid gtid) {
        return gtid.tag().isEmpty() ? gtid.source().toString() : gtid.source() + ":" + gtid.tag();
    }

    private static void appendOffsets(
            StringBuilder text,
            String file,
            List<Long> offsets,
            Map<LogPosition, Fingerprint> prints) {
        char separator = ':';
        for (long offset : offsets) {
            text.append(separator).append(offset);
            separator = ',';
            Fingerprint print = prints.isEmpty() ? null : prints.get(new LogPosition(file, offset));
            if (print != null) {
                text.append('=').append(print.text());
            }
        }
    }

    private static void appendRanges(StringBuilder text, List<Long> numbers) {
        int from = 0;
        while (from < numbers.size()) {
            int to = from;
            while (to + 1 < numbers.size() && numbers.get(to + 1) <= numbers.get(to) + 1) {
                to++;
            }
            text.append(':').append(numbers.get(from).longValue());
            if (numbers.get(to) > numbers.get(from)) {
                text.append('-').append(numbers.get(to).longValue());
            }
            from = to + 1;
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when the text does not follow the grammar
     */
    public static List<TransactionId> decode(String text) {
        List<TransactionId> ids = new ArrayList<>();
        for (String part : text.split(";")) {
            if (part.isEmpty()) {
                continue;
            }
            try {
                if (part.startsWith("@")) {
                    decodeOffsets(part, ids);
                } else {
                    decodeRanges(part, ids);
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("'" + part + "' is not a transaction set", e);
            }
        }
        return ids;
    }

    private static void decodeOffsets(String part, List<TransactionId> ids) {
        int colon = part.lastIndexOf(':');
        String file = part.substring(1, colon);
        for (String offset : part.substring(colon + 1).split(",")) {
            int equal = offset.indexOf('=');
            String number = equal < 0 ? offset : offset.substring(0, equal);
            LogPosition end = new LogPosition(file, Long.parseLong(number));
            ids.add(
                    equal < 0
                            ? new AtPosition(end)
                            : new AtPosition(
                                    end,
                                    Optional.of(Fingerprint.parse(offset.substring(equal + 1)))));
        }
    }

    private static void decodeRanges(String part, List<TransactionId> ids) {
        String[] fields = part.split(":");
        UUID source = UUID.fromString(fields[0]);
        boolean tagged = !Character.isDigit(fields[1].charAt(0));
        String tag = tagged ? fields[1] : "";
        for (int i = tagged ? 2 : 1; i < fields.length; i++) {
            int dash = fields[i].indexOf('-');
            long first = Long.parseLong(dash < 0 ? fields[i] : fields[i].substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(fields[i].substring(dash + 1));
            for (long number = first; number <= last; number++) {
                ids.add(new Gtid(source, tag, number));
            }
        }
    }
}
