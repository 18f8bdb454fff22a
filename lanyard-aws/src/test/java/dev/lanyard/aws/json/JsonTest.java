// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Json.Obj object(String text) {
        return Json.parseObject(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "{\"x\":{\"a\":1,\"\\u0061\":null}}",
                "[1,]",
                "tru",
                "'a'"
            })
    void whatIsNotExactlyOneValueIsNone(String text) {
        assertThat(Json.parse(text)).isEmpty();
    }

    @Test
    void nestingEnds() {
        String fits = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertThat(Json.parse(fits)).isPresent();
        assertThat(Json.parse('[' + fits + ']')).isEmpty();
        assertThat(Json.parse("[".repeat(100_000))).isEmpty();
    }

    @Test
    void membersAreWhatTheyAreAndNothingElse() {
        Json.Obj it = object("""
                {"text": "a", "number": 7, "big": 99999999999999999999, "half": 0.5, "less": -7, "yes": true, "no": false,
                 "none": null, "list": ["a", 1, "b"], "object": {"text": "b"}}""");

        assertThat(it.text("text")).contains("a");
        assertThat(it.text("number")).isEmpty();
        assertThat(it.text("none")).isEmpty();
        assertThat(it.number("number")).hasValue(7);
        assertThat(List.of("big", "half", "less", "yes", "text", "absent"))
                .allSatisfy(name -> assertThat(it.number(name)).isEmpty());
        assertThat(it.flag("yes")).isTrue();
        assertThat(it.flag("no")).isFalse();
        assertThat(it.texts("list")).containsExactly("a", "b");
        assertThat(it.list("object")).isEmpty();
        assertThat(it.object("object").orElseThrow().text("text")).contains("b");
        assertThat(it.object("list")).isEmpty();
        assertThat(it.has("none")).isTrue();
        assertThat(it.has("absent")).isFalse();
    }

    @Test
    void compactKeepsOrderAndNumbersAsTheyAreWritten() {
        assertThat(object(" { \"b\" : [ 1.50 , true , null , { } ] ,\n \"a\" : \"\\u00e9\\/\" } ")
                        .compact())
                .isEqualTo("{\"b\":[1.50,true,null,{}],\"a\":\"é/\"}");
    }

    @Test
    void everyCharacterComesBackFromWhatIsWritten() {
        StringBuilder text = new StringBuilder();
        for (char c = 0; c < 0x180; c++) {
            text.append(c);
        }
        text.append("\u2028\ud83d\ude00");
        String written = JsonWriter.object(json -> json.put(text.toString(), text.toString()));

        assertThat(written).doesNotContainPattern("[\\x00-\\x1f]");
        assertThat(object(written).text(text.toString())).contains(text.toString());
    }

    @Test
    void objectsAreWrittenInTheOrderOfTheirMembers() {
        String written = JsonWriter.object(json -> json.put("text", "a\"b")
                .put("number", 7)
                .put("flag", true)
                .putTexts("texts", List.of("a", "b"))
                .putTexts("none", List.of())
                .putObject("empty", _ -> {})
                .putObjects("each", List.of(1, 2), (each, item) -> each.put("it", item)));

        assertThat(written)
                .isEqualTo("{\"text\":\"a\\\"b\",\"number\":7,\"flag\":true,\"texts\":[\"a\",\"b\"],\"none\":[],"
                        + "\"empty\":{},\"each\":[{\"it\":1},{\"it\":2}]}");
    }
}
