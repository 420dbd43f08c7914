package dev.hearken.speech.internal.voice;

import java.util.List;

class MandarinVoiceTest extends VoiceContract {

    MandarinVoiceTest() {
        super("zh", new Texts("厨房的灯已经打开了。", "现在有两万零二盏灯亮了。", "一二三四五六七八九十", "😀",
            List.of("", " ", "\n\n", "...", "？！", "😀", "α β γ", "<speak></speak>", "\u0000", "\ud83d"),
            List.of("打开 WiFi 和 TV", "<speak>你好<break time=\"1s\"/>呀</speak>", "咔".repeat(30), "我😀你", "xkcd qwrtz bcdfghjklm",
                "龘龘好龘", "PM2.5是35μg/m³，温度25.5°C", "啊", "1/2", "12:30", "a")));
    }
}
