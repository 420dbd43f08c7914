package dev.hearken.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.hearken.audio.AudioSource;
import java.util.List;
import java.util.Map;

/** The rooms of the house and their doors. */
@AnalyzeClasses(packages = "dev.hearken", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

    /** Leaves out test classes of this module, and those of others, which come in jars once Maven packages. */
    static final class NoTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return Predefined.DO_NOT_INCLUDE_TESTS.includes(location) && !location.contains("-tests.jar");
        }
    }

    /** Which rooms each room may look into, beside itself. */
    private static final Map<String, List<String>> DOORS = Map.ofEntries(
        Map.entry("dev.hearken.dsp", List.of()),
        Map.entry("dev.hearken.models.api", List.of()),
        Map.entry("dev.hearken.drivers", List.of()),
        Map.entry("dev.hearken.hub", List.of()),
        Map.entry("dev.hearken.audio", List.of("dev.hearken.dsp")),
        Map.entry("dev.hearken.scene", List.of("dev.hearken.dsp", "dev.hearken.audio")),
        Map.entry("dev.hearken.models.onnx", List.of("dev.hearken.models.api")),
        Map.entry("dev.hearken.models.npu", List.of("dev.hearken.models.api", "dev.hearken.drivers")),
        Map.entry("dev.hearken.speech", List.of("dev.hearken.dsp", "dev.hearken.models.api")),
        Map.entry("dev.hearken.dialogue", List.of("dev.hearken.speech")),
        Map.entry("dev.hearken.update", List.of("dev.hearken.hub", "dev.hearken.models.api")));

    @ArchTest
    static final ArchRule onlyDriversSeeNativeCode = noClasses().that().resideOutsideOfPackage("dev.hearken.drivers..")
        .should().dependOnClassesThat().resideInAnyPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule onlyTheOnnxBackEndSeesOnnxRuntime = noClasses().that().resideOutsideOfPackage("dev.hearken.models.onnx..")
        .should().dependOnClassesThat().resideInAnyPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule onlyTheNpuBackEndSeesTheNpu = noClasses().that().resideOutsideOfPackages("dev.hearken.models.npu..", "dev.hearken.drivers.rknn..")
        .should().dependOnClassesThat().resideInAnyPackage("dev.hearken.drivers.rknn..");

    @ArchTest
    static final ArchRule theNpuBackEndSeesNoOtherDriver = noClasses().that().resideInAPackage("dev.hearken.models.npu..")
        .should().dependOnClassesThat(resideInAPackage("dev.hearken.drivers..").and(resideOutsideOfPackages("dev.hearken.drivers.rknn..")));

    @ArchTest
    static final ArchRule onlyTheHubSeesPaho = noClasses().that().resideOutsideOfPackage("dev.hearken.hub..")
        .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule onlyTheAppSeesTheCommandLine = noClasses().that().resideOutsideOfPackage("dev.hearken.app..")
        .should().dependOnClassesThat().resideInAnyPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheAppAndTheLocalBrokerSeeVertx = noClasses().that().resideOutsideOfPackages("dev.hearken.app..", "dev.hearken.hub..")
        .should().dependOnClassesThat().resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheLocalBrokerSeesTheMqttServer = noClasses().that().resideOutsideOfPackage("dev.hearken.hub..")
        .should().dependOnClassesThat().resideInAnyPackage("io.vertx.mqtt..");

    @ArchTest
    static final ArchRule roomsUseOnlyTheDoorsTheyHave = ArchRuleDefinition.classes().that().resideOutsideOfPackage("dev.hearken.app..")
        .should(lookOnlyThroughTheirDoors());

    @ArchTest
    static final ArchRule whatIsInternalStaysInItsRoom = ArchRuleDefinition.classes().should(keepOutOfOthersInternals());

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses().that().resideOutsideOfPackage("dev.hearken.app.internal.cli..")
        .should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule nobodyEndsTheProcessButTheCommandLine = noClasses()
        .that(resideOutsideOfPackages("dev.hearken.app", "dev.hearken.app.internal.cli.."))
        .should().callMethod(System.class, "exit", int.class).orShould().callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule agentsAskTheirOwnClock = noClasses().that(resideInAPackage("dev.hearken.app.internal.agent.."))
        .and().doNotHaveSimpleName("NanoClock").should().callMethod(System.class, "nanoTime");

    /** One way in, with the mute in it; the doctor asks the mute first, LateSource and the tests of sound only pass on. */
    @ArchTest
    static final ArchRule onlyTheCaptureAgentListensToMicrophones = noClasses().that().resideInAPackage("dev.hearken.app..")
        .and().doNotHaveSimpleName("CaptureAgent").and().doNotHaveSimpleName("MicrophoneTake").and().doNotHaveSimpleName("LateSource")
        .should().callMethod(AudioSource.class, "read", short[].class, int.class, int.class);

    private static ArchCondition<JavaClass> lookOnlyThroughTheirDoors() {
        return new ArchCondition<>("look only into the rooms they may") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String target = room(dependency.getTargetClass().getPackageName());
                    String own = room(from.getPackageName());
                    if (!target.isEmpty() && !target.equals(own) && !DOORS.getOrDefault(own, List.of()).contains(target)) {
                        events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
                    }
                });
            }
        };
    }

    private static ArchCondition<JavaClass> keepOutOfOthersInternals() {
        return new ArchCondition<>("keep out of other rooms' internal packages") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String target = dependency.getTargetClass().getPackageName();
                    if (target.startsWith("dev.hearken.") && target.contains(".internal") && !room(target).equals(room(from.getPackageName()))) {
                        events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
                    }
                });
            }
        };
    }

    /** The room a package lies in; empty if it is none of ours. */
    private static String room(String name) {
        if (!name.startsWith("dev.hearken.")) {
            return "";
        }
        int from = name.startsWith("dev.hearken.models.") || name.startsWith("dev.hearken.drivers.") ? name.indexOf('.', "dev.hearken.".length()) + 1
            : "dev.hearken.".length();
        int end = name.indexOf('.', from);
        String room = end < 0 ? name : name.substring(0, end);
        return room.startsWith("dev.hearken.drivers") ? "dev.hearken.drivers" : room;
    }
}
