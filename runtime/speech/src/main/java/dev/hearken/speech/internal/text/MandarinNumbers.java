package dev.hearken.speech.internal.text;

/** Numbers in hanzi as they are spoken. */
final class MandarinNumbers {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String[] PLACES = {"", "十", "百", "千"};
    private static final String[] SCALES = {"", "万", "亿", "万亿"};
    /** More digits than this are read one by one. */
    private static final int MOST_DIGITS = 16;

    private MandarinNumbers() {
    }

    /** 12 = 十二, 105 = 一百零五, 20_000 = 二万. */
    static String cardinal(long value) {
        if (value == 0) {
            return DIGITS.substring(0, 1);
        }
        StringBuilder words = new StringBuilder();
        long rest = value;
        boolean gap = false;
        for (int scale = 0; rest > 0; scale++, rest /= 10_000) {
            int group = (int) (rest % 10_000);
            if (group > 0) {
                words.insert(0, (group < 1000 && rest >= 10_000 ? "零" : "") + group(group) + SCALES[scale] + (gap && !words.isEmpty()
                    && words.charAt(0) != '零' ? "零" : ""));
                gap = false;
            } else {
                gap = true;
            }
        }
        return words.toString().startsWith("一十") ? words.substring(1) : words.toString();
    }

    /** 1..9999 with every 零 and 一 in it. */
    private static String group(int value) {
        StringBuilder words = new StringBuilder();
        boolean gap = false;
        for (int place = 3, unit = 1000; place >= 0; place--, unit /= 10) {
            int digit = value / unit % 10;
            if (digit > 0) {
                words.append(gap ? "零" : "").append(DIGITS.charAt(digit)).append(PLACES[place]);
                gap = false;
            } else {
                gap = !words.isEmpty();
            }
        }
        return words.toString();
    }

    /** One by one. */
    static String digits(String digits) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 10);
            if (digit >= 0) {
                words.append(DIGITS.charAt(digit));
            }
        }
        return words.toString();
    }

    /** As written: thousands parted by commas or not, a decimal point or none, leading zeros read out. */
    static String number(String written) {
        String plain = written.replace(",", "");
        int point = plain.indexOf('.');
        if (point >= 0) {
            return number(plain.substring(0, point)) + "点" + digits(plain.substring(point + 1));
        }
        if (plain.isEmpty()) {
            return "零";
        }
        if (plain.length() > MOST_DIGITS || (plain.length() > 1 && plain.charAt(0) == '0')) {
            return digits(plain);
        }
        return cardinal(Long.parseLong(plain));
    }

    /** The same before what is counted: a lone two is 两. */
    static String count(String written) {
        return written.equals("2") ? "两" : number(written);
    }
}
