package dev.otter.app.config;

import java.util.Map;
import java.util.Optional;

/**
 * Keys and values of one thing in the file.
 *
 * @param what what the map describes, for messages
 * @param place where it begins
 * @param values by key
 */
record YamlMap(String what, Place place, Map<String, YamlValue> values) {

    Optional<YamlValue> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    YamlValue required(String key) {
        return get(key).orElseThrow(
                        () -> place.wrong("key '" + key + "' is missing in " + what, "Add it."));
    }
}
