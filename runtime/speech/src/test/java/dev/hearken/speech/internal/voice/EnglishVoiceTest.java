package dev.hearken.speech.internal.voice;

import java.util.List;

class EnglishVoiceTest extends VoiceContract {

    EnglishVoiceTest() {
        super("en", new Texts("The kitchen light is on.", "All lights are on now.", "one two three four five six seven eight nine ten ", "语",
            List.of("", " ", "\n\n", "...", "?!", "😀", "打开灯", "<speak></speak>", "\u0000", "\ud83d"),
            List.of("Open 打开 the light 灯", "α β γ", "<speak>Hello <break time=\"1s\"/> you</speak>", "sssssssssssssssssssssssssssss", "I 😀 you",
                "xkcd qwrtz bcdfghjklm", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "TV, MQTT & USB-C @ 12°C", "a", "1/2", "12:30")));
    }
}
