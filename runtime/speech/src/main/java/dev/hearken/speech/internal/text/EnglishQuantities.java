package dev.hearken.speech.internal.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers, alone or with units, currencies, ranges and fractions. */
final class EnglishQuantities {

    /** Unit sign -> one, several. */
    private static final Map<String, String[]> UNITS = units("""
        °C ℃=degree celsius,degrees celsius|°F ℉=degree fahrenheit,degrees fahrenheit|°=degree,degrees|K=kelvin,kelvin
        %=percent,percent|‰=per mil,per mil|ppm=part per million,parts per million
        mm=millimeter,millimeters|cm=centimeter,centimeters|m=meter,meters|km=kilometer,kilometers
        m² m2=square meter,square meters|m³ m3=cubic meter,cubic meters|km² km2=square kilometer,square kilometers
        ft=foot,feet|mi=mile,miles|yd=yard,yards
        km/h kph=kilometer per hour,kilometers per hour|m/s=meter per second,meters per second|mph=mile per hour,miles per hour
        mg=milligram,milligrams|g=gram,grams|kg=kilogram,kilograms|lb lbs=pound,pounds|oz=ounce,ounces
        µg/m³ μg/m³=microgram per cubic meter,micrograms per cubic meter
        ml mL=milliliter,milliliters|cl=centiliter,centiliters|l L=liter,liters|l/min=liter per minute,liters per minute
        ms=millisecond,milliseconds|s sec secs=second,seconds|min mins=minute,minutes|h hr hrs=hour,hours
        V=volt,volts|mV=millivolt,millivolts|A=amp,amps|mA=milliamp,milliamps|W=watt,watts|kW=kilowatt,kilowatts|MW=megawatt,megawatts
        Wh=watt hour,watt hours|kWh=kilowatt hour,kilowatt hours|J=joule,joules|kcal=kilocalorie,kilocalories|Ω=ohm,ohms
        Hz=hertz,hertz|kHz=kilohertz,kilohertz|MHz=megahertz,megahertz|GHz=gigahertz,gigahertz|dB=decibel,decibels
        lx=lux,lux|lm=lumen,lumens|Pa=pascal,pascals|hPa=hectopascal,hectopascals|kPa=kilopascal,kilopascals
        mbar=millibar,millibars|kB KB=kilobyte,kilobytes|MB=megabyte,megabytes|GB=gigabyte,gigabytes|TB=terabyte,terabytes
        Mbit/s Mbps=megabit per second,megabits per second
        """);
    /** Currency sign -> one, several, one hundredth, several hundredths. */
    private static final Map<String, String[]> CURRENCIES = Map.of(
        "$", new String[] {"dollar", "dollars", "cent", "cents"}, "€", new String[] {"euro", "euros", "cent", "cents"},
        "£", new String[] {"pound", "pounds", "penny", "pence"}, "¥", new String[] {"yen", "yen", "sen", "sen"});
    private static final Map<Integer, String> DENOMINATORS = Map.of(2, "half", 3, "third", 4, "quarter", 5, "fifth", 6, "sixth", 8, "eighth",
        10, "tenth");

    private static final String NUMBER = "((?>\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?))";
    /** A minus, not the hyphen after a word or a number. */
    private static final String SIGN = "((?<![\\p{L}\\d)\\]])[-−–+±])?";
    private static final String UNIT = UNITS.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
        .collect(Collectors.joining("|", "(", ")")) + "(?![\\p{L}\\d²³/])";
    private static final String BETWEEN = "\\s?[-–—]\\s?";

    static final List<Rule> RULES = List.of(
        Rule.of("((?:1[1-9]|20)\\d\\d)" + BETWEEN + "((?:1[1-9]|20)\\d\\d)(?![\\d.,-]\\d|\\d)", m -> year(m.group(1)) + " to " + year(m.group(2))),
        Rule.of("\\d+(?:\\.\\d+){2,}(?!\\d)", m -> m.group().chars().mapToObj(c -> c == '.' ? "dot" : EnglishNumbers.digits(Character.toString(c)))
            .collect(Collectors.joining(" "))),
        Rule.of("[+]?[(]?\\d[\\d() -]{5,}\\d(?!\\d)", EnglishQuantities::telephone),
        Rule.of(SIGN + NUMBER + BETWEEN + SIGN + NUMBER + "\\s?" + UNIT, m -> signed(m.group(1), m.group(2)) + " to "
            + measured(m.group(3), m.group(4), m.group(5))),
        Rule.of(NUMBER + BETWEEN + NUMBER + "(?![\\d/-])", m -> EnglishNumbers.number(m.group(1)) + " to " + EnglishNumbers.number(m.group(2))),
        Rule.of("([$€£¥])\\s?" + NUMBER + "(?:\\s?(million|billion|trillion|[kMB])(?!\\p{L}))?", m -> money(m.group(1), m.group(2), m.group(3))),
        Rule.of(NUMBER + "\\s?([€£¥])", m -> money(m.group(2), m.group(1), null)),
        Rule.of("(\\d{1,3})\\s([1-9])/(\\d{1,2})(?![\\d/])", m -> EnglishNumbers.number(m.group(1)) + " and " + fraction(m.group(2), m.group(3))),
        Rule.of("(\\d{1,2})/(\\d{1,2})(?![\\d/])", m -> fraction(m.group(1), m.group(2))),
        Rule.of(SIGN + NUMBER + "\\s?" + UNIT, m -> measured(m.group(1), m.group(2), m.group(3))),
        Rule.of("(\\d{1,9})(?:st|nd|rd|th)(?!\\p{L})", m -> EnglishNumbers.ordinal(Long.parseLong(m.group(1)))),
        Rule.of("(?:1[1-9]|20)\\d\\d(?![\\d.,]\\d|\\d)(?<!\\d{5})", EnglishQuantities::bareYear),
        Rule.of(SIGN + NUMBER + "(?:\\s?[x×]\\s?(?=\\d))?", m -> signed(m.group(1), m.group(2)) + (m.group().endsWith(m.group(2)) ? "" : " by")),
        Rule.of("(?<!\\d)\\.(\\d+)", m -> "point " + EnglishNumbers.digits(m.group(1))));

    private EnglishQuantities() {
    }

    private static Map<String, String[]> units(String table) {
        Map<String, String[]> units = new HashMap<>();
        for (String entry : table.strip().split("[|\\n]+")) {
            String[] sides = entry.strip().split("=");
            for (String sign : sides[0].split(" ")) {
                units.put(sign, sides[1].split(","));
            }
        }
        return Map.copyOf(units);
    }

    private static String year(String digits) {
        return EnglishNumbers.year(Integer.parseInt(digits));
    }

    /** 1900 to 2099 are read as years; so are others after "in", "since" and the like, which look-behind would have to know: left as numbers. */
    private static @Nullable String bareYear(MatchResult m) {
        int value = Integer.parseInt(m.group());
        return value >= 1900 ? EnglishNumbers.year(value) : null;
    }

    private static String signed(@Nullable String sign, String number) {
        String spoken = EnglishNumbers.number(number);
        if (sign == null) {
            return spoken;
        }
        return switch (sign) {
            case "+" -> "plus " + spoken;
            case "±" -> "plus or minus " + spoken;
            default -> "minus " + spoken;
        };
    }

    private static String measured(@Nullable String sign, String number, String unit) {
        String[] names = UNITS.get(unit);
        return signed(sign, number) + " " + names[number.equals("1") ? 0 : 1];
    }

    private static @Nullable String telephone(MatchResult m) {
        String written = m.group();
        long digits = written.chars().filter(Character::isDigit).count();
        boolean parted = written.matches(".*\\d[ ()-]+\\d.*");
        if (digits < 7 || !(parted || written.startsWith("+")) || written.matches("\\d+(?: - |\\s)\\d+")) {
            return null;
        }
        return (written.startsWith("+") ? "plus " : "") + Pattern.compile("\\d+").matcher(written).results()
            .map(group -> EnglishNumbers.digits(group.group())).collect(Collectors.joining(", "));
    }

    private static String money(String sign, String number, @Nullable String scale) {
        String[] names = CURRENCIES.get(sign);
        if (scale != null) {
            String factor = switch (scale) {
                case "k" -> "thousand";
                case "M" -> "million";
                case "B" -> "billion";
                default -> scale;
            };
            return EnglishNumbers.number(number) + " " + factor + " " + names[1];
        }
        int point = number.indexOf('.');
        if (point < 0 || number.length() - point != 3) {
            return EnglishNumbers.number(number) + " " + names[number.equals("1") ? 0 : 1];
        }
        String whole = number.substring(0, point);
        int cents = Integer.parseInt(number.substring(point + 1));
        String small = EnglishNumbers.cardinal(cents) + " " + names[cents == 1 ? 2 : 3];
        String large = EnglishNumbers.number(whole) + " " + names[whole.equals("1") ? 0 : 1];
        return cents == 0 ? large : whole.matches("0+") ? small : large + " and " + small;
    }

    private static @Nullable String fraction(String above, String below) {
        int denominator = Integer.parseInt(below);
        int numerator = Integer.parseInt(above);
        String name = DENOMINATORS.get(denominator);
        if (name == null || numerator == 0 || numerator >= denominator) {
            return EnglishNumbers.number(above) + " slash " + EnglishNumbers.number(below);
        }
        return EnglishNumbers.cardinal(numerator) + " " + (numerator == 1 ? name : name.equals("half") ? "halves" : name + "s");
    }
}
