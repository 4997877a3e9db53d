package dev.otter.system.dependency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The licences that a dependency may have, and how their names are spelt in the wild. */
final class Licences {
    private static final Map<String, String> SPELLINGS = spellings();

    private Licences() {}

    /**
     * The identifier that SPDX gives to a licence.
     *
     * @throws IllegalStateException when it is not one of those that are allowed
     */
    static String spdx(String name, String owner) {
        String known = SPELLINGS.get(plain(name));
        if (known == null) {
            throw new IllegalStateException(
                    "%s has the licence '%s', which is not among those that are allowed"
                            .formatted(owner, name));
        }
        return known;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", " ").strip();
    }

    private static Map<String, String> spellings() {
        Map<String, String> all = new TreeMap<>();
        add(
                all,
                "Apache-2.0",
                "Apache License, Version 2.0",
                "The Apache License, Version 2.0",
                "The Apache Software License, Version 2.0",
                "Apache Software License 2.0",
                "Apache License 2.0",
                "Apache 2.0",
                "Apache 2.0 License",
                "Apache 2");
        add(all, "MIT", "The MIT License", "MIT license", "Bouncy Castle Licence");
        add(all, "MIT OR CC0-1.0");
        add(all, "CC0-1.0", "Public Domain, per Creative Commons CC0");
        add(all, "ISC");
        add(all, "0BSD");
        add(all, "BlueOak-1.0.0");
        add(all, "BSD-2-Clause", "BSD 2-Clause License");
        add(
                all,
                "BSD-3-Clause",
                "BSD Licence 3",
                "BSD",
                "BSD 3-clause",
                "Go License",
                "The BSD License");
        add(all, "MPL-2.0", "MPL 2.0");
        add(all, "EPL-1.0", "EPL 1.0", "Eclipse Public License v1.0");
        add(
                all,
                "EPL-2.0",
                "EPL 2.0",
                "Eclipse Public License - v 2.0",
                "Eclipse Public License v2.0");
        add(all, "LGPL-2.1-only", "GNU Lesser General Public License");
        add(
                all,
                "GPL-2.0-only WITH Universal-FOSS-exception-1.0",
                "The GNU General Public License, v2 with Universal FOSS Exception, v1.0");
        add(
                all,
                "GPL-2.0-only WITH Classpath-exception-2.0",
                "GPL2 w/ CPE",
                "GNU General Public License (GPL), version 2, with the Classpath exception");
        add(all, "LicenseRef-Oracle-FUTC", "Oracle Free Use Terms and Conditions (FUTC)");
        add(all, "Python-2.0");
        add(all, "CC-BY-4.0");
        return all;
    }

    private static void add(Map<String, String> all, String spdx, String... spellings) {
        all.put(plain(spdx), spdx);
        List<String> names = Arrays.asList(spellings);
        names.forEach(name -> all.put(plain(name), spdx));
    }
}
