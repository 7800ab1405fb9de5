package example;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Profiles;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Spring Boot with Spring Security's OAuth 2.0 client at its defaults: a web application that a person logs in to, and with
 * the profile <code>machine</code> a program that gets tokens of its own.
 */
@SpringBootApplication
public class Application {
    private static final JsonMapper json = new JsonMapper();

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        try (var application = new SpringApplicationBuilder(Application.class)
                .properties("scopes=" + System.getenv("SCOPE").replace(' ', ','))
                .run(arguments)) {
            var environment = application.getEnvironment();
            if (environment.acceptsProfiles(Profiles.of("machine"))) answers.println(ownToken(application));
            else logIn(environment.getProperty("local.server.port"), answers);
        }
    }

    private static void logIn(String port, PrintStream answers) throws Exception {
        var browser = new Browser(URI.create("http://127.0.0.1:" + port));
        answers.println(json.writeValueAsString(Map.of("url", browser.open("/"))));
        var answered = URI.create(new BufferedReader(new InputStreamReader(System.in)).readLine());
        answers.println(browser.open("/login/oauth2/code/samtykke?" + answered.getRawQuery()));
    }

    private static String ownToken(ApplicationContext application) {
        var tokens = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                application.getBean(ClientRegistrationRepository.class),
                application.getBean(OAuth2AuthorizedClientService.class));
        var request = OAuth2AuthorizeRequest.withClientRegistrationId("samtykke").principal("machine").build();
        return json.writeValueAsString(Map.of("scope", tokens.authorize(request).getAccessToken().getScopes()));
    }
}
