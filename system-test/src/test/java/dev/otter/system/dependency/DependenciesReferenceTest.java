package dev.otter.system.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The list of dependencies in the reference is what is used, and each has a licence that is
 * allowed; so is the one for scanners. {@code -Dotter.docs.write=true} writes it anew.
 */
class DependenciesReferenceTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/reference/dependencies.md");
    private static final Path BILL = ROOT.resolve("docs/reference/sbom.json");
    private static final String REMEDY =
            "./mvnw -pl system-test -am test -Dotter.docs.write=true writes it anew";
    private static final String HEAD =
            """
            # What Otter is made of that others have written

            Written by `DependenciesReferenceTest` from what Maven resolves and `web/package-lock.json` fixes, with the licences that
            poms and packages name; a licence that is not on the list in `Licences` fails the build, and so does a page that is out of
            date (`./mvnw -o -pl system-test -am test -Dtest=DependenciesReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dotter.docs.write=true`
            writes it anew). What is in the packages and the console is also in [sbom.json](sbom.json), in CycloneDX's form; each package holds that file.
            """;

    @Test
    void the_reference_lists_what_is_used() throws Exception {
        MavenDependencies maven =
                new MavenDependencies(ROOT, Path.of(System.getProperty("otter.repository")));
        assumeThat(maven.notBuilt()).as("modules that were not built").isEmpty();
        List<Dependency> java = maven.read();
        List<Dependency> npm = NpmDependencies.read(ROOT.resolve("web/package-lock.json"));
        String expected =
                HEAD
                        + section("In the packages", java, true)
                        + section("In the console", npm, true)
                        + section("In tests and benchmarks only", java, false)
                        + section("For building and testing the console only", npm, false);
        String bill = BillOfMaterials.of(Stream.concat(java.stream(), npm.stream()).toList());
        if (Boolean.getBoolean("otter.docs.write")) {
            Files.writeString(PAGE, expected);
            Files.writeString(BILL, bill);
        }
        assertThat(Files.readString(PAGE)).as(REMEDY).isEqualTo(expected);
        assertThat(Files.readString(BILL)).as(REMEDY).isEqualTo(bill);
    }

    @Test
    void a_licence_that_is_not_on_the_list_is_refused() {
        assertThat(Licences.spdx("The  Apache License; version 2.0", "x")).isEqualTo("Apache-2.0");
        assertThatThrownBy(() -> Licences.spdx("SSPL-1.0", "some:thing"))
                .hasMessageContaining("some:thing")
                .hasMessageContaining("SSPL-1.0");
    }

    private static String section(String title, List<Dependency> all, boolean product) {
        StringBuilder text = new StringBuilder("\n## " + title + "\n\n");
        text.append("| name | version | licence |\n|---|---|---|\n");
        all.stream().filter(one -> one.product() == product).forEach(one -> text.append(one.row()));
        return text.toString();
    }
}
