// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lanyard.aws.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParametersTest {

    @Test
    void rawBytesOfTheUrlAreUtf8() {
        String raw = new String("Name=\u00e9 \u1234".getBytes(UTF_8), ISO_8859_1);
        assertThat(QueryParameters.of(Requests.post(raw, "")).first("Name")).contains("\u00e9 \u1234");
    }

    @Test
    void parametersOfTheUrlAndOfTheBodyCount() {
        QueryParameters parameters = QueryParameters.of(Requests.post("Action=GetUser&A=1", "B=3"));

        List<String> all = new ArrayList<>();
        parameters.forEach((name, value) -> all.add(name + "=" + value));
        assertThat(all).containsExactly("Action=GetUser", "A=1", "B=3");
    }

    @Test
    void spacesAndEscapesAreDecodedAsFormsDo() {
        QueryParameters parameters =
                QueryParameters.of(Requests.post("", "N%61me=a+b%20c%2B%2F%C3%A9&Empty=&Bare&&Equal=a=b&%26=%3d"));

        assertThat(parameters.first("Name")).contains("a b c+/é");
        assertThat(parameters.first("Empty")).contains("");
        assertThat(parameters.first("Bare")).contains("");
        assertThat(parameters.first("Equal")).contains("a=b");
        assertThat(parameters.first("&")).contains("=");
        assertThat(parameters.first("name")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "A=%,Incomplete trailing escape % sequence",
        "A=%4,Incomplete trailing escape % sequence",
        "A%4=1,Incomplete trailing escape % sequence",
        "A=%zz,Illegal hex character in escape % pattern: %zz",
        "A=%4g1,Illegal hex character in escape % pattern: %4g",
        "A=%-1,Illegal hex character in escape % pattern: %-1"
    })
    void brokenEscapesAreRefusedInUrlAndBody(String text, String message) {
        for (WireRequest request : List.of(Requests.post(text, ""), Requests.post("", text))) {
            assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() -> QueryParameters.of(request))
                    .withMessage(message)
                    .matches(fault -> fault.code().code().equals("MalformedQueryString"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Action=GetUser&A=1, A=2",
        "A=1&A=1, B=2",
        "B=1, A=1&C=2&A=3",
        "A=1&%41=2, B=1",
        "Action=GetUser, Action=DeleteUser"
    })
    void aNameThatRepeatsIsRefused(String url, String body) {
        String name = url.startsWith("Action") && body.startsWith("Action") ? "Action" : "A";
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> QueryParameters.of(Requests.post(url, body)))
                .withMessage("The parameter " + name + " is given more than once")
                .matches(fault -> fault.code().code().equals("MalformedQueryString"));
    }

    @Test
    void ofWhatSignsARequestTheFirstCounts() {
        assertThat(QueryParameters.of(Requests.post("X-Amz-Date=1&X-Amz-Date=2", ""))
                        .first("X-Amz-Date"))
                .contains("1");
    }

    @Test
    void namesHaveSoManyPartsTogetherAndNotOneMore() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < QueryParameters.MAX_PARTS / 10; i++) {
            names.append("a.b.c.d.e.f.g.h.i.").append(i).append("=1&");
        }
        assertThat(QueryParameters.of(Requests.post("", names.toString())).first("a.b.c.d.e.f.g.h.i.0"))
                .contains("1");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> QueryParameters.of(Requests.post("b=2", names.toString())))
                .withMessage("The parameter names have more than 40000 parts");
    }

    @Test
    void fiveThousandParametersAreAllowedAndNotOneMore() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < QueryParameters.MAX_PARAMETERS; i++) {
            names.append("a").append(i).append("=1&");
        }
        String allowed = names.toString();

        assertThat(QueryParameters.of(Requests.post("", allowed)).first("a0")).contains("1");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> QueryParameters.of(Requests.post("b=2", allowed)))
                .withMessageContaining("5000")
                .matches(fault -> fault.code().code().equals("MalformedQueryString"));
    }
}
