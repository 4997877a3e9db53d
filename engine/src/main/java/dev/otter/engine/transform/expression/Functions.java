package dev.otter.engine.transform.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The functions that expressions have beyond the language's own. Each is linear in its arguments
 * and gives no more than it takes. Immutable.
 */
final class Functions {
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType WHOLE = SimpleType.INT;
    private static final CelType ANY = TypeParamType.create("T");
    private static final int COALESCE_MAX = 4;

    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    Functions() {
        texts();
        coalesce();
        DecimalFunctions decimals = new DecimalFunctions();
        declarations.addAll(decimals.declarations());
        bindings.addAll(decimals.bindings());
    }

    List<CelFunctionDecl> declarations() {
        return List.copyOf(declarations);
    }

    List<CelFunctionBinding> bindings() {
        return List.copyOf(bindings);
    }

    private void declare(String name, CelOverloadDecl... overloads) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(name, overloads));
    }

    private static CelOverloadDecl global(String id, CelType result, CelType... parameters) {
        return CelOverloadDecl.newGlobalOverload(id, result, parameters);
    }

    private void texts() {
        declare(
                "mask",
                global("mask_string", TEXT, TEXT),
                global("mask_string_int_int", TEXT, TEXT, WHOLE, WHOLE));
        bindings.add(CelFunctionBinding.from("mask_string", String.class, t -> mask(t, 0, 0)));
        bindings.add(
                CelFunctionBinding.from(
                        "mask_string_int_int",
                        List.of(String.class, Long.class, Long.class),
                        args -> mask((String) args[0], (Long) args[1], (Long) args[2])));
        declare(
                "hash",
                global("hash_string", TEXT, TEXT),
                global("hash_bytes", TEXT, SimpleType.BYTES));
        bindings.add(
                CelFunctionBinding.from(
                        "hash_string",
                        String.class,
                        text -> hash(text.getBytes(StandardCharsets.UTF_8))));
        bindings.add(
                CelFunctionBinding.from(
                        "hash_bytes", CelByteString.class, bytes -> hash(bytes.toByteArray())));
        declare("lower", global("lower_string", TEXT, TEXT));
        bindings.add(
                CelFunctionBinding.from(
                        "lower_string", String.class, text -> text.toLowerCase(Locale.ROOT)));
        declare("upper", global("upper_string", TEXT, TEXT));
        bindings.add(
                CelFunctionBinding.from(
                        "upper_string", String.class, text -> text.toUpperCase(Locale.ROOT)));
        declare(
                "substring",
                global("substring_string_int", TEXT, TEXT, WHOLE),
                global("substring_string_int_int", TEXT, TEXT, WHOLE, WHOLE));
        bindings.add(
                CelFunctionBinding.from(
                        "substring_string_int",
                        String.class,
                        Long.class,
                        (text, from) -> substring(text, from, Long.MAX_VALUE)));
        bindings.add(
                CelFunctionBinding.from(
                        "substring_string_int_int",
                        List.of(String.class, Long.class, Long.class),
                        args -> substring((String) args[0], (Long) args[1], (Long) args[2])));
    }

    private void coalesce() {
        List<CelOverloadDecl> overloads = new ArrayList<>();
        for (int count = 2; count <= COALESCE_MAX; count++) {
            List<CelType> parameters = new ArrayList<>();
            List<Class<?>> classes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                parameters.add(ANY);
                classes.add(Object.class);
            }
            String id = "coalesce_" + count;
            overloads.add(CelOverloadDecl.newGlobalOverload(id, ANY, parameters));
            bindings.add(CelFunctionBinding.from(id, classes, Functions::first));
        }
        declarations.add(CelFunctionDecl.newFunctionDeclaration("coalesce", overloads));
    }

    private static Object first(Object[] values) {
        for (Object value : values) {
            if (!(value instanceof NullValue)) {
                return value;
            }
        }
        return NullValue.NULL_VALUE;
    }

    /** Stars in place of all characters but some at both ends; of all when those are the whole. */
    static String mask(String text, long first, long last) {
        int[] points = text.codePoints().toArray();
        long head = Math.max(0, first);
        long tail = Math.max(0, last);
        boolean all = head >= points.length || tail >= points.length - head;
        StringBuilder masked = new StringBuilder(points.length);
        for (int i = 0; i < points.length; i++) {
            if (!all && (i < head || i >= points.length - tail)) {
                masked.appendCodePoint(points[i]);
            } else {
                masked.append('*');
            }
        }
        return masked.toString();
    }

    /** Characters from one place to in front of another; places beyond the text are its ends. */
    static String substring(String text, long from, long to) {
        int length = text.codePointCount(0, text.length());
        int start = Math.clamp(from, 0, length);
        int end = Math.clamp(to, start, length);
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
