package dev.otter.engine.transform.processor;

/**
 * What row processors see of this program: Java itself and the package they implement. Libraries of
 * the program cannot clash with those in their jars.
 */
final class NarrowLoader extends ClassLoader {
    private static final String SHARED = "dev.otter.model.extend.";

    private final ClassLoader own;

    NarrowLoader(ClassLoader own) {
        super(ClassLoader.getPlatformClassLoader());
        this.own = own;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(SHARED)) {
            return own.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
