package dev.hearken.models.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The role-specific parameters of a model entry, read by name and type; every complaint says which entry and which key.
 * Immutable.
 */
public final class Parameters {

    private final String owner;
    private final String prefix;
    private final Map<String, Object> values;

    private Parameters(String owner, String prefix, Map<String, Object> values) {
        this.owner = owner;
        this.prefix = prefix;
        this.values = values;
    }

    public static Parameters of(ModelEntry entry) {
        return new Parameters(entry.role() + " '" + entry.name() + "' (" + entry.file() + ")", "", entry.parameters());
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** A finite number. */
    public double number(String key) {
        return typed(key, Number.class, "a number", n -> Double.isFinite(n.doubleValue())).doubleValue();
    }

    public double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** A whole number of the given range, ends included. */
    public int integer(String key, int least, int most) {
        return typed(key, Long.class, "a whole number of " + least + " to " + most, n -> n >= least && n <= most).intValue();
    }

    public String text(String key) {
        return typed(key, String.class, "text", s -> !s.isBlank());
    }

    public boolean flag(String key, boolean otherwise) {
        return has(key) ? typed(key, Boolean.class, "true or false", b -> true) : otherwise;
    }

    /** A list of finite numbers. */
    public double[] numbers(String key) {
        List<?> list = typed(key, List.class, "a list of numbers", l -> l.stream().allMatch(Number.class::isInstance));
        return list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
    }

    /** A nested map as it is, empty if the key is missing: for parameters whose names another module knows. */
    public Map<String, Object> values(String key) {
        return has(key) ? section(key).values : Map.of();
    }

    /** A nested map. */
    public Parameters section(String key) {
        Map<String, Object> section = new LinkedHashMap<>();
        typed(key, Map.class, "a map", m -> true).forEach((k, v) -> section.put(String.valueOf(k), v));
        return new Parameters(owner, prefix + key + ".", Map.copyOf(section));
    }

    private <T> T typed(String key, Class<T> type, String expected, Predicate<T> fits) {
        Object value = values.get(key);
        if (value == null) {
            throw new ModelException(owner + ": parameter '" + prefix + key + "' is missing");
        }
        if (!type.isInstance(value) || !fits.test(type.cast(value))) {
            throw new ModelException(owner + ": parameter '" + prefix + key + "' must be " + expected + ", not " + value);
        }
        return type.cast(value);
    }
}
