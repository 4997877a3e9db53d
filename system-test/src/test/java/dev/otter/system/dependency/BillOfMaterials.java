package dev.otter.system.dependency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A list of dependencies in the JSON form of CycloneDX, which scanners read. */
final class BillOfMaterials {
    private static final String MEMBER = "licenses";

    private BillOfMaterials() {}

    /** Of what is in the packages; the same for the same dependencies. */
    static String of(List<Dependency> dependencies) {
        Map<String, Object> bill = new LinkedHashMap<>();
        bill.put("bomFormat", "CycloneDX");
        bill.put("specVersion", "1.6");
        bill.put("version", 1);
        bill.put("metadata", Map.of("component", product()));
        bill.put(
                "components",
                dependencies.stream()
                        .filter(Dependency::product)
                        .map(BillOfMaterials::component)
                        .toList());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(bill)
                + "\n";
    }

    private static Map<String, Object> product() {
        Map<String, Object> otter = new LinkedHashMap<>();
        otter.put("type", "application");
        otter.put("name", "otter");
        otter.put(MEMBER, List.of(licence("Apache-2.0")));
        return otter;
    }

    private static Map<String, Object> component(Dependency one) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("bom-ref", one.url());
        if (!one.group().isEmpty()) {
            component.put("group", one.group());
        }
        component.put("name", one.plainName());
        component.put("version", one.version());
        component.put(MEMBER, licences(one.licences()));
        component.put("purl", one.url());
        return component;
    }

    /** A single one may be an expression; beside others only names and identifiers are allowed. */
    private static List<Map<String, Object>> licences(List<String> spdx) {
        if (spdx.size() == 1 && composed(spdx.getFirst())) {
            return List.of(Map.of("expression", spdx.getFirst()));
        }
        List<Map<String, Object>> all = new ArrayList<>();
        spdx.forEach(one -> all.add(licence(one)));
        return all;
    }

    private static Map<String, Object> licence(String spdx) {
        return Map.of("license", Map.of(composed(spdx) ? "name" : "id", spdx));
    }

    /** Whether it is no identifier of the list that SPDX keeps. */
    private static boolean composed(String spdx) {
        return spdx.contains(" ") || spdx.startsWith("LicenseRef-");
    }
}
