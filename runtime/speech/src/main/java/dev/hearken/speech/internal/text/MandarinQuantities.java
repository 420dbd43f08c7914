package dev.hearken.speech.internal.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers with what they count or measure, in Chinese. */
final class MandarinQuantities {

    private static final String NUMBER = "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)";
    private static final String SIGN = "(?:(?<![\\dA-Za-z])([-−+±]))?";
    private static final String BETWEEN = "\\s?[-–—~～至到]\\s?";
    private static final String CELSIUS = "摄氏度";
    private static final Map<String, String> UNITS = units("""
        °C ℃=摄氏度|°F ℉=华氏度|° 度=度|km/h=公里每小时|m/s=米每秒|km=公里|cm=厘米|mm=毫米|m=米|m² ㎡ m2=平方米|m³ m3=立方米
        kg=公斤|g=克|mg=毫克|L l=升|mL ml=毫升|kWh=千瓦时|kW=千瓦|W=瓦|V=伏|mA=毫安|A=安|Hz=赫兹|kHz=千赫|MHz=兆赫|dB=分贝
        hPa=百帕|kPa=千帕|Pa=帕|lx=勒克斯|μg/m³ µg/m³=微克每立方米|min=分钟|h=小时|s=秒|ms=毫秒
        """);
    private static final String UNIT = UNITS.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
        .collect(Collectors.joining("|", "(", ")")) + "(?![A-Za-z²³/])";
    private static final Map<String, String> CURRENCIES = Map.of("¥", "元", "￥", "元", "$", "美元", "€", "欧元", "£", "英镑");
    /** What a lone two before it is 两. */
    private static final String COUNTED = "(?=\\s?(?:个|分钟|分半|小时|天|年|点|周|次|种|盏|台|只|条|首|层|楼|间|位|杯|块|米|公里|千米|件|把|张|本|项|岁|倍|秒|度|元|毛|瓶|碗|升|斤|公斤|"
        + "千|万|亿|刻钟|星期|家|扇|门课|口|双|套|部|支|份|圈|页|遍|人))";

    static final List<Rule> RULES = List.of(
        Rule.of("\\d+(?:\\.\\d+){2,8}(?![.]?\\d)", m -> MandarinNumbers.digits(m.group()).isEmpty() ? null : dotted(m.group())),
        Rule.of(SIGN + NUMBER + BETWEEN + "([-−])?" + NUMBER + "\\s?(?:" + UNIT + "|([%‰]))", MandarinQuantities::range),
        Rule.of(SIGN + NUMBER + "\\s?([%‰])", m -> signed(m.group(1), "") + part(m.group(3)) + MandarinNumbers.number(m.group(2))),
        Rule.of("([¥￥$€£])\\s?" + NUMBER, m -> MandarinNumbers.count(m.group(2)) + CURRENCIES.get(m.group(1))),
        Rule.of(SIGN + NUMBER + "\\s?" + UNIT, m -> measured(m.group(1), m.group(2), m.group(3))),
        Rule.of(SIGN + NUMBER + "\\s?ppm(?![A-Za-z])", m -> "百万分之" + MandarinNumbers.number(m.group(2))),
        Rule.of("(\\d{1,4})/(\\d{1,4})(?![\\d/])", m -> MandarinNumbers.number(m.group(2)) + "分之" + MandarinNumbers.number(m.group(1))),
        Rule.of("\\+?\\d(?:[ -]?\\d){6,19}(?![\\d.])", MandarinQuantities::telephone),
        Rule.of(NUMBER + BETWEEN + NUMBER + "(?![\\d./-])", m -> MandarinNumbers.number(m.group(1)) + "到" + MandarinNumbers.count(m.group(2))),
        Rule.of("(?<!第)(?<![\\d.])2" + COUNTED, m -> "两"),
        Rule.of(SIGN + NUMBER, m -> signed(m.group(1), MandarinNumbers.number(m.group(2)))),
        Rule.of("(?<=\\d\\s?)([+×x*÷=])(?=\\s?\\d)", m -> switch (m.group(1)) {
            case "+" -> "加";
            case "÷" -> "除以";
            case "=" -> "等于";
            default -> "乘";
        }));

    private MandarinQuantities() {
    }

    private static Map<String, String> units(String table) {
        Map<String, String> units = new HashMap<>();
        for (String entry : table.strip().split("[|\\n]+")) {
            String[] sides = entry.strip().split("=");
            for (String sign : sides[0].split(" ")) {
                units.put(sign, sides[1]);
            }
        }
        return Map.copyOf(units);
    }

    private static String dotted(String written) {
        return List.of(written.split("\\.")).stream().map(MandarinNumbers::digits).collect(Collectors.joining("点"));
    }

    private static String part(String sign) {
        return sign.equals("%") ? "百分之" : "千分之";
    }

    private static String signed(@Nullable String sign, String spoken) {
        if (sign == null) {
            return spoken;
        }
        return switch (sign) {
            case "+" -> "正" + spoken;
            case "±" -> "正负" + spoken;
            default -> "负" + spoken;
        };
    }

    /** Degrees below zero are said as such. */
    private static String measured(@Nullable String sign, String number, String unit) {
        String name = UNITS.getOrDefault(unit, "");
        boolean cold = (name.equals(CELSIUS) || name.equals("度")) && ("-".equals(sign) || "−".equals(sign));
        String spoken = MandarinNumbers.count(number);
        return cold ? "零下" + spoken + name : signed(sign, spoken) + name;
    }

    private static String range(MatchResult m) {
        String unit = m.group(5);
        String percent = m.group(6);
        if (percent != null) {
            return part(percent) + MandarinNumbers.number(m.group(2)) + "到" + part(percent) + MandarinNumbers.number(m.group(4));
        }
        String name = UNITS.getOrDefault(unit, "");
        return (m.group(1) == null ? MandarinNumbers.number(m.group(2)) : measured(m.group(1), m.group(2), unit).replace(name, "")) + "到"
            + measured(m.group(3), m.group(4), unit);
    }

    /** Rows of seven digits and more one by one, 1 as 幺. */
    private static @Nullable String telephone(MatchResult m) {
        String written = m.group();
        boolean groups = written.contains(" ") || written.contains("-");
        if (!groups && !written.startsWith("+") && written.length() < 7) {
            return null;
        }
        return (written.startsWith("+") ? "加" : "") + List.of(written.split("[ -]")).stream()
            .map(group -> MandarinNumbers.digits(group).replace('一', '幺')).collect(Collectors.joining(","));
    }
}
