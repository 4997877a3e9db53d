package dev.otter.testkit.workload.torture;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A nullable column that is in no key, with the literals it may get.
 *
 * @param values empty when the server computes the column
 */
record DataColumn(String name, String ddl, List<String> values) {

    boolean computed() {
        return values.isEmpty();
    }

    String value(RandomGenerator random) {
        int draw = random.nextInt(values.size() + 1 + values.size() / 10);
        return draw < values.size() ? values.get(draw) : "NULL";
    }
}
