package example;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A browser with cookies that stays at one application. */
class Browser {
    private final URI home;
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    Browser(URI home) {
        this.home = home;
    }

    /** The page that a path ends at, or the address elsewhere that it leads to. */
    String open(String path) throws Exception {
        var address = home.resolve(path);
        while (address.getAuthority().equals(home.getAuthority())) {
            var answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            var location = answer.headers().firstValue("location");
            if (location.isEmpty()) return answer.body();
            address = address.resolve(location.get());
        }
        return address.toString();
    }
}
