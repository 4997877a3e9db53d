package dev.otter.engine.files.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A folder that this process reaches through its file system. Thread-safe. */
public final class LocalFileStore implements FileStore {
    private final Path root;

    /** The folder itself, without links; everything that is touched lies in it. */
    private final Path real;

    /** By what the folder is known again; null where the file system does not tell. */
    private final Object key;

    private LocalFileStore(Path root, Path real, Object key) {
        this.root = root;
        this.real = real;
        this.key = key;
    }

    /**
     * @throws FolderUnusableException when there is no such folder
     */
    public static LocalFileStore open(Path root) throws IOException {
        try {
            Path real = root.toRealPath();
            BasicFileAttributes is = Files.readAttributes(real, BasicFileAttributes.class);
            if (!is.isDirectory()) {
                throw new FolderUnusableException(root + " is no folder", null);
            }
            return new LocalFileStore(root, real, is.fileKey());
        } catch (NoSuchFileException e) {
            throw new FolderUnusableException("there is no folder " + root, e);
        } catch (FolderUnusableException e) {
            throw e;
        } catch (IOException e) {
            throw new FolderUnusableException("folder " + root + " cannot be used: " + e, e);
        }
    }

    @Override
    public String name() {
        return real.toString();
    }

    /** A folder that is mounted no longer would look as if all its files were gone. */
    private void requireUsable() throws FolderUnusableException {
        try {
            BasicFileAttributes is = Files.readAttributes(root, BasicFileAttributes.class);
            if (is.isDirectory() && Objects.equals(is.fileKey(), key)) {
                return;
            }
        } catch (IOException e) {
            throw new FolderUnusableException("folder " + root + " cannot be used: " + e, e);
        }
        throw new FolderUnusableException(
                "folder " + root + " is another than at the start; is it mounted?", null);
    }

    @Override
    public Optional<FileStat> stat(FilePath path) throws IOException {
        requireUsable();
        try {
            Path file = existing(path);
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            if (!is.isRegularFile()) {
                throw new UnsafePathException(path.text(), "it is no file");
            }
            return Optional.of(
                    new FileStat(is.size(), is.lastModifiedTime().toInstant(), changed(file)));
        } catch (NoSuchFileException _) {
            requireUsable();
            return Optional.empty();
        }
    }

    private static Optional<Instant> changed(Path file) throws IOException {
        boolean told = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return told && Files.getAttribute(file, "unix:ctime") instanceof FileTime time
                ? Optional.of(time.toInstant())
                : Optional.empty();
    }

    /** The file behind all links. */
    private Path existing(FilePath path) throws IOException {
        try {
            return inside(path, real.resolve(path.text()).toRealPath());
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            requireFolders(path);
            throw e;
        }
    }

    /** A part of the path that is a file will not become a folder by waiting. */
    private void requireFolders(FilePath path) {
        Path at = real;
        for (String name : path.parts().subList(0, path.parts().size() - 1)) {
            at = at.resolve(name);
            if (Files.isRegularFile(at)) {
                throw new UnsafePathException(path.text(), "'" + name + "' is no folder");
            }
        }
    }

    private Path inside(FilePath path, Path found) {
        if (!found.startsWith(real)) {
            throw new UnsafePathException(path.text(), "a link leads out of " + root);
        }
        return found;
    }

    private FileChannel open(FilePath path) throws IOException {
        requireUsable();
        Path file = existing(path);
        if (!Files.isRegularFile(file)) {
            throw new UnsafePathException(path.text(), "it is no file");
        }
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public InputStream read(FilePath path, long offset) throws IOException {
        return Channels.newInputStream(open(path).position(offset));
    }

    @Override
    public byte[] hash(FilePath path, long length, Pace pace) throws IOException {
        try (FileChannel channel = open(path)) {
            return Hashes.of(channel, length, pace);
        }
    }

    @Override
    public PartFile part(FilePath path) throws IOException {
        requireUsable();
        List<String> parts = path.parts();
        Path folder = folder(path, parts.subList(0, parts.size() - 1));
        return LocalPartFile.open(folder, parts.getLast());
    }

    /** Makes folders where there are none; none of them lies outside. */
    private Path folder(FilePath path, List<String> names) throws IOException {
        Path at = real;
        for (String name : names) {
            Path next = at.resolve(name);
            if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(next);
                    makeDurable(at);
                } catch (FileAlreadyExistsException e) {
                    if (!Files.isDirectory(next)) {
                        throw e;
                    }
                }
            }
            at = inside(path, linked(path, next));
            if (!Files.isDirectory(at)) {
                throw new UnsafePathException(path.text(), "'" + name + "' is no folder");
            }
        }
        return at;
    }

    private static Path linked(FilePath path, Path folder) throws IOException {
        try {
            return folder.toRealPath();
        } catch (NoSuchFileException _) {
            throw new UnsafePathException(
                    path.text(), "'" + folder.getFileName() + "' is a link that leads nowhere");
        }
    }

    /** Names in a folder survive a loss of power only when the folder was written, too. */
    static void makeDurable(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean remove(FilePath path) throws IOException {
        requireUsable();
        Path named = real.resolve(path.text());
        Path folder;
        try {
            folder = inside(path, named.getParent().toRealPath());
        } catch (NoSuchFileException _) {
            return false;
        }
        Path file = folder.resolve(named.getFileName());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnsafePathException(path.text(), "it is no file");
        }
        Files.deleteIfExists(folder.resolve(named.getFileName() + FilePath.PART));
        boolean removed = Files.deleteIfExists(file);
        if (removed) {
            makeDurable(folder);
        }
        return removed;
    }
}
