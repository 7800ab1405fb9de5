package example;

import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a person who has logged in is shown. */
@RestController
class FrontPage {
    @GetMapping("/")
    Map<String, Object> show(
            @AuthenticationPrincipal OidcUser person,
            @RegisteredOAuth2AuthorizedClient("samtykke") OAuth2AuthorizedClient client) {
        return Map.of("scope", client.getAccessToken().getScopes(), "sub", person.getSubject());
    }
}
