package dev.otter.engine.files.store;

import java.io.IOException;

/** Is told of bytes as they pass; holds back by waiting, and breaks off by throwing. */
@FunctionalInterface
public interface Pace {

    void passed(int bytes) throws IOException;
}
