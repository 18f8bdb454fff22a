// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.json.Json;
import org.junit.jupiter.api.Test;

class DocumentTest {
    @Test
    void itIsLaidOutAsTheMetadataServiceDoes() {
        assertThat(new Document().text("a", "b").none("c").toString())
                .isEqualTo("{\n  \"a\" : \"b\",\n  \"c\" : null\n}");
    }

    @Test
    void itIsJsonWhateverIsInTheTexts() {
        String awkward = "a\"b\\c\nd\te\u0001\u007f\u00e9";
        String document = new Document().text("name", awkward).toString();

        assertThat(Json.parseObject(document).orElseThrow().text("name")).contains(awkward);
        assertThat(document.lines()).hasSize(3);
    }
}
