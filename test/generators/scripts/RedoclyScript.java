package roster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public final class RedoclyScript {
    private static final String URL = System.getenv("ROSTER_URL");
    private static final String PREFIX = System.getenv("ROSTER_PREFIX");

    public static void main(String[] arguments) {
        Client.SessionTokens tokens = clientWith(new Client.Auth())
            .logIn(Client.LogInRequest.fromJson(
                Map.of("username", System.getenv("ROSTER_USERNAME"), "password", System.getenv("ROSTER_PASSWORD"))));
        Client client = clientWith(new Client.Auth().bearer(tokens.accessToken()));

        List<Client.User> created = new ArrayList<>();
        for (String letter : List.of("a", "b", "c")) {
            created.add(client.createUser(named(PREFIX + "." + letter)));
        }

        List<String> listed = new ArrayList<>();
        int pages = 0;
        String cursor = null;
        do {
            Client.UserList page = client.listUsers(new Client.ListUsersParams().limit(2L).cursor(cursor));
            pages += 1;
            page.data2().forEach(user -> listed.add(user.username()));
            cursor = page.page().nextCursor();
        } while (cursor != null);
        listed.removeIf(username -> !username.startsWith(PREFIX));
        listed.sort(null);

        Client.ApiException refused = problemOf(() -> client.createUser(named("x")));
        Map<?, ?> fault = (Map<?, ?>) ((List<?>) field(refused, "errors")).get(0);
        List<?> loc = (List<?>) fault.get("loc");

        created.forEach(user -> client.deleteUser(user.id()));
        Client.ApiException gone = problemOf(() -> client.getUser(created.get(0).id()));

        System.out.printf(
            "{\"created\":%s,\"isPaged\":%s,\"listed\":%s,\"status\":%d,\"code\":\"%s\",\"loc\":%s,\"missing\":\"%s\"}%n",
            created.stream().map(Client.User::version).toList(),
            pages > 1,
            quoted(listed),
            refused.status,
            field(refused, "code"),
            quoted(loc),
            field(gone, "code"));
    }

    private static Client clientWith(Client.Auth auth) {
        return new Client(new Client.Config().serverUrl(URL).auth(auth));
    }

    private static Client.CreateUserRequest named(String username) {
        // The constructor has a place for every optional field, and changes with the next one.
        return Client.CreateUserRequest.fromJson(Map.of("username", username));
    }

    private static Client.ApiException problemOf(Runnable call) {
        try {
            call.run();
        } catch (Client.ApiException problem) {
            return problem;
        }
        throw new AssertionError("A problem was expected.");
    }

    private static Object field(Client.ApiException problem, String name) {
        return ((Map<?, ?>) problem.body).get(name);
    }

    private static List<String> quoted(List<?> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").toList();
    }
}
