package dev.otter.testkit.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server's files on this machine, ready to run.
 *
 * @param flavor which server
 * @param key changes whenever the files do; names cached data folders
 * @param base the folder the server takes for its own
 * @param messages the folder of its error messages
 * @param launcher the words that start the server, before its options
 * @param environment what it needs in its environment
 */
record Distribution(
        Flavor flavor,
        String key,
        Path base,
        Path messages,
        List<String> launcher,
        Map<String, String> environment) {

    Distribution {
        launcher = List.copyOf(launcher);
        environment = Map.copyOf(environment);
    }

    /** The server with options, ready to be given to the operating system. */
    List<String> command(List<String> options) {
        List<String> words = new ArrayList<>(launcher);
        words.add("--no-defaults");
        words.add("--basedir=" + base);
        words.add("--lc-messages-dir=" + messages);
        words.addAll(options);
        return words;
    }
}
