package dev.otter.model.config.channel;

import dev.otter.model.config.Check;
import java.util.List;

/**
 * Nodes that may run a pipeline, by name, the preferred first. Empty lists mean any node.
 *
 * @param select may read the source's log
 * @param load may write to the target
 * @param externalAddress whether nodes send data to each other by their external addresses
 */
public record CandidateNodes(List<String> select, List<String> load, Boolean externalAddress) {
    public CandidateNodes {
        select = Check.list("select nodes", select);
        load = Check.list("load nodes", load);
        select.forEach(name -> Check.name("a select node", name));
        load.forEach(name -> Check.name("a load node", name));
        Check.distinct("select node", select);
        Check.distinct("load node", load);
        externalAddress = Check.orElse(externalAddress, false);
    }

    public static CandidateNodes any() {
        return new CandidateNodes(List.of(), List.of(), false);
    }
}
