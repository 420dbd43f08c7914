package dev.hearken.hub.internal;

import java.nio.charset.StandardCharsets;

/** The rules of MQTT for topic names and topic filters (MQTT 5.0, section 4.7). */
public final class TopicNames {

    private static final int LONGEST = 65_535;

    private TopicNames() {
    }

    /** @throws IllegalArgumentException if nothing can be published under this name */
    public static void requireName(String topic) {
        requireText("topic", topic);
        if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
            throw new IllegalArgumentException("topic \"" + topic + "\": wildcards are only for subscriptions");
        }
    }

    /** @throws IllegalArgumentException if nothing can be subscribed with this filter */
    public static void requireFilter(String filter) {
        requireText("topic filter", filter);
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean wildcard = level.indexOf('+') >= 0 || level.indexOf('#') >= 0;
            if (wildcard && level.length() > 1 || level.equals("#") && i < levels.length - 1) {
                throw new IllegalArgumentException("topic filter \"" + filter
                        + "\": '+' stands alone in its level, '#' alone in the last one");
            }
        }
    }

    private static void requireText(String what, String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0 || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalArgumentException(what + ": 1 to " + LONGEST + " bytes without NUL expected");
        }
    }

    /** Whether a filter covers a topic; wildcards at its head do not cover topics that begin with {@code $}. */
    public static boolean matches(String filter, String topic) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        int f = 0;
        int t = 0;
        while (true) {
            int filterEnd = levelEnd(filter, f);
            int topicEnd = levelEnd(topic, t);
            if (filterEnd - f == 1 && filter.charAt(f) == '#') {
                return true;
            }
            boolean any = filterEnd - f == 1 && filter.charAt(f) == '+';
            if (!any && (filterEnd - f != topicEnd - t || !filter.regionMatches(f, topic, t, topicEnd - t))) {
                return false;
            }
            boolean filterDone = filterEnd == filter.length();
            boolean topicDone = topicEnd == topic.length();
            if (topicDone) {
                // "a/#" covers "a" too.
                return filterDone || filter.startsWith("/#", filterEnd);
            }
            if (filterDone) {
                return false;
            }
            f = filterEnd + 1;
            t = topicEnd + 1;
        }
    }

    private static int levelEnd(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }
}
