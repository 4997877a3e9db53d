package dev.otter.app.otter4;

import java.util.ArrayList;
import java.util.List;

/** Collects what became of everything. For one thread. */
final class Report {
    private final List<Finding> findings = new ArrayList<>();

    void add(
            Finding.Outcome outcome, Subject subject, String parameter, String value, String text) {
        findings.add(new Finding(outcome, subject, parameter, value, text));
    }

    /** About a whole thing. */
    void add(Finding.Outcome outcome, Subject subject, String text) {
        add(outcome, subject, "", "", text);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
