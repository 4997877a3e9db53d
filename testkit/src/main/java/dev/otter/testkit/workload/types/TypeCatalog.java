package dev.otter.testkit.workload.types;

import dev.otter.testkit.workload.ServerFeatures;
import java.util.ArrayList;
import java.util.List;

/** Every data type that a server has, in families. */
public final class TypeCatalog {

    private TypeCatalog() {}

    public static List<TypeFamily> families(ServerFeatures features) {
        List<TypeFamily> all = new ArrayList<>();
        all.addAll(NumberTypes.families());
        all.addAll(TimeTypes.families());
        all.addAll(TextTypes.families(features));
        all.addAll(StructuredTypes.families(features));
        return List.copyOf(all);
    }
}
