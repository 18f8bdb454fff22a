// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OidcProviderTest {
    private static final String ARN = "arn:aws:iam::000000000000:oidc-provider/id.example.com/a";
    private static final String THUMBPRINT = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280";

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void providerIsShownWithoutItsScheme() {
        Answer created = create("https://id.example.com/a", "ClientIDList.member.1", "app");
        assertThat(created.text("OpenIDConnectProviderArn")).isEqualTo(ARN);
        assertThat(created.has("Tags")).isFalse();
        Answer shown = named("GetOpenIDConnectProvider");
        assertThat(shown.text("Url")).isEqualTo("id.example.com/a");
        assertThat(shown.body())
                .containsSubsequence("<ClientIDList>", "<member>app</member>")
                .containsSubsequence("<ThumbprintList>", "<member>" + THUMBPRINT + "</member>")
                .contains("<Tags/>");
        assertThat(shown.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(wire.iam("ListOpenIDConnectProviders").text("Arn")).isEqualTo(ARN);
        assertThat(create("https://id.example.com/a").fault())
                .isEqualTo("EntityAlreadyExists: Provider with url https://id.example.com/a already exists.");
    }

    @Test
    void badInputSaysWhy() {
        for (String url : new String[] {"id.example.com", "http://id.example.com", "https://"}) {
            Answer refused = create(url);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.fault()).isEqualTo("ValidationError: Invalid Open ID Connect Provider URL");
        }
        List<String> six = new ArrayList<>();
        for (int i = 2; i <= 6; i++) {
            six.addAll(List.of("ThumbprintList.member." + i, THUMBPRINT));
        }
        assertThat(create("https://id.example.com/a", six.toArray(String[]::new))
                        .fault())
                .isEqualTo("InvalidInput: Thumbprint list must contain fewer than 5 entries.");
        List<String> clients = new ArrayList<>();
        for (int i = 1; i <= 101; i++) {
            clients.addAll(List.of("ClientIDList.member." + i, "client" + i));
        }
        assertThat(create("https://id.example.com/a", clients.toArray(String[]::new))
                        .fault())
                .isEqualTo("LimitExceeded: Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
    }

    @Test
    void missingProviderHasTwoTexts() {
        assertThat(named("GetOpenIDConnectProvider").fault())
                .isEqualTo("NoSuchEntity: OpenIDConnect Provider not found for arn " + ARN);
        Answer delete = named("DeleteOpenIDConnectProvider");
        assertThat(delete.status()).isEqualTo(404);
        assertThat(delete.fault()).isEqualTo("NoSuchEntity: OpenId connect Provider " + ARN + " cannot be found.");
    }

    @Test
    void clientsThumbprintsAndTagsChange() {
        create("https://id.example.com/a");
        wire.iam("AddClientIDToOpenIDConnectProvider", "OpenIDConnectProviderArn", ARN, "ClientID", "x");
        wire.iam("AddClientIDToOpenIDConnectProvider", "OpenIDConnectProviderArn", ARN, "ClientID", "x");
        wire.iam(
                "UpdateOpenIDConnectProviderThumbprint",
                "OpenIDConnectProviderArn",
                ARN,
                "ThumbprintList.member.1",
                THUMBPRINT.replace('9', '8'));
        wire.iam(
                "TagOpenIDConnectProvider",
                "OpenIDConnectProviderArn",
                ARN,
                "Tags.member.1.Key",
                "k",
                "Tags.member.1.Value",
                "v");
        Answer shown = named("GetOpenIDConnectProvider");
        assertThat(shown.body()).containsOnlyOnce("<member>x</member>").contains(THUMBPRINT.replace('9', '8'));
        assertThat(shown.text("Key")).isEqualTo("k");
        wire.iam("RemoveClientIDFromOpenIDConnectProvider", "OpenIDConnectProviderArn", ARN, "ClientID", "x");
        wire.iam("UntagOpenIDConnectProvider", "OpenIDConnectProviderArn", ARN, "TagKeys.member.1", "k");
        assertThat(named("GetOpenIDConnectProvider").body())
                .contains("<ClientIDList/>")
                .contains("<Tags/>");
        assertThat(named("ListOpenIDConnectProviderTags").body()).contains("<Tags/>");
        assertThat(named("DeleteOpenIDConnectProvider").status()).isEqualTo(200);
        assertThat(wire.iam("ListOpenIDConnectProviders").body()).contains("<OpenIDConnectProviderList/>");
    }

    private Answer create(String url, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "Url";
        all[1] = url;
        all[2] = "ThumbprintList.member.1";
        all[3] = THUMBPRINT;
        System.arraycopy(more, 0, all, 4, more.length);
        return wire.iam("CreateOpenIDConnectProvider", all);
    }

    private Answer named(String action) {
        return wire.iam(action, "OpenIDConnectProviderArn", ARN);
    }
}
